"""Widgets that know the vocabulary of speech but nothing of the application."""
