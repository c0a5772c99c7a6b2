#!/usr/bin/env python3
"""How many instructions trials, a month without chance and a cold estimate take, each below its floor.  They are
counted by valgrind and do not depend on what else the machine does, so `make check` may ask for them.

    python3 tests/bench/instructions.py --command build/ilm-cost --months build/obj/tests/bench/months

Fails when one is above its floor.  What this processor or machine cannot count is said, not passed over."""
import argparse
import pathlib
import platform
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MINUTES = 43200
WIDE = "avx2"


def count(arguments):
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *arguments],
                          capture_output=True, text=True, check=True)
    return int(re.search(r"Collected : (\d+)", done.stderr).group(1))


def between(make, few, many):
    """Of each of the units by which the second run has more."""
    return (count(make(many)) - count(make(few))) / (many - few)


def has_wide_vectors():
    try:
        return WIDE in pathlib.Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").split()
    except OSError:
        return False


def rows(command, months):
    """(goal, what, floor, unit, how many) of all that can be counted here."""
    def trials(*more):
        return between(lambda n: [months, "ours", str(n), *more], 16, 48) / MINUTES

    def month(name, *more):
        return between(lambda n: [months, name, str(n), *more], 1, 21) / 1e6

    if has_wide_vectors():
        yield 4, "instructions a trial-minute, vectors of x86-64-v3", 40, "", trials()
    else:
        print(f"  4  this processor has no {WIDE}: trials with it are not counted")
    yield 4, "instructions a trial-minute, vectors of x86-64-v2", 100, "", trials("v2")
    yield 7, "months of which none repeats itself: of those of a search", 1.05, " x", \
        month("scan", "growing") / month("whole", "growing")
    yield 9, "instructions of a month without chance, searched whole", 2, " M", month("whole")
    yield 9, "the same, what its weeks repeat not searched again", 1, " M", month("scan")
    yield 9, "the same and its traffic, business hours", 2, " M", month("column")
    production = str(ROOT / "examples/interviewlm/production.yaml")
    yield 16, "instructions of a cold estimate of production.yaml", 4, " M", count([command, "estimate", production]) / 1e6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--months", required=True)
    options = parser.parse_args()
    if not shutil.which("valgrind") or platform.machine() not in ("x86_64", "AMD64"):
        print("instructions: not counted, which takes valgrind on x86-64")
        return
    above = 0
    for goal, what, floor, unit, reached in rows(options.command, options.months):
        above += reached > floor
        print(f"{goal:>3}  {what:58} {f'<= {floor}{unit}':>12} {f'{reached:.2f}{unit}':>22}  "
              f"{'' if reached <= floor else 'NOT REACHED'}", flush=True)
    sys.exit(f"instructions: {above} above their floor" if above else 0)


if __name__ == "__main__":
    main()
