#!/usr/bin/env python3
"""Each warning and hint has a workload that provokes it and, but for one change, the same that does not.

    python3 tests/counterparts.py --command build/ilm-cost

tests/counterparts.csv: code, arguments (run in tests/golden, with --format json), path (what the warning is about), calm
(further arguments: the change).  A code of docs/warnings.md without a row, a row that provokes nothing or whose change
does not silence it, and a change that takes the resource away, are failures.
"""
import argparse
import csv
import json
import pathlib
import re
import shlex
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent


class Refused(Exception):
    """The command did not give a bill."""


def run(command, arguments):
    """The codes that the bill warns of, each with its path, and the resources that it bills."""
    done = subprocess.run([command, *shlex.split(arguments), "--format", "json", "--quiet"], cwd=ROOT / "golden",
                          capture_output=True, text=True, timeout=120, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
    if done.returncode:
        raise Refused(f"{arguments}: exit code {done.returncode}: {done.stderr.strip()}")
    bill = json.loads(done.stdout)
    return {(note["code"], note["path"]) for note in bill["warnings"]}, set(bill["by_resource"])


def problems_of(command, row):
    code, path = row["code"], row["path"]
    try:
        provoked, before = run(command, row["arguments"])
        calm, after = run(command, f"{row['arguments']} {row['calm']}")
    except Refused as refused:
        yield str(refused)
        return
    if (code, path) not in provoked:
        yield f"{row['arguments']} does not provoke it at {path}"
    if (code, path) in calm:
        yield f"{row['calm']} does not silence it at {path}"
    if not row["calm"].strip() or before != after:
        yield f"\"{row['calm']}\" takes away or brings resources instead of changing one"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = str(pathlib.Path(parser.parse_args().command).resolve())
    with open(ROOT / "counterparts.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    codes = set(re.findall(r"^## ([a-z0-9-]+)$", (ROOT.parent / "docs/warnings.md").read_text(), re.M))
    found = [f"{code}: it is in docs/warnings.md and has no row" for code in sorted(codes - {row["code"] for row in rows})]
    found += [f"{row['code']}: it is not in docs/warnings.md" for row in rows if row["code"] not in codes]
    found += [f"{row['code']}: {problem}" for row in rows for problem in problems_of(command, row)]
    for problem in found:
        print(f"tests/counterparts.csv: {problem}")
    print(f"warnings: {len(rows)} provoked and silenced, {len(found)} failed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
