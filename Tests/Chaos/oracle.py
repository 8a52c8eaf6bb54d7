#!/usr/bin/env python3
"""Compares what the gateways have accepted with what the ledger says, and both with what ought to have been sent.

    oracle.py FOLDER     judges the round that chaos.py has kept in FOLDER once more

Shares no code with the program: it reads the simulator's log, the ledger's file and the manifest of the files that were
written, and nothing else. What the gateway has *accepted* is counted, never requests: a probe repeats a request on
purpose, and the gateway takes it once.
"""

import collections
import datetime
import json
import os
import sys

from evidence import GatewayLog, Ledger, Unreadable, stored_fields
from expectation import Expectation, LINK, signature

UNSENT = {"planned", "refused", "cancelled", "expired", "suppressed"}
DOUBTFUL = {"inflight", "in_doubt"}
# After these the number is never written to again (gateways.md); after the others its campaign ends for the person.
SUPPRESSING = {1002, 1006}

# The kinds of findings, in the order of how bad they are.
TWICE = "twice"
LOST = "lost"
FALSE = "falsely accepted"
DENIED = "taken, but denied"
STRAY = "to nobody's wish"
CONTENT = "other content"
ORDER = "out of order"
OPTED_OUT = "after an opt-out"
UNDURABLE = "no attempt before the request"
REASON = "without a reason"
SUMS = "sums"
REDIRECT = "redirect followed"
KINDS = [TWICE, LOST, FALSE, DENIED, STRAY, CONTENT, ORDER, OPTED_OUT, UNDURABLE, REASON, SUMS, REDIRECT]

Finding = collections.namedtuple("Finding", "kind text")


def milliseconds(stamp):
    """`2026-12-01T14:00:00.000Z` since 1970."""
    moment = datetime.datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)
    return round(moment.timestamp() * 1000)


