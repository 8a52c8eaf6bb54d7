#!/usr/bin/env python3
"""Writes the workspaces that `make bench` measures. Standard library only, seeded: the same bytes every time.

    generate.py campaigns DIR 1000        so many campaign files of 60 to 80 lines
    generate.py audience DIR 1000000      one campaign with a CSV of so many rows
"""

import sys
from pathlib import Path

from generate_audience import write_audience
from generate_campaigns import write_campaigns

KINDS = {"campaigns": write_campaigns, "audience": write_audience}


def main(arguments):
    if len(arguments) != 3 or arguments[0] not in KINDS or not arguments[2].isdigit():
        sys.exit(__doc__.strip())
    kind, folder, count = arguments
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    KINDS[kind](target, int(count))


if __name__ == "__main__":
    main(sys.argv[1:])
