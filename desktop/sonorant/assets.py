"""Where the files that travel with Sonorant are: scenarios, scoring models, sample recordings."""

from __future__ import annotations

from pathlib import Path


def path(*parts: str) -> Path:
    """The place of a bundled file or folder, such as ``path("samples", "flawless.flac")``.

    An installed Sonorant carries the files inside its package; a checkout keeps them in ``resources/`` at its top.
    The path is absolute and is not checked to exist.
    """
    package = Path(__file__).resolve().parent
    installed = package / "resources"
    root = installed if installed.is_dir() else package.parents[1] / "resources"
    return root.joinpath(*parts)
