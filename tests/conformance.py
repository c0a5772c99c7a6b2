#!/usr/bin/env python3
"""Runs every outside case through the command, from its attributes and usage only, and compares each printed line.

    python3 tests/conformance.py --command build/ilm-cost                          # one line a service, then the verdict
    python3 tests/conformance.py --command build/ilm-cost --services lb --verbose  # every row and its class
    python3 tests/conformance.py --command build/ilm-cost --check-docs docs/differences.md
    python3 tests/conformance.py --write-docs docs/differences.md                  # from tests/cases/differences.csv

The cases are tests/cases/conformance_*.csv (tests/cases/CONFORMANCE.md).  tests/conformance_maps.py writes each as a
workload; a row that brings its own unit price is billed with that laid over the book.  Quantities must agree to the digits
printed, costs to half a cent, and to a millionth with what the case recomputes.  Each row falls into one class:

    metered         quantity and cost follow from attributes and usage, and agree
    rated only      no input says the quantity, so its usage was stated; only where the mapper gives a reason
    unit price only the source gives no quantity: our price of the unit agrees to the digits printed
    differs         exactly as a row of tests/cases/differences.csv says; one that agrees by now is a failure
    no source price the book has no price and the command says so
    out of scope    no issue covers the service, or the book has no price for the engine (and the command says so)
    later issue     a service that is not there yet
"""
import argparse
import collections
import concurrent.futures
import csv
import json
import pathlib
import re
import sys

sys.dont_write_bytecode = True

import conformance_differences as differences  # noqa: E402
import conformance_import  # noqa: E402
import conformance_maps as maps  # noqa: E402
import conformance_vectors as vectors  # noqa: E402
from conformance_plan import Number, case_of  # noqa: E402
from conformance_run import ROOT, Command, Refused, laid_over, matches  # noqa: E402

CASES = ROOT / "tests/cases"
FILES = ("conformance_peer.csv", "conformance_aws.csv")
OUTSIDE = ROOT.parent / "shared/conformance"
CLASSES = ("metered", "rated only", "unit price only", "differs", "no source price", "out of scope", "later issue")
HALF_A_CENT = Number("0.005")
A_MILLIONTH = Number("0.000001")
UNIT_PRICE = re.compile(r"unit price only: \$([0-9.]+) per")

Verdict = collections.namedtuple("Verdict", "row kind text")  # kind: a class, or "failed"
Figures = collections.namedtuple("Figures", "quantity usd")   # as texts; quantity in the printed unit


# ---- comparing ----

def last_place(text):
    """A printed quantity may have been cut off after its last digit, a whole one is exact."""
    return Number(1).scaleb(-len(text.partition(".")[2])) if "." in text else Number("1e-9")


def quantity_agrees(ours, printed):
    return not printed or abs(ours - Number(printed)) <= last_place(printed)


def cost_agrees(ours, row):
    """A component without a price has a recomputed quantity, no cost."""
    printed, recomputed = row["monthly_cost_usd"], row.get("recomputed_usd")
    if printed and abs(ours - Number(printed)) > HALF_A_CENT:
        return False
    is_cost = row.get("unit_price_usd") or row["line_item"] == "TOTAL"
    return not recomputed or not is_cost or abs(ours - Number(recomputed)) <= A_MILLIONTH


def unit_price_agrees(ours, printed):
    return abs(ours - Number(printed)) <= Number(1).scaleb(-len(printed.partition(".")[2])) / 2


def text_of(number):
    text = f"{number.quantize(Number('1e-10')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# ---- judging a case ----

