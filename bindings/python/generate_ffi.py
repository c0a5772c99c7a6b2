#!/usr/bin/env python3
"""Makes the low-level layer of the binding from the public headers: libcost/_ffi.py and libcost/_exceptions.py.

    python3 bindings/python/generate_ffi.py            # writes them
    python3 bindings/python/generate_ffi.py --check    # exit 1 when they are not what the headers say

The preprocessor of the C compiler ($CC or cc) takes comments away and writes out the lists of statuses, formats and
fields; what is left is the little C that the headers keep to: opaque types, structures of plain members, enums,
pointers to functions, and functions that are marked COST_API.
"""
import argparse
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
INCLUDE = HERE.parent.parent / "include"
TARGET = HERE / "libcost"

EXPORTED = '__attribute__((visibility("default")))'
PLAIN = {"int": "c_int", "unsigned": "c_uint", "long": "c_long", "size_t": "c_size_t", "bool": "c_bool",
         "_Bool": "c_bool", "double": "c_double", "char": "c_char", "int32_t": "c_int32", "uint32_t": "c_uint32",
         "int64_t": "c_int64", "uint64_t": "c_uint64"}


def preprocessed():
    with tempfile.TemporaryDirectory() as empty:
        for name in ("stddef.h", "stdint.h", "stdbool.h"):
            (pathlib.Path(empty) / name).write_text("")
        command = [*shlex.split(os.environ.get("CC", "cc")), "-E", "-P", "-nostdinc", "-I", empty, "-I", str(INCLUDE),
                   str(INCLUDE / "cost.h")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def declarations(text):
    """What ends at a `;` outside of braces, blanks folded."""
    depth, begin = 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        if letter == ";" and depth == 0:
            yield " ".join(text[begin:at].split())
            begin = at + 1
    if text[begin:].strip():
        raise SystemExit(f"generate_ffi.py: left over: {text[begin:].strip()[:200]}")


def split_list(text):
    """At the commas outside of brackets."""
    parts, depth, begin = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append(text[begin:at].strip())
            begin = at + 1
    parts.append(text[begin:].strip())
    return [part for part in parts if part and part != "void"]


class Headers:
    def __init__(self, text):
        self.opaque, self.structures, self.enums, self.constants, self.callbacks, self.functions = \
            [], {}, {}, {}, {}, {}
        for declaration in declarations(text):
            self.read(declaration)

    def read(self, text):
        if match := re.fullmatch(r"typedef struct (\w+) (\w+)", text):
            self.opaque.append(match[2])
        elif match := re.fullmatch(r"typedef struct \w* ?\{(.*)\} (\w+)", text):
            members = [member.strip() for member in match[1].split(";") if member.strip()]
            self.structures[match[2]] = [self.named(part) for member in members for part in self.together(member)]
        elif match := re.fullmatch(r"typedef enum \w* ?\{(.*)\} (\w+)", text):
            self.enums[match[2]] = self.members(match[1])
        elif match := re.fullmatch(r"enum \w* ?\{(.*)\}", text):
            self.constants.update(self.members(match[1]))
        elif match := re.fullmatch(r"typedef (.+?)\(\*(\w+)\)\((.*)\)", text):
            self.callbacks[match[2]] = [self.type_of(match[1]), *(self.named(part)[1] for part in split_list(match[3]))]
        elif match := re.fullmatch(re.escape(EXPORTED) + r" (.+?)(\w+)\((.*)\)", text):
            self.functions[match[2]] = [self.type_of(match[1]), *(self.named(part)[1] for part in split_list(match[3]))]
        else:
            raise SystemExit(f"generate_ffi.py: what is this? {text}")

    @staticmethod
    def together(member):
        """`int64_t a, b` is two members."""
        kind, _, names = member.partition(" ")
        return [f"{kind} {name.strip()}" for name in names.split(",")] if "," in names else [member]

    @staticmethod
    def members(text):
        """Names and values; a value may be a number, a name that came before, or a shift of 1."""
        values, following = {}, 0
        for part in split_list(text):
            name, _, value = (word.strip() for word in part.partition("="))
            if value:
                following = eval(value, {"__builtins__": {}}, dict(values))  # pylint: disable=eval-used
            values[name] = following
            following += 1
        return values

    def named(self, text):
        """A member or a parameter: its name and type."""
        match = re.fullmatch(r"(.*?)(\w+) ?(\[\w*\])?", text)
        kind = match[1].strip()
        if not kind.replace("const", "").strip():
            raise SystemExit(f"generate_ffi.py: a parameter without a name: {text}")
        return match[2], self.type_of(kind + ("*" if match[3] else ""))

    def type_of(self, text):
        stars = text.count("*")
        base = " ".join(word for word in text.replace("*", " ").split() if word not in ("const", "struct"))
        if base == "void":
            return "None" if stars == 0 else self.pointer("c_void_p", stars - 1)
        if base == "char" and stars:
            return self.pointer("c_char_p", stars - 1)
        if base in PLAIN:
            return self.pointer(PLAIN[base], stars)
        if base in self.enums:
            return self.pointer("c_int", stars)
        if base in self.opaque or base in self.structures or base in self.callbacks:
            return self.pointer(base, stars)
        raise SystemExit(f"generate_ffi.py: the type \"{text}\" is not known")

    @staticmethod
    def pointer(name, stars):
        return "POINTER(" * stars + name + ")" * stars


def short_names(values):
    """Member names without what all of them begin with, up to an underscore."""
    prefix = os.path.commonprefix(list(values))
    prefix = prefix[:prefix.rfind("_") + 1]
    return {name[len(prefix):]: value for name, value in values.items()}


def class_name(c_name):
    """cost_line_field_t becomes LineField."""
    return "".join(word.title() for word in c_name.split("_")[1:-1])


def status_rows():
    text = (INCLUDE / "cost/status.h").read_text()
    return re.findall(r'X\((\d+), (\w+), "([^"]+)"\)', text)


def format_rows():
    text = (INCLUDE / "cost/report.h").read_text()
    return re.findall(r'X\((\w+), "(\w+)", "(\w*)"\)', text)


def written(headers):
    version = re.search(r'COST_VERSION "(.+)"', (INCLUDE / "cost/version.h").read_text())[1]
    yield '"""The functions and types of the public headers for ctypes.'
    yield ""
    yield 'Made by generate_ffi.py from include/cost/*.h; do not edit.  Every function of the library is here under its own name;'
    yield 'the headers say what it does, who owns what it returns, and which threads may call it."""'
    yield "# pylint: disable=all"
    yield "from ctypes import (CDLL, CFUNCTYPE, POINTER, Structure, c_bool, c_char_p, c_double, c_int, c_int32, c_int64, c_long,"
    yield "                    c_size_t, c_uint, c_uint64, c_void_p)"
    yield "from enum import IntEnum"
    yield "from typing import Any, Dict, List, Tuple"
    yield ""
    yield f'VERSION = "{version}"'
    yield f"SOVERSION = {version.split('.')[0]}"
    for name, value in headers.constants.items():
        yield f"{name} = {value}"
    for name, values in headers.enums.items():
        yield f"\n\nclass {class_name(name)}(IntEnum):"
        yield f'    """{name}"""'
        for member, value in short_names(values).items():
            yield f"    {member} = {value}"
    yield "\n\nSTATUS_TEXTS: Dict[int, str] = {"
    for number, _, text in status_rows():
        yield f'    {number}: "{text}",'
    yield "}"
    yield "FORMATS: Dict[str, str] = {  # name: ending of files"
    for _, name, ending in format_rows():
        yield f'    "{name}": "{ending}",'
    yield "}"
    for name in headers.opaque:
        yield f"\n\nclass {name}(Structure):"
        yield '    """Opaque: only pointers to it cross."""'
    for name, members in headers.structures.items():
        yield f"\n\nclass {name}(Structure):"
        yield "    _fields_ = [" + ", ".join(f'("{member}", {kind})' for member, kind in members) + "]"
    yield "\n"
    for name, kinds in headers.callbacks.items():
        yield f"{name} = CFUNCTYPE({', '.join(kinds)})"
    yield "# Name: what it returns, then what it takes."
    yield "FUNCTIONS: Dict[str, Tuple[Any, ...]] = {"
    for name, kinds in headers.functions.items():
        yield f'    "{name}": ({", ".join(kinds)},),'
    yield "}"
    yield "\n\ndef bind(library: CDLL) -> List[str]:"
    yield '    """Tells ctypes the types of every function.  Answers the names that the library does not have."""'
    yield "    missing = []"
    yield "    for name, (result, *arguments) in FUNCTIONS.items():"
    yield "        try:"
    yield "            function = getattr(library, name)"
    yield "        except AttributeError:"
    yield "            missing.append(name)"
    yield "            continue"
    yield "        function.restype = result"
    yield "        function.argtypes = arguments"
    yield "    return missing"


# What Python calls a failure of that kind; ValueError where nothing is nearer.
PARENTS = {"MEMORY": "MemoryError", "IO": "OSError", "NO_PRICE": "LookupError", "UNSUPPORTED": "NotImplementedError",
           "CANCELLED": "RuntimeError"}


def exceptions():
    """_exceptions.py: a class for each status but OK."""
    rows = [(name, "Cost" + name.title().replace("_", "") + "Error", text) for _, name, text in status_rows()
            if name != "OK"]
    yield '"""The exceptions, one for each status.  Made by generate_ffi.py from COST_STATUS_LIST; do not edit."""'
    yield "from typing import Dict, Type"
    yield ""
    yield "from . import _ffi"
    yield "from .problem import CostError"
    yield ""
    yield "__all__ = ["
    for _, kind, _ in rows:
        yield f'    "{kind}",'
    yield "]"
    for name, kind, text in rows:
        yield f"\n\nclass {kind}(CostError, {PARENTS.get(name, 'ValueError')}):"
        yield f'    """{text[0].upper()}{text[1:]}."""'
        yield ""
        yield f"    status = _ffi.Status.{name}"
    yield "\n\nCLASSES: Dict[int, Type[CostError]] = {"
    for name, kind, _ in rows:
        yield f"    _ffi.Status.{name}: {kind},"
    yield "}"
    yield "for _kind in (CostError, *CLASSES.values()):"
    yield '    _kind.__module__ = "libcost"  # where a program finds them, and a traceback says so'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    stale = 0
    for path, lines in ((TARGET / "_ffi.py", written(Headers(preprocessed()))),
                        (TARGET / "_exceptions.py", exceptions())):
        text = "\n".join(lines) + "\n"
        if not options.check:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            print(f"{path.relative_to(HERE.parent.parent)} is not what the headers say; run `make docs`")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main())
