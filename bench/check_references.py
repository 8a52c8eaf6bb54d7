#!/usr/bin/env python3
"""Holds audience_reference.c against an independent count in Python, on hostile and on random files.

    check_references.py [--work DIR]      compiles with the address and undefined-behaviour sanitizers
"""

import csv
import datetime
import io
import os
import random
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BENCH = Path(__file__).resolve().parent
TODAY = "2026-11-23"
HEADER = b"celular;nombre;autorizacion\n"
GOOD = b"573001112233;Ana;2026-01-05"

# What may be in a file, and what has to come out: sums that are not 0, or None where it cannot be read.
CASES = {
    "empty": (b"", None),
    "header alone": (HEADER, {}),
    "header without a line end": (HEADER[:-1], {}),
    "wrong header": (b"telefono;nombre\n573001112233;Ana\n", None),
    "BOM, CRLF, no last line end": (b"\xef\xbb\xbf" + HEADER[:-1] + b"\r\n" + GOOD, {"rows": 1, "eligible": 1}),
    "blank lines": (HEADER + b"\n\r\n" + GOOD + b"\n\n", {"rows": 1, "eligible": 1}),
    "a row too short": (HEADER + b"573001112233\n", {"rows": 1, "no_opt_in": 1}),
    "a row too long": (HEADER + GOOD + b";x;y;z\n", {"rows": 1, "eligible": 1}),
    "999 columns": (b";".join([b"celular;autorizacion"] + [b"x"] * 999) + b"\n573001112233;2026-01-05\n",
                    {"rows": 1, "eligible": 1}),
    "delimiters and line ends in quotes": (HEADER + b'"573001112233";"a;b\n""c""";"2026-01-05"\n',
                                           {"rows": 1, "eligible": 1}),
    "a CR in quotes is text": (HEADER + b'573001112233;Ana;"2026-01-05\r"\n', {"rows": 1, "no_opt_in": 1}),
    "a quote never closed": (HEADER + GOOD + b'\n573001112244;"Ana;2026-01-05\n', None),
    "a row over 1 MiB": (HEADER + b"x" * (1 << 20) + b"\n", None),
    "a row just over one chunk": (HEADER + b"x" * (300 << 10) + b"\n" + GOOD,
                                  {"rows": 2, "invalid": 1, "eligible": 1}),
    "NUL": (HEADER + b"573001112233\0;Ana;2026-01-05\n\0\n", {"rows": 2, "invalid": 2}),
    "not UTF-8": (HEADER + b"573001112233;Jos\xe9;2026-01-05\n", {"rows": 1, "eligible": 1, "not_utf8": 1}),
    "halves of a letter in two fields": (b"celular;autorizacion;x;y\n573001112233;2026-01-05;\xc3;\xa1\n",
                                         {"rows": 1, "eligible": 1, "not_utf8": 1}),
    "surrogate, overlong, too high": (
        b"".join([HEADER, b"1;\xed\xa0\x80;\n", b"1;\xc0\xaf;\n", b"1;\xf4\x90\x80\x80;\n", b"1;\xe2\x82", b";\n"]),
        {"rows": 4, "invalid": 4, "not_utf8": 4}),
    "dates": (HEADER + b"".join(b"573001112233;;" + date + b"\n" for date in [
        b"2026-02-29", b"2026-13-01", b"2026-00-10", b"2026-1-5", b"05/01/2026", b"0000-01-01", b"2026-11-2\xb2"]),
        {"rows": 7, "no_opt_in": 7, "not_utf8": 1}),
    "leap days": (HEADER + b"573001112233;;2024-02-29\n573001112234;;2000-02-29\n573001112235;;1900-02-29\n",
                  {"rows": 3, "eligible": 2, "no_opt_in": 1}),
    "today and tomorrow": (HEADER + b"573001112233;;2026-11-23\n573001112234;;2026-11-24\n",
                           {"rows": 2, "eligible": 1, "future": 1}),
    "a number repeats only what was eligible": (
        HEADER + b"573001112233;;\n" + GOOD + b"\n" + GOOD + b"\n",
        {"rows": 3, "eligible": 1, "duplicates": 1, "no_opt_in": 1}),
}
NAMES = ["rows", "eligible", "duplicates", "invalid", "no_opt_in", "future", "not_utf8"]


