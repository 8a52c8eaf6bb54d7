#!/usr/bin/env python3
"""Kills `pregon` at every moment while its gateways fail in every way, and holds the ledger against what the gateways
have accepted: nothing twice, nothing lost, nothing accepted falsely.

    chaos.py --pregon PATH [--kills N] [--faults N] [--seed N] [--jobs N] [--work DIR]
    chaos.py --pregon PATH --seed N --round I       plays one round again

Goes on round by round until there were so many kills of senders, and so many requests that met a fault, each kind among
them. The seed decides every choice; how far a process has come when it is killed is the machine's own. Prints what it
came to. Exit status: 0 nothing found, 1 something is wrong (the folder of that round is kept), 65 it could not run.
"""

import argparse
import concurrent.futures
import os
import random
import shutil
import sys
import threading
import time
import traceback

import oracle
from playing import FAULTS, KILLED, Round, Tally

KILLS_PER_ROUND = 14
# Each kind of fault strikes at least this part of what all of them are to come to.
EVENLY = 40
MOMENTS = ["before the first send", "while sending", "request held back", "reply held back", "while it waited"]


class Chaos:
    def __init__(self, options):
        self.options = options
        self.total = Tally()
        self.failed = []
        self.lock = threading.Lock()
        self.next_index = 0
        self.begun = time.monotonic()

    def is_enough(self):
        total, options = self.total, self.options
        return (
            total.kills[KILLED] >= options.kills and sum(total.faults.values()) >= options.faults
            and all(total.faults[kind] * EVENLY >= options.faults for kind in FAULTS))

    def work(self):
        """One of the workers that play rounds beside one another."""
        while True:
            with self.lock:
                if self.is_enough() or self.failed and not self.options.keep_going:
                    return
                index, self.next_index = self.next_index, self.next_index + 1
            self.play(index)

    def play(self, index):
        options = self.options
        folder = os.path.join(options.work, f"round-{options.seed}-{index}")
        current = Round(options.pregon, folder, options.seed, index)
        trouble = None
        try:
            current.play(KILLS_PER_ROUND)
        except Exception:  # pylint: disable=broad-except
            trouble = traceback.format_exc()
        with self.lock:
            self.total.add(current.tally)
            if trouble or current.findings:
                self.failed.append((index, folder, current.findings, trouble))
            elif not options.keep:
                shutil.rmtree(folder, ignore_errors=True)
            if sys.stderr.isatty() or options.verbose:
                print(
                    f"round {index}: {self.total.kills[KILLED]} kills, {sum(self.total.faults.values())} faults, "
                    f"{self.total.sums['sends']} sends, {len(self.failed)} rounds with findings",
                    file=sys.stderr, flush=True)

    def run(self):
        if self.options.round is not None:
            self.play(self.options.round)
        else:
            with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
                for worker in [pool.submit(self.work) for _ in range(self.options.jobs)]:
                    worker.result()
        self.report()
        return 1 if self.failed else 0

    def report(self):
        total = self.total
        sums, findings = total.sums, total.findings
        rows = [("rounds", sums["rounds"]), ("kills of senders", total.kills[KILLED])]
        rows += [(f"  {moment}", total.moments[moment]) for moment in MOMENTS]
        rows += [("kills of the webhooks' receiver", total.kills["webhooks"])]
        rows += [("kills of the simulator", total.kills["simulator"])]
        rows += [("faults", sum(total.faults.values()))]
        rows += [(f"  {kind}", total.faults[kind]) for kind in FAULTS]
        rows += [(name, sums[name]) for name in ("sends", "accepted", "suppressed", "cancelled", "refused")]
        for gateway in ("setapp", "contacto"):
            doubts, sends = sums["settled by a person", gateway], sums["sends", gateway]
            rows += [(f"left in doubt, {gateway}", f"{doubts:8} ({100 * doubts / max(1, sends):.1f} % of {sends})")]
        rows += [(kind, findings[kind]) for kind in (oracle.TWICE, oracle.LOST, oracle.FALSE)]
        rows += [("other findings", sum(findings.values()) - sum(findings[kind] for kind in (
            oracle.TWICE, oracle.LOST, oracle.FALSE)))]
        rows += [("seconds", round(time.monotonic() - self.begun))]
        for name, value in rows:
            print(f"{name:34}{value!s:>8}" if isinstance(value, int) else f"{name:34}{value}")
        for index, folder, found, trouble in self.failed:
            print(f"\nround {index} of seed {self.options.seed}, kept in {folder}:")
            for kind, text in found[:20]:
                print(f"  {kind}: {text}")
            if trouble:
                print("  " + trouble.replace("\n", "\n  "))
            print(f"  again: make chaos SEED={self.options.seed} ROUND={index}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--faults", type=int, default=2000)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--round", type=int)
    parser.add_argument("--jobs", type=int, default=4)
    parser.add_argument("--work", default=".build/chaos")
    parser.add_argument("--keep", action="store_true", help="keep the folders of good rounds, too")
    parser.add_argument("--keep-going", action="store_true", help="go on after a finding")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    options.seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    options.pregon, options.work = os.path.abspath(options.pregon), os.path.abspath(options.work)
    if not os.access(options.pregon, os.X_OK):
        print(f"chaos: there is no program at {options.pregon}", file=sys.stderr)
        return 65
    print(f"chaos: seed {options.seed}", flush=True)
    return Chaos(options).run()


if __name__ == "__main__":
    sys.exit(main())
