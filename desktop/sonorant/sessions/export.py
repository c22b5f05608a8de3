"""An assessment in other programs' forms."""

from sonorant.sessions.exports.spreadsheet import csv_text
from sonorant.sessions.exports.tiers import textgrid_text

__all__ = ["csv_text", "textgrid_text"]
