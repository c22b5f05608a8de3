"""An assessment in other programs' forms."""

from sonorant.sessions.exports.page import html_page
from sonorant.sessions.exports.spreadsheet import csv_text
from sonorant.sessions.exports.tiers import textgrid_text

__all__ = ["csv_text", "html_page", "textgrid_text"]
