#!/usr/bin/env python3
"""Workbooks calculate what the engine calculates, also after somebody has changed a cell.

    python3 tests/workbook.py --command build/ilm-cost

Every example and tests/workbook/shop.yaml become workbooks; copies of some get another price, quantity, allowance or
usage; LibreOffice calculates all of them anew in one run.  Then
- the total is that of the JSON report; in two of them every cell is what the file said before (the engine's figures)
- the total of a changed workbook is that of the command with the same change (--prices, --set)
- lines are those of JSON and CSV to the last digit
- texts that look like formulas are texts, equal inputs give equal bytes, charts are there
"""
import argparse
import csv
import decimal
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

ROOT = pathlib.Path(__file__).resolve().parent.parent
SHOP = ROOT / "tests/workbook/shop.yaml"
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
found = []
checks = 0


def expect(true, text):
    global checks
    checks += 1
    if not true:
        found.append(text)


def close(a, b, tolerance=1e-6):
    return abs(a - b) <= tolerance + 1e-9 * abs(b)


def run(command, *arguments):
    return subprocess.run([command, "estimate", *map(str, arguments)], capture_output=True, text=True, check=True,
                          cwd=ROOT).stdout


def bill(command, *arguments):
    return json.loads(run(command, *arguments, "--format", "json", "--quiet"))


def calculate(folder, files):
    """All of them in one run of LibreOffice, each formula calculated anew."""
    user = folder / "profile/user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(SETTINGS)
    out = folder / "calculated"
    done = subprocess.run([shutil.which("soffice") or "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
                           "--convert-to", "xlsx", "--outdir", str(out), *map(str, files)],
                          capture_output=True, text=True, timeout=300)
    for path in files:
        if not (out / path.name).exists():
            sys.exit(f"LibreOffice wrote no {path.name}: {done.stdout}{done.stderr}")
    return out


def table(sheet, head_row):
    """Rows as dicts by the titles; the cells themselves."""
    rows = sheet.iter_rows(min_row=head_row)
    titles = [cell.value for cell in next(rows)]
    for row in rows:
        yield dict(zip(titles, row))


# ---- changes: what is done in the workbook, and the same by the command ----

def change_price(book, folder):
    """CloudFront's second tier in North America: the overlay needs all of its tiers."""
    rows = [row for row in table(book["Prices"], 1)
            if (row["Dimension"].value, row["Variant"].value) == ("transfer_out", "geo=us-mexico")]
    rows[1]["Unit price"].value = 0.05
    overlay = folder / "second-tier.csv"
    with overlay.open("w") as stream:
        writer = csv.writer(stream)
        writer.writerow("service dimension variant region unit tier_from price_usd".split())
        for row in rows:
            writer.writerow([row[title].value for title in ("Service", "Dimension", "Variant", "Region", "Unit")] +
                            [f"{row['Tier from'].value:.0f}", repr(row["Unit price"].value)])
    return ["--prices", overlay]


def change_list_price(book, folder):
    """Fargate's list price moves Spot, which is a part of it."""
    for row in table(book["Prices"], 1):
        if row["Dimension"].value == "vcpu_hours" and row["Part of list price"].value is None:
            row["Unit price"].value = 0.06
    overlay = folder / "list-price.csv"
    overlay.write_text("service,dimension,variant,region,unit,tier_from,price_usd\n"
                       "fargate,vcpu_hours,arch=x86_64;os=linux,us-east-1,vCPU-hour,0,0.06\n")
    return ["--prices", overlay]


def set_lines(book, column, value, **wanted):
    count = 0
    for row in table(book["Lines"], 2):
        if row[column].value is not None and all(row[title].value == text for title, text in wanted.items()):
            row[column].value = value
            count += 1
    assert count == 2, (wanted, count)  # one in each month


def change_quantity(book, folder):
    set_lines(book, "Quantity", 1500, Resource="lb", Dimension="lcu_hours")
    return ["--set", "resources.lb.usage.lcu_hours=1500"]


