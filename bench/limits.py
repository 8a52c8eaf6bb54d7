#!/usr/bin/env python3
"""Holds `pregon validate` to a bound: no input under 1 MB may take more than 1 s of CPU or 200 MB.

Each shape is a workspace that is broken, or unusual, in one way as often as a megabyte allows. What is measured is
the CPU time and the greatest memory of the process itself (wait4), so that a busy machine changes nothing.

    limits.py --pregon .build/release/pregon             every shape, just under 1 MB, human output
    limits.py --pregon … --all                           the same in every format, and `plan` in its formats
    limits.py --pregon … --scaling                       twice the input may take at most three times the CPU;
                                                         for debug builds, whose seconds say nothing
"""

import argparse
import os
import resource
import shutil
import sys
import tempfile

MEGABYTE = 1_000_000
CPU_SECONDS = 1.0
MEMORY_MB = 200

WORKSPACE = """version: 1
lines:
  equipo:
    gateway: setapp
    client: ${A}
    token: ${B}
    number: "573123252394"
    endpoints: {message: "${C}", group: "${D}", group_message: "${E}", group_file: "${F}"}
  cartera:
    gateway: contacto
    login: ${A}
    token: ${B}
    number: "573005202020"
"""
HEAD = "campaign: hola-todos\nversion: 1\ncategory: utility\nlines: [equipo]\n"
CONTACTO = HEAD.replace("equipo", "cartera")
INLINE = "audience:\n  recipients:\n    - {phone: 573001112233, opt_in: 2026-01-05, nombre: Ana}\n"
FILE = "audience: {file: a.csv, phone: celular, opt_in: autorizacion}\n"
MESSAGE = "messages:\n  - text: Hola\n"
CAMPAIGN = HEAD + INLINE + MESSAGE
CSV = "celular,nombre,autorizacion\n573001112233,Ana,2026-01-05\n"
LOCK = "version: 1\nlines:\n  cartera:\n    pulled: 2026-11-20T14:03:00-05:00\n    templates:\n"


def encoded(text):
    """A lone surrogate stands for a byte that is no UTF-8."""
    return text.encode("utf-8", "surrogateescape")


