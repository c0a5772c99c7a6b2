#!/usr/bin/env python3
"""Write zone_rules.c: every zone of the tz database with its present rule.

    python3 libcost/demand/zone_rules.py ZONEINFO > libcost/demand/zone_rules.c

ZONEINFO is a compiled tz database with its tzdata.zi, as Debian's package tzdata installs one.  A zone is its POSIX TZ
string (the footer of its file).  Where that string alone does not give the offsets of FIRST_YEAR to LAST_YEAR (a rule
that changed in these years, or one that follows the moon), the changes of these years are listed too.
"""

import io
import struct
import sys
from datetime import datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

FIRST_YEAR, LAST_YEAR = 2024, 2037
BEGIN = int(datetime(FIRST_YEAR, 1, 1, tzinfo=timezone.utc).timestamp())
END = int(datetime(LAST_YEAR + 1, 1, 1, tzinfo=timezone.utc).timestamp())
DAY = 86400


def database(root):
    """The version, and every name of a zone or a link."""
    version, names = None, set()
    for line in (root / "tzdata.zi").read_text(encoding="ascii").splitlines():
        words = line.split()
        if line.startswith("# version"):
            version = words[2]
        elif line.startswith("Z "):
            names.add(words[1])
        elif line.startswith("L "):
            names.add(words[2])
    names.discard("Factory")
    return version, sorted(names)


def posix_rule(data):
    return data.rstrip(b"\n").rsplit(b"\n", 1)[1].decode("ascii")


def zone_of(rule):
    """A zone that knows nothing but the rule."""
    header = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, 0, 1, 4)
    block = struct.pack(">lBB4s", 0, 0, 0, b"UTC\0")
    return ZoneInfo.from_file(io.BytesIO((header + block) * 2 + f"\n{rule}\n".encode("ascii")))


def offset(zone, instant):
    return int(datetime.fromtimestamp(instant, zone).utcoffset().total_seconds())


def change_between(zone, low, high):
    while high - low > 1:
        middle = (low + high) // 2
        if offset(zone, middle) == offset(zone, low):
            low = middle
        else:
            high = middle
    return high


def changes(zone):
    """The offset at BEGIN and every (instant, new offset) until END.  No zone changes twice in a day."""
    found, before = [], offset(zone, BEGIN)
    for day in range(BEGIN, END, DAY):
        if offset(zone, day) != offset(zone, day + DAY):
            at = change_between(zone, day, day + DAY)
            found.append((at, offset(zone, at)))
    return before, found


def describe(data, listed):
    rule = posix_rule(data)
    want = changes(ZoneInfo.from_file(io.BytesIO(data)))
    if not rule or changes(zone_of(rule)) == want:
        return rule, 0, 0, 0
    first = len(listed)
    listed.extend(want[1])
    listed.append((END, offset(zone_of(rule), END)))  # the rule holds from the last one on
    return rule, want[0], first, len(listed) - first


def rows(values, per_line):
    for i in range(0, len(values), per_line):
        yield "    " + ", ".join(str(value) for value in values[i : i + per_line]) + ","


def main():
    root = Path(sys.argv[1])
    version, names = database(root)
    listed, known, rules = [], {}, []
    for name in names:
        data = (root / name).read_bytes()
        if data not in known:
            known[data] = describe(data, listed)
        rules.append(known[data])
    print(f"/* Made by zone_rules.py from version {version} of the tz database (public domain).  Do not edit. */")
    print('#include "libcost/demand/zone_rules.h"\n')
    print(f'const char *const cost_zone_rules_version = "{version}";')
    print(f"const size_t cost_zone_name_count = {len(names)};\n")
    print("/* clang-format off */")
    print("const char *const cost_zone_names[] = {")
    print("\n".join(f'    "{name}",' for name in names))
    print("};\n\nconst cost_zone_rule_t cost_zone_rules[] = {")
    for rule, before, first, count in rules:
        print(f'    {{"{rule}", {before}, {first}, {count}}},')
    print("};\n\nconst int64_t cost_zone_change_times[] = {")
    print("\n".join(rows([at for at, _ in listed], 8)))
    print("};\n\nconst int32_t cost_zone_change_offsets[] = {")
    print("\n".join(rows([after for _, after in listed], 16)))
    print("};")


if __name__ == "__main__":
    main()
