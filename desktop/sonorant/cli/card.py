"""The report card as one page that needs nothing else."""

from __future__ import annotations

import jinja2

from sonorant import assets
from sonorant.engines.embedded.report_card import ReportCard


def page(card: ReportCard) -> str:
    """The page as HTML."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(assets.path("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("card.html").render(card=card)
