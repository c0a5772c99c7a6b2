#!/usr/bin/env python3
"""How long a cold `ilm-cost estimate` takes beside /bin/true, spawn to exit, interleaved, as a ratio.

    python3 tests/bench/startup.py --command build/ilm-cost [--pairs 101]
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def wall(arguments):
    begin = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, {}, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                                                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    os.waitpid(pid, 0)
    return time.perf_counter() - begin


def instructions(arguments):
    if not shutil.which("valgrind"):
        return None
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *arguments],
                          capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", done.stderr)
    return int(found.group(1)) if found else None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--pairs", type=int, default=101)
    options = parser.parse_args()
    estimate = [str(pathlib.Path(options.command).resolve()), "estimate",
                str(ROOT / "examples/interviewlm/production.yaml")]
    nothing = ["/bin/true"]
    for side in (estimate, nothing):
        wall(side)
    ours, theirs = [], []
    for _ in range(options.pairs):
        ours.append(wall(estimate))
        theirs.append(wall(nothing))
    ratios = [a / b for a, b in zip(ours, theirs)]
    print(f"estimate production.yaml  {statistics.median(ours) * 1e3:8.2f} ms  median of {options.pairs}")
    print(f"/bin/true                 {statistics.median(theirs) * 1e3:8.2f} ms")
    print(f"ratio                     {statistics.median(ratios):8.2f}     (medians {statistics.median(ours) / statistics.median(theirs):.2f}; goal <= 4)")
    for name, side in (("estimate", estimate), ("/bin/true", nothing)):
        count = instructions(side)
        print(f"instructions {name:12} {'valgrind is missing' if count is None else f'{count / 1e6:.2f} M'}")


if __name__ == "__main__":
    main()
