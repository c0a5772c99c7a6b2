"""Ways to read a workload."""
import datetime
import pathlib
import tempfile
import unittest
from decimal import Decimal

import libcost
from libcost._options import as_json
from support import PRODUCTION, fargate, shop

TASK = Decimal("71.0928")  # support.fargate


class Workloads(unittest.TestCase):
    def test_load(self):
        workload = libcost.Workload.load(PRODUCTION)
        self.assertEqual(workload.name, "interviewlm-production")
        self.assertIn("app", workload.resources)
        self.assertEqual(libcost.Workload.load(str(PRODUCTION)).resources, workload.resources)
        workload.validate()
        self.assertIn("interviewlm-production", repr(workload))

    def test_text_and_dict_are_one(self):
        tree = shop(app=fargate())
        text = as_json(tree)
        self.assertEqual(libcost.Workload.from_text(text, name="<dict>").estimate().to_json(),
                         libcost.Workload.from_dict(tree).estimate().to_json())

    def test_numbers_keep_their_digits(self):
        self.assertEqual(as_json([Decimal("0.10"), 0.1, 1e-7, Decimal("1E+3"), 3, True, None]).split(),
                         "[0.10, 0.1, 0.0000001, 1000, 3, true, null]".split())
        tree = shop(app=fargate(task={"vcpu": Decimal("0.25"), "memory": "0.5 GiB"}, tasks=1))
        # 720 h x (0.25 x 0.04048 + 0.5 x 0.004445)
        self.assertEqual(libcost.Workload.from_dict(tree).estimate().total, Decimal("8.8866"))

        class Foreign(float):
            def __repr__(self):
                return "foreign(0.5)"

        class Whole:
            def __index__(self):
                return 7

            __int__ = __index__

        self.assertEqual(as_json([Foreign(0.5), Whole()]), "[0.5, 7]")
        self.assertEqual(libcost.RateCard(["alb/hours/us-east-1"]).price([Whole()]), Decimal("0.1575"))  # 7 x 0.0225
        with self.assertRaisesRegex(ValueError, "nan"):
            libcost.Workload.from_dict(shop(app=fargate(tasks=float("nan"))))

    def test_dates(self):
        tree = shop(app=fargate(runs={"from": datetime.date(2025, 11, 16)}))
        self.assertEqual(libcost.Workload.from_dict(tree).estimate().total, TASK)  # half the month, two tasks

    def test_overrides(self):
        tree = shop(app=fargate())
        for overrides, tasks in (({"resources.app.tasks": 3}, 3), ({"resources.app.tasks": "4"}, 4),
                                 ({"resources.app": fargate(tasks=1)}, 1), ({}, 2), (None, 2)):
            self.assertEqual(libcost.Workload.from_dict(tree, overrides=overrides).estimate().total, tasks * TASK)

    def test_period_region_and_prices(self):
        tree = shop(app=fargate())
        self.assertEqual(libcost.Workload.from_dict(tree, period="72h").estimate().total, 2 * TASK / 10)
        self.assertEqual(len(libcost.Workload.from_dict(tree, period="2025-11..2026-01").estimate().months), 3)
        bill = libcost.Workload.from_dict(tree, region="eu-west-1").estimate()
        self.assertEqual({line.region for line in bill.lines}, {"eu-west-1"})
        self.assertEqual(libcost.Workload.from_dict(tree, as_of=datetime.date(2025, 11, 1)).estimate()
                         .to_dict()["prices"]["date"], "2025-11-01")

    def test_scenario(self):
        tree = shop(app=fargate())
        tree["scenarios"] = {"calm": {"resources": {"app": {"tasks": 1}}}}
        workload = libcost.Workload.from_dict(tree, scenario="calm")
        self.assertEqual(workload.scenarios, ("calm",))
        self.assertEqual((workload.estimate().total, workload.estimate().scenario), (TASK, "calm"))

    def test_own_prices(self):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "book.csv")
            file.write_text("service,dimension,region,unit,variant,price_usd\n"
                            "fargate,vcpu_hours,us-east-1,vCPU-hour,arch=x86_64;os=linux,0.03\n")
            catalog = libcost.Catalog(file)
        self.assertTrue(catalog.version.endswith("+overlay"))
        bill = libcost.Workload.from_dict(shop(app=fargate()), catalog=catalog).estimate()
        self.assertEqual(bill.total, Decimal("86.4") + Decimal("25.6032"))  # 2880 x 0.03 + the memory
        found = {price.dimension: price.usd for price in catalog.prices("fargate vcpu_hours us-east-1 x86_64 linux")}
        self.assertEqual(found["vcpu_hours"], "0.03")

    def test_catalog(self):
        catalog = libcost.default_catalog()
        self.assertIs(catalog, libcost.default_catalog())
        self.assertEqual(catalog.check(), ())
        self.assertEqual(len(list(catalog.prices())), len(catalog))
        self.assertEqual(catalog.version, f"{catalog.date:%Y.%m.%d}")

    def test_services(self):
        fargate_service = next(service for service in libcost.services() if service.name == "fargate")
        self.assertEqual(fargate_service.title, "AWS Fargate")
        self.assertEqual(fargate_service.dimensions[0], libcost.Dimension("vcpu_hours", "vCPU-hour"))
        self.assertIn("AWS Fargate", fargate_service.manual())
        self.assertEqual(fargate_service.field("task.memory").measure, "a number of bytes")
        with self.assertRaisesRegex(KeyError, "task.memry"):
            fargate_service.field("task.memry")
        self.assertEqual(libcost.schema()["$schema"], "https://json-schema.org/draft/2020-12/schema")


if __name__ == "__main__":
    unittest.main()
