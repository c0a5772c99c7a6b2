#!/usr/bin/env python3
"""When random schedules fire, and for how long things are on, against Python's own calendar and time zones.

    python3 tests/cron_fires.py --command build/ilm-cost [--rounds 2]

Every round is a workload file with fifty schedules in one month and fifty zones' worth of clock changes: fields with lists,
ranges that wrap, steps, L, W and #. The fires are found by trying every minute of the local calendar (docs/schedules.md): a
local time that does not exist is skipped, one that occurs twice counts once, at its first occurrence; on is what lies from a
start to the next stop, and a start wins an instant that both share. What was last, within 400 days, decides how a month begins.
"""
import argparse
import calendar
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import zoneinfo

UTC = datetime.timezone.utc
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
DAYS = "SUN MON TUE WED THU FRI SAT".split()
ZONES = ("UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "America/Santiago",
         "Africa/Casablanca", "Pacific/Auckland")
PERIODS = ("2024-02", "2025-03", "2025-04", "2025-10", "2025-11", "2026-07")
SCHEDULES = 50
TIME = re.compile(r"\w{3} (\d{4}-\d\d-\d\d) (\d\d:\d\d[+-]\d\d:\d\d)|never")


# ---- expressions

def value(draw, least, names):
    number = draw.randint(least, least + len(names) - 1)
    return draw.choice((str(number), str(names[number - least])))


def field(draw, least, names, most):
    if draw.random() < 0.3:
        return "*"
    parts = []
    for _ in range(draw.randint(1, most)):
        one, other = value(draw, least, names), value(draw, least, names)
        step = draw.randint(1, len(names) - 1)
        parts.append(draw.choice((one, one, f"{one}-{other}", f"{one}/{step}", f"{one}-{other}/{step}")))
    return ",".join(parts)


def expression(draw):
    day, weekday = "?", "?"
    if draw.random() < 0.5:
        day = draw.choice(("L", "LW", f"{draw.randint(1, 31)}W", field(draw, 1, range(1, 32), 3)))
    else:
        weekday = draw.choice((f"{value(draw, 1, DAYS)}#{draw.randint(1, 5)}", f"{value(draw, 1, DAYS)}L", "L",
                               field(draw, 1, DAYS, 3)))
    month = field(draw, 1, MONTHS, 2) if draw.random() < 0.3 else "*"
    year = draw.choice(("*", "*", "*", "2024-2027", "2024/2", "2024,2026,2028"))
    return [field(draw, 0, range(60), 2), field(draw, 0, range(24), 2), day, month, weekday, year]


# ---- what they mean

def number(text, least, names):
    return names.index(text) + least if text in names else int(text)


def members(text, least, count, names=()):
    found = set()
    for part in text.split(","):
        bounds, _, step = part.partition("/")
        if bounds == "*":
            bounds = f"{least}-{least + count - 1}"
        first, dash, last = bounds.partition("-")
        first = number(first, least, names)
        last = number(last, least, names) if dash else least + count - 1 if step else first
        stretch = [least + (first - least + i) % count for i in range((last - first) % count + 1)]
        found.update(stretch[::int(step or 1)])
    return found


def nearest_weekday(wanted, year, month, last):
    if wanted > last:
        return set()
    beside = {5: -1 if wanted > 1 else 2, 6: 1 if wanted < last else -2}
    return {wanted + beside.get(datetime.date(year, month, wanted).weekday(), 0)}


def days(day, weekday, year, month):
    last = calendar.monthrange(year, month)[1]
    by_weekday = {}
    for one in range(1, last + 1):
        by_weekday.setdefault((datetime.date(year, month, one).weekday() + 1) % 7 + 1, []).append(one)
    if day == "L":
        return {last}
    if day == "LW":
        return {max(one for name, ones in by_weekday.items() if 2 <= name <= 6 for one in ones)}
    if day.endswith("W"):
        return nearest_weekday(int(day[:-1]), year, month, last)
    if day != "?":
        return {one for one in members(day, 1, 31) if one <= last}
    if weekday == "L":
        return set(by_weekday[7])
    if weekday.endswith("L"):
        return {by_weekday[number(weekday[:-1], 1, DAYS)][-1]}
    if "#" in weekday:
        name, week = weekday.split("#")
        return set(by_weekday[number(name, 1, DAYS)][int(week) - 1:int(week)])
    return {one for name in members(weekday, 1, 7, DAYS) for one in by_weekday[name]}


def fires_of_month(parts, zone, year, month):
    minutes, hours, day, months, weekday, years = parts
    if year not in members(years, 1970, 230) or month not in members(months, 1, 12, MONTHS):
        return []
    found = []
    for one in days(day, weekday, year, month):
        for hour in members(hours, 0, 24):
            for minute in members(minutes, 0, 60):
                local = datetime.datetime(year, month, one, hour, minute)
                instant = local.replace(tzinfo=zone, fold=0).astimezone(UTC)
                if instant.astimezone(zone).replace(tzinfo=None) == local:
                    found.append(instant)
    return sorted(found)


