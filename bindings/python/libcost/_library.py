"""Finds libcost's shared library and loads it, once."""
from __future__ import annotations

import ctypes
import os
import sys
from typing import Iterator, List

from . import _ffi


def _candidates() -> Iterator[str]:
    """Where the library may be, the likeliest first."""
    source = os.path.join(os.path.dirname(os.path.realpath(__file__)), *[os.pardir] * 3)
    if os.path.exists(os.path.join(source, "include", "cost.h")):  # the package lies in libcost's source tree
        yield os.path.normpath(os.path.join(source, "build", "libcost.so"))
    yield f"libcost.so.{_ffi.SOVERSION}"
    for folder in (sys.prefix, "/usr/local", "/opt/homebrew"):
        yield os.path.join(folder, "lib", f"libcost.so.{_ffi.SOVERSION}")
    from ctypes.util import find_library  # takes longer to import than the rest, and is hardly ever asked
    found = find_library("cost")
    if found:
        yield found


def _open(name: str) -> ctypes.CDLL:
    library = ctypes.CDLL(name)
    missing = _ffi.bind(library)
    if missing:
        version = "another version"
        if "cost_version" not in missing:
            version = "version " + library.cost_version().decode()
        raise ImportError(f"{name} is {version} of libcost and has no {', '.join(missing[:3])}"
                          f"{' and more' if len(missing) > 3 else ''}; this package goes with {_ffi.VERSION}")
    return library


def _load() -> ctypes.CDLL:
    chosen = os.environ.get("LIBCOST_LIBRARY")
    if chosen:
        try:
            return _open(chosen)
        except OSError as error:
            raise ImportError(f"LIBCOST_LIBRARY names {chosen}, which cannot be loaded: {error}") from None
    tried: List[str] = []
    for name in _candidates():
        if os.path.isabs(name) and not os.path.exists(name):
            tried.append(f"{name}: not there")
            continue
        try:
            return _open(name)
        except OSError as error:
            tried.append(str(error))
    raise ImportError("libcost's shared library was not found; install it (make install), or name it in the environment "
                      "variable LIBCOST_LIBRARY.  Tried:\n  " + "\n  ".join(tried))


lib = _load()
