"""Lifetimes, threads, and where the library is looked for."""
import copy
import gc
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import unittest

import libcost
from libcost._handle import Handle
from libcost._library import lib
from support import PRODUCTION, ROOT, fargate, shop


class Handles(unittest.TestCase):
    def test_order_of_release(self):
        gone = []
        book = Handle("book", gone.append)
        workload = Handle("workload", gone.append, [book])
        bill = Handle("bill", gone.append, [book, workload])
        book.close()
        workload.close()
        self.assertEqual(gone, [])
        bill.close()
        bill.close()
        self.assertEqual(gone, ["bill", "workload", "book"])
        with self.assertRaisesRegex(ValueError, "closed"):
            _ = book.pointer

    def test_cycles_are_collected_in_order(self):
        gone = []

        def make():
            book = Handle("book", gone.append)
            bill = Handle("bill", gone.append, [book])
            ring = {"book": book, "bill": bill}
            ring["ring"] = ring

        make()
        gc.collect()
        self.assertEqual(gone, ["bill", "book"])

    def test_what_was_made_outlives_what_it_was_made_from(self):
        catalog = libcost.Catalog()
        workload = libcost.Workload.load(PRODUCTION, catalog=catalog)
        with workload:
            bill = workload.estimate()
        catalog.close()
        self.assertIn("alb", bill.report())
        with self.assertRaisesRegex(ValueError, "closed"):
            workload.estimate()
        self.assertEqual(repr(workload), "<libcost.Workload, closed>")
        bill.close()
        with self.assertRaisesRegex(ValueError, "closed"):
            _ = bill.total
        self.assertEqual(repr(bill), "<libcost.Bill, closed>")

    def test_no_copies(self):
        bill = libcost.Workload.from_dict(shop(app=fargate())).estimate()
        with self.assertRaisesRegex(TypeError, "cannot be pickled or copied"):
            copy.copy(bill)

    def test_threads_share(self):
        workload = libcost.Workload.load(PRODUCTION)
        wanted = workload.estimate().to_json()
        got = []

        def work():
            for _ in range(5):
                got.append(workload.estimate().to_json() == wanted)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(got, [True] * 20)


class Finding(unittest.TestCase):
    def run_python(self, code, folder, **environment):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=folder,
                              env={"PATH": os.environ["PATH"], "LD_PRELOAD": os.environ.get("LD_PRELOAD", ""),
                                   "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""), **environment})
        return done.stdout + done.stderr

    def test_environment(self):
        with tempfile.TemporaryDirectory() as folder:
            said = self.run_python("import libcost; print(libcost.__version__)", folder, LIBCOST_LIBRARY=lib._name,
                                   PYTHONPATH=str(ROOT / "bindings/python"))
            self.assertEqual(said.strip(), libcost.__version__)
            said = self.run_python("import libcost", folder, LIBCOST_LIBRARY="/no/such.so",
                                   PYTHONPATH=str(ROOT / "bindings/python"))
            self.assertIn("ImportError: LIBCOST_LIBRARY names /no/such.so, which cannot be loaded", said)

    def test_another_library(self):
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "old.c")
            source.write_text('const char *cost_version(void) { return "0.0.1"; }\n')
            subprocess.run(["cc", "-shared", "-fPIC", "-o", "old.so", source], check=True, cwd=folder)
            said = self.run_python("import libcost", folder, LIBCOST_LIBRARY=f"{folder}/old.so",
                                   PYTHONPATH=str(ROOT / "bindings/python"))
        self.assertIn("old.so is version 0.0.1 of libcost and has no cost_", said)

    def test_installed(self):
        """A package outside of the source tree asks the loader for libcost.so.0."""
        code = "import libcost, libcost._library as l; print(l.lib._name)"
        with tempfile.TemporaryDirectory() as folder:
            package = pathlib.Path(folder, "libcost")
            package.mkdir()
            for file in (ROOT / "bindings/python/libcost").glob("*.py"):
                (package / file.name).write_bytes(file.read_bytes())
            library = pathlib.Path(folder, "lib")
            library.mkdir()
            (library / "libcost.so.0").symlink_to(pathlib.Path(lib._name).resolve())
            self.assertEqual(self.run_python(code, folder, LD_LIBRARY_PATH=str(library)).strip(), "libcost.so.0")


if __name__ == "__main__":
    unittest.main()
