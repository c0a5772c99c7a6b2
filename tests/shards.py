#!/usr/bin/env python3
"""Shards of a simulation, merged, are the whole run, byte for byte; what is no whole run is refused.

    python3 tests/shards.py --command build/ilm-cost
"""
import argparse
import json
import os
import pathlib
import pty
import resource
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent
SHOP = ROOT / "golden/simulate/shop.yaml"
TRIALS = "700"
failures = []
checks = 0


def expect(what, good):
    global checks
    checks += 1
    if not good:
        failures.append(what)


class Runner:
    def __init__(self, command, folder):
        self.command, self.folder = command, pathlib.Path(folder)

    def run(self, *arguments):
        done = subprocess.run([self.command, *arguments], cwd=self.folder, capture_output=True, timeout=120)
        return done.returncode, done.stdout, done.stderr.decode()

    def simulate(self, *arguments):
        code, out, err = self.run("simulate", str(SHOP), "--quiet", *arguments)
        expect(f"simulate {arguments}: {code} {err}", code == 0 and not err)
        return out

    def bytes(self, name):
        return (self.folder / name).read_bytes()

    def shard(self, count, *arguments):
        names = []
        for i in range(1, count + 1):
            names.append(f"part-{count}-{i}.bin")
            self.simulate("--trials", TRIALS, "--shard", f"{i}/{count}", "-o", names[-1], *arguments)
        return names

    def refused(self, why, *files):
        code, out, err = self.run("merge", *files, "-o", "never.bin")
        expect(f"merge {files} says {err!r}, not {why!r}", code == 1 and why in err and not out)
        expect(f"merge {files} left a file", not (self.folder / "never.bin").exists())


def equality(runner):
    reports = ["-o", "{}.bin", "-o", "{}.txt", "-o", "{}.csv", "-o", "{}.md"]
    runner.simulate("--trials", TRIALS, "--threads", "1", *[word.format("whole") for word in reports])
    for threads in ("2", "5"):
        runner.simulate("--trials", TRIALS, "--threads", threads, "-o", "threads.bin")
        expect(f"{threads} threads give other bytes", runner.bytes("threads.bin") == runner.bytes("whole.bin"))
    for count in (1, 3, 16):
        parts = runner.shard(count, "--threads", str(1 + count % 3))
        code, _, err = runner.run("merge", *reversed(parts), *[word.format("merged") for word in reports])
        expect(f"merge of {count}: {err}", code == 0)
        for ending in ("bin", "txt", "csv", "md"):
            expect(f"{count} shards merged give another .{ending}",
                   runner.bytes(f"merged.{ending}") == runner.bytes(f"whole.{ending}"))
    code, out, _ = runner.run("merge", "merged.bin", "--format", "csv")
    expect("a merged file merged is another", code == 0 and out == runner.bytes("whole.csv"))


def sobol(runner):
    """Sobol indices too: of few ranges, and of more than their sequence has room for."""
    volumes = {f"v{i}": {"service": "ebs", "type": "gp3", "size": f"{10 + i} GiB to {20 + 2 * i} GiB"} for i in range(25)}
    many = {"format": "libcost-workload/1", "workload": "many", "region": "us-east-1", "period": "2025-11",
            "resources": volumes}
    (runner.folder / "many.json").write_text(json.dumps(many))
    reports = ["-o", "{}.bin", "-o", "{}.txt", "-o", "{}.csv"]
    for name, file, trials, counts in (("few", SHOP, "150", (1, 4, 7)), ("many", "many.json", "300", (3,)),
                                       ("two", SHOP, "3", (3,))):
        run = ["simulate", str(file), "--quiet", "--sobol", "--trials", trials]
        code, _, err = runner.run(*run, "--threads", "2", *[word.format(name) for word in reports])
        expect(f"{name}: {err}", code == 0 and b"First order" in runner.bytes(f"{name}.txt"))
        for count in counts:
            parts = [f"sobol-{name}-{count}-{i}.bin" for i in range(1, count + 1)]
            for i, part in enumerate(parts, 1):
                code, _, err = runner.run(*run, "--threads", str(1 + i % 3), "--shard", f"{i}/{count}", "-o", part)
                expect(f"{part}: {err}", code == 0 and not err)
            code, _, err = runner.run("merge", *reversed(parts), *[word.format("indices") for word in reports])
            expect(f"merge of {count} with Sobol indices: {err}", code == 0)
            for ending in ("bin", "txt", "csv"):
                expect(f"{name}: {count} shards with Sobol indices merged give another .{ending}",
                       runner.bytes(f"indices.{ending}") == runner.bytes(f"{name}.{ending}"))
    parts = [f"sobol-few-4-{i}.bin" for i in range(1, 5)]
    whole = runner.bytes("few.bin")
    runner.refused("which come before its own, are in no file", *parts[:2], parts[3])
    runner.simulate("--trials", "150", "--shard", "1/4", "-o", "plain.bin")
    runner.refused("of a run with Sobol indices and plain.bin of one without", "plain.bin", *parts[1:])
    runner.simulate("--trials", "149", "--sobol", "--shard", "1/4", "-o", "plain.bin")
    runner.refused("of a run of 150 trials and plain.bin of one of 149", "plain.bin", *parts[1:])
    # 5 trials and 4 rows: trials 0 and 1 are 1/2 and 2/5 of the trials, but not of the rows.
    for shard in ("1/2", "3/5", "4/5", "5/5"):
        runner.simulate("--trials", "5", "--sobol", "--shard", shard, "-o", f"split-{shard[0]}.bin")
    runner.refused("is a part of another split", "split-1.bin", "split-3.bin", "split-4.bin", "split-5.bin")
    for name, text, why in (("cut.bin", whole[:-8], "cut short"), ("rows.bin", whole[:-9] + b"\x55" + whole[-8:],
                                                                  "trials are damaged")):
        (runner.folder / name).write_bytes(text)
        runner.refused(why, name)


