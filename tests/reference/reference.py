#!/usr/bin/env python3
"""Compares the bills of examples/interviewlm with the reference bills of the workload: every line and every total.

    python3 tests/reference/reference.py --command build/ilm-cost

interviewlm.csv and totals.csv hold figures that were worked out by hand from list prices (the arithmetic stands beside
each), not our own output.  A line that the reference does not have must cost nothing.
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys
from decimal import Decimal

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples/interviewlm"


def bill(command, name, scenario=""):
    arguments = [command, "estimate", str(EXAMPLES / name), "--format", "json", "--quiet"]
    if scenario:
        arguments += ["--scenario", scenario]
    return json.loads(subprocess.run(arguments, capture_output=True, text=True, check=True).stdout)


def costs(made):
    """USD by resource.dimension, with the service between them where a line is implied."""
    sums = {}
    for line in made["lines"]:
        name = f"{line['service']}.{line['dimension']}" if line["implied_by"] else line["dimension"]
        key = f"{line['resource']}.{name}"
        sums[key] = sums.get(key, Decimal(0)) + Decimal(line["cost"])
    return sums


def compare_table(command, column):
    made = bill(command, f"{column}.yaml")
    sums, named = costs(made), set()
    for row in csv.DictReader((HERE / "interviewlm.csv").open()):
        keys = row["lines"].split()
        got = sum((sums.get(key, Decimal(0)) for key in keys), Decimal(0)) if keys else Decimal(made["total"])
        named.update(keys)
        yield f"{column}.yaml: {row['line']}", got, Decimal(row[column])
    for key in sorted(set(sums) - named):
        yield f"{column}.yaml: {key}, which the reference does not have", sums[key], Decimal(0)


def compare_totals(command):
    for row in csv.DictReader((HERE / "totals.csv").open()):
        name = f"{row['file']} {row['scenario']}".strip()
        yield name, Decimal(bill(command, row["file"], row["scenario"])["total"]), Decimal(row["usd"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = str(pathlib.Path(parser.parse_args().command).resolve())
    checks = [*compare_table(command, "production"), *compare_table(command, "lean"), *compare_totals(command)]
    wrong = [(name, got, want) for name, got, want in checks if got != want]
    for name, got, want in wrong:
        print(f"reference: {name}: got {got}, want {want}")
    print(f"reference: {len(checks) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not checks else 0


if __name__ == "__main__":
    sys.exit(main())
