"""What there is to practise, with whom, and what to do better: scenarios, conversations, lessons, drills, the coach."""
