#!/usr/bin/env python3
"""Several runners on one PostgreSQL ledger, while they and the server are killed and held still, and the gateways fail.

    runners.py --pregon PATH [--events N] [--runners N] [--seed N] [--work DIR]

Goes on round by round until there were so many events: SIGKILL of a runner, SIGSTOP of one until its lease has run out,
SIGKILL of the server. Afterwards an oracle that shares no code with the program compares what the gateways have accepted
with the ledger, and looks at the pace and at results that came under a stale token. Exit status: 0 nothing found, 1
something is wrong, 65 it could not run.
"""

import argparse
import collections
import itertools
import os
import random
import re
import shutil
import sys
import threading
import time

import oracle
from cluster import Cluster, Missing
from evidence import ServerLedger
from playing import FAULTS, Round, Tally

PACE = "pace"
STALE = "stale result"
KILLED, STOPPED, SERVER = "a runner killed", "a runner held still", "the server killed"
# Seconds of an attempt's lease, and of a halt that outlasts it.
LEASE, HALT = 60, 63
# Milliseconds between two attempts of a sender number at this rate.
RATE, SPACING = "9000/hour", 400

# Every change of an attempt that has its result, which nothing but another runner's late result would make.
AUDIT = """
CREATE TABLE pregon.stale (attempt bigint, was text, became text);
CREATE FUNCTION pregon.note_stale() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO pregon.stale VALUES (OLD.id, OLD.outcome, NEW.outcome); RETURN NEW; END $$;
CREATE TRIGGER stale AFTER UPDATE OF outcome, ended_wall ON pregon.attempts FOR EACH ROW
    WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION pregon.note_stale();
"""


class Runner(threading.Thread):
    """A machine that applies again and again."""

    def __init__(self, owner, index):
        super().__init__(daemon=True)
        self.owner, self.index = owner, index
        self.program = None
        self.is_ending = False
        self.held_until = 0
        self.statuses = collections.Counter()

    def run(self):
        while not self.is_ending:
            words = ["apply", "--auto-approve"] if self.owner.choice([0, 0, 1]) else ["run"]
            self.program = self.owner.start(words, f"runner-{self.index}")
            try:
                status = self.program.wait(900)
            except Exception as error:  # pylint: disable=broad-except
                self.owner.note_finding("exit status", f"a runner never ended: {error}")
                return
            self.statuses[status] += 1
            if status not in (0, 1, 69, 75, -9):
                self.owner.note_finding("exit status", f"a runner ended with {status}: {self.program.said()[-600:]}")
            self.program = None
            time.sleep(0.3)

    def is_free(self):
        return self.program is not None and self.program.is_running() and time.monotonic() > self.held_until


