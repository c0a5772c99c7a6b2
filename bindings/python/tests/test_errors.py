"""Every failure is an exception with its place."""
import copy
import pathlib
import pickle
import tempfile
import unittest

import libcost
from libcost import _exceptions, _ffi
from libcost._library import lib
from support import fargate, shop

TWO_MISTAKES = """format: libcost-workload/1
workload: shop
region: us-east-1
period: 730h
resources:
  app: {service: fargate, tasks: -1, task: {vcpu: 1, memory: 2 GiB}}
  db: {service: rds, engine: postgres, clas: db.t3.medium, storage: {type: gp3, size: 20 GiB}}
"""


class Exceptions(unittest.TestCase):
    def test_one_class_a_status(self):
        statuses = {number: lib.cost_status_name(number).decode() for number in range(lib.cost_status_count())}
        self.assertEqual(statuses, {int(status): status.name for status in _ffi.Status})
        self.assertEqual(set(_exceptions.CLASSES), set(statuses) - {0})
        for number, kind in _exceptions.CLASSES.items():
            self.assertTrue(issubclass(kind, libcost.CostError))
            self.assertEqual(kind.status, number)
            self.assertIs(getattr(libcost, kind.__name__), kind)
            self.assertEqual(kind.__module__, "libcost")
            self.assertEqual(_ffi.STATUS_TEXTS[number], lib.cost_status_text(number).decode())
        self.assertEqual(len(set(_exceptions.CLASSES.values())), len(_exceptions.CLASSES))

    def test_all_problems_with_their_places(self):
        with self.assertRaises(libcost.CostError) as caught:
            libcost.Workload.from_text(TWO_MISTAKES, name="shop.yaml")
        error = caught.exception
        self.assertEqual([(p.file, p.line, p.path) for p in error.problems],
                         [("shop.yaml", 6, "resources.app.tasks"), ("shop.yaml", 7, "resources.db.class"), ("shop.yaml", 7, "resources.db.clas")])
        self.assertEqual((error.file, error.line, error.path), ("shop.yaml", 6, "resources.app.tasks"))
        self.assertGreater(error.column, 1)
        self.assertEqual(error.problems[1].status, _ffi.Status.SCHEMA)
        self.assertIn("did you mean class?", error.problems[2].message)
        self.assertEqual(str(error).splitlines(), [problem.text for problem in error.problems])
        self.assertTrue(str(error).startswith(f"shop.yaml:6:{error.column}: resources.app.tasks: "))

    def test_status_decides_the_class(self):
        with self.assertRaises(libcost.CostIoError) as caught:
            libcost.Workload.load("no/such/file.yaml")
        self.assertIsInstance(caught.exception, OSError)
        self.assertEqual(caught.exception.filename, "no/such/file.yaml")
        with self.assertRaises(libcost.CostSyntaxError):
            libcost.Workload.from_text("{")
        with self.assertRaises(libcost.CostSchemaError):
            libcost.Workload.from_dict({"format": "libcost-workload/2"})
        with self.assertRaises(libcost.CostRangeError):
            libcost.Workload.from_dict(shop(app=fargate(tasks=-1)))
        with self.assertRaises(libcost.CostNoPriceError):
            libcost.Workload.from_dict(shop(app=fargate()), region="ap-southeast-5").estimate()
        with self.assertRaises(libcost.CostUnpricedError):
            unstated = {key: value for key, value in fargate().items() if key != "subnets"}
            libcost.Workload.from_dict(shop(app=unstated), strict=True).estimate()

    def test_wrong_arguments(self):
        with self.assertRaisesRegex(ValueError, "2025-13-01.*is not a date"):
            libcost.Workload.from_dict(shop(), as_of="2025-13-01")
        with self.assertRaisesRegex(ValueError, "there is no format \"pdf\"; table, csv"):
            libcost.Workload.from_dict(shop(app=fargate())).estimate().report("pdf")
        with self.assertRaisesRegex(ValueError, "no workload"):
            libcost.estimate([])
        with self.assertRaises(libcost.CostSchemaError) as caught:
            libcost.Workload.from_dict(shop(app=fargate()), overrides={"resources.app.task.vcpus": 1})
        self.assertEqual(caught.exception.path, "resources.app.task.vcpus")

    def test_errors_travel(self):
        with self.assertRaises(libcost.CostError) as caught:
            libcost.Workload.from_text("{")
        for twin in (pickle.loads(pickle.dumps(caught.exception)), copy.copy(caught.exception)):
            self.assertEqual((type(twin), twin.problems), (type(caught.exception), caught.exception.problems))

    def test_price_book(self):
        with tempfile.TemporaryDirectory() as folder:
            book = pathlib.Path(folder, "book.csv")
            book.write_text("service,dimension,region,unit,variant,price_usd\n"
                            "fargate,vcpu_hours,us-east-1,vCPU-hour,arch=x86_64;os=linux,\"0,03\"\n")
            with self.assertRaises(libcost.CostError) as caught:
                libcost.Catalog(book)
        self.assertEqual((caught.exception.file, caught.exception.line), (str(book), 2))


if __name__ == "__main__":
    unittest.main()