def change_storage(book, folder):
    """Into a tier that the estimate does not reach, shared with another resource."""
    set_lines(book, "Usage", 900 * 1024, Resource="files", Dimension="storage")
    return ["--set", "resources.files.storage=900 TB"]


def change_transfer(book, folder):
    """Through all tiers; the allowance is shared out anew between two geographies."""
    set_lines(book, "Usage", 6000 * 1024, Resource="cdn", Variant="geo=us-mexico", Dimension="transfer_out")
    return ["--set", "resources.cdn.usage.transfer_out.us-mexico=6000 TB"]


def change_net(book, folder):
    """Backups are billed net of the storage."""
    set_lines(book, "Usage", 250, Resource="db", Dimension="storage")
    return ["--set", "resources.db.storage.size=250 GiB"]


def change_allowance(book, folder):
    """All of the free terabyte is used elsewhere: usage elsewhere also moves the tiers."""
    for row in table(book["Allowances"], 1):
        if row["Allowance"].value == "cloudfront-transfer":
            row["Used elsewhere"].value = 20 * 1024
    first = set()
    for row in table(book["Tiers"], 1):
        key = (row["Scenario"].value, row["Month"].value)
        if (row["Dimension"].value, row["Variant"].value) == ("transfer_out", "geo=us-mexico") and key not in first:
            first.add(key)
            row["Used elsewhere"].value = 20 * 1024
    return ["--set", "account.usage.\"cloudfront.transfer_out\".us-mexico=20 TB"]


CHANGES = [change_price, change_list_price, change_quantity, change_storage, change_transfer, change_net,
           change_allowance]


# ---- checks ----

def compare_cells(name, before, after):
    """The figures that the engine wrote are those that the formulas come to."""
    for sheet in before.sheetnames:
        for row in before[sheet].iter_rows():
            for cell in row:
                value = after[sheet][cell.coordinate].value
                if isinstance(cell.value, (int, float)):
                    same = isinstance(value, (int, float)) and close(value, cell.value)
                else:
                    same = (value or "") == (cell.value or "")
                expect(same, f"{name}: {sheet}!{cell.coordinate} is {value!r}, the engine has {cell.value!r}")


def compare_bill(name, book, engine):
    summary = list(book["Summary"].iter_rows(values_only=True))
    total = summary[5][2]
    expect(close(total, float(engine["total"])), f"{name}: total {total}, the engine has {engine['total']}")
    for what, sums in (("Service", engine["by_service"]), ("Resource", engine["by_resource"])):
        start = next(i for i, row in enumerate(summary) if row[0] == what) + 1
        rows = {row[0]: row[2] for row in summary[start:start + len(sums)]}
        expect(rows.keys() == sums.keys(), f"{name}: {what}: {sorted(rows)}")
        for key, usd in sums.items():
            expect(close(rows.get(key, -1), float(usd)), f"{name}: {what} {key} is {rows.get(key)}, not {usd}")


def compare_lines(name, book, engine, text):
    """JSON, CSV and the workbook have the same lines to the last digit."""
    lines = {row["Id"].value: row for row in table(book["Lines"], 2) if row["Id"].value}
    rows = {row["id"]: row for row in csv.DictReader(text.splitlines())}
    expect(len(rows) == len(engine["lines"]) and lines.keys() == rows.keys(), f"{name}: other lines in CSV or workbook")
    for line in engine["lines"]:
        row, cells = rows.get(line["id"]), lines.get(line["id"])
        if not row or not cells:
            continue
        for key in ("quantity", "unit_price", "cost"):
            expect(row[key] == line[key], f"{name}: {line['id']}: {key} is {row[key]} in CSV, {line[key]} in JSON")
        expect(cells["As estimated"].value == line["cost"], f"{name}: {line['id']}: {cells['As estimated'].value}")
        expect(close(cells["Quantity"].value, float(line["quantity"])), f"{name}: {line['id']}: quantity")
        expect(close(cells["USD"].value, float(line["cost"]), 2e-9), f"{name}: {line['id']}: cost")
    expect(sum(decimal.Decimal(row["cost"]) for row in rows.values()) == decimal.Decimal(engine["total"]),
           f"{name}: the lines do not add up")


