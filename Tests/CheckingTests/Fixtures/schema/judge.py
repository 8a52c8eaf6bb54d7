#!/usr/bin/env python3
"""Judges YAML documents by a JSON Schema, apart from the product.

    judge.py REQUEST     a JSON file: {"schema": path, "reading": "text" or "core", "documents": [text, …]}

Prints a JSON list with one entry a document: null if the schema accepts it, a text if YAML cannot read it, else a
list of what is wrong. `text` reads every scalar as the text that stands in the file; `core` reads as editors do, by
the core schema of YAML 1.2.2, section 10.3.2.
"""

import json
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """Null, booleans and numbers of YAML 1.2; dates and everything else are text."""

    yaml_implicit_resolvers = {}


def resolve(tag, pattern):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})\Z"), None)


def core_integer(loader, node):
    text = node.value
    return int(text[2:], 8) if text.startswith("0o") else int(text[2:], 16) if text.startswith("0x") else int(text)


resolve("null", r"null|Null|NULL|~|")
resolve("bool", r"true|True|TRUE|false|False|FALSE")
resolve("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
resolve("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
CoreLoader.add_constructor("tag:yaml.org,2002:int", core_integer)
CoreLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: number(node.value))


def number(text):
    value = text.lower().replace(".inf", "inf").replace(".nan", "nan")
    return float(value)


def pattern(validator, pattern, instance, schema):
    # ECMA-262, by which JSON Schema reads patterns: `$` is the end of the text, not also before a last line break.
    ending = re.sub(r"(?<!\\)\$", r"\\Z", pattern)
    if validator.is_type(instance, "string") and not re.search(ending, instance):
        yield jsonschema.ValidationError(f"{instance!r:.80} does not have the form asked for")


def judge(document, loader, validator):
    try:
        value = yaml.load(document, loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"
    wrong = [f"{'/'.join(map(str, error.absolute_path))}: {error.message:.200}" for error in validator.iter_errors(value)]
    return wrong or None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        request = json.load(file)
    with open(request["schema"], encoding="utf-8") as file:
        schema = json.load(file)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.validators.extend(jsonschema.Draft202012Validator, {"pattern": pattern})(schema)
    loader = yaml.BaseLoader if request["reading"] == "text" else CoreLoader
    json.dump([judge(document, loader, validator) for document in request["documents"]], sys.stdout)


main()
