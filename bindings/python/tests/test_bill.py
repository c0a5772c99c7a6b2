"""Bills: figures are exact, everything of the library is there."""
import decimal
import json
import os
import pathlib
import stat
import tempfile
import unittest
import xml.etree.ElementTree
from decimal import Decimal

import libcost
from libcost._library import lib
from support import PRODUCTION, ROOT, fargate, shop


class Bills(unittest.TestCase):
    def test_by_hand(self):
        bill = libcost.Workload.from_dict(shop(app=fargate())).estimate()
        # 2 tasks x 720 h: 2880 vCPU-hours x 0.04048 = 116.5824, 5760 GB-hours x 0.004445 = 25.6032
        self.assertEqual(bill.total, Decimal("142.1856"))
        self.assertEqual(bill.by_service, {"fargate": Decimal("142.1856")})
        self.assertEqual(bill.by_resource, {"shop/app": Decimal("142.1856")})
        self.assertEqual(bill.months, (libcost.Month("2025-11", 720, Decimal("142.1856")),))
        vcpu = next(line for line in bill.lines if line.dimension == "vcpu_hours")
        self.assertEqual((vcpu.quantity, vcpu.unit, vcpu.unit_price, vcpu.cost),
                         (2880, "vCPU-hour", Decimal("0.04048"), Decimal("116.5824")))
        self.assertEqual((vcpu.category, vcpu.region, vcpu.implied_by, vcpu.tags), ("standard", "us-east-1", None, {}))
        self.assertEqual((bill.currency, bill.workloads, bill.scenario), ("USD", ("shop",), None))

    def test_lines_add_up(self):
        bill = libcost.Workload.load(PRODUCTION).estimate()
        self.assertGreater(len(bill.lines), 20)
        self.assertEqual(len(bill.lines), lib.cost_bill_line_count(bill._handle.pointer))
        self.assertEqual(sum(line.cost for line in bill.lines), bill.total)
        self.assertEqual(sum(bill.by_service.values()), bill.total)
        self.assertEqual(sum(bill.by_resource.values()), bill.total)
        for i, line in enumerate(bill.lines):
            self.assertEqual(line.cost, Decimal(lib.cost_bill_line_cost(bill._handle.pointer, i).nano_usd) / 10**9)
        self.assertEqual(len({line.id for line in bill.lines}), len(bill.lines))
        self.assertTrue(all(line.tags == {"env": "production"} for line in bill.lines))
        self.assertEqual(len(bill.warnings), lib.cost_bill_warning_count(bill._handle.pointer))
        self.assertEqual(len(bill.defaults), lib.cost_bill_default_count(bill._handle.pointer))
        self.assertTrue(all(warning.code and warning.text for warning in bill.warnings))

    def test_decimal_context_does_not_matter(self):
        wanted = libcost.Workload.load(PRODUCTION).estimate()
        with decimal.localcontext() as context:
            context.prec = 2
            got = libcost.Workload.load(PRODUCTION).estimate()
            self.assertEqual(str(got.total), str(wanted.total))
            self.assertEqual([str(line.cost) for line in got.lines], [str(line.cost) for line in wanted.lines])

    def test_nothing_prints_as_0(self):
        bill = libcost.Workload.from_dict(shop(app=fargate(tasks=0))).estimate()
        self.assertEqual(str(bill.total), "0")

    def test_unpriced(self):
        unstated = {key: value for key, value in fargate().items() if key != "subnets"}
        bill = libcost.Workload.from_dict(shop(app=unstated)).estimate()
        self.assertEqual([(u.path, u.dimension) for u in bill.unpriced], [("resources.app", "public-ipv4.in_use_hours")])
        self.assertIn("subnets", bill.unpriced[0].write)

    def test_account_shares_tiers(self):
        one = libcost.Workload.load(PRODUCTION)
        other = libcost.Workload.load(PRODUCTION, overrides={"workload": "second"})
        together = libcost.estimate([one, other])
        self.assertEqual(together.workloads, ("interviewlm-production", "second"))
        # What is free for an account is free once.
        self.assertGreater(together.total, one.estimate().total + other.estimate().total)
        with self.assertRaisesRegex(ValueError, "second was read with another"):
            libcost.estimate([one, libcost.Workload.load(PRODUCTION, overrides={"workload": "second"}, strict=True)])

    def test_formats(self):
        bill = libcost.Workload.load(PRODUCTION).estimate()
        self.assertEqual(str(bill), bill.report("table"))
        self.assertEqual(bill.to_dict(), json.loads(bill.report("json")))
        self.assertIn("\x1b[", bill.report(color=True))
        self.assertGreater(len(bill.report(lines=True)), len(bill.report()))
        self.assertEqual(bill.report("csv").count("\r\n"), len(bill.lines) + 1)

    def test_save(self):
        bill = libcost.Workload.from_dict(shop(app=fargate())).estimate()
        with tempfile.TemporaryDirectory() as folder:
            for ending, name in (("json", "json"), ("csv", "csv"), ("md", "markdown"), ("txt", "table")):
                file = pathlib.Path(folder, f"bill.{ending}")
                bill.save(file)
                self.assertEqual(file.read_bytes().decode(), bill.report(name))
            link = pathlib.Path(folder, "link.json")
            link.symlink_to("bill.json")
            os.chmod(pathlib.Path(folder, "bill.json"), 0o600)
            bill.save(link, format="markdown")
            self.assertTrue(link.is_symlink())
            self.assertEqual(pathlib.Path(folder, "bill.json").read_text(), bill.report("markdown"))
            self.assertEqual(stat.S_IMODE(os.stat(pathlib.Path(folder, "bill.json")).st_mode), 0o600)
            with self.assertRaisesRegex(ValueError, "bill.doc.* tells no format"):
                bill.save(pathlib.Path(folder, "bill.doc"))
            with self.assertRaises(OSError):
                bill.save(pathlib.Path(folder, "none", "bill.json"))
            self.assertEqual(sorted(os.listdir(folder)), ["bill.csv", "bill.json", "bill.md", "bill.txt", "link.json"])

    def test_load(self):
        bill = libcost.Workload.load(PRODUCTION).estimate()
        with tempfile.TemporaryDirectory() as folder:
            for name in ("bill.json", "bill.csv"):
                file = pathlib.Path(folder, name)
                bill.save(file)
                saved = libcost.Bill.load(file)
                self.assertEqual((saved.total, saved.by_resource), (bill.total, bill.by_resource))
                self.assertEqual([line.cost for line in saved.lines], [line.cost for line in bill.lines])
            file = pathlib.Path(folder, "bill.json")
            file.write_text(file.read_text().replace("16.425000000", "16.525000000"))
            with self.assertRaises(libcost.CostError):
                libcost.Bill.load(file)

    def test_workbooks(self):
        workload = libcost.Workload.load(ROOT / "examples/interviewlm/staging.yaml")
        with tempfile.TemporaryDirectory() as folder:
            for thing in (workload.estimate(), workload.compare()):
                thing.save(pathlib.Path(folder, "book.xlsx"))
                self.assertEqual(pathlib.Path(folder, "book.xlsx").read_bytes()[:2], b"PK")
                with self.assertRaises(libcost.CostIoError):
                    thing.save(pathlib.Path(folder, "none", "book.xlsx"))

    def test_explain(self):
        workload = libcost.Workload.from_dict(shop(app=fargate()))
        bill = workload.estimate()
        workload.close()  # the bill keeps it
        reason, = bill.explain("app vcpu").reasons
        self.assertEqual((reason.line.dimension, reason.line.cost), ("vcpu_hours", Decimal("116.5824")))
        self.assertEqual([step.name for step in reason.steps][0], "what")
        texts = {name: " ".join(step.text for step in reason.steps if step.name == name) for name in ("quantity", "cost")}
        self.assertIn("2880", texts["quantity"])
        self.assertIn("116.5824", texts["cost"])
        self.assertEqual(len(bill.explain().reasons), len(bill.lines))
        self.assertEqual(str(bill.explain("vcpu")), bill.explain("VCPU").report("table"))
        with self.assertRaises(libcost.CostRangeError):
            bill.explain("lambda")
        with self.assertRaisesRegex(ValueError, "knows its reasons"):
            libcost.Workload.from_dict(shop(app=fargate())).trial(0).explain()

    def test_quality(self):
        # 1,000 requests a minute at 60 ms of CPU need one vCPU: two tasks of two serve them, and nothing is lost.
        tree = shop(app=fargate(**{"from": "web"}, cpu_per_request="60 ms"))
        tree["traffic"] = {"web": {"rate": "1000/min", "request": "1 KiB", "response": "1 KiB"}}
        tree["resources"]["app"]["scaling"] = {"min": 2, "max": 4, "policies": {"cpu": {"metric": "cpu", "target": "70%"}}}
        quality, = libcost.Workload.from_dict(tree).estimate().quality
        self.assertEqual((quality.resource, quality.unit, quality.least, quality.most), ("app", "task", 2, 2))
        self.assertEqual((quality.served, quality.lost, quality.mean), (1000 * 60 * 720, 0, 2))

    def test_html_is_escaped(self):
        tree = shop(**{"app": fargate()})
        tree["workload"] = "shop"
        bill = libcost.Workload.from_dict(tree).estimate()
        page = bill._repr_html_()
        self.assertIn("<td>app</td><td>fargate</td>", page)
        self.assertIn(">142.19</th>", page)
        unstated = {key: value for key, value in fargate().items() if key != "subnets"}
        evil = libcost.Workload.from_text(json.dumps(shop(app=unstated)), scenario=None).estimate()
        evil._tree = json.loads(evil.to_json().replace("in_use_hours", "<script>&\\\""))
        self.assertNotIn("<script>", evil._repr_html_())
        self.assertIn("&lt;script&gt;&amp;&quot;", evil._repr_html_())
        # Every tag is closed: an XML parser reads it.
        bill = libcost.Workload.load(PRODUCTION).estimate()
        shown = xml.etree.ElementTree.fromstring(f"<div>{bill._repr_html_()}</div>")
        self.assertEqual(len(shown.findall(".//tbody/tr")), len(bill.by_resource))
        self.assertEqual(len(shown.findall(".//li")), len(bill.warnings) + len(bill.unpriced))

    def test_compare(self):
        tree = shop(app=fargate())
        tree["scenarios"] = {"one": {"resources": {"app": {"tasks": 1}}}, "three": {"resources": {"app": {"tasks": 3}}}}
        choice = libcost.Workload.from_dict(tree).compare()
        task = Decimal("71.0928")
        self.assertEqual(choice.totals, {None: 2 * task, "one": task, "three": 3 * task})
        self.assertEqual(choice.cheapest, "one")
        vcpu = next(row for row in choice.rows if row.service == "fargate")
        self.assertEqual((vcpu.resource, vcpu.costs), ("app", choice.totals))
        bills = choice.bills
        del choice  # the bills belong to it and keep it
        self.assertEqual(bills["three"].total, 3 * task)
        self.assertEqual(bills["three"].scenario, "three")


if __name__ == "__main__":
    unittest.main()