def many(piece, size):
    """The piece again and again, `%i` counted up, as often as fits."""
    if "%i" not in piece:
        return piece * (size // len(encoded(piece)))
    pieces, length, number = [], 0, 0
    while True:
        one = piece.replace("%i", str(number))
        length += len(encoded(one))
        if length > size:
            return "".join(pieces)
        pieces.append(one)
        number += 1


def campaign(before, piece, after="\n", base=HEAD + INLINE, **files):
    """A campaign that begins as usual and repeats a piece."""
    return lambda size: {"c.yaml": base + before + many(piece, size) + after,
                         **{name.replace("__", "."): text for name, text in files.items()}}


def only(piece, before="", after="", name="c.yaml", **files):
    return lambda size: {"c.yaml": CAMPAIGN, name: before + many(piece, size) + after,
                         **{key.replace("__", "."): text for key, text in files.items()}}


def audience(piece, before=CSV, after="\n", text="Hola"):
    return lambda size: {"c.yaml": HEAD + FILE + f'messages:\n  - text: "{text}"\n',
                         "a.csv": before + many(piece, size) + after}


def workspace(piece, before="", after="\n", **files):
    return lambda size: {"c.yaml": CAMPAIGN, "pregon.yaml": WORKSPACE + before + many(piece, size) + after,
                         **{key.replace("__", "."): text for key, text in files.items()}}


def opt_out(piece, before):
    return lambda size: {"c.yaml": CAMPAIGN, "pregon.yaml": WORKSPACE + "opt_out: {lists: [b.csv]}\n",
                         "b.csv": before + many(piece, size) + "\n"}


def lock(piece, before=LOCK, after="\n", text=None):
    return lambda size: {"c.yaml": CAMPAIGN if text is None else text(size // 3),
                         "templates.lock.yaml": before + many(piece, size if text is None else size // 2) + after}


def line_names(size):
    piece = ('  line%i: {gateway: contacto, login: "${A}", token: "${B}", number: "573005202020"}\n')
    return {"pregon.yaml": "version: 1\nlines:\n" + many(piece, size // 2),
            "c.yaml": HEAD.replace("[equipo]", "[" + many("lines%i, ", size // 2 - 1000) + "]") + INLINE + MESSAGE}


def many_files(text, bytes_each):
    return lambda size: {"pregon.yaml": WORKSPACE,
                         **{f"c{n}.yaml": text.replace("%i", str(n)) for n in range(size // bytes_each)}}


SIMPLE = "description: ["
SHAPES = {
    # Placeholders
    "placeholder": campaign('messages:\n  - text: "', "{{x}}", '"\n'),
    "placeholder-lines": campaign("messages:\n  - text: |\n", "      {{x%i}}\n"),
    "placeholder-near": campaign("messages:\n  - text: |\n      ", "{{nombr%i}} "),
    "placeholder-unclosed": campaign('messages:\n  - text: "', "{{ ", '"\n'),
    "placeholder-empty": campaign('messages:\n  - text: "', "{{}}", '"\n'),
    "placeholder-messages": campaign("messages:\n", '  - text: "{{y}}"\n'),
    "placeholder-in-group": campaign("group:\n  name: Dream Team\n  welcome: hola\n  messages:\n",
                                     '    - text: "{{x}}"\n'),
    "placeholder-invite": campaign("group:\n  name: Dream Team\n  welcome: hola\n  messages: [{text: hola}]\n"
                                   '  invite: "{{group_invite_link}}', "{{x}}", '"\n'),
    "variables": campaign('messages:\n  - template: "1"\n    variables: [', '"{{y}}", ', "]\n",
                          base=CONTACTO + INLINE),
    "variables-ambiguous": campaign('messages:\n  - template: "1"\n    variables: [', "no, ", "]\n",
                                    base=CONTACTO + INLINE),
    # Names
    "lines-flow": campaign("", "equip%i, ", "]\n" + INLINE + MESSAGE, base=HEAD.replace("[equipo]\n", "[")),
    "lines-block": campaign("", "  - equip%i\n", INLINE + MESSAGE, base=HEAD.replace(" [equipo]", "")),
    "lines-same": campaign("", "equipo, ", "]\n" + INLINE + MESSAGE, base=HEAD.replace("[equipo]\n", "[")),
    "lines-of-thousands": line_names,
    "unknown-keys": campaign(MESSAGE, "unknown%i: 1\n"),
    "unknown-keys-near": campaign(MESSAGE, "campaig%i: 1\n"),
    "unknown-keys-flow": only("u%i: 1, ", "{campaign: hola-todos, ", "}\n"),
    "unknown-keys-long": campaign(MESSAGE, "k" * 900 + "%i: x\n"),
    "key-too-long": campaign(MESSAGE, "k" * 1100 + "%i: x\n"),
    "mistyped-in-each": campaign("messages:\n", '  - templte: "1"\n    variables: []\n', base=CONTACTO + INLINE),
    "mistyped-in-one": campaign('messages:\n  - template: "1"\n', '    templte: "1"\n', base=CONTACTO + INLINE),
    "duplicate-keys": campaign(MESSAGE, "description: x\n"),
    "duplicate-keys-flow": only("campaign: x, ", "{", "}\n"),
    "special-spaces": campaign(MESSAGE, "\u00a0k%i: x\n"),
    "special-spaces-known": campaign(MESSAGE, "\u00a0category: x\n"),
    "nested-maps": campaign(MESSAGE + "schedule:\n", "  s%i: {a: {b: {c: [d, e]}}}\n"),
    # Comments
    "ignore-stack": campaign(MESSAGE, "# pregon-ignore: unbalanced-mark por que si\n"),
    "ignore-stack-above": only("# pregon-ignore: unbalanced-mark si\n", "", CAMPAIGN),
    "ignore-unknown": only("# pregon-ignore: unbalanced-marc si\n", "", CAMPAIGN),
    "ignore-far": only("# pregon-ignore: " + "x" * 300 + "%i si\n", "", CAMPAIGN),
    "ignore-error": only("# pregon-ignore: never-open si\n", "", CAMPAIGN),
    "ignore-without-reason": only("# pregon-ignore: unbalanced-mark\n", "", CAMPAIGN),
    "ignore-without-name": campaign(MESSAGE, "# pregon-ignore\n"),
    "ignore-used": campaign("messages:\n", "  - text: Hola *Ana # pregon-ignore: unbalanced-mark si\n"),
    "ignore-above-long-text": lambda size: {
        "c.yaml": HEAD + INLINE + "messages:\n" + many("# pregon-ignore: unbalanced-mark si\n", size // 2)
        + "  - text: |\n" + many("      Hola *Ana\n", size // 2)},
    "ignore-behind-hashes": lambda size: {
        "c.yaml": HEAD + INLINE + MESSAGE + 'description: "' + "#" * (size // 2) + '" '
        + many("# pregon-ignore: unbalanced-mark si ", size // 2) + "\n"},
    "ignore-in-text": campaign(MESSAGE + 'description: "', "# pregon-ignore: x ", '"\n'),
    "comments": only("# x\n"),
    # Recipients
    "recipients-placeholder": campaign("", "    - {phone: 573001112233, opt_in: 2026-01-05, nombre: {{a}}}\n",
                                       MESSAGE, base=HEAD + "audience:\n  recipients:\n"),
    "recipients-placeholder-flow": campaign("", "{phone: 573001112233, nombre: {{a}}}, ", "]\n" + MESSAGE,
                                            base=HEAD + "audience:\n  recipients: ["),
    "recipients-wrong": campaign("", "    - {phone: 57300111223, opt_in: 2026-13-05, nombre: no}\n", MESSAGE,
                                 base=HEAD + "audience:\n  recipients:\n"),
    "recipients-lists": campaign("", "    - [573001112233]\n", MESSAGE, base=HEAD + "audience:\n  recipients:\n"),
    "recipients-scalars": campaign("", "    - 1\n", MESSAGE, base=HEAD + "audience:\n  recipients:\n"),
    "recipients-scalars-flow": campaign("", "1, ", "]\n" + MESSAGE, base=HEAD + "audience:\n  recipients: ["),
    "recipients-nested": campaign("", "    - {phone: 573001112233, opt_in: 2026-01-05, nombre: [a], o: {b: c}}\n",
                                  MESSAGE, base=HEAD + "audience:\n  recipients:\n"),
    "recipients-columns": campaign("", "    - {phone: 573001112233, opt_in: 2026-01-05, c%i: x}\n", MESSAGE,
                                   base=HEAD + "audience:\n  recipients:\n"),
    # YAML
    "anchors": campaign(MESSAGE + SIMPLE, "&a%i x, ", "]\n"),
    "aliases": campaign(MESSAGE + SIMPLE, "*a%i, ", "]\n"),
    "aliases-lines": campaign(MESSAGE + "description:\n", "  - *a%i\n"),
    "tags": campaign(MESSAGE + "description:\n", "  - !t%i x\n"),
    "tags-flow": campaign(MESSAGE + SIMPLE, "!t%i x, ", "]\n"),
    "merge-keys": campaign(MESSAGE, "<<: x\n"),
    "deep-lists": campaign(MESSAGE + "description: ", "["),
    "deep-mappings": campaign(MESSAGE + "description: ", "{a: "),
    "deep-dashes": campaign(MESSAGE + "description: ", "- "),
    "long-line": campaign(MESSAGE + "description: ", "a"),
    "long-line-accents": campaign(MESSAGE + 'description: "', "é", '"\n'),
    "bidi": campaign(MESSAGE + 'description: "', "\u202e", '"\n'),
    "bidi-flow": campaign(MESSAGE + SIMPLE, '"é\u202e", ', "]\n"),
    "control": campaign(MESSAGE + 'description: "', "\x01", '"\n'),
    "control-escaped": campaign(MESSAGE + 'description: "', "\\x01", '"\n'),
    "surrogates": campaign(MESSAGE + 'description: "', "\\ud83d\\ude00", '"\n'),
    "bad-escapes": campaign(MESSAGE + 'description: "', "\\q", '"\n'),
    "nul": campaign(MESSAGE + 'description: "', "\0", '"\n'),
    "nel": campaign(MESSAGE + 'description: "', "\u0085", '"\n'),
    "invalid-utf8": campaign(MESSAGE + 'description: "', "\udcff", '"\n'),
    "invalid-utf8-lines": campaign(MESSAGE + "description: |\n", "  \udcff\n"),
    "hashtags": campaign("messages:\n", "  - text: 50% off #sale%i\n"),
    "tabs": campaign("messages:\n", "\t- text: x\n"),
    "colons": campaign("messages:\n", "  - text: a: b: c\n"),
    "quotes": campaign("messages:\n", '  - text: "a" b\n'),
    "brackets": campaign("messages:\n", "  - text: [a] b\n"),
    "documents": campaign(MESSAGE, "---\na: 1\n"),
    "keys-not-text": campaign(MESSAGE, "[a%i]: x\n"),
    "keys-not-text-flow": campaign(MESSAGE + "description: {", "[a]: x, ", "}\n"),
    "missing-colons": campaign(MESSAGE, "palabra%i\n"),
    "missing-commas": campaign(MESSAGE + SIMPLE, '"a" ', "]\n"),
    "top-list": only("- x\n"), "top-scalar": only("x"), "spaces": only(" "), "line-ends": only("\n"),
    "dashes": only("-"), "bangs": only("!"), "ampersands": only("&a "), "commas": only(",", "{"),
    "question-marks": only("? a\n"), "directives": only("%a\n"), "only-colons": only(":"),
    "single-quotes": only("'", "a: "), "double-quotes": only('"', "a: "), "pipes": only("a: |\n"),
    "carriage-returns": only("a: b\r"),
    # Values
    "messages": campaign("messages:\n", "  - text: Hola\n"),
    "messages-empty": campaign("messages:\n", "  -\n"),
    "messages-none": campaign("messages: [", "{}, ", "]\n"),
    "messages-scalars": campaign("messages: [", "1, ", "]\n"),
    "messages-one-id": campaign("messages:\n", "  - {id: a, text: Hola}\n"),
    "marks": campaign('messages:\n  - text: "', "*a _b ", '"\n'),
    "marks-lines": campaign("messages:\n  - text: |\n", "      *a _b ~c `d\n"),
    "marks-messages": campaign("messages:\n", "  - text: Hola *Ana\n"),
    "debt": campaign("messages:\n", "  - text: cobro juridico\n"),
    "images": campaign("messages:\n", "  - image: ftp://x\n"),
    "credentials": campaign("messages:\n", "  - image: https://a:b@c/d.png\n"),
    "ambiguous": campaign("messages:\n", "  - text: no\n"),
    "exclude": campaign("", "    - no%i.csv\n", MESSAGE, base=HEAD + INLINE + "  exclude:\n"),
    "exclude-flow": campaign("", "n%i, ", "]\n" + MESSAGE, base=HEAD + INLINE + "  exclude: ["),
    "exclude-same": campaign("", "a.csv, ", "]\n" + MESSAGE, base=HEAD + INLINE + "  exclude: [", a__csv=CSV),
    "exclude-outside": campaign("", "    - ../no%i.csv\n", MESSAGE, base=HEAD + INLINE + "  exclude:\n"),
    "where-columns": campaign("", "c%i: x, ", "}}\n" + MESSAGE,
                              base=HEAD + FILE.replace("}\n", ", where: {"), a__csv=CSV),
    "where-values": campaign("", "c%i, ", "]}}\n" + MESSAGE,
                             base=HEAD + FILE.replace("}\n", ", where: {nombre: ["), a__csv=CSV),
    "days": campaign(MESSAGE + "schedule: {days: [", "lun, ", "]}\n"),
    "days-same": campaign(MESSAGE + "schedule: {days: [", "mon, ", "]}\n"),
    "on-days": campaign(MESSAGE + "schedule: {start: 2026-12-01 09:00, every: month, on_days: [", "99, ", "]}\n"),
    "on-days-same": campaign(MESSAGE + "schedule: {start: 2026-12-01 09:00, every: month, on_days: [", "1, ",
                             "]}\n"),
    "hours": campaign(MESSAGE + 'schedule: {hours: "', "25:00-26:00,", '"}\n'),
    "hours-list": campaign(MESSAGE + "schedule: {hours: [", "25:00-26:00, ", "]}\n"),
    "group-files": campaign("group:\n  of: nadie\n  messages:\n", "    - file: {url: x}\n"),
    "media-files": campaign("messages:\n", '  - {template: "1", variables: [], media: {file: x%i.pdf}}\n',
                            base=CONTACTO + INLINE),
    "base64": campaign('messages:\n  - {template: "1", media: {name: "archivo-uno.pdf", base64: "', "A", '"}}\n',
                       base=CONTACTO + INLINE),
    "base64-wrong": campaign('messages:\n  - {template: "1", media: {name: "archivo-uno.pdf", base64: "', "?",
                             '"}}\n', base=CONTACTO + INLINE),
    "media-name": campaign('messages:\n  - {template: "1", media: {base64: "AA==", name: "', "{{a}}", '"}}\n',
                           base=CONTACTO + INLINE),
    "custom-field": campaign('messages:\n  - {template: "1", custom_field: "', "a", '"}\n', base=CONTACTO + INLINE),
    "numbers": campaign(MESSAGE + 'description: "', "3001112234 ", '"\n'),
    "digits": campaign(MESSAGE + 'description: "', "1 ", '"\n'),
    "addresses": campaign(MESSAGE + 'description: ["', "1.2.3.", '"]\n'),
    # Audiences
    "csv-commas": audience(",", "celular,nombre,autorizacion", "\n573001112233,Ana,2026-01-05\n"),
    "csv-columns": audience("c%i,", "celular,nombre,autorizacion,", "\n573001112233,Ana,2026-01-05\n",
                            "{{nombr}}" * 1000),
    "csv-one-column": audience("d,", "celular,nombre,autorizacion,", "\n573001112233,Ana,2026-01-05\n",
                               "{{d}}" * 1000),
    "csv-bad-rows": audience("x%i,,\n"),
    "csv-long-rows": audience("1,2,3,4,5\n"),
    "csv-open-quote": audience("a", CSV + '573001112234,"', ""),
    "csv-long-cell": audience("a", CSV + '573001112234,"', '",2026-01-05\n'),
    "csv-broken-quotes": audience('573001112234,"a"b,2026-01-05\n'),
    "csv-long-values": audience("a", CSV + "573001112234,", ",2026-01-05\n", "{{nombre}}" * 90),
    "csv-windows": audience("573001112234,\udce9,2026-01-05\n"),
    "csv-duplicates": audience("573001112233,Ana,2026-01-05\n"),
    "csv-one-line": audience("a", ""),
    "csv-line-ends": audience("\n"),
    "csv-cells-of-lines": audience('x,"\n\n\n",y\n'),
    "list-rows": opt_out("x%i\n", "celular\n"),
    "list-columns": opt_out("c%i,", ""),
    # pregon.yaml
    "workspace-lines": lambda size: {"c.yaml": CAMPAIGN, "pregon.yaml":
                                     "version: 1\nlines:\n" + many("  l%i: {gateway: setap}\n", size)},
    "workspace-lines-empty": lambda size: {
        "pregon.yaml": "version: 1\nlines:\n" + many("  line%i:\n", size // 2),
        "c.yaml": HEAD.replace("[equipo]", "[" + many("lines%i, ", size // 2 - 500) + "]") + INLINE + MESSAGE},
    "workspace-keys": workspace("lins%i: 1\n"),
    "workspace-words": workspace("B%i, ", "opt_out: {words: [", "]}\n"),
    "workspace-words-same": workspace("BAJA, ", "opt_out: {words: [", "]}\n"),
    "maintenance": workspace("  - {lines: [equipo], from: 2026-12-05 22:00, to: 2026-12-06 04:00}\n",
                             "maintenance:\n"),
    "maintenance-wrong": workspace("  - {lines: [equip], from: 2026-13-05 22:00, to: x}\n", "maintenance:\n"),
    "maintenance-lines": workspace("equip, ", "maintenance:\n  - {lines: [",
                                   "], from: 2026-12-05 22:00, to: 2026-12-06 04:00}\n"),
    "workspace-ignore": workspace('  - "**/*x%i*/**/*"\n', "ignore:\n"),
    "workspace-ignore-stars": workspace("*a", 'ignore: ["', '"]\n', **{"a" * 200 + "__yaml": CAMPAIGN}),
    "workspace-lists": workspace("b%i.csv, ", "opt_out: {lists: [", "]}\n"),
    "workspace-secrets": workspace("  c%i: {gateway: contacto, login: abc, token: def, number: 5}\n"),
    # templates.lock.yaml
    "lock": lock('      "1%i": {name: r, status: approved, category: utility, language: es, variables: 0}\n',
                 text=lambda size: CONTACTO + INLINE + "messages:\n"
                 + many('  - {template: "2%i", variables: []}\n', size)),
    "lock-paused": lock('      "1%i": {name: r, status: paused, category: utility, language: es, variables: 0}\n',
                        text=lambda size: CONTACTO + INLINE + "messages:\n"
                        + many('  - {template: "1%i", variables: []}\n', size)),
    "lock-counts": lock('      "1%i": {name: r, status: approved, category: marketing, variables: 3, media: image}\n',
                        text=lambda size: CONTACTO + INLINE + "messages:\n"
                        + many('  - {template: "1%i", variables: []}\n', size)),
    "lock-wrong": lock('      "%i": {name: r, status: aproved, x: 1}\n'),
    "lock-lines": lock("  c%i: {pulled: x, templates: {}}\n", "version: 1\nlines:\n"),
    "lock-body": lock("{{1}}", LOCK + '      "1": {name: r, status: approved, category: utility, variables: 3, body: "',
                      '"}\n'),
    "lock-same": lock('      "1": {}\n'),
    # Many files
    "many-files": many_files(CAMPAIGN, len(CAMPAIGN)),
    "many-files-wrong": many_files("campaign: hola-%i\nlines: [equip]\naudience: {}\ntemplte: 1\nmessages: [x: 1]\n",
                                   90),
}


def write(files, folder):
    files = {"pregon.yaml": WORKSPACE, "a.csv": CSV, **files}
    for name, text in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(encoded(text))


def run(program, arguments, folder):
    """CPU seconds, megabytes, and the status or the signal that ended it."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.chdir(folder)
        os.execve(program, [program] + arguments, {"PATH": os.environ.get("PATH", ""), "HOME": folder})
    _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    return seconds, usage.ru_maxrss / 1024, -os.WTERMSIG(status) if os.WIFSIGNALED(status) else status >> 8


class Folder:
    def __init__(self, files):
        self.files = files

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="pregon-limits-")
        write(self.files, self.path)
        return self.path

    def __exit__(self, *_):
        shutil.rmtree(self.path)


def absolute(program, names, everything, verbose):
    outputs = [["validate", "--format", "human"]]
    if everything:
        outputs += [["validate", "--format", name] for name in ("json", "sarif", "github", "gitlab", "junit")]
        outputs += [["plan", "--format", name] for name in ("human", "json", "markdown", "html")]
    misses = 0
    for name in names:
        with Folder(SHAPES[name](MEGABYTE - 2000)) as folder:
            for arguments in outputs:
                seconds, memory, status = run(program, arguments, folder)
                missed = seconds > CPU_SECONDS or memory > MEMORY_MB or status < 0 or status == 70
                misses += missed
                if missed or verbose:
                    print(f"{'MISSED' if missed else 'held':7}{name:28} {' '.join(arguments):26} "
                          f"{seconds:6.2f} s {memory:5.0f} MB, status {status}", flush=True)
    print(f"{len(names)} inputs of just under 1 MB in {len(outputs)} outputs: "
          f"{misses} took more than {CPU_SECONDS:g} s or {MEMORY_MB} MB")
    return misses


def scaling(program, names, verbose):
    """Twice the input may take three times as long; what stands for itself below a fifth of a second is noise."""
    arguments = ["validate", "--format", "human"]
    with Folder({"c.yaml": CAMPAIGN}) as folder:
        start = min(run(program, arguments, folder)[0] for _ in range(3))
    misses = 0
    for name in names:
        cpu = []
        for size in (25_000, 50_000):
            with Folder(SHAPES[name](size)) as folder:
                seconds, _, status = run(program, arguments, folder)
            cpu.append(max(0.02, seconds - start) if status >= 0 else float("inf"))
        missed = cpu[1] > max(0.2, 3 * cpu[0])
        misses += missed
        if missed or verbose:
            print(f"{'MISSED' if missed else 'held':7}{name:28} {cpu[0]:6.2f} s, twice the input {cpu[1]:6.2f} s",
                  flush=True)
    print(f"{len(names)} inputs: {misses} took more than three times as long when twice as large")
    return misses


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pregon", required=True)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--scaling", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("shapes", nargs="*")
    options = parser.parse_args()
    program = os.path.abspath(options.pregon)
    names = options.shapes or list(SHAPES)
    misses = (scaling(program, names, options.verbose) if options.scaling
              else absolute(program, names, options.all, options.verbose))
    return 1 if misses else 0


if __name__ == "__main__":
    sys.exit(main())