class Judge:
    """Bills a case and sorts its rows into classes."""

    def __init__(self, command, case, stated):
        self.command, self.case, self.stated = command, case, stated
        self.plan = maps.MAPPERS[case.service](case)
        self.overlay = laid_over(self.own_prices(), case.region)
        self.bills = {}

    def own_prices(self):
        for row in self.case.rows:
            line = self.plan.lines.get(row["line_item"])
            if line and row.get("unit_price_usd"):
                yield line, Number(row["unit_price_usd"]) * line.per

    def bill(self, workload):
        """The bill of a workload, or what was said instead of one."""
        key = json.dumps(workload)
        if key not in self.bills:
            try:
                self.bills[key] = self.command.estimate(workload, self.overlay)
            except Refused as refused:
                self.bills[key] = refused
        return self.bills[key]

    def figures(self, row, theirs=False):
        """Our figures for a row, under the other's assumption if asked; None where it makes none."""
        line = self.plan.lines.get(row["line_item"])
        workload = self.plan.theirs if theirs else self.plan.workload
        if line and line.workload:
            workload = line.theirs if theirs else line.workload
        if not workload:
            return None
        bill = self.bill(workload)
        if isinstance(bill, Refused):
            return bill
        if not line:
            return Figures(None, bill.total)
        found = bill.find(line)
        return Figures(found[0] * line.per, found[1]) if found else Figures(Number(0), Number(0))

    def agrees(self, row, ours):
        return isinstance(ours, Figures) and (ours.quantity is None or quantity_agrees(ours.quantity, row["quantity"])) and \
            cost_agrees(ours.usd, row)

    def judge_row(self, row):
        line = self.plan.lines.get(row["line_item"])
        if not line and row["line_item"] != "TOTAL":
            return Verdict(row, "failed", "no mapper says which of our lines this is")
        priced = UNIT_PRICE.search(row["notes"])
        if priced and not row["quantity"]:
            return self.judge_price(row, line, priced[1])
        ours = self.figures(row)
        if isinstance(ours, Refused) and no_price(ours) and (self.case.id, row["line_item"]) not in self.stated:
            return Verdict(row, "no source price", str(ours))
        if self.agrees(row, ours) and (self.case.id, row["line_item"]) not in self.stated:
            return Verdict(row, "rated only" if line and line.rated else "metered", line.rated if line else "")
        return self.judge_difference(row, ours)

    def judge_price(self, row, line, printed):
        bill = self.bill(self.plan.probe(line))
        if isinstance(bill, Refused):
            return Verdict(row, "no source price" if no_price(bill) else "failed", str(bill))
        found = bill.find(line)
        ours = found[2] / line.per if found else None
        if found and unit_price_agrees(ours, printed):
            return Verdict(row, "unit price only", text_of(ours))
        return Verdict(row, "failed", f"unit price {ours and text_of(ours)}, {printed} is printed")

    def judge_difference(self, row, ours):
        if self.agrees(row, ours):
            return Verdict(row, "failed", "agrees by now; remove it from differences.csv")
        stated = self.compare_stated(row, ours)
        if stated.kind == "failed":
            return stated
        theirs = self.figures(row, theirs=True)
        if theirs is not None and not self.agrees(row, theirs):
            return Verdict(row, "failed", f"their assumption does not give their figure but {theirs}")
        return Verdict(row, "differs", "their assumption gives their figure" if theirs else "")

    def compare_stated(self, row, ours):
        got = differences.row_of(self.case.id, row["line_item"], ours, row)
        stated = self.stated.get((self.case.id, row["line_item"]))
        if stated and differences.same(stated, got):
            return Verdict(row, "differs", "")
        return Verdict(row, "failed", "differs; differences.csv would say " + differences.line_text(got))

    def extra_rows(self):
        """What we charge for and the source does not print at all; under its assumption we charge nothing more."""
        bill = self.bill(self.plan.workload)
        for key in self.unprinted(bill):
            quantity, usd, _ = bill.billed()[key]
            row = {"case_id": self.case.id, "line_item": f"not printed: {key[1]}", "quantity": "", "monthly_cost_usd": "",
                   "service": self.case.service, "place": self.case.rows[0]["place"]}
            yield self.compare_stated(row, Figures(quantity, usd))
        if self.plan.theirs:
            for key in self.unprinted(self.bill(self.plan.theirs)):
                yield Verdict(self.case.rows[0], "failed", f"their assumption leaves {key[1]}, which they do not print")

    def unprinted(self, bill):
        if isinstance(bill, Refused):
            return []
        known = [line for item, line in self.plan.lines.items() if item in self.case.items()]
        return [key for key in sorted(bill.billed()) if key[1] not in self.plan.omitted and
                not any(matches(line, key) for line in known)]

    def judge(self):
        return [self.judge_row(row) for row in self.case.rows] + list(self.extra_rows())


def no_price(refused):
    """Every complaint is about the price book, none about the workload."""
    return all("the price book" in line for line in str(refused).splitlines())


def judge_unpriced(command, case, reason):
    """The book has no price for anything of the case, or does not know its engine at all: the command must refuse it."""
    try:
        command.estimate(maps.MAPPERS[case.service](case).workload)
    except Refused as refused:
        if no_price(refused) or f'"{maps.engine_of(case)}" is not one of' in str(refused):
            return [Verdict(row, "out of scope", f"{reason}: {refused}") for row in case.rows]
        return [Verdict(row, "failed", str(refused)) for row in case.rows]
    return [Verdict(row, "failed", f"{reason} has a price by now; map it") for row in case.rows]


