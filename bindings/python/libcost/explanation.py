"""Why lines of a bill are what they are."""
from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Tuple

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._report import report
from .errors import text_of

if TYPE_CHECKING:
    from .bill import Line


class Step(NamedTuple):
    """One step from what the file states to what the line costs."""

    name: str  #: "what", "input", "default", "load", "minutes", "hours", "rule", "quantity", "tier", "cost" or "price"
    text: str
    source: str  #: of the rule or value, or ""


class Reason(NamedTuple):
    """A line of the bill and the steps that lead to it."""

    line: "Line"
    steps: Tuple[Step, ...]


class Explanation(Owner):
    """Explanations of some lines of a bill.  Immutable."""

    def __init__(self, handle: Handle, lines: Tuple["Line", ...]) -> None:
        """Use `Bill.explain`."""
        self._handle = handle
        self._lines = lines

    def _step(self, i: int, k: int) -> Step:
        pointer = self._handle.pointer
        name = lib.cost_explain_step_name(lib.cost_explanation_step(pointer, i, k))
        return Step(text_of(name), text_of(lib.cost_explanation_text(pointer, i, k)),
                    text_of(lib.cost_explanation_source(pointer, i, k)))

    @property
    def reasons(self) -> Tuple[Reason, ...]:
        """Each line with its steps."""
        pointer = self._handle.pointer
        return tuple(Reason(self._lines[lib.cost_explanation_line(pointer, i)],
                            tuple(self._step(i, k) for k in range(lib.cost_explanation_step_count(pointer, i))))
                     for i in range(lib.cost_explanation_count(pointer)))

    def report(self, format: str = "table", *, color: bool = False) -> str:
        """The explanation as text: "table", "markdown" or "json"."""
        return report(lib.cost_report_explanation, self._handle, format, color * _ffi.COST_REPORT_COLOR).decode()

    def __str__(self) -> str:
        return self.report()

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Explanation, closed>"
        count = lib.cost_explanation_count(self._handle.pointer)
        return f"<libcost.Explanation of {count} line{'' if count == 1 else 's'}>"
