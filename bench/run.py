#!/usr/bin/env python3
"""Measures pregon against its references, both in the same run and in turns, and prints a table.

    run.py --pregon PATH [--claims-bench PATH] [--work DIR] [--rounds N] [--only NAME] [--json FILE]

CPU is user + system time of the finished process, peak its largest resident set (wait4), the reference's in
brackets. Since a ratio is taken within each round, a machine that slows down halfway slows both. Sends and claims are
measured as rates (throughput.py, claims.py); there the ratio is to be high.
Exit status: 0 all limits held, 1 one missed, 64 wrong usage, 65 nothing could be measured (the message says why).
"""

import argparse
import json
import os
import platform
import shlex
import shutil
import sys

import claims
import throughput
from measurements import Measurement, measure
from preparation import (
    Failure, audience_workspace, campaign_workspace, compiled, inline_workspace, parsed, plan_workspace)


def measure_all(pregon, work, options):
    """All data and programs that are missing are made first, then the measuring begins."""
    names = [name for name in [*MEASUREMENTS, *RATES] if not options.only or name in options.only]
    measurements = [MEASUREMENTS[name](pregon, work) for name in names if name in MEASUREMENTS]
    launcher = compiled(work, "run_once")
    results = []
    for measurement in measurements:
        print(f"bench: measuring {measurement.name}", file=sys.stderr)
        results.append(measure(launcher, measurement, options.rounds))
    for name in names:
        if name in RATES:
            print(f"bench: measuring {name}", file=sys.stderr)
            results += RATES[name](pregon, work, options)
    return results


def installed(pregon, work):
    """The program as `make install` leaves it: a copy. Of a file that the linker has just written the system may map
    megabytes more than the program touches, which would count as its memory."""
    os.makedirs(work, exist_ok=True)
    target = os.path.join(work, "pregon")
    try:
        shutil.copyfile(pregon[0], target)
        shutil.copymode(pregon[0], target)
    except OSError as error:
        raise Failure(f"cannot copy {pregon[0]}: {error}") from error
    return [target, *pregon[1:]]


def validation(pregon, work):
    folder = campaign_workspace(work, 1_000)
    # The reference takes some 40 ms, which one interruption can double: a round is the median of five runs.
    return Measurement(
        name="validate", work="validate 1,000 campaign files", reference_name="libyaml's events, in C",
        product=[*pregon, "validate", "--workspace", folder, "--quiet"],
        reference=[compiled(work, "yaml_events"), folder], cpu_limit=2.0, repeats=5, aim="1.5×")


def inline(pregon, work):
    folder, check = inline_workspace(work, 200_000)
    check([*pregon, "plan", "--workspace", folder, "--now", "2026-11-23 10:00", "--quiet"])
    return Measurement(
        name="inline", work="validate one file of 20 MB with 200,000 recipients", reference_name="libyaml's events, in C",
        product=[*pregon, "validate", "--workspace", folder, "--quiet"],
        reference=[compiled(work, "yaml_events"), folder], cpu_limit=2.5, peak_limit=160, aim="1.5×, 16 MB")


def audience(pregon, work):
    folder, check = audience_workspace(work, 1_000_000)
    csv = os.path.join(folder, "audiences", "clientes.csv")
    reference = [compiled(work, "audience_reference"), csv, "2026-11-23", "celular", "autorizacion"]
    check(reference)
    return Measurement(
        name="audience", work="check a CSV of 1,000,000 rows", reference_name="C with a hash set",
        product=[*pregon, "validate", "--workspace", folder, "--quiet"],
        reference=reference, cpu_limit=1.3, peak_limit=40, aim="0.6×")


def plan(pregon, work):
    folder, check = plan_workspace(work, pregon, 1_000_000, 900_000)
    product = [*pregon, "plan", "--workspace", folder, "--now", "2026-11-23 10:00", "--quiet"]
    reference = [compiled(work, "plan_reference"), os.path.join(folder, "audiences", "clientes.csv"),
                 os.path.join(folder, "ledger.sqlite"), "millon", "2026-11-23", "1042"]
    check(reference, product)
    return Measurement(
        name="plan", work="plan 1,000,000 recipients against a ledger of 900,000",
        reference_name="a C program on the same SQLite file", product=product, reference=reference, cpu_limit=2.0,
        peak_limit=150, aim="1×, 80 MB")


def start(pregon, work):
    # One start takes a millisecond or two: a round is the median of twenty.
    return Measurement(
        name="start", work="start (--version)", reference_name="/bin/true",
        product=[*pregon, "--version"], reference=["/bin/true"], extra_wall_limit=15, repeats=20,
        aim="+ 4 ms, 10 MB")


def one_file(pregon, work):
    folder = campaign_workspace(work, 1)
    return Measurement(
        name="one-file", work="validate a workspace of one file, from a cold start", reference_name="/bin/true",
        product=[*pregon, "validate", "--workspace", folder, "--quiet"], reference=["/bin/true"],
        extra_wall_limit=15, repeats=20)


def sends(pregon, work, options):
    return [throughput.measure(pregon, work, throughput.SENDS, max(1, options.rounds // 2 + 1))]


def claimed(_, work, options):
    if not options.claims_bench:
        print("bench: without --claims-bench no claims are measured", file=sys.stderr)
        return []
    _, results = claims.measure_all(
        os.path.abspath(options.claims_bench), work, list(claims.CLAIMS), max(1, options.rounds // 2 + 1))
    return results


MEASUREMENTS = {"validate": validation, "inline": inline, "audience": audience, "plan": plan, "start": start,
                "one-file": one_file}
RATES = {"sends": sends, "claims": claimed}

COLUMNS = ["work", "reference", "must", "aim", "measured", "min–max", "pregon", "reference took", "peak", "verdict"]


def print_table(results):
    rows = [COLUMNS] + [result.row() for result in results]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for index, row in enumerate(rows):
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())
        if index == 0:
            print("  ".join("─" * width for width in widths))


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pregon", required=True, help="the release binary, or a command line in quotes")
    parser.add_argument("--claims-bench", help="the release build of bench/Claims; without it no claims are measured")
    parser.add_argument("--work", default=".build/bench", help="where data and references lie (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="measured rounds after one warm-up (default %(default)s)")
    parser.add_argument("--only", action="append", choices=[*MEASUREMENTS, *RATES], help="may be repeated")
    parser.add_argument("--json", metavar="FILE", help="write the results, each round's included")
    return parsed(parser)


def main():
    options = arguments()
    try:
        work = os.path.abspath(options.work)
        results = measure_all(installed(shlex.split(options.pregon), work), work, options)
    except Failure as failure:
        print(f"bench: {failure}", file=sys.stderr)
        sys.exit(65)
    print_table(results)
    if options.json:
        machine = {"system": platform.platform(), "cpus": os.cpu_count(), "python": platform.python_version()}
        report = {"pregon": options.pregon, "machine": machine, "results": [result.as_json() for result in results]}
        with open(options.json, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=2, ensure_ascii=False)
            file.write("\n")
    sys.exit(0 if all(result.held for result in results) else 1)


if __name__ == "__main__":
    main()
