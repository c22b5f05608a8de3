"""Sonorant: practise spoken English and see, phoneme by phoneme, how it was."""

__version__ = "0.1.0"
