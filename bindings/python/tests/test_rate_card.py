"""Rate cards and sweeps against Python's own integers and against bills."""
import random
import unittest
from array import array
from decimal import Decimal

import integers
import libcost
from support import PRODUCTION, fargate, shop

VCPU = "fargate/vcpu_hours/us-east-1/arch=x86_64;os=linux"
SQS = "sqs/requests/us-east-1/type=standard"


def ladders():
    """The prices of the book by key, but for those of which the date decides between several."""
    found = {}
    for row in libcost.default_catalog().prices():
        found.setdefault((row.service, row.dimension, row.region, row.variant), []).append(row)
    for key, rows in found.items():
        plain = all(row.model in ("graduated", "flat_plan") and not row.valid_from and not row.valid_to for row in rows)
        if plain and len({row.tier_from for row in rows}) == len(rows):
            yield "/".join(key).rstrip("/"), rows


class RateCards(unittest.TestCase):
    def test_by_hand(self):
        card = libcost.RateCard([VCPU, SQS])
        self.assertEqual(card.units, ("vCPU-hour", "requests"))
        self.assertEqual(card.price([2880, 250 * 10**9]), Decimal("116.5824") + 82000)
        self.assertEqual(card.costs([Decimal("0.5"), "1000000"]), [Decimal("0.02024"), Decimal("0.4")])
        self.assertEqual(len(card), 2)

    def test_every_price_of_the_book(self):
        book = dict(ladders())
        self.assertGreater(len(book), 8000)
        card = libcost.RateCard(list(book))
        chance = random.Random(1)
        steps = [integers.steps_of(rows) for rows in book.values()]
        for size in (10**3, 10**9, 10**12, 5 * 10**14):
            quantities = [chance.randrange(size) for _ in steps]
            # Some cost more than a row may come to: they are priced one by one.
            for i, (key, price) in enumerate(zip(card.prices, steps)):
                wanted = integers.price([price], [quantities[i]])
                if wanted > 10**14:
                    quantities[i] = 0
            wanted = integers.price(steps, quantities)
            self.assertEqual(list(card.price_many(array("q", quantities))), [wanted])

    def test_a_bill_says_the_same(self):
        usage = {"vcpu_hours": "1234.5678 vCPU-hours", "gb_hours": "777.25 GB-hours"}
        bill = libcost.Workload.from_dict(shop(app={**fargate(), "usage": usage})).estimate()
        card = libcost.RateCard([VCPU, "fargate/gb_hours/us-east-1/arch=x86_64;os=linux"])
        self.assertEqual(card.costs(["1234.5678", "777.25"]), [line.cost for dimension in ("vcpu_hours", "gb_hours")
                                                              for line in bill.lines if line.dimension == dimension])

    def test_many(self):
        card = libcost.RateCard([VCPU, SQS])
        quantities = array("q", range(0, 4000 * 10**6, 10**6))
        totals = card.price_many(quantities)
        self.assertEqual(len(totals), 2000)
        self.assertEqual(Decimal(totals[1999]) / 10**9, card.price([3998, 3999]))
        self.assertEqual(card.price_many(bytes_of(quantities)), totals)  # memory that may only be read
        self.assertEqual(list(card.price_many(array("q"))), [])

    def test_refusals(self):
        card = libcost.RateCard([VCPU, SQS])
        for quantities, kind, text in (([1], ValueError, "1 quantities for 2 prices"),
                                       ([1, 0.5], TypeError, "not a float"),
                                       ([1, "0.0000001"], ValueError, "six decimals"),
                                       ([1, 10**13], ValueError, "over 9.2e12"),
                                       ([1, -1], libcost.CostRangeError, "range")):
            with self.assertRaisesRegex(kind, text):
                card.price(quantities)
        with self.assertRaisesRegex(ValueError, "3 quantities are no whole number of rows of 2"):
            card.price_many(array("q", [1, 2, 3]))
        with self.assertRaisesRegex(TypeError, "64-bit integers"):
            card.price_many(array("d", [1, 2]))
        with self.assertRaises(libcost.CostNoPriceError) as caught:
            libcost.RateCard([VCPU, "alb/hours/mars-1"])
        self.assertEqual(caught.exception.path, "alb/hours/mars-1")
        with self.assertRaises(libcost.CostSyntaxError):
            libcost.RateCard([VCPU], as_of="soon")


def bytes_of(numbers):
    return memoryview(numbers.tobytes()).cast("q")


class Sweeps(unittest.TestCase):
    def test_each_variant(self):
        task = Decimal("71.0928")  # support.fargate
        workload = libcost.Workload.from_dict(shop(app=fargate()))
        self.assertEqual(workload.estimate_many({"resources.app.tasks": range(200)}), [n * task for n in range(200)])
        self.assertEqual(workload.estimate_many({"resources.app.tasks": []}), [])
        self.assertEqual(workload.estimate_many({}), [])

    def test_as_one_by_one(self):
        columns = {"resources.app.tasks": [1, 2, 5], "resources.db.storage": [{"type": "gp3", "size": f"{n} GiB"}
                                                                              for n in (100, 200, 400)]}
        one_by_one = [libcost.Workload.load(PRODUCTION, overrides=dict(zip(columns, row))).estimate().total
                      for row in zip(*columns.values())]
        workload = libcost.Workload.load(PRODUCTION)
        self.assertEqual(workload.estimate_many(columns), one_by_one)
        self.assertEqual(workload.estimate_many({path: values * 70 for path, values in columns.items()}, threads=3),
                         one_by_one * 70)

    def test_failures(self):
        workload = libcost.Workload.from_dict(shop(app=fargate()))
        sizes = {"resources.app.task.vcpu": [2, 2, 1], "resources.app.task.memory": ["4 GiB", "3 GiB", "2 GiB"]}
        self.assertEqual(workload.estimate_many(sizes, skip_errors=True),
                         [Decimal("142.1856"), None, Decimal("71.0928")])
        with self.assertRaises(libcost.CostError) as caught:
            workload.estimate_many(sizes)
        self.assertIn("3 GiB is not sold with 2 vCPU", str(caught.exception))
        with self.assertRaisesRegex(ValueError, "resources.app.tasks has 2, region has 1"):
            workload.estimate_many({"resources.app.tasks": [1, 2], "region": ["eu-west-1"]})


if __name__ == "__main__":
    unittest.main()
