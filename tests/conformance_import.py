#!/usr/bin/env python3
"""Copies the outside cases into the project's own case files, so that the tests need nothing outside the repository.

    python3 tests/conformance_import.py ../shared/conformance            # writes tests/cases/conformance_*.csv
    python3 tests/conformance_import.py ../shared/conformance --check    # compares instead; exit 1 if a copy differs

Rows and figures are taken over as they are, in their order.  Origin and licences are in tests/cases/CONFORMANCE.md.
"""
import argparse
import csv
import io
import json
import pathlib
import sys

CASES = pathlib.Path(__file__).resolve().parent / "cases"
COMMON = ["case_id", "source", "service", "resource_name", "region", "attributes", "usage", "line_item", "quantity", "unit",
          "monthly_cost_usd"]
OF_AWS = ["unit_price_usd", "recomputed_usd", "agreement", "period", "page", "as_of"]
TABLES = {"conformance_peer.csv": ("peer_cases.csv", COMMON + ["notes"]),
          "conformance_aws.csv": ("aws_examples.csv", COMMON + OF_AWS + ["notes"])}
VECTORS = ("conformance_vectors.csv", "vectors.jsonl", ["id", "file", "in", "out"])


def csv_text(columns, rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_vectors(path):
    """Numbers keep the digits that they were written with."""
    for line in path.read_text(encoding="utf-8").splitlines():
        vector = json.loads(line, parse_float=Digits, parse_int=Digits)
        yield {"id": vector["id"], "file": vector["file"], "in": compact(vector["in"]), "out": compact(vector["out"])}


class Digits(float):
    """A JSON number that prints as it was written."""

    def __new__(cls, text):
        self = super().__new__(cls, text)
        self.text = text
        return self

    def __repr__(self):
        return self.text


def compact(value):
    if isinstance(value, Digits):
        return value.text
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {compact(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(compact(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def copies(folder):
    """Every file of ours and its text."""
    for name, (origin, columns) in TABLES.items():
        yield name, csv_text(columns, read_table(folder / origin))
    name, origin, columns = VECTORS
    yield name, csv_text(columns, read_vectors(folder / origin))


def stale_copies(folder):
    """The names of the copies that differ from their origin."""
    return [name for name, text in copies(folder)
            if not (CASES / name).exists() or (CASES / name).read_text(encoding="utf-8") != text]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path, help="the folder with the outside cases")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args()
    if options.check:
        stale = stale_copies(options.folder)
        for name in stale:
            print(f"tests/cases/{name} is not a copy of its origin; run tests/conformance_import.py")
        return 1 if stale else 0
    for name, text in copies(options.folder):
        (CASES / name).write_text(text, encoding="utf-8")
        print(f"tests/cases/{name}: {len(list(csv.reader(io.StringIO(text)))) - 1} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
