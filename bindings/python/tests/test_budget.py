"""Budgets: verdicts, by hand."""
import datetime
import os
import tempfile
import unittest
from decimal import Decimal

import libcost
from support import fargate, shop

TASK = Decimal("71.0928")  # support.fargate


def workload(budgets, **keywords):
    return libcost.Workload.from_dict({**shop(app=fargate(tasks=3)), "budgets": budgets}, **keywords)


class Budgets(unittest.TestCase):
    def test_by_hand(self):
        verdicts = workload({"month": {"limit": "150 USD"}, "compute": {"limit": "250 USD", "service": "fargate"}}).check()
        self.assertEqual((verdicts.outcome, len(verdicts)), ("broken", 2))
        found = {verdict.name: verdict for verdict in verdicts}
        month = found["month"]
        self.assertEqual((month.state, month.cost, month.limit, month.month, month.file),
                         ("broken", 3 * TASK, 150, "2025-11", "<dict>"))
        self.assertGreater(month.line, 1)
        # 150 / 213.2784 of 30 days
        self.assertEqual(month.crossing.date(), datetime.date(2025, 11, 22))
        self.assertEqual((found["compute"].state, found["compute"].crossing, found["compute"].probability),
                         ("within", None, None))
        self.assertEqual(verdicts.bill.total, 3 * TASK)
        self.assertEqual([verdicts[i].name for i in range(2)], [verdict.name for verdict in verdicts])
        with self.assertRaises(IndexError):
            _ = verdicts[2]

    def test_hours(self):
        verdict, = workload({"month": {"limit": "100 USD"}}, period="720h").check()
        # 100 / 213.2784 of 720 hours
        self.assertAlmostEqual(verdict.crossing / datetime.timedelta(hours=1), 720 * 100 / 213.2784, delta=1)

    def test_budgets_of_their_own(self):
        plain = libcost.Workload.from_dict(shop(app=fargate(tasks=3)))
        budgets = libcost.Budgets.from_dict({"team": {"limit": Decimal("213.27"), "level": "warning"}})
        self.assertEqual(len(budgets), 1)
        verdicts = plain.check(budgets=budgets)
        del budgets
        self.assertEqual((verdicts.outcome, verdicts[0].warns, verdicts[0].state), ("warned", True, "broken"))
        with self.assertRaisesRegex(libcost.CostSchemaError, "budget"):
            plain.check()
        with self.assertRaises(libcost.CostSchemaError):
            libcost.Budgets.from_text("{format: libcost-budgets/1, budgets: {a: {limt: 3 USD}}}")

    def test_growth(self):
        grown = workload({"growth": {"growth": "+5%"}})
        with self.assertRaisesRegex(libcost.CostSchemaError, "saved bill"):
            grown.check()
        baseline = libcost.Workload.from_dict(shop(app=fargate(tasks=2))).estimate()
        verdict, = grown.check(baseline=baseline)
        self.assertEqual((verdict.state, verdict.limit), ("broken", 2 * TASK * Decimal("1.05")))

    def test_waiver(self):
        waived = workload({"month": {"limit": "150 USD", "waiver": {"reason": "moves", "until": "2026-01-31"}}})
        states = [waived.check(today=day)[0].state for day in (datetime.date(2026, 1, 31), datetime.date(2026, 2, 1))]
        self.assertEqual(states, ["waived", "broken"])

    def test_confidence(self):
        tree = {**shop(queue={"service": "sqs", "requests": "80M/month to 120M/month"}), "account": {"always_free": False}}
        # 48 USD is the 95th percentile: 60 is kept, 44 is not.
        for limit, state in (("60 USD", "within"), ("44 USD", "broken")):
            tree["budgets"] = {"month": {"limit": limit, "confidence": "95%"}}
            verdict, = libcost.Workload.from_dict(tree).check(trials=1000, seed=5)
            self.assertEqual(verdict.state, state)
            self.assertGreater(verdict.probability.standard_error, 0)

    def test_progress_that_raises(self):
        tree = {**shop(queue={"service": "sqs", "requests": "80M/month to 120M/month"}),
                "budgets": {"month": {"limit": "48 USD", "confidence": "95%"}}}

        def stop(_done, _total):
            raise LookupError

        with self.assertRaises(LookupError):
            libcost.Workload.from_dict(tree).check(trials=100000, progress=stop)

    def test_reports(self):
        verdicts = workload({"month": {"limit": "150 USD"}}).check()
        self.assertEqual(str(verdicts), verdicts.report("table"))
        self.assertIn("broken", repr(verdicts))
        with tempfile.TemporaryDirectory() as folder:
            verdicts.save(os.path.join(folder, "budgets.xml"))
            with open(os.path.join(folder, "budgets.xml"), encoding="utf-8") as file:
                self.assertEqual(file.read(), verdicts.report("junit"))

    def test_refusals(self):
        budgeted = workload({"month": {"limit": "150 USD"}})
        for keywords, text in (({"trials": 0}, "trials is 0"), ({"threads": 0}, "threads is 0"), ({"seed": -1}, "seed is -1")):
            with self.assertRaisesRegex(ValueError, text):
                budgeted.check(**keywords)


if __name__ == "__main__":
    unittest.main()
