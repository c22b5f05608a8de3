"""Voices that say a text: synthesisers on this machine and, with a key, Azure's."""
