#!/usr/bin/env python3
"""Compares the direct includes of every room with libcost/LAYERS, and the doors of the libraries behind them.

    python3 tests/layers.py        # prints each breach; exit 1 if there is one
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
INCLUDE = re.compile(r'^\s*#\s*include\s+[<"]([^">]+)[">]')
# The places from which each library may be included.
DOORS = {
    "yaml.h": ("libcost/base/yaml.c",),
    "cJSON.h": ("libcost/base/json.c",),
    "csv.h": ("libcost/base/csv.c",),
    "pthread.h": ("libcost/base/json.c", "libcost/analysis/trials.c", "libcost/report/xlsx.c"),
    "xlsxwriter.h": ("libcost/report/xlsx_library.h",),
}


def read_layers():
    allowed = {}
    for line in (ROOT / "libcost/LAYERS").read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            room, _, names = line.partition(":")
            allowed[room.strip()] = set(names.split()) | {room.strip()}
    return allowed


def breaches():
    allowed = read_layers()
    seen = {}
    for path in sorted(ROOT.glob("libcost/*/*.[ch]")):
        name = path.relative_to(ROOT).as_posix()
        room = path.parent.name
        if path.name in seen:
            yield f"{name}: {seen[path.name]} has the same file name"
        seen[path.name] = name
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = match.group(1)
            if target.startswith("libcost/"):
                other = target.split("/")[1]
                if other not in allowed.get(room, set()):
                    yield f"{name}:{number}: {room} may not include {other} ({target})"
            elif target in DOORS and name not in DOORS[target]:
                yield f"{name}:{number}: <{target}> is for {' and '.join(DOORS[target])} alone"
            elif target.startswith("gsl/") and room != "analysis" and path.name != "interpolate.c":
                yield f"{name}:{number}: GSL is for analysis and demand/interpolate.c alone"
    for path in sorted(ROOT.glob("cli/*.[ch]")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if match and match.group(1).startswith("libcost/"):
                yield f"{path.relative_to(ROOT)}:{number}: the command includes public headers only"


def main():
    found = list(breaches())
    print("\n".join(found) if found else "layers: every include is allowed")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
