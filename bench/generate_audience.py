"""The workspace with one campaign and a large CSV.

What is wrong in a row is one thing only, and a duplicate repeats a row that is all right: so every reader comes
to the same sums whatever it looks at first. They are written to `counts.json`, for run.py to compare.
"""

import json
import random

from people import CITIES, CONSENTS, FAMILY, NAMES, numbers

LINES = 10  # with fewer, a forecast for a million people would end years from now

WORKSPACE = """version: 1
timezone: America/Bogota
lines:
{lines}"""

LINE = """  equipo-{index}:
    gateway: setapp
    client: ${{SETAPP_CLIENT}}
    token: ${{SETAPP_TOKEN}}
    number: "57312325{index:04d}"
    rate: 500/hour
    delay: 5s..8s
    endpoints:
      message: ${{SETAPP_MESSAGE_URL}}
      group: ${{SETAPP_GROUP_URL}}
      group_message: ${{SETAPP_GROUP_MESSAGE_URL}}
      group_file: ${{SETAPP_GROUP_FILE_URL}}
"""

CAMPAIGN = """campaign: todos-los-clientes
version: 1
description: Un aviso a todos los clientes
category: utility
lines: [{lines}]
audience:
  file: audiences/clientes.csv
  phone: celular
  opt_in: autorizacion
messages:
  - text: |
      Desde el lunes atendemos en la nueva sede.
      Para no recibir más mensajes escribe *BAJA*.
"""

BROKEN_NUMBERS = ["57300123456", "30012345678", "573001234567x", "525512345678", "5,73E+11", ""]


def write_audience(folder, count):
    seeded = random.Random(1_000_003)
    lines = "".join(LINE.format(index=index) for index in range(1, LINES + 1))
    (folder / "pregon.yaml").write_text(WORKSPACE.format(lines=lines), "utf-8")
    chosen = ", ".join(f"equipo-{index}" for index in range(1, LINES + 1))
    (folder / "todos.yaml").write_text(CAMPAIGN.format(lines=chosen), "utf-8")

    duplicates, invalid, no_opt_in, future = count // 200, count // 2000, count // 1000, count // 5000
    rows = [row(seeded, number) for number in numbers(seeded, count - duplicates)]
    spoiled = invalid + no_opt_in + future
    for index in range(spoiled):
        fields = rows[index].rsplit(";", 1)
        if index < invalid:
            rows[index] = BROKEN_NUMBERS[index % len(BROKEN_NUMBERS)] + rows[index][12:]
        elif index < invalid + no_opt_in:
            # Nothing, or a day that no calendar has.
            rows[index] = fields[0] + (";\n" if index % 4 else ";2025-02-30\n")
        else:
            rows[index] = fields[0] + ";2031-06-01\n"
    rows += seeded.sample(rows[spoiled:], duplicates)
    seeded.shuffle(rows)

    audiences = folder / "audiences"
    audiences.mkdir(exist_ok=True)
    with open(audiences / "clientes.csv", "w", encoding="utf-8", newline="") as file:
        file.write("celular;nombre;documento;ciudad;valor;autorizacion\n")
        file.writelines(rows)
    counts = {
        "rows": len(rows), "eligible": len(rows) - duplicates - spoiled, "duplicates": duplicates,
        "invalid": invalid, "no_opt_in": no_opt_in, "future": future, "not_utf8": 0,
    }
    (folder / "counts.json").write_text(json.dumps(counts) + "\n", "utf-8")


def row(seeded, number):
    # One random number dealt out over the columns: five calls a row would take most of the time.
    dice = seeded.getrandbits(60)
    name = f"{NAMES[dice % len(NAMES)]} {FAMILY[(dice >> 50) % len(FAMILY)]}"
    if dice % 211 == 0:
        name = f'"{name}; e ""Hijos"""'
    document = 10_000_000 + (dice >> 8) % 1_190_000_000
    city = CITIES[(dice >> 20) % len(CITIES)]
    amount = ((dice >> 30) % 900 + 20) * 500
    consent = CONSENTS[(dice >> 42) % len(CONSENTS)]
    return f"{number};{name};{document};{city};{amount};{consent}\n"
