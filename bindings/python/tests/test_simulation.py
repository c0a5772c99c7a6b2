"""Simulations: what is found, and how they end early; differences."""
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
import xml.etree.ElementTree
from decimal import Decimal

import libcost
from support import ROOT, fargate, shop

NOVEMBER = ROOT / "examples/interviewlm/november.yaml"


def queue():
    """80 to 120 million requests at 0.40 USD per million: 32 USD in the 5th of 100 months, 48 in the 95th."""
    return {**shop(queue={"service": "sqs", "requests": "80M/month to 120M/month"}), "account": {"always_free": False},
            "tags": {"team": "a"}, "budgets": {"month": {"limit": "48 USD"}}}


class Simulations(unittest.TestCase):
    def test_by_hand(self):
        found = libcost.Workload.from_dict(queue()).simulate(4000, seed=7)
        self.assertEqual((found.trials, found.seed), (4000, 7))
        # The standard error of these percentiles is about 0.2 USD.
        self.assertAlmostEqual(found.total.p5, 32, delta=1)
        self.assertAlmostEqual(found.total.p95, 48, delta=1)
        self.assertAlmostEqual(found.probability_above(48).value, 0.05, delta=4 * found.probability_above(48).standard_error)
        self.assertEqual(found.total.central, found.bill.total)
        self.assertTrue(0 < found.percentile_error(95) < 1)
        self.assertEqual(found.percentile_error(95, service="sqs"), found.percentile_error(95))
        for spread in (found.by_month["2025-11"], found.by_service["sqs"], found.by_resource["shop/queue"],
                       found.by_tag["team=a"]):
            self.assertEqual(spread[1:], found.total[1:])
        self.assertEqual(found.probability_above(40, service="sqs"), found.probability_above("40"))
        budget, = found.budgets
        self.assertEqual((budget.name, budget.limit), ("month", 48))
        self.assertAlmostEqual(budget.broken.value, 0.05, delta=4 * budget.broken.standard_error)
        self.assertEqual((budget.date.year, budget.date.month), (2025, 11))
        self.assertEqual(list(found.inputs), ["shop/resources.queue.requests"])
        self.assertGreater(found.inputs["shop/resources.queue.requests"], 0.99)
        shown = xml.etree.ElementTree.fromstring(found._repr_html_())
        self.assertEqual([row[0].text for row in shown.findall(".//tbody/tr")], ["sqs", "total"])

    def test_trials_are_bills(self):
        workload = libcost.Workload.from_dict(queue())
        bills = [workload.trial(number, seed=3).total for number in range(100)]
        found = workload.simulate(100, seed=3)
        self.assertEqual(found.total.p50, sorted(bills)[49])
        self.assertAlmostEqual(found.total.mean, sum(bills) / 100, delta=Decimal("1e-9"))
        self.assertEqual(found.total, workload.simulate(100, seed=3, threads=3).total)
        self.assertNotEqual(found.total, workload.simulate(100, seed=4).total)

    def test_shards(self):
        workload = libcost.Workload.from_dict(queue())
        whole = workload.simulate(120, seed=5, sobol=True)
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for number in (3, 1, 2):
                files.append(os.path.join(folder, f"part-{number}"))
                part = workload.simulate(120, seed=5, shard=(number, 3), sobol=True)
                self.assertEqual(part.sobol, {})
                part.write_trials(files[-1])
            merged = libcost.merge(files)
            self.assertEqual(merged.sobol, whole.sobol)
            self.assertIn("noise", merged.sobol)
            self.assertEqual((merged.trials, merged.total), (120, whole.total))
            self.assertIsNone(merged.bill)
            merged.write_trials(os.path.join(folder, "merged"))
            whole.write_trials(os.path.join(folder, "whole"))
            with open(os.path.join(folder, "merged"), "rb") as one, open(os.path.join(folder, "whole"), "rb") as other:
                self.assertEqual(one.read(), other.read())
            with self.assertRaises(libcost.CostSchemaError):
                libcost.merge(files[:2])
        with self.assertRaisesRegex(ValueError, "shard 5 of 4"):
            workload.simulate(120, shard=(5, 4))

    def test_reports(self):
        found = libcost.Workload.from_dict(queue()).simulate(50)
        self.assertEqual(str(found), found.report("table"))
        self.assertEqual(json.loads(found.report("json"))["distribution"]["trials"], 50)
        with tempfile.TemporaryDirectory() as folder:
            found.save(os.path.join(folder, "found.csv"))
            with open(os.path.join(folder, "found.csv"), newline="", encoding="utf-8") as file:
                self.assertEqual(file.read(), found.report("csv"))

    def test_sobol(self):
        workload = libcost.Workload.from_dict(queue())
        self.assertEqual(workload.simulate(64).sobol, {})
        try:
            found = workload.simulate(256, sobol=True).sobol
        except libcost.CostUnsupportedError:
            self.skipTest("the library was built without GSL")
        # There is one range, and nothing else moves the bill.
        self.assertEqual(set(found), {"shop/resources.queue.requests", "noise"})
        self.assertAlmostEqual(found["shop/resources.queue.requests"].total, 1, delta=0.2)
        self.assertAlmostEqual(found["noise"].first_order, 0, delta=0.2)

    def test_compare(self):
        tree = {**queue(), "scenarios": {"half": {"resources": {"queue": {"requests": "40M/month to 60M/month"}}}}}
        workload = libcost.Workload.from_dict(tree)
        self.assertEqual(workload.compare().distributions, {})
        found = workload.compare(2000).distributions
        self.assertEqual(found[None].total, workload.simulate(2000).total)
        self.assertAlmostEqual(found["half"].total.p95, 24, delta=1)
        with self.assertRaises(LookupError):
            workload.compare(100000, progress=lambda done, total: {}[done])

    def test_account(self):
        other = {**queue(), "workload": "other"}
        account = [libcost.Workload.from_dict(queue()), libcost.Workload.from_dict(other)]
        found = libcost.simulate(account, 50)
        self.assertEqual(set(found.by_resource), {"shop/queue", "other/queue"})

    def test_progress(self):
        for threads in (1, 2, 7):
            seen = []
            libcost.Workload.from_dict(queue()).simulate(300, progress=lambda *told: seen.append(told), threads=threads)
            self.assertEqual(seen, sorted(seen))
            self.assertEqual({total for _, total in seen}, {300})
            self.assertEqual(seen[-1], (300, 300))

    def test_progress_that_raises(self):
        def stop(done, _total):
            if done >= 100:
                raise LookupError(done)

        with self.assertRaises(LookupError):
            libcost.Workload.from_dict(queue()).simulate(100000, progress=stop)

    def test_ctrl_c(self):
        """In a process of its own: SIGINT comes while the library works, and again while a callback runs."""
        code = textwrap.dedent(f"""
            import libcost, os, signal, threading, time
            workload = libcost.Workload.load({str(NOVEMBER)!r})
            def tell(done, total):
                if done > 20:
                    os.kill(os.getpid(), signal.SIGINT)
            for progress in (None, tell):
                timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
                if progress is None:
                    timer.start()
                begin = time.monotonic()
                try:
                    workload.simulate(200000, progress=progress)
                except KeyboardInterrupt:
                    print("interrupted", time.monotonic() - begin < 20)
                print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
        """)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
        self.assertEqual((done.stdout.split(), done.stderr), (["interrupted", "True", "True"] * 2, ""))

    def test_signal_handler_of_the_program(self):
        """Its own handler is called, and what it does decides."""
        calls = []

        def handler(number, _frame):
            calls.append(number)
            if len(calls) > 3:
                raise RuntimeError("enough")

        def interrupt(_done, _total):
            os.kill(os.getpid(), signal.SIGINT)

        workload = libcost.Workload.from_dict(queue())
        before = signal.signal(signal.SIGINT, handler)
        try:
            self.assertEqual(workload.simulate(2, progress=interrupt, threads=1).trials, 2)
            self.assertTrue(calls)
            with self.assertRaisesRegex(RuntimeError, "enough"):
                workload.simulate(100000, progress=interrupt)
            self.assertIs(signal.getsignal(signal.SIGINT), handler)
        finally:
            signal.signal(signal.SIGINT, before)
        self.assertEqual(set(calls), {signal.SIGINT})

    def test_interpreter_is_free_meanwhile(self):
        workload = libcost.Workload.load(NOVEMBER)
        thread = threading.Thread(target=workload.simulate, args=(200,), kwargs={"threads": 1})
        thread.start()
        steps = 0
        while thread.is_alive():
            steps += 1
            time.sleep(0.001)
        self.assertGreater(steps, 10)

    def test_refusals(self):
        workload = libcost.Workload.from_dict(queue())
        for keywords, text in (({"trials": 0}, "trials is 0, which is outside 1 to 10000000"),
                               ({"seed": -1}, "seed is -1"), ({"threads": 0}, "threads is 0"), ({"until": 2}, "until is 2"),
                               ({"trials": 2**64 + 5}, "trials is")):
            with self.assertRaisesRegex(ValueError, text):
                workload.simulate(**keywords)
        found = workload.simulate(20)
        with self.assertRaisesRegex(KeyError, "fargate"):
            found.probability_above(1, service="fargate")
        with self.assertRaisesRegex(TypeError, "not a float"):
            found.probability_above(0.1)
        with self.assertRaisesRegex(ValueError, "only one of"):
            found.probability_above(1, service="sqs", month="2025-11")
        with self.assertRaisesRegex(ValueError, "are kept, not 90"):
            found.percentile_error(90)
        with self.assertRaisesRegex(ValueError, "number is -1"):
            workload.trial(-1)

    def test_bill_outlives_its_distribution(self):
        bill = libcost.Workload.from_dict(queue()).simulate(10).bill
        self.assertIn("queue", bill.report())


