#!/usr/bin/env python3
"""Measures how long `pregon rehearse` takes for a campaign of two weeks over two setapp lines at 100 an hour, under
Colombian law: one message each, for several sizes of the audience.

    rehearsal.py --pregon PATH [--work DIR] [--rounds N]

A time, not a ratio: nothing is held to it. Exit status: 0 measured, 65 nothing could be measured.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

from preparation import Failure

SIZES = (2_000, 5_000, 10_000, 18_000)
LINE = """  {name}:
    gateway: setapp
    client: ${{SETAPP_CLIENT}}
    token: ${{SETAPP_TOKEN}}
    endpoints:
      message: http://127.0.0.1:9/message
    number: "{number}"
    rate: 100/hour
"""
CAMPAIGN = """version: 1
campaign: avisos
category: marketing
lines: [uno, dos]
audience:
  file: audiences/avisos.csv
  phone: celular
  opt_in: autorizacion
messages:
  - id: aviso
    text: "Hola {{nombre}}, abrimos el lunes."
"""


def write_workspace(folder, count):
    os.makedirs(os.path.join(folder, "audiences"))
    with open(os.path.join(folder, "pregon.yaml"), "w", encoding="utf-8") as file:
        file.write("version: 1\nledger: sqlite:ledger.sqlite\nlines:\n")
        for name, number in (("uno", "573005202020"), ("dos", "573005202021")):
            file.write(LINE.format(name=name, number=number))
    with open(os.path.join(folder, "avisos.yaml"), "w", encoding="utf-8") as file:
        file.write(CAMPAIGN)
    with open(os.path.join(folder, "audiences", "avisos.csv"), "w", encoding="utf-8") as file:
        file.write("celular,nombre,autorizacion\n")
        for index in range(count):
            file.write(f"{573001000000 + index},Persona {index},2026-01-05\n")


def rehearse(pregon, folder, count):
    """Seconds of the clock and of the processor that it took, and when the last message went out."""
    begun, before = time.monotonic(), os.times()
    done = subprocess.run([pregon, "rehearse", "--now", "2026-11-30 07:00", "--quiet", "--workspace", folder],
                          capture_output=True, text=True, check=False)
    took, after = time.monotonic() - begun, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    found = re.search(rf"Rehearsed: {count} sent; the last one (.+?) \(", done.stdout)
    if done.returncode != 0 or not found:
        raise Failure(f"the rehearsal ended with {done.returncode}: {done.stdout}{done.stderr}")
    return took, cpu, found.group(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--work", default=".build/bench")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    folder = os.path.join(os.path.abspath(options.work), "rehearsal")
    try:
        for count in SIZES:
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            write_workspace(folder, count)
            rounds = [rehearse(options.pregon, folder, count) for _ in range(options.rounds)]
            times, cpus = [took for took, _, _ in rounds], [cpu for _, cpu, _ in rounds]
            print(f"{count:>6} sends, the last one {rounds[0][2]:<16}  {statistics.median(times):.2f} s "
                  f"({min(times):.2f}–{max(times):.2f}), CPU {statistics.median(cpus):.2f} s "
                  f"({min(cpus):.2f}–{max(cpus):.2f})")
    except (Failure, OSError) as failure:
        print(f"rehearsal: {failure}", file=sys.stderr)
        return 65
    return 0


if __name__ == "__main__":
    sys.exit(main())
