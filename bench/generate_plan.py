"""The workspace of the plan that is measured: a campaign with a large CSV, and a ledger that knows nine tenths of it.

What the plan must come to is counted while the data is made, and written to `plan.json`. The ledger's rows are written
by SQL into a ledger that `pregon ledger init` has made; contents and fingerprints are worked out here, by the layout
that `SendContent.canonicalBytes` describes.
"""

import hashlib
import json
import random
import sqlite3
import struct

from generate_audience import BROKEN_NUMBERS
from people import CONSENTS, FAMILY, NAMES, numbers

LINES = 4
TEMPLATE = "1042"
NOW = "2026-11-23T10:00"
MOMENT = 1_795_400_000_000  # milliseconds, some days before

WORKSPACE = """version: 1
timezone: America/Bogota
ledger: sqlite:ledger.sqlite
lines:
{lines}"""

LINE = """  cartera-{index}:
    gateway: contacto
    login: ${{CONTACTO_LOGIN}}
    token: ${{CONTACTO_TOKEN}}
    number: "57300520{index:04d}"
    rate: 2000/hour
"""

CAMPAIGN = """campaign: millon
version: 1
description: Un aviso a todos los clientes
category: utility
lines: [{lines}]
audience:
  file: audiences/clientes.csv
  phone: celular
  opt_in: autorizacion
messages:
  - id: aviso
    template: "{template}"
    variables: ["{{{{nombre}}}}"]
"""


def write_plan(folder, count):
    """The files, and `people.json`: how many there are to be found again by `write_ledger`."""
    seeded = random.Random(20_261_123)
    names = [f"cartera-{index}" for index in range(1, LINES + 1)]
    (folder / "pregon.yaml").write_text(
        WORKSPACE.format(lines="".join(LINE.format(index=index) for index in range(1, LINES + 1))), "utf-8")
    (folder / "millon.yaml").write_text(CAMPAIGN.format(lines=", ".join(names), template=TEMPLATE), "utf-8")
    duplicates, spoiled = count // 200, count // 500
    people = [(number, name(seeded)) for number in numbers(seeded, count - duplicates)]
    rows = []
    for index, (number, who) in enumerate(people):
        consent = seeded.choice(CONSENTS)
        if index < spoiled:
            if index % 2:
                number = BROKEN_NUMBERS[index % len(BROKEN_NUMBERS)]
            else:
                consent = ""
        rows.append(f'{number},{consent},"{who}"\n' if index % 211 == 0 else f"{number},{consent},{who}\n")
    rows += seeded.sample(rows[spoiled:], duplicates)
    seeded.shuffle(rows)
    (folder / "audiences").mkdir(exist_ok=True)
    with open(folder / "audiences" / "clientes.csv", "w", encoding="utf-8", newline="") as file:
        file.write("celular,autorizacion,nombre\n")
        file.writelines(rows)
    return people[spoiled:], len(rows), duplicates + spoiled


def name(seeded):
    dice = seeded.getrandbits(40)
    return f"{NAMES[dice % len(NAMES)]} {FAMILY[(dice >> 20) % len(FAMILY)]}"


def field(text):
    data = text.encode()
    return struct.pack("<I", len(data)) + data


def content(who):
    """A contacto template with one variable, no media and no field of its own."""
    return b"\x01" + field(TEMPLATE) + struct.pack("<I", 1) + field(who) + b"\x00\x00"


def write_ledger(folder, count, known):
    """Fills the ledger, and writes `plan.json`: what a plan says of every class."""
    people, rows, excluded = write_plan(folder, count)
    seeded = random.Random(7)
    seeded.shuffle(people)
    sums = {"new": 0, "sent": 0, "changed": 0, "waiting": 0, "in_doubt": 0, "failed": 0, "leaving": 0,
            "excluded": excluded}
    strangers = known // 50
    inside = people[:known - strangers]
    sums["new"] = len(people) - len(inside)
    taken = {int(number) for number, _ in people}
    sends = []
    for index, (number, who) in enumerate(inside):
        kind = ("changed" if index % 40 == 0 else "waiting" if index % 150 == 1 else
                "failed" if index % 500 == 2 else "in_doubt" if index % 2_000 == 3 else "sent")
        sums[kind] += 1
        state = {"waiting": "planned", "failed": "refused", "in_doubt": "in_doubt"}.get(kind, "accepted")
        sends.append((int(number), "Alguien más" if kind == "changed" else who, state))
    while strangers:
        number = 573_000_000_000 + seeded.randrange(10**9)
        if number in taken:
            continue
        taken.add(number)
        state = "planned" if strangers % 4 == 0 else "accepted"
        sums["leaving"] += state == "planned"
        sends.append((number, "Nadie", state))
        strangers -= 1
    seeded.shuffle(sends)
    database = sqlite3.connect(folder / "ledger.sqlite")
    database.executemany(
        "INSERT INTO sends (campaign, revision, occurrence, message, recipient, position, line, sender, fingerprint,"
        " content, state, attempts, reason, message_id, last_attempt, frozen_at, changed_at)"
        " VALUES ('millon', 1, 'once', 'aviso', ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row(seeded, *send) for send in sends))
    database.commit()
    database.close()
    (folder / "plan.json").write_text(json.dumps({"rows": rows, **sums}) + "\n", "utf-8")


def row(seeded, number, who, state):
    line = number % LINES + 1
    data = content(who)
    tried = state != "planned"
    reason = {"refused": "code 131026: the number has no WhatsApp", "in_doubt": "no reply within 15 s"}.get(state)
    message_id = f"wamid.HBgM{seeded.getrandbits(160):040x}" if state == "accepted" else None
    return (number, f"cartera-{line}", 573_005_200_000 + line, hashlib.sha256(data).digest(), data, state,
            int(tried), reason, message_id, MOMENT if tried else None, MOMENT, MOMENT)
