#!/usr/bin/env python3
"""The C and Python examples of README.md and docs/python.md are run, and print what stands behind them.

    python3 tests/readme.py --build build            # compare; exit 1 on a difference
    python3 tests/readme.py --build build --rewrite  # write what they print, for people to read

A block ```c or ```python that a block ```text follows is an example, and the text what it prints.  The Python blocks of a
page are one session.  shop.yaml is the ```yaml block of README.md.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLE = re.compile(r"```(c|python)\n(.*?)```\n```text\n(.*?)```\n", re.S)
STRICT = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"]
SESSION = """
import contextlib, io, json, sys
scope, printed = {"__name__": "__main__"}, []
for source in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(source, "example", "exec"), scope)
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


def run(command, folder, **options):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False, **options)
    if done.returncode or (done.stderr and command[0] != "cc"):
        raise SystemExit(f"readme: {command[0]} failed\n{options.get('input', '')}\n{done.stdout}{done.stderr}")
    return done.stdout


def run_c(source, folder, build):
    pathlib.Path(folder, "shop.c").write_text(source)
    run(["cc", *STRICT, "-I", str(ROOT / "include"), "shop.c", "-o", "shop", f"-L{build}", "-lcost",
         f"-Wl,-rpath,{build}"], folder)
    return run(["./shop"], folder)


def run_python(sources, folder, build):
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "bindings/python"), LIBCOST_LIBRARY=str(build / "libcost.so"),
                       PYTHONDONTWRITEBYTECODE="1")
    return json.loads(run([sys.executable, "-W", "error", "-c", SESSION], folder, input=json.dumps(sources),
                          env=environment))


def printed(text, folder, build):
    """What each example of a page prints, in its order."""
    examples = EXAMPLE.findall(text)
    python = iter(run_python([source for kind, source, _ in examples if kind == "python"], folder, build))
    return [next(python) if kind == "python" else run_c(source, folder, build) for kind, source, _ in examples]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build")
    parser.add_argument("--rewrite", action="store_true")
    options = parser.parse_args()
    build = pathlib.Path(options.build).resolve()
    wrong = count = 0
    with tempfile.TemporaryDirectory() as folder:
        shop = re.search(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.S)[1]
        pathlib.Path(folder, "shop.yaml").write_text(shop)
        for page in (ROOT / "README.md", ROOT / "docs/python.md"):
            text = page.read_text()
            outputs = printed(text, folder, build)
            count += len(outputs)
            made = iter(outputs)
            fresh = EXAMPLE.sub(lambda m: f"```{m[1]}\n{m[2]}```\n```text\n{next(made)}```\n", text)
            if fresh == text:
                continue
            if options.rewrite:
                page.write_text(fresh)
                continue
            wrong += 1
            for (_, source, wanted), got in zip(EXAMPLE.findall(text), outputs):
                if wanted != got:
                    print(f"{page.relative_to(ROOT)}: the example\n{source}prints\n{got}instead of\n{wanted}")
    print(f"readme: {count} examples run" + (f", {wrong} pages differ; run `make docs`" if wrong else ""))
    return 1 if wrong or count < 8 else 0


if __name__ == "__main__":
    sys.exit(main())
