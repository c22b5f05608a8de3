"""The window: the only place where Qt, threads and the rest of Sonorant meet."""
