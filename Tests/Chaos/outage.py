#!/usr/bin/env python3
"""A runner loses the server of its ledger for a minute, and carries on afterwards.

    outage.py --pregon PATH [--seconds N] [--people N] [--work DIR]

It begins with a ledger in a file, by which some have got the message already; `pregon ledger import` takes it over into
the server. Twice: with the server killed, as by a power cut, and with the server held still, its connections open. Meanwhile nothing
may be sent but what was durable before; afterwards the same process sends the rest, and everybody has got the message
once. Exit status: 0 so it was, 1 it was not, 65 it could not run.
"""

import argparse
import collections
import datetime
import os
import shutil
import signal
import sys
import time

from cluster import Cluster, Missing
from evidence import GatewayLog, ServerLedger
from programs import Program, Simulator

# Milliseconds between two sends at this rate.
RATE, SPACING = "7200/hour", 500
FIRST, SENDER = 573_001_000_000, 573_005_202_000

SETTINGS = """version: 1
ledger: {ledger}
lines:
  cartera:
    gateway: contacto
    login: ${{CONTACTO_LOGIN}}
    token: ${{CONTACTO_TOKEN}}
    number: "{sender}"
    rate: {rate}
    url: {origin}/contacto/
sending:
  law: none
  hours: 00:00-24:00
  days: [mon, tue, wed, thu, fri, sat, sun]
  holidays: none
"""

CAMPAIGN = """version: 1
campaign: aviso
description: A notice
category: utility
lines: [cartera]
audience:
  file: people.csv
  phone: celular
  opt_in: autorizacion
messages:
  - id: aviso
    template: "1042"
    variables: ["{{nombre}}", "a", "b"]
"""


# How many got the message while the ledger was a file.
EARLIER = 6
FILE = "ledger.sqlite"


def workspace(folder, origin, ledger, people):
    os.makedirs(folder, exist_ok=True)
    files = {
        "pregon.yaml": SETTINGS.format(origin=origin, rate=RATE, sender=SENDER, ledger=ledger), "aviso.yaml": CAMPAIGN,
        "people.csv": "celular,nombre,autorizacion\n" + "".join(
            f"{FIRST + index},Persona {index},2026-01-05\n" for index in range(people))}
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)


def moment(entry):
    """Milliseconds since 1970 of a line in the gateway's log."""
    return datetime.datetime.fromisoformat(entry["at"].replace("Z", "+00:00")).timestamp() * 1000


class Outage:
    def __init__(self, cluster, options, kind):
        self.cluster, self.options, self.kind = cluster, options, kind
        self.folder = os.path.join(options.work, f"outage-{kind}")
        self.findings = []
        shutil.rmtree(self.folder, ignore_errors=True)
        os.makedirs(self.folder)
        self.cluster.create(f"outage_{kind}")

    def play(self):
        people = self.options.people
        simulator = Simulator(self.options.pregon, self.folder, {"seed": 1, "latency": 20})
        place = os.path.join(self.folder, "workspace")
        workspace(place, simulator.origin, f"sqlite:{FILE}", EARLIER)
        environment = {"PREGON_LEDGER": self.cluster.address(f"outage_{self.kind}")}

        def pregon(*words):
            return Program(
                [self.options.pregon, *words, "--workspace", place], self.folder, words[0], environment)

        self._expect(pregon("apply", "--auto-approve", "--new-ledger"))
        workspace(place, simulator.origin, "${PREGON_LEDGER}", people)
        # A copy may lack what was sent since it was made.
        shutil.copy(os.path.join(place, FILE), os.path.join(place, "copy.sqlite"))
        self._expect(pregon("ledger", "import", os.path.join(place, "copy.sqlite")), 65)
        self._expect(pregon("ledger", "import", os.path.join(place, FILE)))
        runner = pregon("apply", "--auto-approve")
        while simulator.count() < EARLIER + 5:
            if not runner.is_running():
                raise Missing(f"the runner ended: {runner.said()}")
            time.sleep(0.05)
        down = time.time() * 1000
        self._take_away()
        time.sleep(self.options.seconds)
        self._bring_back()
        back = time.time() * 1000
        status = runner.wait(60 + people)
        simulator.settle()
        self._judge(runner, status, GatewayLog(simulator.log), down, back)
        simulator.stop()
        return not self.findings

    @staticmethod
    def _expect(program, status=0):
        ended = program.wait(60)
        if ended != status:
            raise Missing(f"`{' '.join(program.process.args[1:3])}` ended with {ended}: {program.said()}")

    def _take_away(self):
        if self.kind == "killed":
            self.cluster.kill()
        else:
            self._signal(signal.SIGSTOP)

    def _bring_back(self):
        if self.kind == "killed":
            self.cluster.start()
        else:
            self._signal(signal.SIGCONT)

    def _signal(self, number):
        for pid in self.cluster.processes():
            os.kill(pid, number)

    def _judge(self, runner, status, log, down, back):
        ledger = ServerLedger(self.cluster, f"outage_{self.kind}")
        got = collections.Counter(int(entry["fields"]["mobile"]) for entry in log.messages)
        twice = [number for number, count in got.items() if count > 1]
        missing = [FIRST + index for index in range(self.options.people) if not got[FIRST + index]]
        states = ledger.states()
        meanwhile = [entry for entry in log.messages if down + 2 * SPACING < moment(entry) < back]
        before, after = (sum(test(moment(entry)) for entry in log.messages) for test in (
            lambda at: at < down, lambda at: at > back))
        ids = {row.key[3]: row.id for row in ledger.rows}
        early = [
            entry for entry in log.messages
            if not any(began <= moment(entry) for began in ledger.attempts[ids[int(entry["fields"]["mobile"])]])]
        self._hold(status == 0, f"the runner ended with {status}: {runner.said()[-800:]}")
        self._hold(not twice, f"{len(twice)} got it twice")
        self._hold(not missing, f"{len(missing)} did not get it")
        self._hold(not meanwhile, f"{len(meanwhile)} were sent while the server was away")
        self._hold(not early, f"{len(early)} were sent before their attempt was durable")
        self._hold(states == {"accepted": self.options.people}, f"the ledger says {dict(states)}")
        self._hold(after > 0, "nothing was left to be sent afterwards: the test shows nothing")
        print(
            f"server {self.kind} for {(back - down) / 1000:.0f} s: {before} sent before, {len(meanwhile)} meanwhile, "
            f"{after} afterwards; twice {len(twice)}, missing {len(missing)}, before they were durable {len(early)}; "
            f"the ledger says {dict(states)}; exit status {status}", flush=True)

    def _hold(self, holds, words):
        if not holds:
            self.findings.append(words)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--work", default=".build/chaos")
    options = parser.parse_args()
    options.pregon, options.work = os.path.abspath(options.pregon), os.path.abspath(options.work)
    failed = False
    try:
        cluster = Cluster()
        for kind in ("killed", "still"):
            outage = Outage(cluster, options, kind)
            failed |= not outage.play()
            for finding in outage.findings:
                print(f"  {finding}; see {outage.folder}")
    except Missing as error:
        print(f"outage: {error}", file=sys.stderr)
        return 65
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
