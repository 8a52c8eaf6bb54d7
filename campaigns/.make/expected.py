#!/usr/bin/env python3
"""Counts who of the example workspace may be written to, apart from the product and from the generator.

    expected.py [YYYY-MM-DD]     the day it is planned at, default 2026-11-23; prints JSON

It reads the campaign files with PyYAML and the audiences with the csv module. The reasons are tried in the
order of design.md; `several_reasons` must be 0, or that order would matter.
"""

import csv
import datetime
import json
import re
import sys
from pathlib import Path

import yaml

WORKSPACE = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"\{\{\s*([^}|]+?)\s*(?:\|([^}]*))?\}\}")
NO_CAMPAIGNS = {"pregon.yaml", "templates.lock.yaml"}
REASONS = ["no opt-in", "future opt-in", "opted out", "excluded list", "filter", "duplicate row", "invalid number",
           "empty variable", "too long"]


def load(path):
    # BaseLoader resolves nothing: every scalar stays the text that stands in the file, as in the product.
    return yaml.load((WORKSPACE / path).read_text("utf-8"), yaml.BaseLoader)


def table(path):
    with open(WORKSPACE / path, encoding="utf-8", newline="") as file:
        header = file.readline()
        delimiter = max(",;\t", key=header.count)
        file.seek(0)
        return list(csv.DictReader(file, delimiter=delimiter))


def texts(value):
    """Every string that placeholders may stand in."""
    if isinstance(value, str):
        yield value
    elif value:
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


def filled(text, row):
    return PLACEHOLDER.sub(lambda match: row.get(match[1]) or match[2] or "", text)


def is_date(text):
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text)) and bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def reasons(row, audience, messages, lists, seen, today):
    phone, consent = row[audience.get("phone", "phone")], row[audience.get("opt_in", "opt_in")]
    required = {match[1] for text in texts(messages) for match in PLACEHOLDER.finditer(text) if match[2] is None}
    if not is_date(consent):
        yield "no opt-in"
    elif consent > today:
        yield "future opt-in"
    if phone in lists["opted out"]:
        yield "opted out"
    if phone in lists["excluded"]:
        yield "excluded list"
    if any(row[column] not in values for column, values in audience.get("where", {}).items()):
        yield "filter"
    valid = re.fullmatch(r"57[0-9]{10}", phone)
    if valid and phone in seen:
        yield "duplicate row"
    if not valid:
        yield "invalid number"
    if any(not row[column] for column in required):
        yield "empty variable"
    if any(len(filled(message.get("text", ""), row)) > 1000 for message in messages):
        yield "too long"


def count(path, opted_out, today):
    campaign = load(path)
    audience, messages = campaign["audience"], campaign.get("messages", [])
    rows = table(audience["file"]) if "file" in audience else audience["recipients"]
    paid = {row[audience["phone"]] for name in audience.get("exclude", []) for row in table(name)}
    lists = {"opted out": opted_out, "excluded": paid}
    result = dict.fromkeys(REASONS, 0)
    seen, several, destroyed = set(), 0, 0
    for row in rows:
        found = list(reasons(row, audience, messages, lists, seen, today))
        several += len(found) > 1
        if found:
            result[found[0]] += 1
        phone = row[audience.get("phone", "phone")]
        destroyed += bool(re.fullmatch(r"\d[.,]\d+E\+\d+", phone))
        seen.add(phone)
    eligible = len(rows) - sum(result.values())
    return {
        "rows": len(rows), "eligible": eligible, "sends": eligible * len(messages),
        "excluded": sum(result.values()), "reasons": {k: v for k, v in result.items() if v},
        "invalid_destroyed_by_a_spreadsheet": destroyed, "several_reasons": several,
        **({"group": True} if "group" in campaign else {}),
    }


def main():
    today = sys.argv[1] if len(sys.argv) > 1 else "2026-11-23"
    workspace = load("pregon.yaml")
    opted_out = {row["celular"] for name in workspace["opt_out"]["lists"] for row in table(name)}
    paths = sorted(path.name for path in WORKSPACE.glob("*.yaml") if path.name not in NO_CAMPAIGNS)
    counts = {path.removesuffix(".yaml"): count(path, opted_out, today) for path in paths}
    print(json.dumps({"planned_at": today, "campaigns": counts}, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()