class Differences(unittest.TestCase):
    def test_by_hand(self):
        task = Decimal("71.0928")  # support.fargate, 720 hours
        old, new = (libcost.Workload.from_dict(shop(app=fargate(tasks=tasks)), period=period)
                    for tasks, period in ((1, "2025-11"), (3, "2025-12")))
        change = libcost.diff(old, new)
        december = task * 744 / 720
        self.assertEqual((change.old, change.new), (task, 3 * december))
        self.assertEqual(change.effects, {"calendar": december - task, "configuration": 2 * december, "usage": 0, "price": 0})
        vcpu = next(item for item in change.items if item.dimension == "vcpu_hours")
        self.assertEqual((vcpu.old_quantity, vcpu.new_quantity), (1440, 3 * 1488))
        for item in change.items:
            self.assertEqual(item.new - item.old, sum(item.effects.values()))
        self.assertIn("configuration", change.report("csv"))
        self.assertEqual(change.notes, ())

    def test_bills(self):
        bills = [libcost.Workload.from_dict(shop(app=fargate(tasks=n))).estimate() for n in (1, 2)]
        self.assertEqual(sum(libcost.diff(*bills).effects.values()), Decimal("71.0928"))
        with self.assertRaisesRegex(TypeError, "one of each"):
            libcost.diff(bills[0], libcost.Workload.from_dict(shop(app=fargate())))


if __name__ == "__main__":
    unittest.main()
