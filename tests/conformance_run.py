"""Bills a workload with the command, and books that are laid over the price book."""
import csv
import decimal
import functools
import json
import os
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
Number = decimal.Decimal


class Refused(Exception):
    """The command did not make a bill; the text is what it said."""


class Bill:
    """Our lines by what they are: (service, dimension, variant, tier), free ones apart from billed ones."""

    def __init__(self, document):
        self.document = document
        self.total = Number(document["total"])
        self.hours = document["period"]["hours"]
        self.sums = {}
        for line in document["lines"]:
            key = line["service"], line["dimension"], line["variant"] or "", line["tier_from"]
            slot = self.sums.setdefault((key, line["category"] == "free"), [Number(0), Number(0), Number(line["unit_price"])])
            slot[0] += Number(line["quantity"])
            slot[1] += Number(line["cost"])

    def find(self, line):
        """Quantity, cost and unit price of a Line; what is free only where nothing of it is billed."""
        for free in (False, True):
            found = [(key, slot) for (key, of_free), slot in self.sums.items() if of_free == free and matches(line, key)]
            if found:
                return [sum(slot[i] for _, slot in found) for i in (0, 1)] + [found[0][1][2]]
        return None

    def quantity(self, service, *dimensions):
        """All of some dimensions, free parts included."""
        return sum((slot[0] for (key, _), slot in self.sums.items() if key[0] == service and key[1] in dimensions), Number(0))

    def cost(self, service, *dimensions):
        return sum((slot[1] for (key, _), slot in self.sums.items() if key[0] == service and key[1] in dimensions), Number(0))

    def billed(self):
        """What the bill charges for, by key."""
        return {key: slot for (key, free), slot in self.sums.items() if not free}


def matches(line, key):
    service, dimension, variant, tier = key
    return (line.service, line.dimension, line.tier) == (service, dimension, tier) and line.variant in (None, variant)


class Command:
    """ilm-cost; any number of threads may use one."""

    def __init__(self, path):
        self.path = os.path.abspath(path)

    def run(self, *arguments, workload):
        return subprocess.run([self.path, *arguments], input=json.dumps(workload), capture_output=True, text=True, timeout=120,
                              env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, check=False)

    def estimate(self, workload, prices=None):
        """The bill, with a book of price rows laid over ours."""
        arguments = ["estimate", "-", "--format", "json"]
        if not prices:
            return self.read(self.run(*arguments, workload=workload))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "overlay.csv")
            with open(path, "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(prices[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(prices)
            return self.read(self.run(*arguments, "--prices", str(path), workload=workload))

    @staticmethod
    def read(done):
        if done.returncode:
            raise Refused(done.stderr.strip())
        return Bill(json.loads(done.stdout))

    def is_valid(self, workload):
        """Whether `validate` accepts it, and what it says."""
        done = self.run("validate", "-", workload=workload)
        return done.returncode == 0, done.stderr.strip()


# ---- overlay books ----

OF_A_PRICE = ["service", "dimension", "variant", "region", "unit", "tier_from", "price_usd", "model"]


@functools.lru_cache(maxsize=None)
def book():
    """Ladders of the book: (service, dimension, variant, region) -> rows, newest last."""
    ladders = {}
    with open(ROOT / "pricing/prices.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ladders.setdefault((row["service"], row["dimension"], row["variant"], row["region"]), []).append(
                {column: row[column] for column in OF_A_PRICE})
    return ladders


@functools.lru_cache(maxsize=None)
def unit_of(service, dimension):
    return next(rows[0]["unit"] for key, rows in book().items() if key[:2] == (service, dimension))


def laid_over(lines, region):
    """Price rows for (Line, price of our unit) pairs: our ladder with the stated tiers at the stated prices."""
    ladders = {}
    for line, price in lines:
        key = line.service, line.dimension, line.variant, line.region or region
        ladder = ladders.setdefault(key, {row["tier_from"]: dict(row) for row in book().get(key, [])})
        new = dict(zip(OF_A_PRICE, (*key, unit_of(*key[:2]), line.tier, "", "graduated")))
        ladder.setdefault(line.tier, new)["price_usd"] = f"{price:f}"
    return [row for ladder in ladders.values() for row in ladder.values()]
