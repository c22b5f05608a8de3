"""Where this user's data is kept."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """SONORANT_HOME in the environment, or the system's place for such data; need not exist yet."""
    home = os.environ.get("SONORANT_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir("sonorant", appauthor=False))
