#!/usr/bin/env python3
"""Many possible months on one thread, on two, and in shards run by two processes: ratios, and the same bytes.

    python3 tests/bench/threads.py --command build/ilm-cost [--pairs 5] [--trials 4000]

Wall-clock ratios mean something only while nothing else runs; the ratio of CPU time says what a second thread costs by itself.
"""
import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import tempfile
import time

FILE = pathlib.Path(__file__).resolve().parent / "possible.yaml"
SHARDS = 16


class Bench:
    def __init__(self, command, folder, trials):
        self.command, self.folder, self.trials = command, pathlib.Path(folder), str(trials)

    def start(self, *arguments):
        return subprocess.Popen([self.command, "simulate", str(FILE), "--quiet", "--trials", self.trials, *arguments],
                                cwd=self.folder)

    @staticmethod
    def measured(run):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        run()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return time.perf_counter() - begin, cpu

    def threads(self, count):
        def run():
            if self.start("--threads", str(count), "-o", f"threads-{count}.bin").wait():
                raise SystemExit("simulate failed")
        return self.measured(run)

    def shards(self):
        def run():
            running = []
            for i in range(1, SHARDS + 1):
                if len(running) == 2 and running.pop(0).wait():
                    raise SystemExit("a shard failed")
                running.append(self.start("--threads", "1", "--shard", f"{i}/{SHARDS}", "-o", f"part-{i}.bin"))
            if any(process.wait() for process in running):
                raise SystemExit("a shard failed")
        return self.measured(run)

    def merge(self):
        parts = [f"part-{i}.bin" for i in range(1, SHARDS + 1)]
        subprocess.run([self.command, "merge", *parts, "-o", "merged.bin"], cwd=self.folder, check=True)

    def bytes(self, name):
        return (self.folder / name).read_bytes()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--trials", type=int, default=4000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(str(pathlib.Path(options.command).resolve()), folder, options.trials)
        one, two, shards = [], [], []
        for _ in range(options.pairs):
            one.append(bench.threads(1))
            two.append(bench.threads(2))
            shards.append(bench.shards())
        bench.merge()
        same = bench.bytes("threads-1.bin") == bench.bytes("threads-2.bin") == bench.bytes("merged.bin")

    def ratio(a, b, what):
        return statistics.median(x[what] / y[what] for x, y in zip(a, b))

    wall, cpu = 0, 1
    print(f"{options.trials} trials of {FILE.name}: {statistics.median(x[wall] for x in one):.2f} s on one thread, "
          f"{statistics.median(x[cpu] for x in one) / options.trials * 1e6:.0f} us of CPU a trial; load {os.getloadavg()[0]:.1f}")
    print(f"1 thread / 2 threads             {ratio(one, two, wall):8.2f}     wall (goal >= 1.8); CPU {ratio(two, one, cpu):.2f} x as much")
    print(f"{SHARDS} shards, 2 processes / threads {ratio(shards, two, wall):8.2f}     wall (goal <= 1.3); CPU {ratio(shards, two, cpu):.2f} x as much")
    print(f"bytes of 1 thread, 2 threads and merged shards: {'the same' if same else 'DIFFERENT'}")
    return 0 if same else 1


if __name__ == "__main__":
    raise SystemExit(main())
