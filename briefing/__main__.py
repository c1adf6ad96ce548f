"""`python -m briefing` is `briefing`."""

import sys

from briefing.cli import main

sys.exit(main())
