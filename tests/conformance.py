#!/usr/bin/env python3
"""Runs every outside case through the command, from its attributes and usage only, and compares each printed line.

    python3 tests/conformance.py --command build/ilm-cost                          # counts by service, then the verdict
    python3 tests/conformance.py --command build/ilm-cost --services lb --verbose  # every row and its class
    python3 tests/conformance.py --write-docs docs/differences.md                  # from tests/cases/differences.csv

The cases are tests/cases/conformance_*.csv (tests/cases/CONFORMANCE.md).  tests/conformance_maps.py writes each as a
workload; a row that brings its own unit price is billed with that laid over the book.  Quantities must agree to the digits
printed, costs to half a cent, and to a millionth with what the case recomputes; nothing may be charged that is not
printed.  Each row falls into one class:

    metered         quantity and cost follow from attributes and usage, and agree
    rated only      no input says the quantity, so its usage was stated; only where the mapper gives a reason
    unit price only the source gives no quantity: our price of the unit agrees to the digits printed
    differs         exactly as a row of tests/cases/differences.csv says; one that agrees by now is a failure
    no source price the book has no price and the command says so; only where conformance_maps.py lists it
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
import textwrap

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
PAGE = ROOT / "docs/differences.md"
CLASSES = ("metered", "rated only", "unit price only", "differs", "no source price", "out of scope", "later issue", "failed")
WAITING = ("out of scope", "later issue")
HALF_A_CENT = Number("0.005")
A_MILLIONTH = Number("0.000001")
UNIT_PRICE = re.compile(r"unit price only: \$([0-9.]+) per")

Verdict = collections.namedtuple("Verdict", "row kind text")
Figures = collections.namedtuple("Figures", "quantity usd")  # quantity in the printed unit; None for a total


# ---- comparing ----

def digits_after_point(text):
    return len(text.partition(".")[2])


def quantity_agrees(ours, printed):
    """A printed quantity may have been cut off after its last digit; a whole one is exact."""
    last_place = Number(1).scaleb(-digits_after_point(printed)) if "." in printed else Number("1e-9")
    return not printed or abs(ours - Number(printed)) <= last_place


def cost_agrees(ours, row):
    """A component without a price has a recomputed quantity, no cost."""
    printed, recomputed = row["monthly_cost_usd"], row.get("recomputed_usd")
    if printed and abs(ours - Number(printed)) > HALF_A_CENT:
        return False
    is_cost = row.get("unit_price_usd") or row["line_item"] == "TOTAL"
    return not recomputed or not is_cost or abs(ours - Number(recomputed)) <= A_MILLIONTH


def agrees(ours, row):
    return isinstance(ours, Figures) and (ours.quantity is None or quantity_agrees(ours.quantity, row["quantity"])) and \
        cost_agrees(ours.usd, row)


def unit_price_agrees(ours, printed):
    return abs(ours - Number(printed)) <= Number(1).scaleb(-digits_after_point(printed)) / 2


def no_price(refused):
    """Every complaint is about the price book, none about the workload."""
    return all("the price book" in line for line in str(refused).splitlines())


# ---- judging a case ----

class Judge:
    """Bills a case and sorts its rows into classes."""

    def __init__(self, command, case, rows, stated):
        self.command, self.case, self.rows, self.stated = command, case, rows, stated
        self.plan = maps.MAPPERS[case.service](case)
        self.overlay = laid_over(self.own_prices(), case.region)
        self.bills = {}

    def own_prices(self):
        for row in self.rows:
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
        source = line if line and line.workload else self.plan
        workload = source.theirs if theirs else source.workload
        bill = self.bill(workload) if workload else None
        if bill is None or isinstance(bill, Refused):
            return bill
        if not line:
            return Figures(None, bill.total)
        found = bill.find(line)
        return Figures(found[0] * line.per, found[1]) if found else Figures(Number(0), Number(0))

    def judge_row(self, row):
        item = (self.case.id, row["line_item"])
        line = self.plan.lines.get(row["line_item"])
        if item in maps.OUT_OF_SCOPE_LINES:
            return Verdict(row, "out of scope", maps.OUT_OF_SCOPE_LINES[item])
        if not line and row["line_item"] != "TOTAL":
            return Verdict(row, "failed", "no mapper says which of our lines this is")
        priced = UNIT_PRICE.search(row["notes"])
        if priced and not row["quantity"]:
            return self.judge_price(row, line, priced[1])
        ours = self.figures(row)
        if item in maps.NO_SOURCE_PRICE:
            return self.judge_unpriced(row, ours)
        if agrees(ours, row) and item not in self.stated:
            return Verdict(row, "rated only" if line and line.rated else "metered", line.rated if line else "")
        return self.judge_difference(row, ours)

    def judge_price(self, row, line, printed):
        bill = self.bill(self.plan.probe(line))
        found = None if isinstance(bill, Refused) else bill.find(line)
        if not found:
            return Verdict(row, "failed", f"has no unit price: {bill if isinstance(bill, Refused) else 'no such line'}")
        ours = found[2] / line.per
        if unit_price_agrees(ours, printed):
            return Verdict(row, "unit price only", f"{ours} for {printed}")
        return Verdict(row, "failed", f"the unit price is {ours}, {printed} is printed")

    @staticmethod
    def judge_unpriced(row, ours):
        if isinstance(ours, Refused) and no_price(ours):
            return Verdict(row, "no source price", re.search(r"the price book .*?(?=; it has|$)", str(ours))[0])
        return Verdict(row, "failed", f"has a price by now; remove it from NO_SOURCE_PRICE: {ours}")

    def judge_difference(self, row, ours):
        if agrees(ours, row):
            return Verdict(row, "failed", "agrees by now; remove it from tests/cases/differences.csv")
        theirs = self.figures(row, theirs=True)
        if theirs is not None and not agrees(theirs, row):
            return Verdict(row, "failed", f"differs, and their assumption does not give their figure but {theirs}")
        return self.compare_stated(row, ours, "their assumption gives their figure" if theirs else "")

    def compare_stated(self, row, ours, text=""):
        got = differences.row_of(self.case.id, row["line_item"], ours, row)
        stated = self.stated.get((self.case.id, row["line_item"]))
        if stated and differences.same(stated, got):
            return Verdict(row, "differs", text)
        return Verdict(row, "failed", "differs; tests/cases/differences.csv would say " + differences.line_text(got))

    def extra_rows(self):
        """What we charge for and the source does not print at all; under its assumption we charge nothing more."""
        bill = self.bill(self.plan.workload)
        for key in self.unprinted(bill):
            quantity, usd, _ = bill.billed()[key]
            row = {"case_id": self.case.id, "line_item": f"not printed: {key[1]}", "quantity": "", "monthly_cost_usd": "",
                   "service": self.case.service, "place": self.rows[0]["place"]}
            yield self.compare_stated(row, Figures(quantity, usd))
        for key in self.unprinted(self.bill(self.plan.theirs)) if self.plan.theirs else []:
            yield Verdict(self.rows[0], "failed", f"their assumption leaves {key[1]}, which they do not print")

    def unprinted(self, bill):
        if isinstance(bill, Refused):
            return []
        known = [line for item, line in self.plan.lines.items() if item in self.case.units]
        return [key for key in sorted(bill.billed()) if key[1] not in self.plan.omitted and
                not any(matches(line, key) for line in known)]

    def judge(self):
        return [self.judge_row(row) for row in self.rows] + list(self.extra_rows())


def judge_without_price(command, case, reason):
    """The class of the rows of a case that the book has no price for, or whose engine is not known at all: the command
    must refuse it."""
    try:
        command.estimate(maps.MAPPERS[case.service](case).workload)
    except Refused as refused:
        is_known = no_price(refused) or f'"{maps.engine_of(case)}" is not one of' in str(refused)
        return ("out of scope", reason) if is_known else ("failed", str(refused))
    return "failed", f"{reason} has a price by now; map it"


def judge_case(command, rows, stated):
    service = rows[0]["service"]
    if service not in maps.MAPPERS:
        kind = ("out of scope", maps.OUT_OF_SCOPE[service]) if service in maps.OUT_OF_SCOPE else ("later issue", service)
        return [Verdict(row, *kind) for row in rows]
    case = case_of(rows)
    if maps.later(case):
        return [Verdict(row, "later issue", maps.later(case)) for row in rows]
    if maps.without_price(case):
        kind = judge_without_price(command, case, maps.without_price(case))
        return [Verdict(row, *kind) for row in rows]
    return Judge(command, case, rows, stated).judge()


# ---- all cases ----

def read_cases(services):
    """The rows of each case, with their places."""
    cases = collections.OrderedDict()
    for name in FILES:
        with open(CASES / name, encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                row["place"] = f"tests/cases/{name}:{reader.line_num}"
                if not services or row["service"] in services:
                    cases.setdefault(row["case_id"], []).append(row)
    return list(cases.values())


def judge_all(command, cases, stated):
    with concurrent.futures.ThreadPoolExecutor() as pool:
        verdicts = pool.map(lambda rows: judge_case(command, rows, stated), cases)
        return [verdict for of_case in verdicts for verdict in of_case]


def check_copies():
    """Problems of the copies; their origin need not be there."""
    if not OUTSIDE.is_dir():
        print(f"conformance: ../shared is not there, {len(FILES) + 1} checks skipped")
        return []
    return [f"tests/cases/{name} is not a copy of its origin; run tests/conformance_import.py"
            for name in conformance_import.stale_copies(OUTSIDE)]


def check_unused(stated, verdicts):
    """Rows of differences.csv that no case has."""
    seen = {(verdict.row["case_id"], verdict.row["line_item"]) for verdict in verdicts}
    return [f"tests/cases/differences.csv: {case}: {item}: nothing differs there; remove it"
            for case, item in stated if (case, item) not in seen]


# ---- printing ----

def print_rows(verdicts, verbose):
    for verdict in verdicts:
        row = verdict.row
        said = f"{verdict.kind}: {verdict.text}" if verdict.text else verdict.kind
        if verdict.kind in ("failed", "no source price") or verbose and row["service"] in maps.MAPPERS:
            print(f"{row['place']}: {row['case_id']}: {row['line_item']}: {said}")


def print_table(verdicts):
    """A line of counts for each service that is mapped."""
    print(f"{'rows by class':30}" + "".join(f"{kind:>{len(kind) + 2}}" for kind in CLASSES))
    for service in maps.MAPPERS:
        counts = collections.Counter(verdict.kind for verdict in verdicts if verdict.row["service"] == service)
        if counts:
            print(f"{service:30}" + "".join(f"{counts[kind]:>{len(kind) + 2}}" for kind in CLASSES))


def print_others(verdicts):
    """Services that nobody maps, by name and rows."""
    for kind in WAITING:
        counts = collections.Counter(verdict.row["service"] for verdict in verdicts
                                     if verdict.kind == kind and verdict.row["service"] not in maps.MAPPERS)
        if counts:
            text = f"{kind}: " + ", ".join(f"{service}={count}" for service, count in sorted(counts.items()))
            print(textwrap.fill(text, 120, subsequent_indent="    "))


def run(options):
    stated = differences.read()
    command = Command(options.command)
    verdicts = judge_all(command, read_cases(options.services), stated)
    print_rows(verdicts, options.verbose)
    print_table(verdicts)
    print_others(verdicts)
    problems, passed_vectors = [], 0
    if not options.services:
        passed_vectors, problems = vectors.check(command, options.verbose)
        problems += check_unused(stated, verdicts) + differences.check_docs(options.check_docs) + check_copies()
    for problem in problems:
        print(problem)
    failed = sum(verdict.kind == "failed" for verdict in verdicts)
    waiting = sum(verdict.kind in WAITING for verdict in verdicts)
    print(f"conformance: {len(verdicts) - waiting - failed + passed_vectors} passed, {failed + len(problems)} failed")
    return 1 if failed or problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", help="the built ilm-cost")
    parser.add_argument("--services", nargs="+", metavar="TYPE", help="only these Terraform resource types")
    parser.add_argument("--verbose", action="store_true", help="print every row and vector with its class")
    parser.add_argument("--check-docs", type=pathlib.Path, default=PAGE, metavar="FILE",
                        help="the page that must say what differences.csv says (docs/differences.md)")
    parser.add_argument("--write-docs", type=pathlib.Path, metavar="FILE", help="write that page, and do nothing else")
    options = parser.parse_args()
    if options.write_docs:
        options.write_docs.write_text(differences.page(), encoding="utf-8")
        return 0
    if not options.command:
        parser.error("--command is needed")
    return run(options)


if __name__ == "__main__":
    sys.exit(main())
