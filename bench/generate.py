#!/usr/bin/env python3
"""Writes the workspaces that `make bench` measures. Standard library only, seeded: the same bytes every time.

    generate.py campaigns DIR 1000        so many campaign files of 60 to 80 lines
    generate.py audience DIR 1000000      one campaign with a CSV of so many rows
    generate.py inline DIR 200000         one campaign with so many people in its own file
    generate.py plan DIR 1000000 [900000] the same for a plan; with a number, so many sends into the ledger there
"""

import sys
from pathlib import Path

from generate_audience import write_audience
from generate_campaigns import write_campaigns
from generate_inline import write_inline
from generate_plan import write_ledger, write_plan

KINDS = {"campaigns": write_campaigns, "audience": write_audience, "inline": write_inline, "plan": write_plan}


def main(arguments):
    fills = len(arguments) == 4 and arguments[0] == "plan"
    if len(arguments) != 3 + fills or arguments[0] not in KINDS or not all(text.isdigit() for text in arguments[2:]):
        sys.exit(__doc__.strip())
    kind, folder, *counts = arguments
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    (write_ledger if fills else KINDS[kind])(target, *map(int, counts))


if __name__ == "__main__":
    main(sys.argv[1:])
