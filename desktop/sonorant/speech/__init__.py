"""The vocabulary of speech assessment: plain data and rules, no input or output.

Everything else in Sonorant speaks in these terms; this package knows none of the others.
"""
