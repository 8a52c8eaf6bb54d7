"""What a runner asks of the server, as a script for pgbench: the very statements of a real run, from the server's log.

The statements, their order, and which of them go together in a transaction and in a round trip, are those of the log. A
value that differs from claim to claim becomes one of pgbench's variables, by what it is known to be in the ledger that was
logged; one that is always the same becomes a variable that never changes. A value that changes and that nothing explains
is an error, so a ledger that learns a new statement cannot leave the reference behind it.
"""

import re
from itertools import zip_longest

from preparation import Failure

FIRST_MESSAGE = 1_000_000_000_000  # as SideBySide.swift names messages: this, and the send's id
HOUR = 3_600_000
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (\w+):  (.*)", re.DOTALL)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
LOCKED = "pg_advisory_xact_lock"
FOUND = "s.content FROM sends s"
BEGUN = "INSERT INTO attempts"


def claiming_session(log):
    """The statements of the connection that claims, in order: each its text and its values."""
    sessions = {}
    entries = re.split(r"^(?=\d{4}-\d\d-\d\d )", log, flags=re.MULTILINE)
    for entry in entries:
        found = ENTRY.match(entry)
        if not found:
            continue
        process, kind, words = found.groups()
        statements = sessions.setdefault(process, [])
        if kind == "LOG" and (statement := re.match(r"(?:statement|execute \w+): (.*)", words, re.DOTALL)):
            statements.append((statement[1].strip(), []))
        elif kind == "DETAIL" and words.startswith("parameters: "):
            statements[-1][1].extend(value for _, value in PARAMETER.findall(words))
    return max(sessions.values(), key=len, default=[])


def transactions(statements):
    """Those that claim, each a list of statements."""
    result = []
    for text, values in statements:
        if text.startswith("BEGIN"):
            result.append([])
        if result:
            result[-1].append((text, values))
    return [one for one in result if any(BEGUN in text for text, _ in one)]


def settings(statements):
    """What the connection has set for itself, as libpq's `options` have it: time limits are looked after for each
    statement."""
    found = [setting for text, _ in statements if text.startswith("SET ") for setting in text.split(";")]
    pairs = [re.fullmatch(r"\s*SET (\w+) = '?\"?(.*?)\"?'?\s*", setting) for setting in found]
    if not pairs or not all(pairs):
        raise Failure(f"these settings cannot be read: {found}")
    return " ".join(f"-c {pair[1]}={pair[2]}" for pair in pairs)


