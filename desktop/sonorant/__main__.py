"""``python -m sonorant`` does what ``sonorant`` does."""

import sys

from sonorant.cli import main

if __name__ == "__main__":
    sys.exit(main())
