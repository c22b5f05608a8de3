"""An assessment in other programs' forms: a table, Praat tiers, a page."""