class SharedRound(Round):
    """One ledger, several runners."""

    def __init__(self, pregon, folder, seed, index, cluster, runners):
        super().__init__(pregon, folder, seed, index)
        self.cluster, self.runner_count = cluster, runners
        self.database = f"round_{seed}_{index}"
        self.environment = {"PREGON_LEDGER": cluster.address(self.database)}
        self.lock = threading.Lock()

    def choice(self, things):
        with self.lock:
            return self.dice.choice(things)

    def start(self, words, name):
        return self._program(words, name)

    def note_finding(self, kind, text):
        with self.lock:
            self._find(kind, text)

    def _prepare(self):
        self.cluster.create(self.database)
        super()._prepare()
        self.cluster.command(self.database, AUDIT)
        # Paced, so that the work lasts, and whoever claims too early is found.
        self._settings("rate: free", f"rate: {RATE}")

    def _run(self, *words, **options):
        if words[:2] == ("ledger", "init"):
            self._settings("ledger: sqlite:.pregon/ledger.sqlite", "ledger: ${PREGON_LEDGER}")
        return super()._run(*words, **options)

    def _settings(self, before, after):
        path = os.path.join(self.place, "pregon.yaml")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        with open(path, "w", encoding="utf-8") as file:
            file.write(re.sub(re.escape(before), after, text))

    def _ledger(self):
        return ServerLedger(self.cluster, self.database)

    def _rage(self, kills):
        runners = [Runner(self, index) for index in range(self.runner_count)]
        for runner in runners:
            runner.start()
        events = itertools.count(1)
        held = []
        for number in events:
            time.sleep(self.dice.uniform(0.3, 1.6))
            for runner, program, until in list(held):
                if time.monotonic() > until:
                    program.go_on()
                    held.remove((runner, program, until))
            self._event(runners, held)
            if self.dice.random() < 0.6:
                self._resume()
            if self.dice.random() < 0.2:
                self.tell(self.workspace.edit())
            if number >= kills and not held:
                break
            if number >= kills:
                time.sleep(1)
        for runner in runners:
            runner.is_ending = True
        for runner in runners:
            runner.join(120)
        # Nobody runs any more; what the last ones have left is found by the next.
        self._judge_pace()
        self._settings(f"rate: {RATE}", "rate: free")
        self.tell(f"runners ended with {[dict(runner.statuses) for runner in runners]}")

    def _event(self, runners, held):
        kind = self.dice.choices([KILLED, STOPPED, SERVER], [6, 1 if len(held) < 2 else 0, 2])[0]
        free = [runner for runner in runners if runner.is_free()]
        if kind == SERVER:
            self.cluster.kill()
            time.sleep(self.dice.choice([0, 0.5, 3, 8]))
            self.cluster.start()
        elif not free:
            return
        else:
            runner = self.dice.choice(free)
            program = runner.program
            if program is None:
                return
            if kind == KILLED:
                program.process.kill()
            else:
                program.stop()
                runner.held_until = time.monotonic() + HALT
                held.append((runner, program, runner.held_until))
        self.tally.kills[kind] += 1
        self.tell(kind)

    def _judge_pace(self):
        last = {}
        for sender, began in sorted(self._ledger().begun, key=lambda attempt: attempt[1]):
            gap = began - last.get(sender, 0)
            if gap < SPACING:
                self._find(PACE, f"{sender} made an attempt {gap} ms after the one before, not {SPACING}")
            last[sender] = began
        self.tally.sums["attempts at a pace"] += len(self._ledger().begun)

    def _look(self, is_final):
        super()._look(is_final)
        for row in self.cluster.rows(self.database, "SELECT * FROM stale WHERE was IS DISTINCT FROM became"):
            self._find(STALE, f"attempt {row['attempt']} was {row['was']} and became {row['became']}")
        if is_final:
            doubts = self.cluster.rows(
                self.database, "SELECT count(*) AS n FROM attempts WHERE outcome = 'in_doubt'")
            self.tally.sums["attempts in doubt"] += doubts[0]["n"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--per-round", type=int, default=34)
    parser.add_argument("--runners", type=int, default=4)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--work", default=".build/chaos")
    parser.add_argument("--keep", action="store_true", help="keep the folders of good rounds, too")
    options = parser.parse_args()
    options.pregon, options.work = os.path.abspath(options.pregon), os.path.abspath(options.work)
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    if not os.access(options.pregon, os.X_OK):
        print(f"runners: there is no program at {options.pregon}", file=sys.stderr)
        return 65
    try:
        cluster = Cluster()
    except Missing as error:
        print(f"runners: {error}", file=sys.stderr)
        return 65
    print(f"runners: seed {seed}", flush=True)
    total, begun, failed = Tally(), time.monotonic(), []
    for index in itertools.count():
        if sum(total.kills[kind] for kind in (KILLED, STOPPED, SERVER)) >= options.events or failed:
            break
        folder = os.path.join(options.work, f"runners-{seed}-{index}")
        current = SharedRound(options.pregon, folder, seed, index, cluster, options.runners)
        current.play(min(options.per_round, options.events))
        total.add(current.tally)
        if current.findings:
            failed.append((folder, current.findings))
        elif not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    report(total, options, time.monotonic() - begun)
    for folder, findings in failed:
        print(f"\nfound, and kept in {folder}:")
        for kind, text in findings[:20]:
            print(f"  {kind}: {text}")
    return 1 if failed else 0


def report(total, options, seconds):
    sums, findings = total.sums, total.findings
    rows = [("runners at a time", options.runners), ("rounds", sums["rounds"])]
    rows += [(kind, total.kills[kind]) for kind in (KILLED, STOPPED, SERVER)]
    rows += [("faults of the gateways", sum(total.faults[kind] for kind in FAULTS))]
    rows += [(name, sums[name]) for name in ("sends", "accepted", "attempts at a pace", "attempts in doubt")]
    named = (oracle.TWICE, oracle.LOST, oracle.FALSE, PACE, STALE)
    rows += [(kind, findings[kind]) for kind in named]
    rows += [("other findings", sum(findings.values()) - sum(findings[kind] for kind in named))]
    for name, value in [*rows, ("seconds", round(seconds))]:
        print(f"{name:34}{value:8}")


if __name__ == "__main__":
    sys.exit(main())
