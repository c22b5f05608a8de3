"""Kept takes and their verdicts: the store, and the forms in which they leave it."""
