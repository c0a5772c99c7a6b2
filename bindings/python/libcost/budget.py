"""Budgets: what a bill may cost, and whether it does."""
from __future__ import annotations

import datetime
import os
from ctypes import POINTER, byref, c_double
from decimal import Decimal
from typing import Any, Iterator, List, Mapping, NamedTuple, Optional, Union

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._money import usd
from ._options import as_json
from ._report import format_of, report, write_file
from .bill import Bill
from .catalog import PathLike
from .distribution import Probability
from .errors import Errors, text_of


class Budgets(Owner):
    """Budgets in a file of their own ("libcost-budgets/1"), beside those of the workload files."""

    def __init__(self, handle: Handle) -> None:
        """Use `load`, `from_text` or `from_dict`."""
        self._handle = handle

    @classmethod
    def load(cls, file: PathLike) -> "Budgets":
        """Reads a file, YAML or JSON."""
        out = POINTER(_ffi.cost_budgets_t)()
        with Errors() as errors:
            errors.check(lib.cost_budgets_load(byref(out), os.fsencode(file), errors.pointer))
        return cls(Handle(out, lib.cost_budgets_destroy))

    @classmethod
    def from_text(cls, text: str, *, name: str = "<text>") -> "Budgets":
        """Reads a text; `name` stands for the file in messages."""
        raw, out = text.encode(), POINTER(_ffi.cost_budgets_t)()
        with Errors() as errors:
            errors.check(lib.cost_budgets_parse(byref(out), raw, len(raw), os.fsencode(name), errors.pointer))
        return cls(Handle(out, lib.cost_budgets_destroy))

    @classmethod
    def from_dict(cls, budgets: Mapping[str, Any], *, name: str = "<dict>") -> "Budgets":
        """Takes what stands under `budgets`: ``{"month": {"limit": "600 USD"}}``."""
        return cls.from_text(as_json({"format": "libcost-budgets/1", "budgets": budgets}), name=name)

    def __len__(self) -> int:
        return int(lib.cost_budgets_count(self._handle.pointer))

    def __bool__(self) -> bool:
        return True


class Verdict(NamedTuple):
    """What became of a budget."""

    name: str
    file: str
    line: int
    state: str  #: "within", "undecided", "waived" or "broken"
    warns: bool  #: it only warns when it is broken
    month: str  #: the month that decides
    cost: Decimal  #: what its part of the bill costs in the central month
    limit: Decimal
    probability: Optional[Probability]  #: that the limit is crossed; None without a confidence
    #: when the limit is crossed; in a period of hours, how long after its begin; None: it is not
    crossing: Union[datetime.datetime, datetime.timedelta, None]


def _nothing(_pointer: object) -> None:
    """The bill of verdicts goes with them."""


class Verdicts(Owner):
    """What became of all budgets, in the order of the files.  Immutable."""

    def __init__(self, handle: Handle) -> None:
        """Use `Workload.check` or `libcost.check`."""
        self._handle = handle

    @property
    def outcome(self) -> str:
        """What a gate does: "passed", "warned" or "broken"."""
        return _ffi.GateOutcome(lib.cost_verdicts_outcome(self._handle.pointer)).name.lower()

    @property
    def bill(self) -> Bill:
        """The bill of the workloads as they are."""
        return Bill(Handle(lib.cost_verdicts_bill(self._handle.pointer), _nothing, [self._handle]))

    def _crossing(self, i: int) -> Union[datetime.datetime, datetime.timedelta, None]:
        seconds = lib.cost_verdict_crossing(self._handle.pointer, i)
        if seconds < 0:
            return None
        if self.bill.to_dict()["period"]["start"] is None:
            return datetime.timedelta(seconds=seconds)
        return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc)

    def _verdict(self, i: int) -> Verdict:
        pointer, error = self._handle.pointer, c_double()
        value = lib.cost_verdict_probability(pointer, i, byref(error))
        state = lib.cost_verdict_state_name(lib.cost_verdict_state(pointer, i))
        return Verdict(text_of(lib.cost_verdict_name(pointer, i)), text_of(lib.cost_verdict_file(pointer, i)),
                       lib.cost_verdict_line(pointer, i), text_of(state), bool(lib.cost_verdict_warns(pointer, i)),
                       text_of(lib.cost_verdict_month(pointer, i)), usd(lib.cost_verdict_cost(pointer, i)),
                       usd(lib.cost_verdict_limit(pointer, i)), Probability(value, error.value) if value >= 0 else None,
                       self._crossing(i))

    def __len__(self) -> int:
        return int(lib.cost_verdicts_count(self._handle.pointer))

    def __getitem__(self, i: int) -> Verdict:
        if not 0 <= i < len(self):
            raise IndexError(i)
        return self._verdict(i)

    def __iter__(self) -> Iterator[Verdict]:
        return (self._verdict(i) for i in range(len(self)))

    def report(self, format: str = "table", *, lines: bool = False, color: bool = False) -> str:
        """The verdicts as text: "table", "markdown", "json", "junit" or "github"."""
        flags = lines * _ffi.COST_REPORT_LINES | color * _ffi.COST_REPORT_COLOR
        return report(lib.cost_report_check, self._handle, format, flags).decode()

    def save(self, file: PathLike, *, format: Optional[str] = None) -> None:
        """Writes a report to a file, its format told by the ending (.xml is JUnit) or by `format`."""
        write_file(file, report(lib.cost_report_check, self._handle, format_of(file, format), 0))

    def __str__(self) -> str:
        return self.report()

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Verdicts, closed>"
        states: List[str] = [verdict.state for verdict in self]
        counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
        return f"<libcost.Verdicts: {self.outcome}; {counts}>"
