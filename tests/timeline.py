#!/usr/bin/env python3
"""Timelines add up to the bill, to the last digit, in every way.

    python3 tests/timeline.py --command build/ilm-cost

For every example and tests/workbook/shop.yaml by the hour, for some by the minute as well
- a resource's column of costs adds up to by_resource, the first column to total; rows add up as columns do
- a dimension's usage adds up to the quantities of its lines, loads of an hour to those of its minutes
- the mean of tasks is the mean that the bill reports
"""
import argparse
import collections
import csv
import decimal
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
Decimal = decimal.Decimal
decimal.getcontext().prec = 60
found = []
checks = 0


def expect(true, text):
    global checks
    checks += 1
    if not true:
        found.append(text)


class Timeline:
    def __init__(self, path):
        with path.open(newline="") as stream:
            rows = list(csv.reader(stream))
        self.names, self.count = rows[0], len(rows) - 1
        self.columns = {name: [Decimal(cell) for cell in cells]
                        for name, *cells in zip(*rows) if name != "time"}

    def total(self, name):
        return sum(self.columns[name])


def name_of(line, several):
    """As docs/timeline.md has it; without the region and the part of a price."""
    resource = f"{line['workload']}/{line['resource']}" if several else line["resource"]
    service = f"{line['service']}." if line["implied_by"] else ""
    variant = f"({line['variant']})" if line["variant"] else ""
    return f"{resource}.{service}{line['dimension']}{variant}"


def check_costs(name, timeline, bill, several):
    expect(timeline.total("usd") == Decimal(bill["total"]), f"{name}: {timeline.total('usd')} of {bill['total']} USD")
    resources = {}
    for key, usd in bill["by_resource"].items():
        column = (key if several else key.split("/", 1)[1]) + ".usd"
        resources[column] = timeline.columns[column]
        expect(timeline.total(column) == Decimal(usd), f"{name}: {column} is {timeline.total(column)}, not {usd}")
    for row in range(timeline.count):
        if sum(values[row] for values in resources.values()) != timeline.columns["usd"][row]:
            expect(False, f"{name}: row {row} does not add up")
    return resources


def check_dimensions(name, timeline, bill, several, resources):
    usd, quantity, unit = collections.Counter(), collections.Counter(), {}
    for line in bill["lines"]:
        key = name_of(line, several)
        usd[key] += Decimal(line["cost"])
        quantity[key] += Decimal(line["quantity"])
        unit[key] = line["unit"]
    costs, usages = collections.Counter(), collections.Counter()
    for column in timeline.columns:
        plain = re.sub(r"\*[0-9]+(\.[0-9]+)?", "", re.sub(r"@[a-z0-9-]+", "", column))
        if column.endswith(".usd") and column not in resources:
            costs[plain[:-len(".usd")]] += timeline.total(column)
        elif column.endswith("]"):
            usages[plain.split(" [")[0]] += timeline.total(column)
    for key, amount in usd.items():
        expect(costs[key] == amount, f"{name}: {key} costs {costs[key]}, not {amount}")
        if key in usages:  # a share of the bill is no usage
            expect(abs(usages[key] - quantity[key]) <= Decimal("1e-8") * timeline.count,
                   f"{name}: {key} is {usages[key]}, not {quantity[key]} {unit[key]}")
        else:
            expect(unit[key] == "USD", f"{name}: {key} is not there")


def check_hours(name, hours, minutes):
    for column, values in minutes.columns.items():
        whole = hours.columns.get(column)
        expect(whole is not None, f"{name}: {column} is only there by the minute")
        scale = 60 if column.endswith((".tasks", ".instances")) else 1
        for hour, amount in enumerate(whole or []):
            # loads are rounded to 1e-6 in each minute, capacity is a mean of six decimals
            tolerance = 0 if column.endswith("usd") else Decimal("0.002")
            if abs(sum(values[60 * hour:60 * hour + 60]) / scale - amount) > tolerance:
                expect(False, f"{name}: {column}: hour {hour} is not its minutes")


def check_capacity(name, hours, bill):
    for entry in bill.get("quality", []):
        columns = [values for column, values in hours.columns.items()
                   if column.split("/")[-1] in (f"{entry['resource']}.tasks", f"{entry['resource']}.instances")]
        mean = sum(columns[0]) / hours.count
        expect(abs(mean - Decimal(entry["mean"])) < Decimal("0.001"), f"{name}: {mean} tasks, not {entry['mean']}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = str(pathlib.Path(parser.parse_args().command).resolve())
    inputs = [[path] for path in sorted((ROOT / "examples").glob("**/*.yaml"))
              if "libcost-workload/1" in path.read_text()]
    shop = ROOT / "tests/workbook/shop.yaml"
    inputs += [[shop], [ROOT / "examples/interviewlm/production.yaml", ROOT / "examples/interviewlm/staging.yaml"]]
    with tempfile.TemporaryDirectory() as folder:
        hourly, minute = pathlib.Path(folder) / "hours.csv", pathlib.Path(folder) / "minutes.csv"
        for files in inputs:
            name = "+".join(path.stem for path in files)
            by_minute = name == "november" or len(files) > 1
            done = subprocess.run([command, "estimate", *map(str, files), "-q", "--format", "json", "--timeline",
                                   "hourly", hourly, *(["--timeline", "minute", minute] if by_minute else [])],
                                  capture_output=True, text=True, check=True, cwd=ROOT)
            bill = json.loads(done.stdout)
            several = len(files) > 1
            hours = Timeline(hourly)
            expect(hours.count == bill["period"]["hours"], f"{name}: {hours.count} rows")
            check_dimensions(name, hours, bill, several, check_costs(name, hours, bill, several))
            check_capacity(name, hours, bill)
            if not by_minute:
                continue
            minutes = Timeline(minute)
            expect(minutes.count == 60 * hours.count, f"{name}: {minutes.count} minutes")
            check_costs(name, minutes, bill, several)
            check_hours(name, hours, minutes)
    for text in found[:40]:
        print(text)
    print(f"timeline: {checks - len(found)} of {checks} checks passed, {len(inputs)} accounts")
    return 1 if found or not checks else 0


if __name__ == "__main__":
    sys.exit(main())
