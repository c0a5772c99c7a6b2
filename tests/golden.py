#!/usr/bin/env python3
"""Runs the command over the golden folders and the invalid inputs and compares every byte.

    python3 tests/golden.py --command build/ilm-cost            # compare
    python3 tests/golden.py --command build/ilm-cost --rewrite  # write what it prints, for people to read

tests/golden/NAME/   args (one argument a line; the folder is the working directory), stdout, stderr, exit
tests/invalid/NAME/  input.yaml or input.json, error (what `validate` prints; it must exit 1)
"""
import argparse
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent


def run(command, arguments, folder):
    done = subprocess.run([command, *arguments], cwd=folder, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
                          env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"})
    return {"stdout": done.stdout, "stderr": done.stderr, "exit": f"{done.returncode}\n".encode()}


def golden_cases(command):
    for folder in sorted((ROOT / "golden").iterdir()):
        if (folder / "args").exists():
            arguments = (folder / "args").read_text().splitlines()
            yield folder, run(command, arguments, folder)


def invalid_cases(command):
    for folder in sorted((ROOT / "invalid").iterdir()):
        inputs = sorted(folder.glob("input.*"))
        if not inputs:
            continue
        result = run(command, ["validate", inputs[0].name], folder)
        if result["exit"] != b"1\n":
            result["stderr"] += b"(exit code " + result["exit"].strip() + b" instead of 1)\n"
        yield folder, {"error": result["stderr"]}


def totals(command):
    """One row a sample: every example file and every scenario of it, in USD."""
    rows = ["file,scenario,usd"]
    for path in sorted((ROOT.parent / "examples").glob("**/*.yaml")):
        if "libcost-workload/1" not in path.read_text():
            continue
        name = path.relative_to(ROOT.parent).as_posix()
        text = subprocess.run([command, "estimate", name, "--format", "json", "--quiet"], cwd=ROOT.parent,
                              capture_output=True, text=True, check=True).stdout
        rows.append(f"{name},,{json.loads(text)['total']}")
        for scenario in scenarios(path.read_text()):
            text = subprocess.run([command, "estimate", name, "--scenario", scenario, "--format", "json", "--quiet"],
                                  cwd=ROOT.parent, capture_output=True, text=True, check=True).stdout
            rows.append(f"{name},{scenario},{json.loads(text)['total']}")
    return ROOT / "golden", {"totals.csv": ("\n".join(rows) + "\n").encode()}


def scenarios(text):
    """Names under `scenarios:`, which our samples write one a line."""
    inside = False
    for line in text.splitlines():
        if inside and line.startswith("  ") and line[2:3].isalpha():
            yield line.split(":")[0].strip()
        inside = line.startswith("scenarios:") or (inside and (line.startswith(" ") or not line.strip()))


def compare(folder, result, rewrite):
    """The names of files that differ."""
    wrong = []
    for name, got in result.items():
        path = folder / name
        want = path.read_bytes() if path.exists() else (b"0\n" if name == "exit" else b"")
        if got == want:
            continue
        if rewrite:
            if got or name in ("stdout", "error"):
                path.write_bytes(got)
            elif path.exists():
                path.unlink()
        else:
            wrong.append((path, want, got))
    return wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--rewrite", action="store_true")
    options = parser.parse_args()
    command = str(pathlib.Path(options.command).resolve())
    passed = failed = 0
    for cases in (golden_cases(command), invalid_cases(command), [totals(command)]):
        for folder, result in cases:
            wrong = compare(folder, result, options.rewrite)
            for path, want, got in wrong:
                print(f"{path.relative_to(ROOT.parent)} differs\n--- wanted\n{want.decode(errors='replace')}"
                      f"+++ got\n{got.decode(errors='replace')}")
            failed += bool(wrong)
            passed += not wrong
    print(f"golden: {passed} passed, {failed} failed")
    if not passed:
        print("golden: no case was found")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
