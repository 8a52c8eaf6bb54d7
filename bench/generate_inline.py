"""The workspace with one campaign whose people stand in the file itself: 200,000 of them are 20 MB."""

import random

from generate_audience import LINE, LINES, WORKSPACE
from people import CITIES, CONSENTS, NAMES, numbers

CHANNELS = ["web", "app"]

CAMPAIGN = """campaign: todos-en-linea
version: 1
description: Un aviso a todos los clientes, que están en este archivo
category: utility
lines: [{lines}]
messages:
  - text: |
      Hola *{{{{nombre}}}}*, desde el lunes atendemos en {{{{ciudad}}}} en la nueva sede.
      Para no recibir más mensajes escribe *BAJA*.
audience:
  recipients:
"""


def write_inline(folder, count):
    seeded = random.Random(200_003)
    lines = "".join(LINE.format(index=index) for index in range(1, LINES + 1))
    (folder / "pregon.yaml").write_text(WORKSPACE.format(lines=lines), "utf-8")
    chosen = ", ".join(f"equipo-{index}" for index in range(1, LINES + 1))
    with open(folder / "todos.yaml", "w", encoding="utf-8") as file:
        file.write(CAMPAIGN.format(lines=chosen))
        for index, number in enumerate(numbers(seeded, count)):
            name, city = seeded.choice(NAMES), seeded.choice(CITIES)
            # Quoted and plain, as people and programs write them.
            quote = '"' if index % 3 else ""
            file.write(f"    - {{phone: {quote}{number}{quote}, nombre: {quote}{name}{quote}, ciudad: {city}, "
                       f"opt_in: {seeded.choice(CONSENTS)}, via: {seeded.choice(CHANNELS)}}}\n")
