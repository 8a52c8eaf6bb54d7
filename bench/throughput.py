#!/usr/bin/env python3
"""Measures durable sends a second through the executor against the simulator on loopback, the pace free, as a share
of half the ledger's own durable commits a second (each send is two: its attempt and its result).

    throughput.py --pregon PATH [--work DIR] [--sends N] [--rounds N]

Commits are measured before and after each apply, on the same disk. Exit status: 0 the limit holds, 1 it is missed,
65 nothing could be measured.
"""

import argparse
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

from preparation import Failure, compiled

LIMIT = 0.8
SENDS = 1500


@dataclass
class Result:
    """Each round's share of half the commits, its sends and its commits a second."""

    shares: list
    rates: list
    references: list

    @property
    def share(self):
        return statistics.median(self.shares)

    @property
    def held(self):
        return self.share >= LIMIT

    def row(self):
        """As `measurements.Result` has it."""
        return ["one durable send through the executor (SQLite)", "half the ledger's own commits", f"≥ {LIMIT:.0%}",
                "attempts share a commit", f"{self.share:.0%}", f"{min(self.shares):.0%}–{max(self.shares):.0%}",
                f"{statistics.median(self.rates):.0f}/s", f"{statistics.median(self.references) / 2:.0f}/s", "–",
                "holds" if self.held else "MISSED"]

    def as_json(self):
        return {"name": "sends", "unit": "share of half the commits", "measured": self.share, "min": min(self.shares),
                "max": max(self.shares), "held": self.held, "sends_per_second": self.rates,
                "commits_per_second": self.references}


WORKSPACE = """version: 1
ledger: sqlite:ledger.sqlite
lines:
  equipo:
    gateway: setapp
    client: ${SETAPP_CLIENT}
    token: ${SETAPP_TOKEN}
    endpoints:
      message: ORIGIN/setapp/message
    number: "573005202020"
    rate: free
    delay: 0s
sending:
  law: none
  hours: 00:00-24:00
  days: [mon, tue, wed, thu, fri, sat, sun]
  holidays: none
"""
CAMPAIGN = """version: 1
campaign: avisos
category: utility
lines: [equipo]
audience:
  file: audiences/avisos.csv
  phone: celular
  opt_in: autorizacion
messages:
  - id: aviso
    text: "Hola {{nombre}}, abrimos el lunes."
"""


def commits_a_second(work, folder):
    program = compiled(work, "ledger_commits")
    path = os.path.join(folder, "reference.sqlite")
    for name in (path, path + "-journal", path + "-wal", path + "-shm"):
        if os.path.exists(name):
            os.remove(name)
    done = subprocess.run([program, path, "2"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failure(f"the reference ended with {done.returncode}: {done.stderr}")
    return float(done.stdout)


def sends_a_second(pregon, folder, count):
    """One apply of `count` messages; the time is that from the first attempt's beginning to the last one's end."""
    log = os.path.join(folder, "simulator.jsonl")
    # A file, because nobody would empty a pipe.
    shown = os.path.join(folder, "simulator.txt")
    with open(shown, "w", encoding="utf-8") as output:
        simulator = subprocess.Popen([*pregon, "simulate", "--port", "0", "--log", log], stdout=output)
    try:
        found = None
        for _ in range(100):
            with open(shown, encoding="utf-8") as text:
                found = re.search(r"http://127\.0\.0\.1:\d+(?=\s)", text.read())
            if found:
                break
            time.sleep(0.1)
        if not found:
            raise Failure("the simulator does not say where it listens")
        write_workspace(folder, found.group(), count)
        environment = {**os.environ, "SETAPP_CLIENT": "00363", "SETAPP_TOKEN": "AbCdEfGhIjKlMnOpQrSt", "CI": ""}
        done = subprocess.run([*pregon, "apply", "--auto-approve", "--new-ledger", "--quiet", "--workspace", folder],
                              capture_output=True, text=True, check=False, env=environment)
        if done.returncode != 0:
            raise Failure(f"the apply ended with {done.returncode}: {done.stdout}{done.stderr}")
    finally:
        simulator.kill()
        simulator.wait()
    with sqlite3.connect(os.path.join(folder, "ledger.sqlite")) as ledger:
        accepted, first, last = ledger.execute(
            "SELECT count(*), min(began_wall), max(ended_wall) FROM attempts WHERE outcome = 'accepted'").fetchone()
    if accepted != count:
        raise Failure(f"{accepted} of {count} sends were accepted")
    return count / ((last - first) / 1000)


def write_workspace(folder, origin, count):
    os.makedirs(os.path.join(folder, "audiences"))
    with open(os.path.join(folder, "pregon.yaml"), "w", encoding="utf-8") as file:
        file.write(WORKSPACE.replace("ORIGIN", origin))
    with open(os.path.join(folder, "avisos.yaml"), "w", encoding="utf-8") as file:
        file.write(CAMPAIGN)
    with open(os.path.join(folder, "audiences", "avisos.csv"), "w", encoding="utf-8") as file:
        file.write("celular,nombre,autorizacion\n")
        for index in range(count):
            file.write(f"{573001000000 + index},Persona {index},2026-01-05\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--work", default=".build/bench")
    parser.add_argument("--sends", type=int, default=SENDS)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def measure(pregon, work, sends, rounds):
    """`pregon` is a command line."""
    work = os.path.abspath(work)
    folder = os.path.join(work, "throughput")
    result = Result([], [], [])
    for _ in range(rounds):
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        before = commits_a_second(work, folder)
        rate = sends_a_second(pregon, folder, sends)
        commits = (before + commits_a_second(work, folder)) / 2
        result.shares.append(rate / (commits / 2))
        result.rates.append(rate)
        result.references.append(commits)
    return result


def main():
    options = arguments()
    try:
        result = measure([options.pregon], options.work, options.sends, options.rounds)
    except (Failure, OSError, sqlite3.Error) as failure:
        print(f"throughput: {failure}", file=sys.stderr)
        return 65
    print(f"durable sends through the executor  {statistics.median(result.rates):.0f}/s; the ledger's own commits "
          f"{statistics.median(result.references):.0f}/s; share of half of them: {result.share:.0%} "
          f"({min(result.shares):.0%}–{max(result.shares):.0%}), must be {LIMIT:.0%}: "
          f"{'holds' if result.held else 'MISSED'}")
    return 0 if result.held else 1


if __name__ == "__main__":
    sys.exit(main())
