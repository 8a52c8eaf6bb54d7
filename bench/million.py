#!/usr/bin/env python3
"""A campaign of a million people from `plan` to its last simulated send, with the sums held to account.

    million.py --pregon PATH [--people N] [--work DIR]

Ten contacto lines at 1,000 an hour, under Colombian law. The plan and the rehearsal must say what was put into the file:
everybody once, about a tenth on each line, nothing outside of the hours, no more than the pace in a day. Each may take 300 MB.
Exit status: 0 it holds, 1 it does not, 65 nothing could be measured.
"""

import argparse
import collections
import datetime
import json
import math
import os
import re
import shutil
import subprocess
import sys
import time

LINES, RATE, HOURS = 10, 1_000, 10
MOST_MEMORY = 300.0
BEGIN = "2026-12-01 08:00"

LINE = """  linea{index}:
    gateway: contacto
    login: ${{CONTACTO_LOGIN}}
    token: ${{CONTACTO_TOKEN}}
    number: "{number}"
    rate: {rate}/hour
    url: http://127.0.0.1:9/
"""
CAMPAIGN = """version: 1
campaign: aviso
category: marketing
lines: [{lines}]
audience:
  file: audiences/aviso.csv
  phone: celular
  opt_in: autorizacion
messages:
  - id: aviso
    template: "1042"
    variables: ["{{{{nombre}}}}", a, b]
"""


class Broken(Exception):
    """A command that does not do what it is to be measured at."""


def write_workspace(folder, people):
    os.makedirs(os.path.join(folder, "audiences"))
    with open(os.path.join(folder, "pregon.yaml"), "w", encoding="utf-8") as file:
        file.write("version: 1\nledger: sqlite:ledger.sqlite\nsending:\n  hours: 08:00-18:00\nlines:\n")
        for index in range(LINES):
            file.write(LINE.format(index=index, number=573_005_202_020 + index, rate=RATE))
    with open(os.path.join(folder, "aviso.yaml"), "w", encoding="utf-8") as file:
        file.write(CAMPAIGN.format(lines=", ".join(f"linea{index}" for index in range(LINES))))
    with open(os.path.join(folder, "audiences", "aviso.csv"), "w", encoding="utf-8") as file:
        file.write("celular,nombre,autorizacion\n")
        for index in range(people):
            file.write(f"{573_001_000_000 + index},Persona {index},2026-01-05\n")


def run(pregon, folder, *words):
    """What it printed, seconds of the clock and of the processor, and the peak in MB."""
    command = [pregon, *words, "--workspace", folder]
    out = os.path.join(folder, "out")
    begun = time.monotonic()
    with open(out, "wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    took = time.monotonic() - begun
    with open(out, encoding="utf-8") as output:
        said = output.read()
    if process.returncode:
        raise Broken(f"`{' '.join(words)}` ended with {process.returncode}: {said[-2000:]}")
    return said, took, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024 / 1e6


def objections(people, planned, timeline):
    """Everything in which the sums differ from what was put in."""
    found = re.search(r"Plan: 1 campaign, (\d+) to send, 0 already sent, (\d+) excluded", planned)
    if not found or [int(number) for number in found.groups()] != [people, 0]:
        yield f"the plan says: {planned.splitlines()[-1] if planned else 'nothing'}"
    by_line, by_day = collections.Counter(), collections.Counter()
    for stretch in timeline["stretches"]:
        first, last = (datetime.datetime.fromisoformat(stretch[name]) for name in ("first", "last"))
        if first.date() != last.date() or first.hour < 8 or (last.hour, last.minute) >= (18, 0):
            yield f"{stretch['line']} sent from {stretch['first']} to {stretch['last']}, not within a day's hours"
        if set(stretch["counts"]) != {"accepted"}:
            yield f"{stretch['line']} had {stretch['counts']}"
        count = stretch["counts"].get("accepted", 0)
        by_line[stretch["line"]] += count
        by_day[stretch["line"], first.date()] += count
    if sum(by_line.values()) != people:
        yield f"{sum(by_line.values())} were sent, not {people}"
    for line, count in sorted(by_line.items()):
        # Each person's line follows from the number: a share as if drawn, six standard deviations either way.
        if abs(count - people / LINES) > 6 * math.sqrt(people / LINES):
            yield f"{line} sent {count} of {people}, which is no tenth"
    for (line, day), count in sorted(by_day.items()):
        if count > RATE * HOURS:
            yield f"{line} sent {count} on {day}, more than {RATE} an hour"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--work", default=".build/bench")
    options = parser.parse_args()
    folder = os.path.join(os.path.abspath(options.work), "million")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        os.makedirs(folder)
        write_workspace(folder, options.people)
        failed = False
        said = {}
        for name, words in (("plan", ("plan",)), ("rehearse", ("rehearse", "--format", "json"))):
            said[name], took, cpu, peak = run(options.pregon, folder, *words, "--now", BEGIN)
            failed |= peak > MOST_MEMORY
            print(f"{name:<9} {options.people} people: {took:.1f} s, CPU {cpu:.1f} s, {peak:.1f} MB"
                  f"{'' if peak <= MOST_MEMORY else f': MISSED, must be {MOST_MEMORY:g} MB'}", flush=True)
        timeline = json.loads(said["rehearse"])
    except (Broken, OSError, ValueError) as failure:
        print(f"million: {failure}", file=sys.stderr)
        return 65
    wrong = list(objections(options.people, said["plan"], timeline))
    for words in wrong[:20]:
        print(f"  WRONG: {words}")
    if not wrong:
        print(f"all sums are right: {options.people} sent once, about a tenth on each of {LINES} lines, "
              f"{len(timeline['stretches'])} stretches within the hours; the last at {timeline['ends']}")
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
