"""Exceptions: one class for each status of the library.

The classes that have a natural parent in Python have it as well, so that ``except OSError`` catches a file that is not there.
"""
from __future__ import annotations

from typing import List, Optional, Tuple

from . import _exceptions, _ffi
from ._library import lib
from .problem import CostError, Problem

__all__ = ["CostError", "Errors", "Problem", "raise_status", "text_of"]


def text_of(raw: Optional[bytes]) -> str:
    """The library speaks UTF-8; the name of a file may be anything."""
    return "" if raw is None else raw.decode("utf-8", "replace")


def raise_status(status: int, problems: Tuple[Problem, ...] = ()) -> None:
    """Raises what `status` means; without a problem the status speaks for itself."""
    text = _ffi.STATUS_TEXTS[status]
    raise _exceptions.CLASSES[status](problems or (Problem(_ffi.Status(status), text, text, "", 0, 0, ""),))


class Errors:
    """The list of problems of one call: ``with Errors() as errors: errors.check(lib.cost_...(..., errors.pointer))``."""

    def __init__(self) -> None:
        self.pointer = lib.cost_error_create()

    def __enter__(self) -> "Errors":
        return self

    def __exit__(self, *_: object) -> None:
        lib.cost_error_destroy(self.pointer)
        self.pointer = None

    def problems(self) -> Tuple[Problem, ...]:
        """What is in the list now."""
        found: List[Problem] = []
        for i in range(lib.cost_error_count(self.pointer)):
            found.append(Problem(_ffi.Status(lib.cost_error_status(self.pointer, i)),
                                 text_of(lib.cost_error_text(self.pointer, i)),
                                 text_of(lib.cost_error_message(self.pointer, i)),
                                 text_of(lib.cost_error_file(self.pointer, i)),
                                 lib.cost_error_line(self.pointer, i), lib.cost_error_column(self.pointer, i),
                                 text_of(lib.cost_error_path(self.pointer, i))))
        return tuple(found)

    def check(self, status: int) -> None:
        """Raises what `status` means."""
        if status != _ffi.Status.OK:
            raise_status(status, self.problems())
