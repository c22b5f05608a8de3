"""Stand-ins for services that cannot be reached from a test: programs of their own that speak the real protocols."""
