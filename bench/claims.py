#!/usr/bin/env python3
"""Measures claims a second of a PostgreSQL ledger beside pgbench with the same statements, on a server of its own.

    claims.py --claims-bench PATH [--work DIR] [--rounds N] [--connections N]... [--json FILE]

A claim is what a line does for each message: one transaction that stores the result of the one before and claims the next.
`claims-bench` has the program's own store do so, one connection a line, the pace free; pgbench runs the statements that
the server has logged of it (claims_script.py), prepared, as many clients, the same number of claims on the same tables,
turn about. Afterwards the ledger must hold as many claims as both say that they have made.
Exit status: 0 the limit holds, 1 it is missed, 64 wrong usage, 65 nothing could be measured (the message says why).
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from claims_script import Script
from preparation import BENCH, Failure, parsed

sys.path.insert(0, str(BENCH.parent / "Tests" / "Chaos"))
from cluster import Cluster, Missing  # noqa: E402

LIMIT = 0.8
CAMPAIGN = "claims"
# Claims a turn: enough for the first few dozen, which prepare statements and warm caches, not to count.
CLAIMS = {1: 1000, 4: 2000, 16: 3200}


@dataclass
class Turn:
    """Claims a second, and CPU of the client alone, in µs a claim."""

    rate: float
    cpu: float


@dataclass
class Result:
    connections: int
    pairs: list  # of (product's Turn, pgbench's Turn)

    @property
    def ratios(self):
        return [product.rate / reference.rate for product, reference in self.pairs]

    @property
    def measured(self):
        return statistics.median(self.ratios)

    @property
    def held(self):
        return self.measured >= LIMIT

    def median(self, side, what):
        return statistics.median(getattr(pair[side], what) for pair in self.pairs)

    def row(self):
        """As `measurements.Result` has it; CPU is the client's alone."""
        times = [f"{self.median(side, 'rate'):.0f}/s, {self.median(side, 'cpu'):.0f} µs CPU" for side in (0, 1)]
        return [f"claims of a PostgreSQL ledger, {self.connections} connection{'s' if self.connections > 1 else ''}",
                "pgbench, the same statements", f"≥ {LIMIT:g}×", "–", f"{self.measured:.2f}×",
                f"{min(self.ratios):.2f}–{max(self.ratios):.2f}×", *times, "–", "holds" if self.held else "MISSED"]

    def as_json(self):
        return {"name": f"claims-{self.connections}", "connections": self.connections, "measured": self.measured, "min": min(self.ratios),
                "max": max(self.ratios), "limit": LIMIT, "held": self.held,
                "pairs": [{"product": vars(product), "pgbench": vars(reference)} for product, reference in self.pairs]}


