#!/usr/bin/env python3
"""Measures how time and memory grow with the audience, and draws it.

    growth.py --pregon PATH [--work DIR] [--sizes N,N…] [--rounds N] [--svg FILE] [--json FILE]

For each size: `validate`, `plan` where the ledger knows nobody, and `plan` where it knows nine tenths of the people. CPU is
user + system time of the process, peak its largest resident set; the median and the largest of the rounds. The ledger of
5,000,000 takes some minutes to make, and 2 GB below --work, where it stays.
Exit status: 0, 64 wrong usage, 65 nothing could be measured (the message says why).
"""

import argparse
import json
import math
import os
import shlex
import shutil
import statistics
import sys
from pathlib import Path

from growth_plot import svg
from measurements import run
from preparation import Failure, compiled, plan_workspace, succeed
from run import installed

SIZES = [10_000, 100_000, 1_000_000, 5_000_000]
NOW = ["--now", "2026-11-23 10:00", "--quiet"]
KINDS = {"validate": "validate", "new": "plan, nobody known", "known": "plan, 9 of 10 known"}


def new_workspace(pregon, folder):
    """The same campaign and people beside a ledger that knows nobody."""
    target = Path(folder + "-new")
    if not target.exists():
        unfinished = target.with_name(target.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        (unfinished / "audiences").mkdir(parents=True)
        for path in Path(folder).glob("*.yaml"):
            shutil.copy(path, unfinished)
        os.link(Path(folder) / "audiences" / "clientes.csv", unfinished / "audiences" / "clientes.csv")
        succeed([*pregon, "ledger", "init", "--workspace", str(unfinished)], "make a ledger")
        unfinished.rename(target)
    return str(target)


def measure_size(pregon, work, count, rounds):
    known, _ = plan_workspace(work, pregon, count, count * 9 // 10)
    new = new_workspace(pregon, known)
    launcher = compiled(work, "run_once")
    commands = {
        "validate": [*pregon, "validate", "--workspace", known, "--quiet"],
        "new": [*pregon, "plan", "--workspace", new, *NOW],
        "known": [*pregon, "plan", "--workspace", known, *NOW]}
    found = {}
    for kind, command in commands.items():
        costs = [run(launcher, command) for _ in range(rounds + 1)][1:]
        found[kind] = {"cpu": statistics.median(cost.cpu for cost in costs),
                       "wall": statistics.median(cost.wall for cost in costs),
                       "peak": max(cost.peak for cost in costs)}
    size = os.path.getsize(os.path.join(known, "audiences", "clientes.csv"))
    return {"recipients": count, "csv_bytes": size,
            "ledger_bytes": os.path.getsize(os.path.join(known, "ledger.sqlite")), **found}


def print_table(points):
    print("| recipients | CSV | " + " | ".join(KINDS.values()) + " |")
    print("|---|---|" + "---|" * len(KINDS))
    for point in points:
        cells = [f"{point[kind]['cpu']:.2f} s, {point[kind]['peak']:.0f} MB" for kind in KINDS]
        print(f"| {point['recipients']:,} | {point['csv_bytes'] / 1e6:.1f} MB | " + " | ".join(cells) + " |")
    for kind, name in KINDS.items():
        first, last = points[0], points[-1]
        factor = math.log(last["recipients"] / first["recipients"])
        slopes = [math.log(last[kind][what] / first[kind][what]) / factor for what in ("cpu", "peak")]
        big = points[-2:]
        bytes_each = (big[-1][kind]["peak"] - big[0][kind]["peak"]) * 1e6 / (
            big[-1]["recipients"] - big[0]["recipients"]) if len(big) == 2 else float("nan")
        print(f"{name}: time grows as n^{slopes[0]:.2f}, memory as n^{slopes[1]:.2f}; at the large end "
              f"{bytes_each:.0f} bytes more for each recipient", file=sys.stderr)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pregon", required=True, help="the release binary, or a command line in quotes")
    parser.add_argument("--work", default=".build/bench")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="with commas (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="measured rounds after one warm-up (default %(default)s)")
    parser.add_argument("--svg", help="draw it into this file")
    parser.add_argument("--json", help="write the figures into this file")
    try:
        options = parser.parse_args()
        options.sizes = [int(size) for size in options.sizes.split(",")]
    except (SystemExit, ValueError) as stop:
        sys.exit(0 if isinstance(stop, SystemExit) and not stop.code else 64)
    return options


def main():
    options = arguments()
    work = os.path.abspath(options.work)
    try:
        pregon = installed(shlex.split(options.pregon), work)
        points = [measure_size(pregon, work, size, options.rounds) for size in options.sizes]
    except Failure as failure:
        print(f"growth: {failure}", file=sys.stderr)
        return 65
    print_table(points)
    if options.json:
        Path(options.json).write_text(json.dumps(points, indent=2) + "\n", "utf-8")
    if options.svg:
        Path(options.svg).write_text(svg(points, KINDS), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
