#!/usr/bin/env python3
"""Measures what docs/sizing.md multiplies: bytes a send in both kinds of ledger, and how long freezing takes.

    sizing.py --pregon PATH --claims-bench PATH [--work DIR] [--waiting N] [--sent N] [--json FILE]

Waiting: `apply` on a paused line, so that everything is frozen and nothing is sent. Sent: through the executor to the
simulator (SQLite), and by claims-bench (PostgreSQL), each send once. Everything on loopback.
Exit status: 0, 65 nothing could be measured (the message says why).
"""

import argparse
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import throughput
from claims import CAMPAIGN, Cluster, Missing, run
from preparation import Failure

NOWHERE = "http://127.0.0.1:9"  # nobody listens there, and a paused line would not ask
ENVIRONMENT = {"SETAPP_CLIENT": "00363", "SETAPP_TOKEN": "AbCdEfGhIjKlMnOpQrSt", "CI": ""}


def frozen(pregon, folder, ledger, count):
    """Seconds that an apply takes which only plans and freezes, and what a plan alone takes."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    throughput.write_workspace(folder, NOWHERE, count)
    workspace = Path(folder) / "pregon.yaml"
    workspace.write_text(workspace.read_text("utf-8").replace("sqlite:ledger.sqlite", "${PREGON_LEDGER}"), "utf-8")
    environment = {**os.environ, **ENVIRONMENT, "PREGON_LEDGER": ledger}

    def command(*words, statuses=(0,)):
        began = time.monotonic()
        done = subprocess.run([pregon, *words, "--workspace", folder], capture_output=True, text=True, check=False,
                              env=environment)
        if done.returncode not in statuses:
            raise Failure(f"pregon {words[0]} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return time.monotonic() - began, done.stdout

    command("ledger", "init")
    command("pause", "equipo")
    plan, _ = command("plan", "--quiet")
    apply, words = command("apply", "--auto-approve", "--quiet", statuses=(0, 75))
    if not re.search(rf"\b{count} waiting\b", words):
        raise Failure(f"not everything waits: {words}")
    return plan, apply


def sqlite_sizes(pregon, work, waiting, sent):
    folder = os.path.join(work, "sizing")
    path = os.path.join(work, "sizing.sqlite")
    for name in Path(work).glob("sizing.sqlite*"):
        name.unlink()
    plan, apply = frozen(pregon, folder, f"sqlite:{path}", waiting)
    waits = os.path.getsize(path) / waiting
    shutil.rmtree(folder)
    os.makedirs(folder)
    throughput.sends_a_second([pregon], folder, sent)
    with sqlite3.connect(os.path.join(folder, "ledger.sqlite")) as ledger:
        pages, size = (ledger.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    return {"plan_seconds": plan, "apply_seconds": apply, "waiting_bytes": waits, "sent_bytes": pages * size / sent}


def postgres_sizes(pregon, claims_bench, work, waiting, sent):
    try:
        cluster = Cluster()
    except Missing as missing:
        raise Failure(str(missing)) from missing
    folder = os.path.join(work, "sizing")

    def size(database):
        return cluster.rows(database, """
            SELECT sum(pg_total_relation_size(c.oid))::bigint AS bytes FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'pregon' AND c.relkind = 'r'""")[0]["bytes"]

    cluster.create("waiting")
    plan, apply = frozen(pregon, folder, cluster.address("waiting"), waiting)
    waits = size("waiting") / waiting
    cluster.create("sent")
    address, lines = cluster.address("sent"), 16
    run([claims_bench, "prepare", address, CAMPAIGN, str(lines), str(sent // lines)])
    cluster.command("sent", "VACUUM ANALYZE")
    # In turns, as the server cleans up in between when sending takes hours.
    for _ in range(4):
        run([claims_bench, "run", address, CAMPAIGN, str(lines), str(sent // lines // 4)])
        cluster.command("sent", "VACUUM")
    return {"plan_seconds": plan, "apply_seconds": apply, "waiting_bytes": waits,
            "sent_bytes": size("sent") / (sent // lines // 4 * 4 * lines)}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--claims-bench", required=True)
    parser.add_argument("--work", default=".build/bench")
    parser.add_argument("--waiting", type=int, default=200_000)
    parser.add_argument("--sent", type=int, default=8_000)
    parser.add_argument("--json")
    return parser.parse_args()


def main():
    options = arguments()
    work = os.path.abspath(options.work)
    pregon, claims_bench = os.path.abspath(options.pregon), os.path.abspath(options.claims_bench)
    os.makedirs(work, exist_ok=True)
    try:
        found = {"sqlite": sqlite_sizes(pregon, work, options.waiting, options.sent),
                 "postgres": postgres_sizes(pregon, claims_bench, work, options.waiting, options.sent)}
    except (Failure, OSError, sqlite3.Error) as failure:
        print(f"sizing: {failure}", file=sys.stderr)
        return 65
    for name, values in found.items():
        freezing = values["apply_seconds"] - values["plan_seconds"]
        print(f"{name}: {values['waiting_bytes']:.0f} bytes a send that waits, {values['sent_bytes']:.0f} bytes one that "
              f"was sent; {options.waiting} planned in {values['plan_seconds']:.1f} s and frozen in {freezing:.1f} s more, "
              f"{options.waiting / freezing:.0f} a second")
    if options.json:
        Path(options.json).write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
