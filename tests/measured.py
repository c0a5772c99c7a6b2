#!/usr/bin/env python3
"""A real CloudWatch series, unedited, as traffic: the month's requests are those of the file's last two weeks, repeated.

    python3 tests/measured.py --command build/ilm-cost

The samples are not ours to copy: without ../shared beside the project nothing is checked, and that is said.
"""
import argparse
import csv
import datetime
import fractions
import json
import pathlib
import subprocess
import sys
import tempfile

SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "shared/conformance/samples"
SAMPLE = SAMPLES / "traces/nab-elb_request_count_8c0756.csv"
ANSWER = SAMPLES / "cloudwatch/get-metric-data-elb-request-count.json"  # the same as get-metric-data gave it, newest first
WORKLOAD = """format: libcost-workload/1
workload: measured
region: us-east-1
period: 2025-11
traffic: {web: {series: SAMPLE, measured: {between: HOW}, request: 2 KiB, response: 45 KiB}}
resources: {firewall: {service: waf, rules: 1, from: web, protects: alb}}
"""


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.timezone.utc).timestamp())


def read_sample():
    """(begin, end, requests) of each interval: five minutes, which a late next row does not make longer."""
    with open(SAMPLE, encoding="utf-8", newline="") as file:
        rows = [(seconds(row["timestamp"]), fractions.Fraction(row["value"])) for row in csv.DictReader(file)]
    followers = [at for at, _ in rows[1:]] + [rows[-1][0] + 300]
    return [(at, follower if follower - at < 450 else at + 300, value) for (at, value), follower in zip(rows, followers)]


def came_until(intervals, at):
    return sum(value * max(0, min(at, end) - begin) / (end - begin) for begin, end, value in intervals)


def expected():
    """November has 30 days: that part of the repeated stretch that its minutes fall on, counted with fractions."""
    intervals = read_sample()
    end, weeks = intervals[-1][1], (intervals[-1][1] - intervals[0][0]) // 604800
    length = weeks * 604800
    begin = end - length

    def total(at):
        turns, rest = divmod(at - begin, length)
        return turns * (came_until(intervals, end) - came_until(intervals, begin)) + \
            came_until(intervals, begin + rest) - came_until(intervals, begin)
    return total(seconds("2025-12-01")) - total(seconds("2025-11-01")), max(value for _, _, value in intervals)


def billed(command, sample, how):
    """Requests of the bill, or None where the build has no such interpolation."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "workload.yaml"
        path.write_text(WORKLOAD.replace("SAMPLE", str(sample)).replace("HOW", how), encoding="utf-8")
        done = subprocess.run([command, "estimate", path, "--format", "json"], capture_output=True, text=True, check=False)
    if done.returncode and "GSL=0" in done.stderr:
        return None
    assert done.returncode == 0, done.stderr
    bill = json.loads(done.stdout)
    codes = {warning["code"] for warning in bill["warnings"]}
    assert {"series-gaps", "series-repeated"} <= codes, codes
    return fractions.Fraction(next(line["quantity"] for line in bill["lines"] if line["dimension"] == "requests")) * 10**6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    command = parser.parse_args().command
    if not SAMPLE.exists():
        print("measured: ../shared is not there, 3 checks skipped")
        return 0
    right, interval = expected()
    linear, smooth = billed(command, SAMPLE, "linear"), billed(command, SAMPLE, "smooth")
    assert abs(linear - right) <= 1, f"linear: {float(linear)} requests instead of {float(right)}"
    # A curve shares the interval that midnight cuts in another way, and no other.
    assert smooth is None or abs(smooth - right) <= 2 * interval, f"smooth: {float(smooth)} instead of {float(right)}"
    answer = billed(command, ANSWER, "linear")
    assert answer == linear, f"the answer: {float(answer)} requests instead of {float(linear)}"
    print(f"measured: a real series of CloudWatch is {float(linear):.0f} requests in November 2025, as counted by hand")
    return 0


if __name__ == "__main__":
    sys.exit(main())
