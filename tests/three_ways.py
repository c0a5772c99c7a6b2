#!/usr/bin/env python3
"""The golden folders through a C program that knows the public headers only, and through the Python package.

    python3 tests/three_ways.py --program build/obj/tests/border/golden_library --library build/libcost.so

tests/golden.py compares what the command writes with the same files, so that all three agree to the byte: the report of
a run that succeeds, the problems of one that fails.  Folders of commands that only the command has are counted.
"""
import argparse
import datetime
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMANDS = ("estimate", "compare", "simulate", "check", "diff", "explain")
KEYWORDS = {"--period": "period", "--region": "region", "--scenario": "scenario", "--as-of": "as_of"}
NUMBERS = {"--trials": "trials", "--seed": "seed", "--threads": "threads"}
OTHERS = ("--set", "--format", "--prices", "--threshold", "--trial", "--until", "--baseline", "--budgets", "--today")
FLAGS = ("--quiet", "--fail-on-warning", "--strict", "--lines", "--sobol")
WRONG_USE = "64"


def wanted(folder):
    """Exit code, then the text that must come out: of a failed run what stands on standard error."""
    code = (folder / "exit").read_text().strip() if (folder / "exit").exists() else "0"
    file = folder / ("stderr" if code == "1" else "stdout")
    return code, file.read_bytes() if file.exists() else b""


def from_program(program, arguments, folder):
    done = subprocess.run([program, *arguments], cwd=folder, capture_output=True, check=False, timeout=60,
                          stdin=subprocess.DEVNULL)
    return done.stdout if done.returncode == 0 else done.stderr or f"exit {done.returncode}".encode()


class Arguments:
    """A command line as the package takes it."""

    def __init__(self, words):
        self.files, self.format, self.prices, self.lines = [], "table", None, False
        self.keywords, self.numbers, overrides = {}, {}, {}
        self.threshold, self.trial, self.gate = "0.01", None, {}
        words = iter(words)
        for word in words:
            if word in KEYWORDS:
                self.keywords[KEYWORDS[word]] = next(words)
            elif word in NUMBERS:
                self.numbers[NUMBERS[word]] = int(next(words))
            elif word == "--until":
                text = next(words)
                self.numbers["until"] = float(text.rstrip("%")) / (100 if "%" in text else 1)
            elif word == "--threshold":
                self.threshold = next(words)
            elif word in ("--baseline", "--budgets", "--today"):
                self.gate[word[2:]] = next(words)
            elif word == "--trial":
                self.trial = int(next(words))
            elif word == "--set":
                path, _, value = next(words).partition("=")
                overrides[path] = value
            elif word == "--format":
                self.format = next(words)
            elif word == "--prices":
                self.prices = next(words)
            elif word not in FLAGS:
                self.files.append(word)
            self.lines |= word == "--lines"
            if word == "--sobol":
                self.numbers["sobol"] = True
            if word == "--strict":
                self.keywords["strict"] = True
        self.keywords["overrides"] = overrides


def from_python(libcost, command, words):
    arguments = Arguments(words)
    try:
        catalog = libcost.Catalog(arguments.prices)
        if command == "diff":
            old = libcost.Workload.load(arguments.files[0], catalog=catalog)
            new = libcost.Workload.load(arguments.files[1], catalog=catalog, **arguments.keywords)
            return libcost.diff(old, new).report(arguments.format, threshold=arguments.threshold,
                                                 lines=arguments.lines).encode()
        if command == "explain":
            file, *words = arguments.files
            bill = libcost.Workload.load(file, catalog=catalog, **arguments.keywords).estimate()
            return bill.explain(" ".join(words)).report(arguments.format).encode()
        workloads = [libcost.Workload.load(file, catalog=catalog, **arguments.keywords) for file in arguments.files]
        if command == "compare":
            return workloads[0].compare(**arguments.numbers).report(arguments.format).encode()
        if command == "check":
            gate = dict(arguments.gate, **arguments.numbers)
            for name, read in (("budgets", libcost.Budgets.load), ("baseline", libcost.Bill.load),
                               ("today", datetime.date.fromisoformat)):
                if name in gate:
                    gate[name] = read(gate[name])
            return libcost.check(workloads, **gate).report(arguments.format, lines=arguments.lines).encode()
        if arguments.trial is not None:
            bill = workloads[0].trial(arguments.trial, arguments.numbers.get("seed", 1))
            return bill.report(arguments.format, lines=arguments.lines).encode()
        if command == "simulate":
            return libcost.simulate(workloads, **arguments.numbers).report(arguments.format, lines=arguments.lines).encode()
        return libcost.estimate(workloads).report(arguments.format, lines=arguments.lines).encode()
    except libcost.CostError as error:
        return "".join(f"{problem}\n" for problem in error.problems).encode()


def is_known(words):
    """Whether every option is one that the other two have."""
    options = [word for word in words if word.startswith("-")]
    return all(word in (*KEYWORDS, *NUMBERS, *OTHERS, *FLAGS) for word in options)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("--library", required=True)
    options = parser.parse_args()
    os.environ["LIBCOST_LIBRARY"] = str(pathlib.Path(options.library).resolve())
    sys.path.insert(0, str(ROOT / "bindings/python"))
    import libcost
    program = str(pathlib.Path(options.program).resolve())
    compared, others, failed = 0, [], 0
    for folder in sorted(path.parent for path in (ROOT / "tests/golden").glob("*/args")):
        command, *words = (folder / "args").read_text().splitlines()
        code, want = wanted(folder)
        files = [word for word in words if word.endswith((".yaml", ".json"))]
        # The command goes on after a file that it refuses; a program that reads one file after another does not.
        saved_bill = command == "diff" and any(word.endswith(".json") for word in words)
        if (command not in COMMANDS or code == WRONG_USE or not is_known(words) or saved_bill
                or (code == "1" and len(files) > 1)):
            others.append(folder.name)
            continue
        os.chdir(folder)
        for who, got in (("the C program", from_program(program, [command, *words], folder)),
                         ("Python", from_python(libcost, command, words))):
            if got != want:
                failed += 1
                print(f"tests/golden/{folder.name}: {who} says\n{got.decode(errors='replace')}"
                      f"instead of\n{want.decode(errors='replace')}")
        compared += 1
    print(f"three ways: {compared} golden folders, {failed} answers differ; {len(others)} folders are of the command alone")
    return 1 if failed or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
