"""The workspace with many campaign files, each of 60 to 80 lines, mixed as a few years of a company's are."""

import datetime
import random
from collections import namedtuple

import campaign_texts as texts
from people import CITIES, CONSENTS, NAMES, numbers

SHORTEST, LONGEST = 60, 80
SHARED_AUDIENCES, AUDIENCE_ROWS = 12, 20
FOLDERS = ["cartera", "clientes", "pedidos", "tiendas"]
FILE_COLUMNS = ["nombre", "documento", "ciudad", "valor", "dia", "factura", "pedido"]

# Which gateway a kind of campaign uses, where its people come from, and how common it is.
Kind = namedtuple("Kind", "name categories lines audience weight")
KINDS = [
    Kind("cobro", ["collection"], ["cartera"], "file", 20),
    Kind("cuota", ["collection", "utility"], ["cartera"], "inline", 15),
    Kind("promo", ["marketing"], ["promociones"], "file", 15),
    Kind("clave", ["authentication"], ["cartera"], "inline", 3),
    Kind("pedido", ["utility"], ["equipo", "bodega"], "file", 20),
    Kind("aviso", ["utility", "marketing"], ["equipo"], "inline", 17),
    Kind("grupo", ["utility"], ["equipo"], "group", 10),
]


def write_campaigns(folder, count):
    seeded = random.Random(2_300)
    (folder / "pregon.yaml").write_text(texts.WORKSPACE, "utf-8")
    (folder / "audiences").mkdir(exist_ok=True)
    for index in range(SHARED_AUDIENCES):
        (folder / "audiences" / f"clientes-{index:02d}.csv").write_text(shared_audience(seeded), "utf-8")
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    for index in range(count):
        kind = seeded.choices(KINDS, [kind.weight for kind in KINDS])[0]
        name = f"{kind.name}-{index:04d}"
        lines = campaign(seeded, name, kind)
        if not SHORTEST <= len(lines) <= LONGEST:
            raise AssertionError(f"{name} has {len(lines)} lines")
        (folder / seeded.choice(FOLDERS) / f"{name}.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def shared_audience(seeded):
    rows = [";".join(["celular", *FILE_COLUMNS, "autorizacion"])]
    for index, number in enumerate(numbers(seeded, AUDIENCE_ROWS)):
        values = [seeded.choice(NAMES), str(seeded.randrange(10**7, 10**9)), seeded.choice(CITIES), amount(seeded),
                  "30 de noviembre", f"FE-{10_000 + index}", f"P-{7_000 + index}"]
        rows.append(";".join([number, *values, seeded.choice(CONSENTS)]))
    return "\n".join(rows) + "\n"


def campaign(seeded, name, kind):
    """The file's lines. Its messages, or a group's, are what fills it up to the length aimed at."""
    contacto = kind.lines[0] in ("cartera", "promociones")
    head = seeded.sample(texts.REMARKS, seeded.randint(1, 4)) if seeded.random() < 0.7 else []
    head += [
        f"campaign: {name}", "version: 1", f"description: {seeded.choice(texts.DESCRIPTIONS)}",
        f"category: {seeded.choice(kind.categories)}", f"lines: [{', '.join(kind.lines)}]",
        f"revision: {seeded.choice([1, 1, 1, 2])}", "", *audience(seeded, kind), "",
    ]
    tail = ["", *schedule(seeded)] if seeded.random() < 0.75 else []
    room = seeded.randint(SHORTEST + 4, LONGEST - 2) - len(head) - len(tail)
    columns = FILE_COLUMNS if kind.audience == "file" else ["nombre", "valor"]
    if kind.audience == "group":
        body = group(seeded, room)
    elif contacto:
        body = fill(room, ["messages:"], lambda at, room: template(seeded, columns, at, room))
    else:
        body = fill(room, ["messages:"], lambda at, room: message(seeded, columns, at, room))
    return head + body + tail


def fill(room, lines, entry):
    """Adds list entries until the room is taken; `entry` gets its position and the lines that are left."""
    position = 0
    while position == 0 or len(lines) < room - 3:
        lines += entry(position, room - len(lines))
        position += 1
    return lines


def audience(seeded, kind):
    if kind.audience == "file":
        lines = ["audience:", f"  file: audiences/clientes-{seeded.randrange(SHARED_AUDIENCES):02d}.csv"]
        lines += seeded.choice([[], ["  delimiter: auto", "  encoding: auto"]])
        lines += ["  phone: celular              # 12 cifras, con el 57", "  opt_in: autorizacion"]
        # All cities: a filter is checked row by row, and leaves everyone in.
        return lines + seeded.choice([[], ["  where:", f"    ciudad: [{', '.join(CITIES)}]"]])
    lines = ["audience:", "  recipients:"]
    block = seeded.random() < 0.3
    for number in numbers(seeded, seeded.randint(7, 9) if block else seeded.randint(20, 26)):
        name, consent = seeded.choice(NAMES), seeded.choice(CONSENTS)
        if block:
            lines += [f"    - phone: {number}", f"      nombre: {name}", f'      valor: "{amount(seeded)}"',
                      f"      opt_in: {consent}"]
        else:
            lines.append(f'    - {{phone: {number}, nombre: {name}, valor: "{amount(seeded)}", opt_in: {consent}}}')
    return lines


def template(seeded, columns, position, room):
    """A contacto message. Templates from 1042 have three variables in all files, those from 2077 two."""
    many = "factura" in columns and room > 8
    lines = [f"  - id: paso-{position + 1}", f'    template: "{(1042 if many else 2077) + position}"']
    if many:
        lines += ["    variables:", '      - "{{nombre}}"', '      - "{{ valor }}"', '      - "{{dia|fin de mes}}"']
        lines += ["    media:", '      url: "https://files.example.com/facturas/{{factura}}.pdf"']
        lines += ['    custom_field: "{{documento}}"']
    else:
        lines += ['    variables: ["{{nombre}}", "{{valor}}"]']
        if room > len(lines):
            lines.insert(1, f"    {seeded.choice(texts.REMARKS)}")
    return lines


def message(seeded, columns, position, room):
    """A setapp message: a text, or now and then a picture or a document."""
    lines = [f"  - id: parte-{position + 1}"]
    if position and (room < 6 or seeded.random() < 0.25):
        return lines + [seeded.choice(texts.ATTACHMENTS).format(position)]
    about = "pedido" if "pedido" in columns else "valor"
    opening = [f"Hola *{{{{nombre}}}}*, {seeded.choice(texts.GREETINGS)}", f"es sobre {{{{{about}}}}}.", ""]
    return lines + ["    text: |", *("      " + line if line else "" for line in opening + body(seeded, room - 5))]


def body(seeded, room):
    return seeded.sample(texts.SENTENCES, max(1, min(room, seeded.randint(4, 9))))


def group(seeded, room):
    lines = ["group:", f"  name: Grupo {seeded.choice(CITIES)}", "  welcome: |"]
    lines += [f"    {line}" for line in body(seeded, 4)]
    lines += ['  invite: "Únete al grupo: {{group_invite_link}}"', "  messages:"]

    def entry(position, room):
        if position and (room < 6 or seeded.random() < 0.3):
            return ["    - file:", f"        url: https://cdn.example.com/grupos/calendario-{position}.png",
                    f"        name: calendario-{position}.png", "        title: Calendario del mes"]
        return ["    - text: |", *("        " + line for line in body(seeded, room - 1))]

    return fill(room, lines, entry)


def schedule(seeded):
    start = working_day(seeded)
    lines = ["schedule:", f"  start: {start} 10:00"]
    every = seeded.choice([None, "day", "week", "month"])
    if every:
        lines.append(f"  every: {every}")
        if every == "week":
            lines.append(f"  on_days: [{start.strftime('%a').lower()}, fri]")
        if every == "month":
            lines.append(f"  on_days: [{start.day}, {start.day + 9}]" + seeded.choice(["", "   # quincena"]))
        lines.append(f"  until: {start + datetime.timedelta(days=150)} 18:00")
    # An occurrence has ended before the next one begins.
    lines.append(f"  expires_after: {'1d' if every == 'day' else seeded.choice(['1d', '2d'])}")
    if seeded.random() < 0.6:
        lines += ["  hours: 09:00-17:00", "  days: [mon, tue, wed, thu, fri]"]
    if seeded.random() < 0.3:
        lines.append(f"  rate: {seeded.choice([50, 80, 100])}/hour")
    return lines


def working_day(seeded):
    """A Tuesday or Wednesday that is no holiday: no warning may depend on where a date happens to fall."""
    while True:
        day = datetime.date(2028, 1, 11) + datetime.timedelta(days=seeded.randrange(700))
        fixed = (day.month, day.day) in {(1, 1), (5, 1), (7, 20), (8, 7), (12, 8), (12, 25)}
        if day.weekday() in (1, 2) and day.day <= 19 and not fixed:
            return day


def amount(seeded):
    return "$" + f"{seeded.randrange(40, 1800) * 500:,}".replace(",", ".")