class Script:
    """Made of a log whose last claims are those of `rows`: what the ledger says of each attempt, in order (`ROWS`)."""

    # Of the ledger that was logged; `claims.py` runs it.
    ROWS = """
        SELECT s.id, s.recipient, '\\x' || encode(s.fingerprint, 'hex') AS fingerprint, s.message_id, a.id AS attempt,
            a.began_wall, a.began_monotonic, a.ended_wall
        FROM attempts a JOIN sends s ON s.id = a.send ORDER BY a.id
        """

    def __init__(self, log, rows, line, sender):
        session = claiming_session(log)
        self.options = settings(session)
        found = transactions(session)
        if len(found) != len(rows) or len(rows) < 8:
            raise Failure(f"the log has {len(found)} claims, the ledger {len(rows)}")
        self.line, self.sender, self.rows, self.found = line, sender, rows, found
        self.tokens = self._tokens()
        # Handed to pgbench (`-D`), so that its statements take as many values as the ledger's.
        self.constants = {}
        # The first one only claims; every later one settles the one before it, too.
        first = self._script(0)
        later = [self._script(index) for index in range(2, len(found) - 2)]
        if any(script != later[0] for script in later):
            one, other = next((a, b) for script in later for a, b in zip_longest(script, later[0]) if a != b)
            raise Failure(f"statements differ from claim to claim, and nothing explains it:\n{one}\n{other}")
        self.lines = [*self._opening(), "\\if :id = 0", *first, "\\else", *later[0], "\\endif", *self._closing()]

    @property
    def text(self):
        return "\n".join(self.lines) + "\n"

    @property
    def round_trips(self):
        """Of a claim that settles the one before it."""
        later = self.lines[self.lines.index("\\else"):]
        return sum(1 for line in later if re.match(r"(SELECT|UPDATE|INSERT|DELETE|WITH)\b", line)) - sum(
            1 for line in later if line.startswith("SELECT nextval")) + later.count("\\startpipeline")

    @staticmethod
    def _opening():
        return ["-- Made by bench/claims_script.py of a real run's log.", "\\set line 1000 + :client_id",
                "\\set sender 573009001000 + :client_id", "\\set now :now + 1", "\\set monotonic :now * 1000000",
                "\\set message 1000000000000 + :id", "\\set next_token random(1, 9223372036854775807)",
                f"\\set hour_ago :now - {HOUR}", f"\\set week_ago :now - {7 * 24 * HOUR}"]

    @staticmethod
    def _closing():
        return [f"\\set {name} :next_{source}" for name, source in (
            ("id", "id"), ("recipient", "recipient"), ("attempt", "attempt_id"), ("token", "token"))]

    def _tokens(self):
        """Of each claim: the ledger forgets a token when its send is settled."""
        tokens = []
        for statements in self.found:
            begun = [values for text, values in statements
                     if text.startswith("UPDATE sends SET") and "'inflight'" in values]
            random = [value for value in begun[-1] if re.fullmatch(r"'\d{15,19}'", value)]
            if len(random) != 1:
                raise Failure(f"which of {begun} is the token?")
            tokens.append(random[0].strip("'"))
        return tokens

    def _script(self, index):
        lines = []
        for text, values in self.found[index]:
            parts = [part.strip() for part in text.split(";")] if not values else [text]
            if len(parts) > 1:
                # pgbench prepares one statement at a time; a pipeline is what has them share a round trip.
                lines += ["\\startpipeline", *(part + ";" for part in parts), "\\endpipeline"]
                continue
            if text == "COMMIT" and lines[-1].startswith("SELECT nextval"):
                # As the serial's steps have always been made: on the way of the commit.
                lines[-1:] = ["\\startpipeline", lines[-1], "COMMIT;", "\\endpipeline"]
                continue
            end = "\\gset next_" if FOUND in text and "ORDER BY" in text else (
                "\\gset next_attempt_" if text.startswith(BEGUN) else ";")
            lines.append(self._filled(text, [self._value(index, text, value) for value in values]) + end)
        return lines

    @staticmethod
    def _filled(text, values):
        one_line = " ".join(text.split())
        # Quotes of a text that is part of the statement hold no colon, which pgbench would take for a variable.
        return re.sub(r"\$(\d+)", lambda found: values[int(found[1]) - 1], one_line)

    def _value(self, index, text, value):
        if value == "NULL":
            return value
        bare = value[1:-1].replace("''", "'")
        if LOCKED in text:
            # The product's numbers are hashes of these; which numbers are locked makes no difference.
            return " || ',' || ".join(sorted(self._key(index, key) for key in bare.split(",")))
        known = self._known(index)
        if bare in known:
            return known[bare]
        if re.fullmatch(r"\d{13}", bare):
            moment = int(bare)
            for offset, name in ((0, "now"), (HOUR, "hour_ago"), (7 * 24 * HOUR, "week_ago")):
                if abs(self.rows[index]["began_wall"] - offset - moment) < 1000:
                    return f":{name}"
        return ":" + self.constants.setdefault(bare, f"constant_{len(self.constants) + 1}")

    def _known(self, index):
        this = self.rows[index]
        known = {
            str(this["id"]): ":next_id", str(this["attempt"]): ":next_attempt_id",
            str(this["recipient"]): ":next_recipient", this["fingerprint"]: ":next_fingerprint",
            self.tokens[index]: ":next_token", str(this["began_monotonic"]): ":monotonic"}
        if index > 0:
            last = self.rows[index - 1]
            known |= {
                str(last["id"]): ":id", str(last["attempt"]): ":attempt", str(last["recipient"]): ":recipient",
                last["message_id"]: ":message", self.tokens[index - 1]: ":token"}
        return known | {self.line: ":line", self.sender: ":sender"}

    def _key(self, index, key):
        """Which thing a lock is of: the line's in every claim, a person's in two of them, a message's in one."""
        holders = {number for number, statements in enumerate(self.found)
                   for text, values in statements if LOCKED in text and key in values[0][1:-1].split(",")}
        if len(holders) > 2:
            return ":sender"
        if index - 1 in holders:
            return ":recipient"
        return ":next_recipient" if index + 1 in holders else ":message"