def count(content):
    """The same sums, by the csv module. For files whose quotes are closed, and without a CR in a field."""
    rows = csv.reader(io.StringIO(content.decode("latin-1"), newline=""), delimiter=";")
    header = next(rows)
    phone, consent = header.index("celular"), header.index("autorizacion")
    sums, seen = dict.fromkeys(NAMES, 0), set()
    for row in rows:
        if not row:
            continue
        row += [""] * len(header)
        sums["rows"] += 1
        sums["not_utf8"] += not all(map(is_utf8, row))
        sums[verdict(row[phone], row[consent], seen)] += 1
    return sums


def verdict(phone, consent, seen):
    if not re.fullmatch("57[0-9]{10}", phone):
        return "invalid"
    try:
        if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", consent):
            return "no_opt_in"
        datetime.date.fromisoformat(consent)
    except ValueError:
        return "no_opt_in"
    if consent > TODAY:
        return "future"
    if phone in seen:
        return "duplicates"
    seen.add(phone)
    return "eligible"


def is_utf8(latin):
    try:
        latin.encode("latin-1").decode("utf-8")
        return True
    except UnicodeDecodeError:
        return False


def random_file(seeded):
    """Few different values, so that they collide; fields of many bytes now and then, to cross a chunk's end."""
    def quoted(field):
        return b'"' + field.replace(b'"', b'""') + b'"' if seeded.random() < 0.3 or set(field) & set(b';\n"') else field

    rows = []
    for _ in range(seeded.randrange(1, 400)):
        phone = seeded.choice([b"57300111%04d" % seeded.randrange(200), b"5730011122", b"", b"5,73E+11",
                               b"57300111223\xb3"])
        name = bytes(seeded.choices(b'ab";\n,\t\xc3\xa1\xf0\0 ', k=seeded.choice([0, 1, 3, 8, 5000])))
        consent = seeded.choice([b"2026-01-05", b"2024-02-29", b"2026-02-30", b"2031-01-01", b"", b"si"])
        rows.append(b";".join(map(quoted, [phone, name, consent][:seeded.choice([3, 3, 3, 3, 2])])))
    return HEADER + seeded.choice([b"\n", b"\r\n"]).join(rows) + seeded.choice([b"", b"\n"])


def run(program, content):
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        done = subprocess.run([program, file.name, TODAY, "celular", "autorizacion"], capture_output=True, text=True)
    if done.returncode == 65 and "runtime error" not in done.stderr:
        return None
    if done.returncode != 0:
        sys.exit(f"{program} ended with {done.returncode}:\n{done.stderr}")
    return {name: int(value) for name, value in map(str.split, done.stdout.splitlines())}


def main():
    work = Path(sys.argv[2] if sys.argv[1:2] == ["--work"] else ".build/bench")
    work.mkdir(parents=True, exist_ok=True)
    program = str(work / "audience_reference-sanitized")
    subprocess.run([os.environ.get("CC", "cc"), "-std=gnu11", "-g", "-O1", "-fsanitize=address,undefined",
                    "-fno-sanitize-recover=all", "-o", program, str(BENCH / "audience_reference.c")], check=True)
    checks = [(name, content, {**dict.fromkeys(NAMES, 0), **sums} if sums is not None else None)
              for name, (content, sums) in CASES.items()]
    seeded = random.Random(7)
    checks += [(f"random file {index}", content, count(content))
               for index, content in enumerate(random_file(seeded) for _ in range(300))]
    wrong = [(name, found, expected) for name, content, expected in checks
             if (found := run(program, content)) != expected]
    for name, found, expected in wrong:
        print(f"{name}: {found}, expected {expected}")
    print(f"{len(checks) - len(wrong)} of {len(checks)} files counted as expected")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
