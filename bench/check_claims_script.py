#!/usr/bin/env python3
"""Holds claims_script.py to a small log that was written by hand: what becomes a variable, what goes together in a round trip,
and that a value which nothing explains is an error."""

import sys

from claims_script import Script
from preparation import Failure

START = 1_795_446_000_000
SENDER = "573009001000"


def log(count, oddity=None):
    """So many claims, each but the first settling the one before it. `oddity`: text that a statement gets a different one of
    each time."""
    entries = []

    def say(text, *values):
        number = len(entries)
        entries.append(f"2026-11-22 04:41:55.{number % 1000:03} UTC [77] LOG:  {text}")
        if values:
            told = ", ".join(f"${index} = {value}" for index, value in enumerate(values, 1))
            entries.append(f"2026-11-22 04:41:55.{number % 1000:03} UTC [77] DETAIL:  parameters: {told}")

    say("statement: SET search_path = \"pregon\"; SET lock_timeout = '10s'")
    say("execute p_0: SELECT 'of another transaction'")
    for index in range(count):
        say("statement: BEGIN; SET LOCAL pregon.runner = '1'")
        if index:
            say("execute p_1: SELECT pg_advisory_xact_lock($1)", f"'{-700 - index},{-900 - index}'")
            say("execute p_2: UPDATE sends SET message_id = $1,\n\tx = $2 WHERE id = $3 AND token = $4",
                f"'{1_000_000_003_000 + index - 1}'", "NULL", f"'{3000 + index - 1}'", f"'{token(index - 1)}'")
        say("execute p_3: SELECT s.id, s.content FROM sends s WHERE line = $1 AND t <= $2 ORDER BY 1", "'1000'",
            f"'{START + index * 100 + 3}'")
        say("execute p_4: SELECT pg_advisory_xact_lock($1)", f"'{-700 - index - 1}'")
        if oddity:
            say("execute p_5: SELECT $1", f"'{oddity} {index}'")
        say("execute p_6: UPDATE sends SET state = $1, token = $2 WHERE id = $3", "'inflight'", f"'{token(index)}'",
            f"'{3000 + index}'")
        say("execute p_7: INSERT INTO attempts (send, sender, boot) VALUES ($1, $2, $3) RETURNING id",
            f"'{3000 + index}'", f"'{SENDER}'", "'it''s a boot'")
        say("execute p_8: SELECT nextval('serial') FROM generate_series(1, $1)", "'2'")
        say("execute p_9: COMMIT")
    return "\n".join(entries) + "\n"


def token(index):
    return 4_000_000_000_000_000_000 + index * 7


def rows(count):
    return [{"id": 3000 + index, "recipient": 573_100_000_000 + index, "fingerprint": f"\\x{index:064x}",
             "message_id": str(1_000_000_003_000 + index), "attempt": 7000 + index, "began_wall": START + index * 100,
             "began_monotonic": 60_000_000_000_000 + index, "ended_wall": START + index * 100 + 50}
            for index in range(count)]


LATER = """\\else
\\startpipeline
BEGIN;
SET LOCAL pregon.runner = '1';
\\endpipeline
SELECT pg_advisory_xact_lock(:message || ',' || :recipient);
UPDATE sends SET message_id = :message, x = NULL WHERE id = :id AND token = :token;
SELECT s.id, s.content FROM sends s WHERE line = :line AND t <= :now ORDER BY 1\\gset next_
SELECT pg_advisory_xact_lock(:next_recipient);
UPDATE sends SET state = :constant_1, token = :next_token WHERE id = :next_id;
INSERT INTO attempts (send, sender, boot) VALUES (:next_id, :sender, :constant_2) RETURNING id\\gset next_attempt_
\\startpipeline
SELECT nextval('serial') FROM generate_series(1, :constant_3);
COMMIT;
\\endpipeline
\\endif
"""


def main():
    wrong = []
    script = Script(log(10), rows(10), line="1000", sender=SENDER)
    if LATER not in script.text:
        wrong.append(f"the script is not as expected:\n{script.text}")
    if script.constants != {"inflight": "constant_1", "it's a boot": "constant_2", "2": "constant_3"}:
        wrong.append(f"the constants are {script.constants}")
    if script.options != "-c search_path=pregon -c lock_timeout=10s":
        wrong.append(f"the settings are {script.options}")
    if script.round_trips != 8:
        wrong.append(f"{script.round_trips} round trips are counted, not 8")
    for name, words in (("a value that nothing explains", (log(10, oddity="who knows"), rows(10))),
                        ("a claim that the ledger does not know", (log(10), rows(9)))):
        try:
            Script(*words, line="1000", sender=SENDER)
            wrong.append(f"{name} is taken for nothing")
        except Failure:
            pass
    for line in wrong:
        print(line)
    print("the script of the claims is as expected" if not wrong else f"{len(wrong)} things are wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
