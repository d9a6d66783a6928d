"""`python -m lint307`."""

import sys

from lint307.fronts.cli import main

if __name__ == "__main__":
    sys.exit(main())