def reversed_maps(node):
    if isinstance(node, dict):
        return {key: reversed_maps(node[key]) for key in reversed(list(node)) if key != "budgets"}
    return node


def order(runner):
    """The order of a file means nothing: the same bytes, so that parts of both go together."""
    import yaml

    class TextLoader(yaml.BaseLoader):
        """Every scalar stays the text that it is."""

    for name, reverse in (("as-it-is", lambda node: node), ("reversed", reversed_maps)):
        root = yaml.load((ROOT / "golden/simulate-sobol-json/noise.yaml").read_text(), Loader=TextLoader)
        root["traffic"]["api"] = {**root["traffic"]["web"], "requests": "1M/month to 2M/month"}
        root["resources"]["lb2"] = {"service": "alb", "from": "api", "zones": "2"}
        (runner.folder / f"{name}.yaml").write_text(yaml.safe_dump(reverse(root), sort_keys=False))
        code, _, err = runner.run("simulate", f"{name}.yaml", "--quiet", "--trials", "40", "-o", f"{name}.bin")
        expect(f"simulate {name}: {err}", code == 0)
    expect("another order gives other bytes", runner.bytes("as-it-is.bin") == runner.bytes("reversed.bin"))


def example(runner):
    """examples/shards/shards.sh gives the report of the whole run."""
    script = ROOT.parent / "examples/shards/shards.sh"
    done = subprocess.run(["sh", str(script), str(SHOP), "--trials", TRIALS], cwd=runner.folder, capture_output=True,
                          env={**os.environ, "ILM_COST": runner.command, "SHARDS": "5", "AT_ONCE": "2"}, timeout=120)
    expect(f"shards.sh: {done.stderr}", done.returncode == 0 and not done.stderr)
    expect("shards.sh gives another report", done.stdout == runner.bytes("whole.txt"))


def refusals(runner):
    parts = [f"part-3-{i}.bin" for i in (1, 2, 3)]
    runner.refused("which come before its own, are in no file", *parts[1:])
    runner.refused("which come after its own, are in no file", *parts[:2])
    runner.refused("which come before its own, are in no file", parts[0], parts[2])
    runner.refused("are in part-3-2.bin too", *parts, "part-3-2.bin")
    runner.simulate("--trials", TRIALS, "--seed", "2", "--shard", "1/3", "-o", "seed.bin")
    runner.refused("parts of one run are expected", "seed.bin", *parts[1:])
    runner.simulate("--trials", "701", "--shard", "1/3", "-o", "trials.bin")
    runner.refused("parts of one run are expected", "trials.bin", *parts[1:])
    runner.simulate("--trials", TRIALS, "--shard", "1/3", "-o", "workload.bin", "--set", "resources.app.tasks=3")
    runner.refused("of another workload, price book or set of options", "workload.bin", *parts[1:])
    whole = runner.bytes("whole.bin")
    header = int.from_bytes(whole[16:24], "little")
    for name, text, why in (
            ("empty.bin", b"", "holds no trials"),
            ("short.bin", whole[:90], "cut short"),
            ("cut.bin", whole[:-1], "cut short"),
            ("long.bin", whole + b"\0", "more than its trials"),
            ("version.bin", whole[:8] + b"\1" + whole[9:], "is of version 1"),
            ("header.bin", whole[:header - 20] + bytes([whole[header - 20] ^ 1]) + whole[header - 19:],
             "header is damaged"),
            ("rows.bin", whole[:header + 5000] + bytes([whole[header + 5000] ^ 1]) + whole[header + 5001:],
             "trials are damaged")):
        (runner.folder / name).write_bytes(text)
        runner.refused(why, name)


def memory(runner):
    """Peak memory of a merge: 40 times the trials, the same memory."""
    peaks = []
    for trials in ("1000", "40000"):
        runner.simulate("--trials", trials, "-o", "many.bin")
        script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL);"
                  "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
        done = subprocess.run([sys.executable, "-c", script, runner.command, "merge", "many.bin"], cwd=runner.folder,
                              capture_output=True, text=True, check=True)
        peaks.append(int(done.stdout))
    expect(f"merge took {peaks[1]} KiB for 40,000 trials and {peaks[0]} KiB for 1,000", peaks[1] < peaks[0] + 2048)


def terminal(runner):
    """Ctrl-C ends a run that would take hours, with nothing written; until then a terminal is told how far it is."""
    master, slave = pty.openpty()
    process = subprocess.Popen([runner.command, "simulate", str(SHOP), "--trials", "10000000", "-o", "ctrl-c.bin"],
                               cwd=runner.folder, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    text = b""
    while b"of 10000000 trials" not in text and process.poll() is None:
        text += os.read(master, 4096)
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=60)
    text += os.read(master, 4096)
    os.close(master)
    expect(f"Ctrl-C: {code} {text!r}", code == 1 and b"cancelled after" in text)
    expect("Ctrl-C left a file", not list(runner.folder.glob("ctrl-c*")))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = str(pathlib.Path(parser.parse_args().command).resolve())
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        runner = Runner(command, folder)
        equality(runner)
        order(runner)
        example(runner)
        sobol(runner)
        refusals(runner)
        memory(runner)
        terminal(runner)
    print("\n".join(failures) if failures else f"shards: {checks} checks, all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
