"""What a measurement needs before it starts: compiled programs and generated workspaces."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent
LIBRARIES = {"yaml_events": ["-lyaml"], "ledger_commits": ["-lsqlite3"], "plan_reference": ["-lsqlite3", "-lcrypto"]}


def parsed(parser):
    """The options; wrong usage ends with 64, as the program's own does."""
    try:
        options = parser.parse_args()
    except SystemExit as stop:
        sys.exit(64 if stop.code else 0)
    if options.rounds < 1:
        parser.print_usage(sys.stderr)
        sys.exit(64)
    return options


class Failure(Exception):
    """Nothing can be measured; the text says why and, where it is known, what to do."""


def succeed(command, purpose):
    """Runs a command to its end and returns what it printed."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise Failure(f"cannot {purpose}: {error}") from error
    if done.returncode != 0:
        raise Failure(f"cannot {purpose}: exit status {done.returncode}\n{(done.stderr or done.stdout).strip()}")
    return done.stdout


def fingerprint(pattern):
    """Of the sources something is made from: what is made anew when they change has another name."""
    digest = hashlib.sha256()
    for path in sorted(BENCH.glob(pattern)):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def compiled(work, name):
    libraries = LIBRARIES.get(name, [])
    target = Path(work) / f"{name}-{fingerprint('*.[ch]')}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_name(target.name + ".unfinished")
        command = [os.environ.get("CC", "cc"), "-std=gnu11", "-O2", "-Wall", "-Wextra", "-o", str(unfinished),
                   str(BENCH / f"{name}.c"), *libraries]
        succeed(command, f"compile {name}.c" + (" (are libyaml-dev, libsqlite3-dev and libssl-dev installed?)" if libraries else ""))
        unfinished.rename(target)
    return str(target)


def generate(work, kind, count):
    """The folder of a generated workspace. It gets its name when it is complete: an interrupted one is no data."""
    target = Path(work) / f"{kind}-{count}-{generator_fingerprint()}"
    if not target.exists():
        unfinished = target.with_name(target.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        print(f"bench: generating {target}", file=sys.stderr)
        succeed([sys.executable, str(BENCH / "generate.py"), kind, str(unfinished), str(count)], f"generate {kind}")
        unfinished.rename(target)
    return str(target)


def generator_fingerprint():
    return hashlib.sha256("".join(fingerprint(name) for name in (
        "generate*.py", "people.py", "campaign_texts.py")).encode()).hexdigest()[:8]


def campaign_workspace(work, count):
    return generate(work, "campaigns", count)


def audience_workspace(work, count):
    """The folder, and a check that a reference comes to the sums that the generator wrote down."""
    folder = generate(work, "audience", count)

    def check(reference):
        printed = dict(line.split() for line in succeed(reference, "run the audience reference").splitlines())
        expected = json.loads((Path(folder) / "counts.json").read_text("utf-8"))
        if {name: int(value) for name, value in printed.items()} != expected:
            raise Failure(f"the audience reference counts {printed}, the generator wrote {expected}")

    return folder, check


def inline_workspace(work, count):
    """The folder, and a check that a plan sends to everybody in the file."""
    folder = generate(work, "inline", count)

    def check(product):
        verdict = succeed(product, "make the plan")
        if f" {count} to send" not in verdict:
            raise Failure(f"the plan does not send to all {count} people of the file, but: {verdict}")

    return folder, check


def plan_workspace(work, pregon, count, known):
    """The folder of a campaign whose ledger knows most of its people, and a check that a program's sums are those that
    were counted when the data was made."""
    folder = Path(work) / f"plan-{count}-{known}-{generator_fingerprint()}"
    if not folder.exists():
        unfinished = folder.with_name(folder.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        print(f"bench: generating {folder}", file=sys.stderr)
        script = [sys.executable, str(BENCH / "generate.py"), "plan", str(unfinished), str(count)]
        succeed(script, "generate the plan's files")
        succeed([*pregon, "ledger", "init", "--workspace", str(unfinished)], "make a ledger")
        succeed([*script, str(known)], "fill the ledger")
        unfinished.rename(folder)
    expected = json.loads((folder / "plan.json").read_text("utf-8"))

    def check(reference, product):
        printed = {name: int(value) for name, value in
                   (line.split() for line in succeed(reference, "run the plan's reference").splitlines())}
        if printed != {name: value for name, value in expected.items() if name != "rows"}:
            raise Failure(f"the plan's reference counts {printed}, the generator wrote {expected}")
        verdict = succeed(product, "make the plan")
        words = {"to send": printed["new"] + printed["waiting"], "already sent": printed["sent"] + printed["changed"],
                 "excluded": printed["excluded"], "in doubt": printed["in_doubt"],
                 "failed before": printed["failed"], "to cancel": printed["leaving"]}
        missing = [f"{count} {what}" for what, count in words.items() if count and f" {count} {what}" not in verdict]
        if missing:
            raise Failure(f"the plan does not say {missing}, but: {verdict}")

    return str(folder), check
