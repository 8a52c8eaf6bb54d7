"""One round: a workspace at random, gateways with faults, and programs that are killed, until everything is done and
the oracle has looked at it twice: while sends are in doubt, and once a person has settled them."""

import collections
import datetime
import json
import os
import random
import shutil
import sqlite3
import time

import oracle
from campaigns import CONTACTO_LINES, Workspace
from evidence import GatewayLog, Ledger
from programs import HOOK_SECRET, Failure, Program, Simulator, free_port

FAULTS = [
    "drop-before", "drop-after", "reset", "truncated", "html", "html-after", "500-before", "500-after", "hang",
    "redirect-307", "429"]
KILLED = "pregon"
# Longer than that, and a program that has not come to the moment it was to be killed at is killed where it stands.
PATIENCE = 1.5


class Tally:
    """What a round, or all of them, came to."""

    def __init__(self):
        self.kills = collections.Counter()
        self.moments = collections.Counter()
        self.faults = collections.Counter()
        self.sums = collections.Counter()
        self.findings = collections.Counter()

    def add(self, other):
        for name in ("kills", "moments", "faults", "sums", "findings"):
            getattr(self, name).update(getattr(other, name))


def gateway_of(row):
    return "contacto" if row.line in CONTACTO_LINES else "setapp"


class Round:
    def __init__(self, pregon, folder, seed, index):
        self.pregon, self.folder = pregon, folder
        self.dice = random.Random(f"{seed}/{index}")
        self.tally = Tally()
        self.findings = []
        self.begun = time.monotonic()
        # Seconds to the first send, and of a whole run, as they were last measured; the kills are spread over them.
        self.first_send, self.whole = 0.15, 0.6
        self.simulator = None
        # What the programs are told besides the secrets of the lines.
        self.environment = {}
        # How much was accepted when it last grew, and when that was.
        self.grown = (0, self.begun)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        self.story = open(os.path.join(folder, "story.txt"), "w", encoding="utf-8")
        self.receiver = None

    def tell(self, text):
        self.story.write(f"{time.monotonic() - self.begun:8.3f} {text}\n")
        self.story.flush()

    # The way of a round.

    def play(self, kills):
        try:
            self._prepare()
            self._rage(kills)
            self._drain()
            self._look(is_final=False)
            self._settle_as_a_person()
            self._look(is_final=True)
        finally:
            if self.receiver:
                self.receiver.kill()
            if self.simulator:
                self.tally.faults.update(self.simulator.faults())
                self.simulator.stop()
            self.story.close()
        return self.tally

    def _prepare(self):
        dice = self.dice
        self.rate = dice.choice([0.1, 0.2, 0.3, 0.45])
        self.kinds = dice.sample(FAULTS, dice.choice([4, 7, 11]))
        self.is_patient = dice.random() < 0.1
        options = {
            "seed": dice.randrange(1 << 32), "fault": self.rate, "faults": ",".join(self.kinds),
            "latency": dice.choice([0, 0, 2, 8]), "balance": 1_000_000_000}
        self.hook_port = free_port() if dice.random() < 0.5 else None
        if self.hook_port:
            options |= {
                "webhook": f"http://127.0.0.1:{self.hook_port}/hooks/{HOOK_SECRET}", "reply": "BAJA:0.04",
                "webhook-failures": "1002:0.02,402:0.02,131048:0.005", "webhook-delay": 60,
                "webhook-duplicates": 0.2, "webhook-disorder": 0.3, "webhook-malformed": 0.3,
                "webhook-unreadable": 0.02}
        self.simulator = Simulator(self.pregon, self.folder, options)
        self.place = os.path.join(self.folder, "workspace")
        os.makedirs(self.place)
        today = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=5)).date()
        self.workspace = Workspace(self.place, self.simulator.origin, dice, today.isoformat())
        self._run("ledger", "init", expect=0)
        if self.hook_port:
            self._start_receiver()
        self.tell(f"faults {self.rate} of {options['faults']}; webhooks: {bool(self.hook_port)}")

    def _rage(self, kills):
        """Starts programs and kills them, while others do what people do."""
        idle = 0
        while sum(self.tally.kills.values()) < kills and idle < 3:
            before = self.simulator.count()
            self._meddle()
            died = self._send_and_kill()
            if died:
                self.tally.kills[KILLED] += 1
            # An end without a kill and without a send: whatever stopped it, a person lets it go on.
            idle = idle + 1 if not died and self.simulator.count() == before else 0
            if not died or self.dice.random() < 0.5:
                self._resume()

    def _send_and_kill(self):
        """Starts a program that sends, ends it at a moment, and says whether that was a kill."""
        moment = self.dice.choices(
            ["start", "any", "count", "request", "reply"], [2, 2, 4, 1, 1])[0]
        if moment in ("request", "reply"):
            self.simulator.control("POST", f"freeze?at={moment}&after={self.dice.randint(0, 6)}")
        before = self.simulator.count()
        begun = time.monotonic()
        sender = self._sender()
        second = self._sender() if self.dice.random() < 0.1 else None
        killed_at = self._wait(sender, moment, before, begun)
        died = sender.kill() if sender.is_running() else False
        status = sender.wait(20)
        if second:
            # Two at once: one of them has the role, or the first one has just been killed and left it.
            second.kill()
            second.wait(20)
        if moment in ("request", "reply"):
            # The connections of the dead are closed by now: what nobody has decided on is decided on by nobody.
            self.simulator.settle() if moment == "reply" else time.sleep(0.02)
            self.simulator.control("POST", "thaw")
        self.simulator.settle()
        if died:
            self.tally.moments[killed_at] += 1
        elif status not in (0, 1, 69, 75):
            self._find("exit status", f"a sender ended with {status}: {sender.said()}")
        if not died and second is None:
            self.whole = time.monotonic() - begun
        self.tell(f"{' '.join(sender.process.args[1:3])}: {killed_at if died else f'ended with {status}'}, "
                  f"{self.simulator.count() - before} accepted")
        return died

    def _sender(self):
        words = ["apply", "--auto-approve"] if self.dice.random() < 0.8 else ["run"]
        if words[0] == "apply" and self.dice.random() < 0.3:
            words.append("--retry-failed")
        return self._program(words, "sender")

    def _wait(self, sender, moment, before, begun):
        """Waits for the moment at which the sender is killed; returns what that moment was."""
        count = before + self.dice.randrange(24)
        # In microseconds, so that every step of a send of some milliseconds is met.
        later = self.dice.randrange(15_000) / 1e6
        if moment == "start":
            end = begun + self.dice.random() * self.first_send * 1.3
        elif moment == "any":
            end = begun + self.dice.random() * self.whole
        else:
            end = begun + PATIENCE
        has_sent = False
        while sender.is_running() and time.monotonic() < end:
            if not has_sent and self.simulator.count() > before:
                has_sent = True
                self.first_send = time.monotonic() - begun
            if moment == "count" and self.simulator.count() > count:
                time.sleep(later)
                return "while sending"
            if moment in ("request", "reply") and self._is_held(begun, has_sent):
                time.sleep(later)
                return f"{moment} held back"
            time.sleep(0.001)
        if moment in ("start", "any"):
            return "before the first send" if self.simulator.count() == before else "while sending"
        return "while it waited"

    def _is_held(self, begun, has_sent):
        """A freeze has set in where nothing more is accepted for a while."""
        count = self.simulator.count()
        if count != self.grown[0] or self.grown[1] < begun:
            self.grown = (count, time.monotonic())
        quiet = time.monotonic() - max(self.grown[1], begun + (0 if has_sent else self.first_send))
        return quiet > 0.15

    # Who else is about.

    def _meddle(self):
        dice, chance = self.dice, self.dice.random()
        if chance < 0.08:
            self.tell(self.workspace.edit())
        elif chance < 0.14:
            self._run("pause", dice.choice(self.workspace.lines() + self.workspace.names()), expect=0)
        elif chance < 0.17:
            self._run("cancel", dice.choice(self.workspace.names()), "--auto-approve", "--reason", "a test")
        elif chance < 0.22:
            self._settle_doubts(share=0.5)
        elif chance < 0.26:
            # An event that is posted in the moment of the kill would be known to the ledger and not to the log.
            self._wait_for_webhooks()
            self.simulator.kill_and_restart(dice.randrange(1 << 32), dice.random() * 0.2)
            self.tally.kills["simulator"] += 1
            self.tell("killed the simulator")
        elif chance < 0.36 and self.receiver:
            if self.receiver.kill():
                self.tally.kills["webhooks"] += 1
            self._start_receiver()
            self.tell("killed the receiver")
        elif chance < 0.40:
            self._run("status", "--format", "json", expect=0)

    def _resume(self):
        """Whatever is stopped, paused or cancelled may go on: a person has looked at it."""
        status = self._status()
        halted = {stop["name"] for stop in status["stops"]}
        for name in sorted(halted):
            self._run("resume", name)

    def _start_receiver(self):
        for _ in range(50):
            self.receiver = self._program(["webhooks", "--listen", f"127.0.0.1:{self.hook_port}"], "receiver")
            try:
                self.receiver.port()
                return
            except Failure:
                time.sleep(0.1)
        raise Failure(f"the receiver cannot come back: {self.receiver.said()}")

    # The end.

    def _drain(self):
        """Sends until nothing moves any more but for doubts; faults go on."""
        if not self.is_patient and "hang" in self.kinds:
            kinds = ",".join(kind for kind in self.kinds if kind != "hang")
            self.simulator.control("POST", f"fault?rate={self.rate}&kinds={kinds}")
        for _ in range(200):
            for name in self.workspace.names():
                self._run("resume", name)
            self._resume()
            before = self._states()
            ending = self._run("apply", "--auto-approve", limit=600)
            if ending.said().rstrip().endswith("Nothing to send.") or (
                    not self._status()["stops"] and self._states() == before):
                return
        raise Failure(f"it never came to an end: {self._states()}")

    def _settle_as_a_person(self):
        self.simulator.control("POST", "fault?rate=0")
        for _ in range(50):
            self._settle_doubts(share=1)
            self._resume()
            self._run("apply", "--auto-approve", "--retry-failed", limit=600)
            self._wait_for_webhooks()
            states = self._states()
            if not any(states[state] for state in ("planned", "inflight", "in_doubt")):
                self._resume()
                ending = self._run("apply", "--auto-approve", "--retry-failed", limit=600)
                if "Nothing to send." in ending.said() and not self._status()["stops"]:
                    return
        raise Failure(f"a person could not bring it to its end: {self._states()}")

    def _settle_doubts(self, share):
        """Says what became of sends in doubt, as the gateway has it. Nobody sends meanwhile, and nothing is on its way,
        so that what the gateway has not taken it never will."""
        self.simulator.settle()
        # A sender that was killed has left its sends in flight; the next one finds them, a person cannot.
        judgement = self._judgement(is_final=False)
        for row in judgement.ledger.rows:
            if row.state != "in_doubt" or self.dice.random() >= share:
                continue
            campaign, revision, message, number = row.key
            was_taken = judgement.was_taken(row.key)
            words = ["resolve", campaign, "--as", "sent" if was_taken else "failed", "--revision", str(revision)]
            words += ["--recipient", "group" if number == 0 else str(number)]
            if message == "create" and was_taken:
                words += ["--chat-id", judgement.taken[row.key][0]["to"]]
                words += ["--invite-link", "https://chat.whatsapp.com/" + "".join(
                    self.dice.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", k=22))]
            # A reply may have proved meanwhile that it arrived; then nothing is in doubt any more.
            self._run(*words, expect=None if self.hook_port else 0)
            self.tally.sums["settled by a person", gateway_of(row)] += 1

    def _wait_for_webhooks(self):
        end = time.monotonic() + 30
        while self.hook_port and self.simulator.control("GET", "counts")["webhooks_waiting"]:
            if time.monotonic() > end:
                raise Failure("the simulator still has events to post")
            time.sleep(0.02)

    def _look(self, is_final):
        self._wait_for_webhooks()
        self.simulator.settle()
        self._run("ledger", "check", expect=0)
        with open(os.path.join(self.folder, "status.json"), "w", encoding="utf-8") as file:
            json.dump(self._status(), file)
        judgement = oracle.judge(self.folder, is_final, self._ledger())
        for finding in judgement.findings:
            self._find(*finding)
        if is_final:
            states = judgement.ledger.states()
            self.tally.sums["sends"] += len(judgement.ledger.rows)
            for row in judgement.ledger.rows:
                self.tally.sums["sends", gateway_of(row)] += 1
            self.tally.sums["accepted"] += states["accepted"]
            # What was taken out of a file after it had failed stays as it is: nobody wants it any more.
            for state in ("suppressed", "cancelled", "refused"):
                self.tally.sums[state] += states[state]
            self.tally.sums["rounds"] += 1
        self.tell(f"looked: {dict(judgement.ledger.states())}, {len(judgement.findings)} findings")

    # Helpers.

    def _find(self, kind, text):
        if (kind, text) in self.findings:
            # The first look has found it already.
            return
        self.findings.append((kind, text))
        self.tally.findings[kind] += 1
        self.tell(f"FOUND {kind}: {text}")

    def _program(self, words, name):
        return Program([self.pregon, *words, "--workspace", self.place], self.folder, name, self.environment)

    def _run(self, *words, expect=None, limit=60):
        program = self._program(words, words[0])
        status = program.wait(limit)
        if words[0] not in ("status", "ledger"):
            self.tell(f"{' '.join(words)}: {status}")
        if expect is not None and status != expect or status not in (0, 1, 64, 65, 69, 75):
            self._find("exit status", f"`{' '.join(words)}` ended with {status}: {program.said()}")
        return program

    def _status(self):
        text = self._run("status", "--format", "json", expect=0).said()
        try:
            return json.loads(text)
        except ValueError as error:
            raise Failure(f"`pregon status` says {text}") from error

    def _states(self):
        counted = collections.Counter()
        for row in self._status()["campaigns"]:
            counted.update(row["states"])
        return counted

    def _ledger(self):
        return Ledger(os.path.join(self.place, ".pregon", "ledger.sqlite"))

    def _judgement(self, is_final):
        for _ in range(20):
            try:
                # A killed writer leaves a journal that only a writer may roll back: `status` does.
                self._status()
                return oracle.Judgement(
                    self.workspace.manifest, self._ledger(), GatewayLog(self.simulator.log), is_final=is_final)
            except sqlite3.OperationalError:
                time.sleep(0.05)
        raise Failure("the ledger cannot be read")
