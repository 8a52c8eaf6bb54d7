#!/usr/bin/env python3
"""Writes the example workspace's audiences and its PDF. Run it again and not a byte changes.

The people and numbers are invented. Each file holds rows that must not be written to, every one for exactly
one reason, so that the sums of a plan do not depend on the order in which the reasons are looked at;
`expected.py` counts them independently.
"""

import csv
import datetime
import io
import random
from pathlib import Path

from tariff_pdf import tariff_pdf

WORKSPACE = Path(__file__).resolve().parent.parent
LAST_CONSENT = datetime.date(2026, 11, 20)  # before any day the examples are planned at
OWN_NUMBERS = {  # the lines and the group's members are nobody's audience
    "573005202020", "573005202121", "573007418820", "573012265417", "573028830946", "573031194752",
    "573046627183", "573059903361",
}

GIVEN = """Ana|Andrés Felipe|Ángela|Beatriz|Camilo|Catalina|César|Claudia Inés|Daniela|Diego|Édgar|Eliana|Fabián
Gloria|Héctor|Íngrid|Jesús María|Jhon Jairo|José|Juliana|Leidy|Luz Dary|María José|Martín|Mónica|Nicolás|Óscar
Paola|Raúl|Rocío|Sebastián|Sofía|Tomás|Valentina|Víctor|Wilmer|Ximena|Yuliana""".replace("\n", "|").split("|")
FAMILY = """Acevedo|Álvarez|Barragán|Bermúdez|Cárdenas|Castaño|Córdoba|Díaz|Echeverri|Gaitán|Gómez|Güiza|Ibáñez
Jaramillo|López|Marín|Muñoz|Niño|Ocampo|Ordóñez|Páez|Peña|Quiñones|Ramírez|Restrepo|Ríos|Rodríguez|Suárez
Tobón|Uribe|Vásquez|Yepes|Zuluaga""".replace("\n", "|").split("|")
GOODS = """café molido 500 g|panela pulverizada|arepas de chócolo|queso campesino|bocadillo veleño|mermelada de uchuva
chocolate de mesa|miel de abejas|galletas de achira|ají de piña|almojábanas|natilla""".replace("\n", "|").split("|")

# What spreadsheets and hurried hands leave in a column of numbers.
ELEVEN_DIGITS, LETTERS, MEXICO, EXCEL = "57300482915", "57301naranja", "525512345678", "5,73E+11"


class People:
    """Deals out invented people, no number twice across all files."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.taken = set(OWN_NUMBERS)

    def number(self):
        while True:
            number = f"5730{self.random.randrange(10**8):08d}"
            if number not in self.taken:
                self.taken.add(number)
                return number

    def name(self):
        return f"{self.random.choice(GIVEN)} {self.random.choice(FAMILY)}"

    def consent(self):
        return (LAST_CONSENT - datetime.timedelta(days=self.random.randrange(900))).isoformat()

    def pick(self, values):
        return self.random.choice(values)

    def between(self, low, high):
        return self.random.randint(low, high)


def make(path, delimiter, columns, rows):
    """One CSV; quotes only where RFC 4180 needs them, LF, UTF-8 without BOM."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    target = WORKSPACE / path
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(text.getvalue().encode())


def spoil(rows, wrong):
    """Spoils one column of a row each, row after row: [(column, values)]. Returns the rows still good."""
    fresh = iter(rows)
    for column, values in wrong:
        for value in values:
            next(fresh)[column] = value
    return list(fresh)


def with_duplicates(rows, good, count, people):
    """Repeats good rows whole, so that it does not matter which of the two counts as the second."""
    mixed = rows + [dict(row) for row in good[:count]]
    people.random.shuffle(mixed)
    return mixed


