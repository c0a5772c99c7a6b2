"""Headers, shared library and binding name the same functions, and lay out the same structures."""
import ctypes
import pathlib
import re
import subprocess
import sys
import tempfile
import types
import unittest

import libcost
from libcost import _ffi
from libcost._library import lib
from support import ROOT


class Border(unittest.TestCase):
    def test_names(self):
        headers = "".join(path.read_text() for path in sorted((ROOT / "include/cost").glob("*.h")))
        declared = set(re.findall(r"^COST_API[^;(]*?\b(cost_\w+)\(", headers, re.M))
        symbols = subprocess.run(["nm", "-D", "--defined-only", lib._name], capture_output=True, text=True, check=True)
        exported = {line.split()[-1].split("@")[0] for line in symbols.stdout.splitlines() if line.split()[-2] != "A"}
        exported = {name for name in exported if name.startswith("cost_")}
        self.assertGreater(len(declared), 50)
        self.assertEqual(declared, exported)
        self.assertEqual(declared, set(_ffi.FUNCTIONS))

    def test_generated_files_are_up_to_date(self):
        done = subprocess.run([sys.executable, ROOT / "bindings/python/generate_ffi.py", "--check"],
                              capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))

    def test_structures(self):
        """The compiler agrees with ctypes on sizes, offsets and the numbers of enums."""
        lines = ["#include <stddef.h>", "#include <cost.h>"]
        kinds = [kind for kind in vars(_ffi).values()
                 if isinstance(kind, type) and issubclass(kind, ctypes.Structure) and hasattr(kind, "_fields_")]
        self.assertTrue(kinds)
        for kind in kinds:
            lines.append(f"_Static_assert(sizeof({kind.__name__}) == {ctypes.sizeof(kind)}, \"size\");")
            for name, _ in kind._fields_:
                lines.append(f"_Static_assert(offsetof({kind.__name__}, {name}) == {getattr(kind, name).offset}, \"\");")
        for status in _ffi.Status:
            lines.append(f"_Static_assert(COST_STATUS_{status.name} == {int(status)}, \"\");")
        for field in _ffi.LineField:
            lines.append(f"_Static_assert(COST_LINE_{field.name} == {int(field)}, \"\");")
        with tempfile.TemporaryDirectory() as folder:
            source = pathlib.Path(folder, "layout.c")
            source.write_text("\n".join(lines) + "\n")
            done = subprocess.run(["cc", "-std=c11", "-fsyntax-only", "-I", ROOT / "include", source],
                                  capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_formats(self):
        for number, name in enumerate(_ffi.FORMATS):
            self.assertEqual(lib.cost_format_find(name.encode()), number)

    def test_everything_public_is_explained(self):
        for name in libcost.__all__:
            thing = getattr(libcost, name)
            self.assertTrue(isinstance(thing, str) or thing.__doc__, name)
            members = vars(thing) if isinstance(thing, type) else {}
            for member, value in members.items():
                if not member.startswith("_") and (callable(value) or isinstance(value, (property, classmethod))):
                    self.assertTrue(value.__doc__, f"{name}.{member}")

    def test_everything_public_is_named(self):
        found = {name for name, thing in vars(libcost).items()
                 if not name.startswith("_") and not isinstance(thing, types.ModuleType)}
        self.assertEqual(found | {"__version__"}, set(libcost.__all__))

    def test_version(self):
        self.assertEqual(lib.cost_version().decode(), _ffi.VERSION)


if __name__ == "__main__":
    unittest.main()