class Claims:
    def __init__(self, program, work):
        self.program = program
        self.work = Path(work)
        self.work.mkdir(parents=True, exist_ok=True)
        try:
            self.cluster = Cluster()
        except Missing as missing:
            raise Failure(str(missing)) from missing
        self.pgbench = os.path.join(self.cluster.programs, "pgbench")
        if not os.path.exists(self.pgbench):
            raise Failure(f"there is no {self.pgbench}: install PostgreSQL's own pgbench (make deps-test)")
        self.script = self.traced()
        self.path = self.work / "claims.pgbench"
        self.path.write_text(self.script.text, "utf-8")

    def prepare(self, database, lines, sends):
        succeed([self.program, "prepare", self.cluster.address(database), CAMPAIGN, str(lines), str(sends)])

    def traced(self):
        """The statements of some claims, whose ledger has ids that nothing else could be."""
        self.cluster.create("traced")
        self.prepare("traced", 1, 1)
        for table, first in ("sends", 3_000_001), ("attempts", 7_000_001):
            self.cluster.command("traced", f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {first})")
        self.cluster.command("traced", "DELETE FROM sends")
        self.prepare("traced", 1, 24)
        log = Path(self.cluster.folder) / "log"
        before = log.stat().st_size
        self.set_logging("'all'")
        succeed([self.program, "run", self.cluster.address("traced"), CAMPAIGN, "1", "24"])
        self.set_logging("DEFAULT")
        with open(log, encoding="utf-8") as file:
            file.seek(before)
            logged = file.read()
        rows = self.cluster.rows("traced", Script.ROWS)
        return Script(logged, rows, line="1000", sender="573009001000")

    def set_logging(self, what):
        self.cluster.command("traced", f"ALTER DATABASE traced SET log_statement = {what}")

    # MARK: Turns

    def measure(self, connections, rounds):
        """One warm-up round that is thrown away, then the rounds; who goes first changes from one to the next."""
        database = f"claims_{connections}"
        each = max(1, CLAIMS.get(connections, 4000) // connections)
        self.cluster.create(database)
        # Two for each turn: what a client has claimed last and not settled is left lying.
        self.prepare(database, connections, 2 * (rounds + 1) * (each + 1))
        self.cluster.command(database, "VACUUM ANALYZE")
        pairs = []
        for number in range(rounds + 1):
            turns = {}
            for side in ([self.product, self.reference] if number % 2 else [self.reference, self.product]):
                # Whoever comes first after a checkpoint writes whole pages: now each does.
                self.cluster.command(database, "CHECKPOINT")
                before = self.claimed(database)
                turns[side] = side(database, connections, each)
                made = self.claimed(database) - before
                if made != connections * each:
                    raise Failure(f"{side.__name__} claims to have made {connections * each} claims, the ledger "
                                  f"holds {made}")
            if number > 0:
                pairs.append((turns[self.product], turns[self.reference]))
        return Result(connections, pairs)

    def claimed(self, database):
        """Attempts, each of which has the send that it says: a claim that wrote less would not be one."""
        rows = self.cluster.rows(database, """
            SELECT count(*) AS claims, count(*) FILTER (WHERE s.state = 'inflight') AS unsettled,
                count(*) FILTER (WHERE s.state = 'accepted' AND a.outcome = 'accepted' AND a.ended_wall >= a.began_wall
                    AND s.message_id IS NOT NULL AND s.attempts = 1) AS settled
            FROM attempts a JOIN sends s ON s.id = a.send AND s.last_attempt = a.began_wall""")[0]
        if rows["claims"] != rows["settled"] + rows["unsettled"]:
            raise Failure(f"the ledger is not as claims leave it: {rows}")
        return rows["claims"]

    def product(self, database, connections, each):
        words, cpu = run([self.program, "run", self.cluster.address(database), CAMPAIGN, str(connections), str(each)])
        said = json.loads(words)
        return Turn(rate=said["claims"] / said["seconds"], cpu=cpu / said["claims"] * 1e6)

    def reference(self, database, connections, each):
        words, cpu = run([
            self.pgbench, *(f"-D{name}={value}" for value, name in self.script.constants.items()), "-n", "-M", "prepared", "-c", str(connections), "-j", str(connections), "-t", str(each),
            "-f", str(self.path), "-D", "id=0", "-D", f"now={int(time.time() * 1000)}", "-h", self.cluster.folder,
            "-U", "postgres", database], {"PGOPTIONS": self.script.options})
        rate = re.search(r"^tps = ([\d.]+) \(without initial connection time\)", words, re.MULTILINE)
        if not rate or f"number of failed transactions: 0 " not in words:
            raise Failure(f"pgbench says: {words}")
        return Turn(rate=float(rate[1]), cpu=cpu / (connections * each) * 1e6)


def run(command, environment=None):
    """What a command prints, and the CPU that it took, its end included, in seconds."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               env=os.environ | (environment or {}))
    with process.stdout, process.stderr:
        words, errors = process.stdout.read(), process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failure(f"{os.path.basename(command[0])} ended with {process.returncode}: {errors or words}")
    return words, usage.ru_utime + usage.ru_stime


def succeed(command):
    run(command)


def measure_all(program, work, connections, rounds):
    claims = Claims(program, work)
    return claims.script, [claims.measure(count, rounds) for count in connections]


def print_table(results):
    print(f"{'connections':>11}  {'claims/s':>8}  {'pgbench':>8}  {'ratio (min–max)':>20}  {'CPU a claim':>11}  "
          f"{'pgbench':>8}")
    for result in results:
        spread = f"{result.measured:.2f} ({min(result.ratios):.2f}–{max(result.ratios):.2f})"
        print(f"{result.connections:>11}  {result.median(0, 'rate'):>8.0f}  {result.median(1, 'rate'):>8.0f}  "
              f"{spread:>20}  {result.median(0, 'cpu'):>8.0f} µs  {result.median(1, 'cpu'):>5.0f} µs  "
              f"must be {LIMIT:g}: {'holds' if result.held else 'MISSED'}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims-bench", required=True, help="the release build of bench/Claims")
    parser.add_argument("--work", default=".build/bench", help="where the script is left (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds after one warm-up (default %(default)s)")
    parser.add_argument("--connections", type=int, action="append", choices=[1, 4, 16], help="may be repeated")
    parser.add_argument("--json", metavar="FILE", help="write the results, each round's included")
    return parsed(parser)


def main():
    options = arguments()
    try:
        script, results = measure_all(
            os.path.abspath(options.claims_bench), options.work, options.connections or [1, 4, 16], options.rounds)
    except Failure as failure:
        print(f"claims: {failure}", file=sys.stderr)
        return 65
    print(f"one claim: {script.round_trips} round trips")
    print_table(results)
    if options.json:
        Path(options.json).write_text(json.dumps([result.as_json() for result in results], indent=2) + "\n", "utf-8")
    return 0 if all(result.held for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