class Judgement:
    """One look. `is_final`: a person has settled every doubt and nothing is left to do."""

    def __init__(self, manifest, ledger, log, status=None, is_final=True):
        self.expected = Expectation(manifest)
        self.ledger, self.log, self.is_final = ledger, log, is_final
        self.findings = []
        self.rows = {row.key: row for row in ledger.rows}
        self.taken = collections.defaultdict(list)
        self._attribute()
        self._find_excuses()
        self._count()
        self._compare_states()
        self._look_for_missing()
        self._compare_contents()
        self._look_at_order()
        self._look_at_groups()
        self._look_at_attempts()
        if status is not None:
            self._compare_sums(status)
        for event in log.events:
            if event["event"] != "webhook":
                self._find(REDIRECT, event.get("path", ""))

    def was_taken(self, key):
        return bool(self.taken.get(key))

    def of_kind(self, kind):
        return sum(finding.kind == kind for finding in self.findings)

    def _find(self, kind, text):
        self.findings.append(Finding(kind, text))

    @staticmethod
    def _name(key):
        return "/".join(map(str, key))

    # What each side says.

    def _attribute(self):
        """Which send each accepted message is, by its content alone."""
        for message in self.log.messages:
            operation = message["operation"]
            key = self.expected.key_of.get(signature(operation, message["fields"]))
            if key is None:
                self._find(STRAY, f"message {message['n']} ({operation}) was meant for nobody: {message['fields']}")
            else:
                self.taken[key].append(message)

    def _find_excuses(self):
        """People who have left by themselves, or whom the gateway could not reach: they need not get the rest."""
        self.excused_numbers, self.excused_pairs = set(), set()
        of_id = {message["id"]: key for key, messages in self.taken.items() for message in messages}
        for event in self.log.events:
            if event["event"] != "webhook" or "to" not in event:
                continue
            number = int(event["to"])
            if event["kind"] == "reply" and self._is_opt_out(event):
                self.excused_numbers.add(number)
            if event["kind"] == "failed":
                if event.get("code") in SUPPRESSING:
                    self.excused_numbers.add(number)
                key = of_id.get(event["message_id"])
                if key:
                    self.excused_pairs.add((key[0], number))

    def _is_opt_out(self, event):
        return event.get("text", "").strip().casefold() in self.expected.opt_out_words

    def _is_excused(self, key):
        return key[3] in self.excused_numbers or (key[0], key[3]) in self.excused_pairs

    # Comparing.

    def _count(self):
        for key, messages in self.taken.items():
            if len(messages) > 1:
                numbers = ", ".join(str(message["n"]) for message in messages)
                self._find(TWICE, f"{self._name(key)} was accepted {len(messages)} times: messages {numbers}")
            if key not in self.rows:
                self._find(STRAY, f"{self._name(key)} was accepted, and the ledger does not know it")

    def _compare_states(self):
        for key, row in self.rows.items():
            name, taken = self._name(key), self.was_taken(key)
            if not self.expected.knows(key):
                self._find(STRAY, f"{name} stands in the ledger, and nobody wanted it")
            if row.state == "accepted" and not taken:
                self._find(FALSE, f"{name} is accepted in the ledger, and the gateway never took it")
            if row.state in UNSENT and taken:
                self._find(DENIED, f"{name} is {row.state} in the ledger, and the gateway has taken it")
            if row.state in DOUBTFUL | UNSENT - {"planned"} and not (row.reason or row.state == "inflight"):
                self._find(REASON, f"{name} is {row.state} without a reason")
            if self.is_final:
                self._look_at_end(key, row, name)

    def _look_at_end(self, key, row, name):
        if row.state in DOUBTFUL or row.state == "planned":
            self._find(LOST, f"{name} has come to no end: {row.state}, {row.reason}")
        elif row.state in UNSENT and self._is_wanted(key) and not self._is_excused(key):
            self._find(LOST, f"{name} ended as {row.state}: {row.reason}")

    def _is_wanted(self, key):
        campaign, revision, message, number = key
        if message != "invite":
            return key in self.expected.required
        return number in self._latecomers(campaign, revision)

    def _latecomers(self, campaign, revision):
        """Who is in a group's audience, but not in the group as it was made."""
        made = self.taken.get((campaign, revision, "create", 0))
        wanted, members = self.expected.members.get(campaign, (0, []))
        if not made or wanted != revision:
            return set()
        listed = made[0]["fields"]["phones"]
        return {number for number in members if f'"{number}"' not in listed}

    def _look_for_missing(self):
        wanted = set(self.expected.required)
        for campaign, (revision, _) in self.expected.members.items():
            wanted |= {(campaign, revision, "invite", n) for n in self._latecomers(campaign, revision)}
        for key in sorted(wanted - set(self.rows)):
            if self._is_excused(key) or not self.is_final and self._waits(key):
                continue
            self._find(LOST, f"{self._name(key)} is not in the ledger")

    def _waits(self, key):
        """Before the end, what follows a send that was not accepted may not have been frozen yet, and a text that
        nobody is wanted to get any more was never added."""
        campaign, revision, message, number = key
        if message == "invite":
            return True
        return any(
            row.key[0] == campaign and row.key[3] == number and row.position < self.expected.position[key]
            and row.state != "accepted" for row in self.ledger.rows)

    def _compare_contents(self):
        for key, messages in self.taken.items():
            row = self.rows.get(key)
            if row is None:
                continue
            try:
                stored = signature(*stored_fields(row, self.expected.files))
            except (Unreadable, UnicodeDecodeError) as error:
                self._find(CONTENT, f"{self._name(key)}: the ledger's content cannot be read: {error}")
                continue
            for message in messages:
                if signature(message["operation"], message["fields"]) != stored:
                    self._find(
                        CONTENT, f"{self._name(key)}: the gateway took {message['fields']}, the ledger has {stored}")
                if row.state == "accepted" and row.message_id and message["operation"] == "send" and (
                        row.message_id != message["id"]):
                    self._find(CONTENT, f"{self._name(key)} has the identifier of another message")

    def _look_at_order(self):
        reached = {}
        for message in self.log.messages:
            key = self.expected.key_of.get(signature(message["operation"], message["fields"]))
            if key is None or key[2] == "invite":
                continue
            person, position = (key[0], key[1], key[3]), self.expected.position[key]
            if reached.get(person, -1) > position:
                self._find(ORDER, f"{self._name(key)} came after a later message of the same person")
            reached[person] = max(reached.get(person, -1), position)

    def _look_at_groups(self):
        for key, messages in self.taken.items():
            campaign, revision, message, recipient = key
            if recipient == 0 and message != "create":
                made = self.taken.get((campaign, revision, "create", 0), [])
                if messages[0]["to"] not in [creation["to"] for creation in made]:
                    self._find(CONTENT, f"{self._name(key)} went to another group")
            if message == "invite":
                _, link = self.ledger.groups.get(campaign, (None, None))
                if LINK.findall(messages[0]["fields"]["text"]) != [link]:
                    self._find(CONTENT, f"{self._name(key)} invites to another group")

    def _look_at_attempts(self):
        """An attempt is durable before its request leaves, and none begins after an opt-out was taken in."""
        for key, messages in self.taken.items():
            row = self.rows.get(key)
            if row is None:
                continue
            began = self.ledger.attempts.get(row.id, [])
            for message in messages:
                if not any(moment <= milliseconds(message["at"]) for moment in began):
                    self._find(UNDURABLE, f"{self._name(key)} arrived before any attempt of it was in the ledger")
        for event in self.log.events:
            # What is no JSON is kept, but nobody can say what it means.
            is_taken_in = 200 <= event.get("status", 0) < 300 and event.get("form") != "unreadable"
            if event.get("kind") != "reply" or not is_taken_in or not self._is_opt_out(event):
                continue
            answered = milliseconds(event["at"])
            for row in self.ledger.rows:
                if str(row.key[3]) == event["to"] and any(
                        moment > answered for moment in self.ledger.attempts.get(row.id, [])):
                    self._find(OPTED_OUT, f"{self._name(row.key)} was attempted after the person had opted out")

    def _compare_sums(self, status):
        counted = collections.Counter((row.key[0], row.key[1], row.line, row.state) for row in self.ledger.rows)
        told = collections.Counter()
        for row in status["campaigns"]:
            if sum(row["states"].values()) != row["sends"]:
                self._find(SUMS, f"the states of {row['campaign']} on {row['line']} do not add up to {row['sends']}")
            for state, count in row["states"].items():
                told[row["campaign"], row["revision"], row["line"], state] += count
        if +told != counted:
            self._find(SUMS, f"`pregon status` and the ledger differ: {+told - counted} {counted - told}")


def judge(folder, is_final=True, ledger=None):
    """Judges what lies in a round's folder, by its ledger's file if no other one is given."""
    with open(os.path.join(folder, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    status = None
    try:
        with open(os.path.join(folder, "status.json"), encoding="utf-8") as file:
            status = json.load(file)
    except FileNotFoundError:
        pass
    ledger = ledger or Ledger(os.path.join(folder, "workspace", ".pregon", "ledger.sqlite"))
    return Judgement(manifest, ledger, GatewayLog(os.path.join(folder, "gateway.jsonl")), status, is_final)


def main():
    if len(sys.argv) != 2:
        print(__doc__)
        return 64
    judgement = judge(sys.argv[1])
    for finding in judgement.findings:
        print(f"{finding.kind}: {finding.text}")
    print(f"{len(judgement.ledger.rows)} sends, {len(judgement.log.messages)} accepted by the gateways, "
          f"{len(judgement.findings)} findings.")
    return 1 if judgement.findings else 0


if __name__ == "__main__":
    sys.exit(main())
