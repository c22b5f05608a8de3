"""What there is to practise."""