def check_texts(path, text):
    """What begins like a formula is a text, and nothing else in that column is a formula."""
    tags = [row["Tags"] for row in table(openpyxl.load_workbook(path)["Lines"], 2)]
    expect(all((cell.value or "").startswith("+2=x") for cell in tags), "the tags are not there")
    expect(all(cell.data_type == "s" for cell in tags), "a tag is a formula")
    for row in csv.reader(text.splitlines()):
        for cell in row:
            number = cell.lstrip("-").replace(".", "", 1).isdigit()
            expect(number or cell[:1] not in "=+-@" or not cell, f"CSV: {cell} is a formula")
    rows = list(csv.DictReader(text.splitlines()))
    expect(all(row["tags"].startswith("'+2=x") for row in rows), "the tags are not there in CSV")


def check_file(path):
    with zipfile.ZipFile(path) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
        formulas = package.read("xl/worksheets/sheet2.xml").count(b"<f>")
        panes = package.read("xl/worksheets/sheet2.xml").count(b'state="frozen"')
    expect(charts and formulas > 0 and panes == 1, f"{path.name}: {charts}, {formulas} formulas, {panes} panes")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = str(pathlib.Path(parser.parse_args().command).resolve())
    inputs = [path for path in sorted((ROOT / "examples").glob("**/*.yaml")) if "libcost-workload/1" in path.read_text()]
    inputs.append(SHOP)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = {}
        for path in inputs:
            files[folder / f"{len(files)}-{path.stem}.xlsx"] = path
        for made, path in files.items():
            run(command, path, "--quiet", "-o", made)
        changed = {}
        whole, small = next(made for made, path in files.items() if path == SHOP), folder / "small.xlsx"
        book = openpyxl.load_workbook(whole)
        del book["Timeline"]  # thousands of cells that take their time; the first change has them
        for sheet in book.worksheets:
            sheet._charts = []
        book.save(small)
        for change in CHANGES:
            book = openpyxl.load_workbook(whole if change == CHANGES[0] else small)
            made = folder / f"{change.__name__}.xlsx"
            changed[made] = change(book, folder)
            book.save(made)
        out = calculate(folder, [*files, *changed])
        for made, path in files.items():
            every = path.stem in ("november", "shop")
            calculated = openpyxl.load_workbook(out / made.name, data_only=True, read_only=not every)
            engine = bill(command, path)
            if every:
                compare_cells(path.stem, openpyxl.load_workbook(made, data_only=True), calculated)
            compare_bill(path.stem, calculated, engine)
            compare_lines(path.stem, calculated, engine, run(command, path, "--format", "csv", "--quiet"))
            check_file(made)
            again = made.with_suffix(".again.xlsx")
            run(command, path, "--quiet", "-o", again)
            expect(again.read_bytes() == made.read_bytes(), f"{path.stem}: other bytes from the same input")
            if path == SHOP:
                check_texts(made, run(command, path, "--format", "csv", "--quiet"))
        base = float(bill(command, SHOP)["total"])
        for made, arguments in changed.items():
            engine = bill(command, SHOP, *arguments)
            expect(not close(base, float(engine["total"]), 1), f"{made.stem}: the change changes nothing")
            calculated = openpyxl.load_workbook(out / made.name, data_only=True, read_only=True)
            compare_bill(made.stem, calculated, engine)
            if "Timeline" in calculated.sheetnames:
                hours = [row[2] for row in calculated["Timeline"].iter_rows(min_row=3, values_only=True)]
                expect(len(hours) == 1464 and close(sum(hours), float(engine["total"])),
                       f"{made.stem}: {len(hours)} hours are {sum(hours)}, the engine has {engine['total']}")
    for text in found[:40]:
        print(text)
    print(f"workbook: {checks - len(found)} of {checks} checks passed, {len(files)} files, {len(changed)} changes")
    return 1 if found or not checks else 0


if __name__ == "__main__":
    sys.exit(main())
