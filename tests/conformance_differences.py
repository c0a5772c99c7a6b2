"""tests/cases/differences.csv: where our figure is not theirs, and docs/differences.md, which is made from it."""
import collections
import csv
import decimal
import io
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE = ROOT / "tests/cases/differences.csv"
COLUMNS = ["case", "line_item", "ours_quantity", "ours_usd", "theirs_quantity", "theirs_usd", "class", "who", "why", "source"]
ASSERTED = COLUMNS[:6]
WHO = {"ours": "where ours is right", "theirs": "where theirs is right", "both": "where both are",
       "unknown": "where nobody can tell"}


def read():
    """(case, line item) -> row."""
    with open(FILE, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    stated = {(row["case"], row["line_item"]): row for row in rows}
    assert len(stated) == len(rows), "differences.csv has a row twice"
    for row in rows:
        assert row["class"] in CLASSES and row["who"] in WHO and row["why"] and row["source"], row
    return stated


def digits(number, places):
    text = f"{number.quantize(decimal.Decimal(1).scaleb(-places)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def row_of(case, item, ours, theirs):
    """The asserted columns; `ours` is quantity and cost, or the refusal."""
    priced = theirs.get("unit_price_usd") or theirs["line_item"] == "TOTAL"  # else what is recomputed is a quantity
    made = {"case": case, "line_item": item, "ours_quantity": "refused", "ours_usd": "", "theirs_quantity": theirs["quantity"],
            "theirs_usd": theirs["monthly_cost_usd"] or (theirs.get("recomputed_usd", "") if priced else "")}
    if isinstance(ours, Exception):
        return made
    return {**made, "ours_quantity": "" if ours.quantity is None else digits(ours.quantity, 10), "ours_usd": digits(ours.usd, 9)}


def same(stated, got):
    return all(stated[column] == got[column] for column in ASSERTED)


def line_text(row):
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([row[column] for column in ASSERTED])
    return out.getvalue()


# ---- the page ----

CLASSES = collections.OrderedDict([
    ("price class", "A price class limits the edges that serve. What an edge outside the class would serve is charged at the least "
     "expensive geography of the class (CloudFront developer guide, PriceClass). The other estimator charges every "
     "geography that its usage file names, at its own price, whatever the class. With price class `all` all its figures are ours."),
    ("engine past standard support", "AWS charges extended support for every vCPU-hour of an engine version whose standard support "
     "is over, and twice as much in its third year. The other estimator knows the first year only, and not the versions that "
     "have passed their date since. The dates are rules of the price book (`extended_support_*` of rds)."),
    ("volume of an Aurora instance", "An Aurora instance keeps its data in the volume of its cluster, which is billed by what lies in "
     "it. The other estimator adds the 20 GB gp2 volume that it takes for any database whose plan states none."),
    ("refused", "AWS does not make these volumes; ours refuses the file and says what would be right. The other estimator raises "
     "the figures without a word, the calculator of that time priced them as they stood."),
    ("rounded time", "AWS's calculator rounds the length of a task up to hundredths of an hour before it multiplies. AWS bills "
     "tasks by the second (Fargate pricing page), and so do we."),
    ("decimal gigabytes", "The source divides kilobytes by a million. A gigabyte is 2^30 bytes wherever AWS meters (tiers of 10 TB "
     "are 10,240 GB), so the same bytes are a little less."),
    ("rounded figure", "The parts agree; the published sum was rounded another way than to the nearest cent."),
    ("free deliveries", "The price list has the first 100,000 deliveries of a month at 0. The other estimator takes them off for a topic, "
     "but not for a subscription that stands by itself."),
    ("misprint", "The source prints another price than AWS's price page has."),
    ("inputs not stated", "The published total holds something that the page does not state, so nobody can work it out. All that is "
     "stated agrees line by line."),
    ("free share of its time", "Before December 2021 one gigabyte a month to the internet was free, since then a hundred; AWS's "
     "examples and calculator exports of that time take off the one. These cases are billed with the free share of today, all "
     "others without any."),
    ("addresses before 2024", "Before February 2024 the first elastic IP of a running instance was free. Since then every public "
     "IPv4 address is billed, which is what our bill does."),
    ("decimal petabytes", "The tiers of AWS's price list end at 1 PB and 5 PB, which are 1,048,576 and 5,242,880 GB, as 10 TB "
     "are 10,240 GB."),
    ("rules of managed groups", "AWS bills a managed rule group as one rule, and the rules inside of one's own groups only. The "
     "other estimator adds the rules inside of managed groups."),
    ("slip of the page", "The page's own quantity times its own price does not give its figure."),
])

INTRODUCTION = """# Where our figures are not theirs

Every outside case of tests/cases (what another estimator prints, AWS's own examples, exports of AWS's calculator) is billed from
its inputs and compared line by line (`tests/conformance.py`). These are all the lines that do not agree, each with who is right.
The figures are asserted: a difference that changes or goes away fails the check until its row is changed or removed. Where the other
side's assumption can be written in a workload file, the check also bills that file and gets their figure.

Made by `python3 tests/conformance.py --write-docs docs/differences.md` from tests/cases/differences.csv; do not edit.
"""


def cell(text):
    return text.replace("|", "\\|")


def figures(row, side):
    """`2 hours-or-so for 3.00`, as the table shows it."""
    quantity, usd = row[side + "_quantity"], row[side + "_usd"]
    money = f"{usd} USD" if usd else ""
    return ", ".join(part for part in (quantity, money) if part) or "not printed"


def section(name, rows):
    lines = [f"## {name[0].upper()}{name[1:]}", "", CLASSES[name], "",
             "| case | line | ours | theirs | right | why | source |", "| --- | --- | --- | --- | --- | --- | --- |"]
    lines += ["| " + " | ".join(cell(text) for text in (row["case"], row["line_item"], figures(row, "ours"), figures(row, "theirs"),
                                                        row["who"], row["why"], row["source"])) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def page():
    rows = list(read().values())
    right = collections.Counter(row["who"] for row in rows)
    summary = f"\n{len(rows)} lines: " + ", ".join(f"{right[who]} {text}" for who, text in WHO.items() if right[who]) + ".\n"
    sections = [section(name, [row for row in rows if row["class"] == name]) for name in CLASSES
                if any(row["class"] == name for row in rows)]
    return "\n".join([INTRODUCTION + summary, *sections])


def check_docs(path):
    if path.exists() and path.read_text(encoding="utf-8") == page():
        return []
    return [f"{path.name} is not what tests/cases/differences.csv says; run tests/conformance.py --write-docs docs/{path.name}"]
