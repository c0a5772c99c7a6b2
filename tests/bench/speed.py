#!/usr/bin/env python3
"""How fast months are beside their peers, each ratio in one run: both sides in turn, in CPU time of whole processes, the
median of the pairs.  Before anything is timed the peers have to come to the same months.

    python3 tests/bench/speed.py --command build/ilm-cost --months build/obj/tests/bench/months [--pairs 5]

Instructions are counted as in instructions.py."""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

import instructions

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HERE = pathlib.Path(__file__).resolve().parent
MINUTES = 43200
NOVEMBER = str(ROOT / "examples/interviewlm/november.yaml")


def run(arguments):
    """What a process prints, and its CPU time in seconds."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    text = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)}: exit {process.returncode}")
    return text, usage.ru_utime + usage.ru_stime


def numbers(arguments):
    return [int(word) for word in run(arguments)[0].split()]


def ratio(ours, theirs, pairs):
    """Median of theirs / ours, each a pair of arguments and of what they work off."""
    ratios, mine = [], []
    for _ in range(pairs):
        times = [run(arguments)[1] / units for arguments, units in (ours, theirs)]
        ratios.append(times[1] / times[0])
        mine.append(times[0])
    return statistics.median(ratios), min(ratios), max(ratios), statistics.median(mine)


class Table:
    def __init__(self):
        self.below = 0

    def row(self, goal, what, floor, reached, good, note=""):
        self.below += not good
        print(f"{goal:>3}  {what:58} {floor:>12} {reached:>22}  {'' if good else 'NOT REACHED'}{note}", flush=True)


def check_peers(months, python, has_numpy):
    """Without chance all come to the same integers; with it to the same mean."""
    for kind in ("interpolated", "hourly", "flat"):
        sides = {engine: numbers([months, engine, "1", kind]) for engine in ("scan", "whole", "loop", "gsl-flat")}
        sides["python"] = numbers([*python, "python", "1", kind])
        if has_numpy and kind == "interpolated":
            sides["numpy"] = numbers([*python, "numpy-flat", "1", str(MINUTES)])
        if len({tuple(side) for side in sides.values()}) != 1:
            sys.exit(f"the peers disagree about a month that is {kind}: {sides}")
    batches = 20
    means = []
    for side in ("ours", "gsl"):
        sums = [numbers([months, side, str(16 * (i + 1))]) for i in range(batches)]
        tasks = [s[0] + s[1] for s in sums]
        each = [(b - a) / 16 for a, b in zip([0, *tasks], tasks)]
        means.append((statistics.mean(each), statistics.stdev(each) / batches**0.5))
    (ours, error), (theirs, other) = means
    if abs(ours - theirs) > 4 * (error**2 + other**2) ** 0.5:
        sys.exit(f"the peers disagree about possible months: {means}")
    print(f"the same month in every integer: scan, loop, C, Python{', NumPy' if has_numpy else ''}; "
          f"the same mean over {16 * batches} trials: {ours / 3600:.1f} ± {error / 3600:.1f} and "
          f"{theirs / 3600:.1f} ± {other / 3600:.1f} task-hours\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--months", required=True)
    parser.add_argument("--engines", required=True)
    parser.add_argument("--pairs", type=int, default=5)
    options = parser.parse_args()
    months, pairs, command = options.months, options.pairs, options.command
    python = [sys.executable, str(HERE / "months.py")]
    has_numpy = not subprocess.run([sys.executable, "-c", "import numpy"], capture_output=True, check=False).returncode
    check_peers(months, python, has_numpy)
    table = Table()
    print(f"{'':3}  {'':58} {'floor':>12} {'reached':>22}")

    def pair(goal, what, floor, ours, theirs):
        median, least, most, mine = ratio(ours, theirs, pairs)
        digits = 1 if floor > 2 else 2
        reached = f"{median:.{digits}f} [{least:.{digits}f} to {most:.{digits}f}]"
        table.row(goal, what, f">= {floor} x", reached, median >= floor,
                  f"  ({mine * 1e9 / MINUTES:.1f} ns a minute)")

    ours, v2 = ([months, "ours", "400"], 400), ([months, "ours", "400", "v2"], 400)
    gsl = ([months, "gsl", "160"], 160)
    pair(1, "trials against a loop in C with GSL's numbers", 8, ours, gsl)
    pair(2, "the same with vectors of x86-64-v2", 4, v2, gsl)
    if has_numpy:
        pair(3, "trials against NumPy, 10,000 at once", 12, ours, ([*python, "numpy", "10000", "1440"], 10000 / 30))
    else:
        print("  3  python3-numpy is missing: not compared with NumPy")
    same = run([months, "ours", "64"])[0] == run([months, "ours", "64", "v2"])[0]
    table.row(6, "the same months by vectors of every width", "0 differ", "0" if same else "differ", same)
    for what, engine, kind, floor in (("interpolated", "whole", "interpolated", 2.5), ("hourly", "whole", "hourly", 4),
                                      ("interpolated, days and weeks repeated", "scan", "interpolated", 5)):
        pair(7, f"a month without chance, {what}", floor, ([months, engine, "2000", kind], 2000),
             ([months, "loop", "200", kind], 200))
    for what, kind, floor in (("what repeating gains where weeks are alike", "interpolated", 1.5),
                              ("and where no two are", "growing", 0.95)):
        pair(7, what, floor, ([months, "scan", "4000", kind], 4000), ([months, "whole", "4000", kind], 4000))
    random = run([options.engines, "3000"])[0].strip()
    table.row(7, "3,000 random services, equal in every integer", "0 differ", random.split(":")[1].strip(),
              random.endswith(" 0 failed"))
    pair(8, "a month without chance against CPython", 250, ([months, "scan", "2000"], 2000), ([*python, "python", "5"], 5))
    if not shutil.which("valgrind"):
        print("  4  valgrind is missing: instructions are not counted")
    else:
        for goal, what, floor, unit, reached in instructions.rows(command, months):
            table.row(goal, what, f"<= {floor}{unit}", f"{reached:.2f}{unit}", reached <= floor)
    took = [run([command, "simulate", NOVEMBER, "--trials", "400", "-q", "--threads", "1"])[1] for _ in range(pairs)]
    text = pathlib.Path(NOVEMBER).read_text(encoding="utf-8").split("\nresources:")[1]
    resources = len(re.findall(r"^  [a-z0-9-]+:", re.split(r"\n[a-z]", text)[0], re.MULTILINE))
    print(f"\nInterviewLM in November, a trial: {statistics.median(took) / 400 * 1e3:.2f} ms, "
          f"{statistics.median(took) / 400 / resources / MINUTES * 1e9:.2f} ns a resource-minute ({resources} resources)")
    print(f"{table.below} below their floor" if table.below else "all reached")


if __name__ == "__main__":
    main()
