#!/usr/bin/env python3
"""How long a cold `ilm-cost estimate` takes beside /bin/true and Python, spawn to exit, interleaved, as ratios.

    python3 tests/bench/startup.py --command build/ilm-cost [--pairs 101]
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def wall(arguments):
    begin = time.perf_counter()
    pid = os.posix_spawn(arguments[0], arguments, {}, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
                                                                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)])
    os.waitpid(pid, 0)
    return time.perf_counter() - begin


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--pairs", type=int, default=101)
    options = parser.parse_args()
    estimate = [str(pathlib.Path(options.command).resolve()), "estimate",
                str(ROOT / "examples/interviewlm/production.yaml")]
    nothing, python = ["/bin/true"], [os.path.realpath(sys.executable), "-c", "pass"]
    for side in (estimate, nothing, python):
        wall(side)
    times = {name: [] for name in ("estimate", "true", "python")}
    for _ in range(options.pairs):
        for name, side in (("estimate", estimate), ("true", nothing)):
            times[name].append(wall(side))
    ratio = statistics.median(a / b for a, b in zip(times["estimate"], times["true"]))
    after = []  # Python leaves the caches full of itself: it is compared with estimates that come after it
    for _ in range(options.pairs):
        times["python"].append(wall(python))
        after.append(wall(estimate))
    median = {name: statistics.median(all_of) for name, all_of in times.items()}
    faster = statistics.median(a / b for a, b in zip(times["python"], after))
    for name in times:
        print(f"{name:10} {median[name] * 1e3:8.2f} ms  median of {options.pairs}")
    print(f" 15  a cold estimate of production.yaml against /bin/true      <= 2.5 x  {ratio:8.2f}  {'' if ratio <= 2.5 else 'NOT REACHED'}")
    print(f" 17  how much faster than python3 -c pass                        >= 6 x  {faster:8.2f}  {'' if faster >= 6 else 'NOT REACHED'}")


if __name__ == "__main__":
    main()