def judge_case(command, case, stated):
    if case.service not in maps.MAPPERS:
        reason = maps.OUT_OF_SCOPE.get(case.service)
        return [Verdict(row, "out of scope" if reason else "later issue", reason or case.service) for row in case.rows]
    if maps.later(case):
        return [Verdict(row, "later issue", maps.later(case)) for row in case.rows]
    if maps.without_price(case):
        return judge_unpriced(command, case, maps.without_price(case))
    return Judge(command, case, stated).judge()


# ---- everything ----

def read_cases(services):
    cases = collections.OrderedDict()
    for name in FILES:
        with open(CASES / name, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                row["place"] = f"tests/cases/{name}:{reader.line_num}"
                if not services or row["service"] in services:
                    cases.setdefault(row["case_id"], []).append(row)
    return list(cases.values())


def judge_all(command, groups, stated):
    def one(rows):
        if rows[0]["service"] not in maps.MAPPERS:
            return judge_case(command, Stub(rows), stated)
        return judge_case(command, case_of(rows), stated)

    with concurrent.futures.ThreadPoolExecutor() as pool:
        return [verdict for verdicts in pool.map(one, groups) for verdict in verdicts]


class Stub:
    """A case that nobody maps."""

    def __init__(self, rows):
        self.rows, self.service = rows, rows[0]["service"]


def print_service(service, counts):
    cells = [f"{counts[kind]} {kind}" for kind in (*CLASSES, "failed") if counts[kind]]
    print(f"{service:32}{', '.join(cells)}")


def print_others(verdicts, kind):
    """Services that nobody maps, by name and rows."""
    counts = collections.Counter(verdict.row["service"] for verdict in verdicts
                                 if verdict.kind == kind and verdict.row["service"] not in maps.MAPPERS)
    if counts:
        print(f"{kind}: " + ", ".join(f"{service} {count}" for service, count in sorted(counts.items())))


def print_counts(verdicts):
    for service in maps.MAPPERS:
        counts = collections.Counter(verdict.kind for verdict in verdicts if verdict.row["service"] == service)
        if counts:
            print_service(service, counts)
    print_others(verdicts, "later issue")
    print_others(verdicts, "out of scope")


def print_rows(verdicts, verbose):
    for verdict in verdicts:
        row = verdict.row
        where = f"{row['place']}: {row['case_id']}: {row['line_item']}"
        if verdict.kind == "failed":
            print(f"{where}: {verdict.text}")
        elif verdict.kind == "no source price" or verbose and row["service"] in maps.MAPPERS:
            print(f"{where}: {verdict.kind}{': ' + verdict.text if verdict.text else ''}")


def check_copies():
    """Failures of the copies; the origin need not be there."""
    if not OUTSIDE.is_dir():
        print(f"conformance: ../shared is not there, {len(FILES) + 1} checks skipped")
        return []
    return [f"tests/cases/{name} is not a copy of its origin; run tests/conformance_import.py"
            for name in conformance_import.stale_copies(OUTSIDE)]


def check_unused(stated, verdicts):
    """Rows of differences.csv that no case has."""
    seen = {(verdict.row["case_id"], verdict.row["line_item"]) for verdict in verdicts}
    return [f"tests/cases/differences.csv: {case}: {item}: no row differs there; remove it"
            for case, item in stated if (case, item) not in seen]


def run(options):
    stated = differences.read()
    command = Command(options.command)
    verdicts = judge_all(command, read_cases(options.services), stated)
    print_rows(verdicts, options.verbose)
    print_counts(verdicts)
    problems = check_copies()
    vector_counts = collections.Counter()
    if not options.services:
        problems += check_unused(stated, verdicts)
        vector_counts, vector_problems = vectors.check(command, options.verbose)
        problems += vector_problems
    if options.check_docs:
        problems += differences.check_docs(options.check_docs)
    for problem in problems:
        print(problem)
    failed = sum(verdict.kind == "failed" for verdict in verdicts) + len(problems)
    waiting = sum(verdict.kind in ("later issue", "out of scope") for verdict in verdicts)
    passed = len(verdicts) - waiting - sum(verdict.kind == "failed" for verdict in verdicts) + vector_counts["passed"]
    print(f"conformance: {passed} passed, {failed} failed")
    return 1 if failed else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", help="the built ilm-cost")
    parser.add_argument("--services", nargs="+", help="only these Terraform resource types")
    parser.add_argument("--verbose", action="store_true", help="every row and vector with its class")
    parser.add_argument("--check-docs", type=pathlib.Path, metavar="FILE", help="that FILE says what differences.csv says")
    parser.add_argument("--write-docs", type=pathlib.Path, metavar="FILE", help="write FILE from differences.csv, and nothing else")
    options = parser.parse_args()
    if options.write_docs:
        options.write_docs.write_text(differences.page(), encoding="utf-8")
        return 0
    if not options.command:
        parser.error("--command is needed")
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
