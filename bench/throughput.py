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

from preparation import Failure, compiled

LIMIT = 0.8
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
        simulator = subprocess.Popen([pregon, "simulate", "--port", "0", "--log", log], stdout=output)
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
        done = subprocess.run([pregon, "apply", "--auto-approve", "--new-ledger", "--quiet", "--workspace", folder],
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
    parser.add_argument("--sends", type=int, default=1500)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def main():
    options = arguments()
    work = os.path.abspath(options.work)
    folder = os.path.join(work, "throughput")
    shares, rates, references = [], [], []
    try:
        for _ in range(options.rounds):
            shutil.rmtree(folder, ignore_errors=True)
            os.makedirs(folder)
            before = commits_a_second(work, folder)
            rate = sends_a_second(options.pregon, folder, options.sends)
            commits = (before + commits_a_second(work, folder)) / 2
            shares.append(rate / (commits / 2))
            rates.append(rate)
            references.append(commits)
    except (Failure, OSError, sqlite3.Error) as failure:
        print(f"throughput: {failure}", file=sys.stderr)
        return 65
    share = statistics.median(shares)
    print(f"durable sends through the executor  {statistics.median(rates):.0f}/s; the ledger's own commits "
          f"{statistics.median(references):.0f}/s; share of half of them: {share:.0%} "
          f"({min(shares):.0%}–{max(shares):.0%}), must be {LIMIT:.0%}: {'holds' if share >= LIMIT else 'MISSED'}")
    return 0 if share >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
