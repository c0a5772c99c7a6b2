#!/usr/bin/env python3
"""Every line of every example (and of the golden files that have all services) can be checked by hand from its explanation.

    python3 tests/explain.py --command build/ilm-cost

For each example, as it is and with each scenario: the text's quantity x unit price is the text's cost, to the nano-dollar
(a line that shares a rounding with others says so, and what they share is exact); the figures are those of the bill; the
lines add up to its total; rules and their sources are rows of pricing/rules.csv; what the file states stands on the line
of the file that is named.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
from decimal import Decimal, ROUND_HALF_EVEN, getcontext

ROOT = pathlib.Path(__file__).resolve().parent.parent
NANO = Decimal("0.000000001")
PRODUCT = re.compile(r"^(\d+(?:\.\d+)?)(\.\.\.)? (.+) x (\d+(?:\.\d+)?) USD = (-?\d+\.\d{9}) USD$")
SHARED = re.compile(r"^rounded once for all (\d+) resources: (\d+(?:\.\d+)?)(\.\.\.)? (.+) x (\S+) USD = (\S+) USD; ")
RULE = re.compile(r"^(\S+) (\S+): (\S+)$")
INPUT = re.compile(r"^(\S+): (.*) \((.+):(\d+)\)$", re.S)
getcontext().prec = 60


def run(command, *arguments):
    return json.loads(subprocess.run([command, *arguments, "--format", "json"], cwd=ROOT, check=True, text=True,
                                     capture_output=True).stdout)


def rounded(value):
    return value.quantize(NANO, ROUND_HALF_EVEN)


def near(quantity, ellipsis, price, cost):
    """Whether the product rounds to the cost; digits that are not shown may decide the last one."""
    if not ellipsis:
        return rounded(quantity * price) == cost
    hair = Decimal("0.000000000001")
    return rounded((quantity - hair) * price) <= cost <= rounded((quantity + hair) * price)


def check_cost(line, steps):
    cost = [text for step, text, _ in steps if step == "cost"]
    match = PRODUCT.match(cost[-1])
    if not match:
        return f"no product in {cost[-1]!r}"
    quantity, ellipsis, unit, price, usd = match.groups()
    if (quantity, unit, price, usd) != (line["quantity"], line["unit"], line["unit_price"], line["cost"]):
        return f"other figures than the bill's in {cost[-1]!r}"
    quantity, price, usd = Decimal(quantity), Decimal(price), Decimal(usd)
    if near(quantity, ellipsis, price, usd):
        return None
    shared = [SHARED.match(text) for text in cost[:-1] if SHARED.match(text)]
    if not shared:
        return f"{cost[-1]!r} is not true"
    count, whole, more, _, rate, sum_usd = shared[0].groups()
    if Decimal(rate) != price or not near(Decimal(whole), more, price, Decimal(sum_usd)):
        return f"{shared[0].group(0)!r} is not true"
    if abs(quantity * price - usd) > (int(count) + 1) * NANO:
        return f"{cost[-1]!r} is too far off for a share"
    return None


def check_rules(steps, rules):
    for step, text, source in steps:
        if step != "rule":
            continue
        service, rule, value = RULE.match(text).groups()
        known = rules.get((service, rule), [])
        if (Decimal(value), source) not in known:
            return f"rule {text!r} [{source}] is no row of pricing/rules.csv"
    return None


def check_inputs(steps, lines):
    for step, text, _ in steps:
        match = INPUT.match(text) if step == "input" else None
        if match and match[2] not in lines[int(match[4]) - 1]:
            return f"{text!r} does not stand on that line"
    return None


def check_steps(steps):
    names = [step for step, _, _ in steps]
    for wanted in ("what", "hours", "quantity", "cost", "price"):
        if wanted not in names:
            return f"there is no step {wanted}"
    order = ["what", "input", "default", "load", "minutes", "hours", "rule", "quantity", "tier", "cost", "price"]
    places = [order.index(name) for name in names]
    return None if places == sorted(places) else "the steps are out of order"


def check_file(command, path, scenario, rules):
    name = path.relative_to(ROOT).as_posix()
    options = ["--scenario", scenario] if scenario else []
    label = f"{name}{', scenario ' + scenario if scenario else ''}"
    bill = run(command, "estimate", name, "--quiet", *options)
    found = run(command, "explain", name, *options)["lines"]
    source = path.read_text().splitlines()
    if [line["id"] for line in found] != [line["id"] for line in bill["lines"]]:
        yield f"{label}: not every line is explained"
    total = Decimal(0)
    for line in found:
        steps = [(step["step"], step["text"], step["source"]) for step in line["steps"]]
        total += Decimal(line["cost"])
        for wrong in (check_steps(steps), check_cost(line, steps), check_rules(steps, rules), check_inputs(steps, source)):
            if wrong:
                yield f"{label}: {line['id']}: {wrong}"
    if total != Decimal(bill["total"]):
        yield f"{label}: the explained lines do not add up to the total"


def read_rules():
    rules = {}
    with open(ROOT / "pricing/rules.csv", newline="") as stream:
        for row in csv.DictReader(stream):
            rules.setdefault((row["service"], row["rule"]), []).append((Decimal(row["value"]), row["source_id"]))
    return rules


WITH_ALL_SERVICES = ["warnings-calm", "warnings-provoked", "data-warnings", "compute-warnings", "shared-tiers"]


def files():
    yield from sorted(ROOT.glob("examples/**/*.yaml"))
    for name in WITH_ALL_SERVICES:
        yield from sorted(ROOT.glob(f"tests/golden/{name}/*.yaml"))


def scenarios(path):
    import yaml
    return list((yaml.safe_load(path.read_text()) or {}).get("scenarios") or {})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = str(pathlib.Path(parser.parse_args().command).resolve())
    rules, wrong, count = read_rules(), [], 0
    for path in files():
        if "libcost-workload/1" not in path.read_text():
            continue
        for scenario in [None, *scenarios(path)]:
            wrong += check_file(command, path, scenario, rules)
            count += 1
    print("\n".join(wrong[:40]))
    print(f"explain: {count} bills, {len(wrong)} wrong")
    return 1 if wrong or not count else 0


if __name__ == "__main__":
    sys.exit(main())