def collection(people):
    """300 rows; returns them with the numbers that have opted out and those that have paid."""
    rows = [
        {
            "celular": people.number(),
            "nombre": people.name(),
            "documento": str(people.between(10_000_000, 1_199_999_999)),
            "ciudad": people.pick(["Bogotá", "Bogotá", "Medellín", "Cali"]),
            "valor": "$" + f"{people.between(40, 900) * 500:,}".replace(",", "."),
            "dia": people.pick(["26 de noviembre", "28 de noviembre", "30 de noviembre"]),
            "factura": f"FE-{20418 + index}",
            "autorizacion": people.consent(),
        }
        for index in range(294)
    ]
    good = spoil(rows, [
        ("autorizacion", [""] * 5),
        ("autorizacion", ["2031-03-15", "2031-11-02", "2031-12-24"]),
        ("ciudad", ["Pasto", "Leticia", "Pasto", "Quibdó", "Riohacha", "Yopal", "Pasto", "Leticia"] * 3),
        ("celular", [ELEVEN_DIGITS, LETTERS, MEXICO, EXCEL, EXCEL]),
        ("nombre", ["", ""]),
    ])
    opted_out, paid, good = good[:4], good[4:22], good[22:]
    good[0]["nombre"] = "Variedades Ocampo; Hijos"     # a delimiter …
    good[1]["nombre"] = 'Tienda "La Esquina" de Inés'  # … and quotes inside a field
    columns = list(rows[0])
    make("audiences/cobro-noviembre.csv", ";", columns, with_duplicates(rows, good[2:], 6, people))
    return opted_out, paid


def promotion(people):
    """250 rows; a few have no city, which the campaign fills with a default."""
    rows = [
        {
            "celular": people.number(),
            "nombre": people.name(),
            "ciudad": people.pick(["Bogotá", "Medellín", "Cali", "Barranquilla", "Bucaramanga", "Ibagué", "Cúcuta"]),
            "tienda": people.pick(["Centro", "Norte, local 12", "Unicentro", "El Poblado"]),
            "autorizacion": people.consent(),
        }
        for _ in range(246)
    ]
    good = spoil(rows, [
        ("autorizacion", [""] * 7),
        ("autorizacion", ["2031-01-08", "2031-06-30"]),
        ("celular", [ELEVEN_DIGITS, LETTERS, MEXICO, EXCEL, EXCEL]),
        ("nombre", ["", "", ""]),
    ])
    opted_out, good = good[:5], good[5:]
    for row in good[:4]:
        row["ciudad"] = ""
    columns = list(rows[0])
    make("audiences/promo-navidad.csv", ",", columns, with_duplicates(rows, good[4:], 4, people))
    return opted_out


def orders(people):
    """120 rows; two lists of goods are so long that the text passes WhatsApp's 1,000 characters."""

    def goods(count):
        kinds = people.random.sample(GOODS * -(-count // len(GOODS)), count)
        return ", ".join(f"{people.between(1, 6)} {kind}" for kind in kinds)

    rows = [
        {
            "celular": people.number(),
            "nombre": people.pick(GIVEN),
            "pedido": f"P-{7301 + index}",
            "detalle": goods(people.between(1, 5)),
            "entrega": people.pick(["martes 1 de diciembre", "miércoles 2 de diciembre", "viernes 4 de diciembre"]),
            "autorizacion": people.consent(),
        }
        for index in range(117)
    ]
    good = spoil(rows, [
        ("autorizacion", [""] * 3),
        ("autorizacion", ["2031-02-14", "2031-05-01"]),
        ("celular", [ELEVEN_DIGITS, LETTERS, MEXICO, EXCEL, EXCEL]),
        ("nombre", ["", ""]),
        ("detalle", [goods(60), goods(75)]),
    ])
    opted_out, good = good[:2], good[2:]
    good[0]["detalle"] = "2 café molido 500 g\n1 natilla"  # a line break inside a quoted field
    columns = list(rows[0])
    make("audiences/pedidos-diciembre.csv", "\t", columns, with_duplicates(rows, good[1:], 3, people))
    return opted_out


def main():
    people = People(2300)
    cobro_out, paid = collection(people)
    promo_out = promotion(people)
    orders_out = orders(people)

    strangers = [{"celular": people.number()} for _ in range(6)]  # in the lists, in no audience
    make("audiences/bajas.csv", ",", ["celular", "fecha", "canal"], [
        {"celular": row["celular"], "fecha": people.consent(), "canal": people.pick(["WhatsApp", "correo", "llamada"])}
        for row in cobro_out + promo_out + orders_out + strangers[:4]
    ])
    make("audiences/pagaron.csv", ";", ["celular", "factura", "pagado"], [
        {"celular": row["celular"], "factura": row.get("factura", "FE-19977"), "pagado": "2026-11-20"}
        for row in paid + strangers[4:]
    ])

    media = WORKSPACE / "media"
    media.mkdir(exist_ok=True)
    (media / "tarifas-2026.pdf").write_bytes(tariff_pdf())


if __name__ == "__main__":
    main()
