"""The engine that ships with Sonorant: no key, no network, no account."""