def months_from(year, month, step):
    while 1970 <= year <= 2199:
        yield year, month
        month += step
        year, month = (year + 1, 1) if month > 12 else (year - 1, 12) if month < 1 else (year, month)


def next_fires(parts, zone, begin, count):
    found, local = [], begin.astimezone(zone)
    for year, month in months_from(local.year, local.month, 1):
        found += [at for at in fires_of_month(parts, zone, year, month) if at >= begin]
        if len(found) >= count or year > local.year + 40:
            return found[:count]
    return found[:count]


def last_fire(parts, zone, begin):
    local, earliest = begin.astimezone(zone), begin - datetime.timedelta(days=400)
    for year, month in months_from(local.year, local.month, -1):
        before = [at for at in fires_of_month(parts, zone, year, month) if earliest <= at < begin]
        if before or year < local.year - 1:
            return before[-1] if before else None
    return None


def seconds_on(start, stop, zone, begin, end):
    events = {}
    for parts, on in ((stop, False), (start, True)):
        before = last_fire(parts, zone, begin)
        if before:
            events[before] = on
        for year, month in months_from(begin.year - (begin.month == 1), begin.month - 1 or 12, 1):
            if (year, month) > (end.year, end.month):
                break
            events.update({at: on for at in fires_of_month(parts, zone, year, month) if begin <= at < end})
    if all(at >= begin for at in events):  # neither fired in the 400 days before: it is on
        events.setdefault(begin, True)
    instants = sorted(events)
    total = 0
    for i, at in enumerate(instants):
        until = instants[i + 1] if i + 1 < len(instants) else end
        if events[at] and until > begin:
            total += (until - max(at, begin)).total_seconds()
    return total


# ---- a round

def read(text):
    """Of each schedule: the next starts, the next stops, and the hours on."""
    found = {}
    for line in text.splitlines():
        turn = re.match(r"(s\d+) +(start|stop) ", line)
        if turn:
            found.setdefault(turn[1], {})[turn[2]] = [
                datetime.datetime.fromisoformat(f"{at[0]}T{at[1]}") for at in TIME.findall(line) if at[0]]
        hours = re.match(r"(s\d+) +\d{4}-\d\d +(\S+) ", line)
        if hours:
            found[hours[1]]["hours"] = float(hours[2])
    return found


def run(command, folder, seed, failures):
    draw = random.Random(seed)
    period = PERIODS[seed % len(PERIODS)]
    year, month = (int(part) for part in period.split("-"))
    begin = datetime.datetime(year, month, 1, tzinfo=UTC)
    end = begin + datetime.timedelta(days=calendar.monthrange(year, month)[1])
    drawn = {}
    while len(drawn) < SCHEDULES:
        zone = draw.choice(ZONES)
        start, stop = expression(draw), expression(draw)
        starts, stops = (next_fires(parts, zoneinfo.ZoneInfo(zone), begin, 3) for parts in (start, stop))
        if starts and stops:  # one that never fires is refused
            drawn[f"s{len(drawn)}"] = (start, stop, zone, starts, stops)
    tree = {"format": "libcost-workload/1", "workload": "w", "region": "us-east-1", "period": period, "resources": {},
            "schedules": {name: {"start": f"cron({' '.join(start)})", "stop": f"cron({' '.join(stop)})", "timezone": zone}
                          for name, (start, stop, zone, _, _) in drawn.items()}}
    tree["resources"]["v"] = {"service": "ebs", "type": "gp3", "size": "1 GiB"}
    path = pathlib.Path(folder) / "schedules.json"
    path.write_text(json.dumps(tree))
    done = subprocess.run([command, "schedules", "--quiet", str(path)], capture_output=True, text=True, timeout=120)
    if done.returncode:
        failures.append(f"{period}: {done.stderr}")
        return 0
    answered, checks = read(done.stdout), 0
    for name, (start, stop, zone, starts, stops) in drawn.items():
        what = f"{period} {zone} {' '.join(start)} | {' '.join(stop)}"
        got = answered.get(name, {})
        for turn, want in (("start", starts), ("stop", stops)):
            checks += 1
            if got.get(turn) != want:
                failures.append(f"{what}: {turn}s at {got.get(turn)}, not {want}")
        seconds = seconds_on(start, stop, zoneinfo.ZoneInfo(zone), begin, end)
        checks += 1
        if abs(got.get("hours", -1) - seconds / 3600) > 0.006:
            failures.append(f"{what}: on for {got.get('hours')} hours, not {seconds / 3600:.2f}")
    return checks


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    command, failures = str(pathlib.Path(options.command).resolve()), []
    with tempfile.TemporaryDirectory() as folder:
        checks = sum(run(command, folder, seed, failures) for seed in range(options.rounds))
    print("\n".join(failures[:20]) if failures else f"cron fires: {checks} checks, all passed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
