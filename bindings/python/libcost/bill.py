"""The bill: lines that add up to the total to the last digit."""
from __future__ import annotations

import json
import os
from ctypes import POINTER, byref
from decimal import Decimal
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, cast

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._money import usd
from ._report import format_of, report, write_file
from .catalog import PathLike
from .errors import Errors, text_of
from .explanation import Explanation
from .timeline import Timeline


class Line(NamedTuple):
    """One quantity at one rate for one resource in one month."""

    id: str  #: unique in the bill, the same from run to run
    workload: str
    resource: str
    month: str  #: "2025-11", "730h"
    service: str
    dimension: str
    variant: str  #: what else selects the price, ``k=v;k=v``, or ""
    usage_type: str  #: as AWS's bills print it, or ""
    region: str
    category: str  #: "standard", "spot", "committed" or "free"
    tier_from: Decimal  #: where the tier begins, in the unit without its multiplier
    quantity: Decimal  #: in `unit`
    unit: str
    unit_price: Decimal
    list_cost: Decimal
    cost: Decimal  #: these add up to the total
    effective_cost: Decimal
    tags: Dict[str, str]
    implied_by: Optional[str]  #: the resource that brings the line about
    price_source: str


class Month(NamedTuple):
    """A period of billing."""

    name: str  #: "2025-11", "730h"
    hours: int
    total: Decimal


class Default(NamedTuple):
    """A value that the file leaves out."""

    workload: str
    path: str
    value: str
    source: str


class Unpriced(NamedTuple):
    """A load that nobody stated.  It is not zero: the bill lacks it."""

    workload: str
    path: str
    dimension: str
    write: str  #: what to write in the file


class BillWarning(NamedTuple):
    """Something that a reader of the bill should know; docs/warnings.md lists the codes."""

    code: str
    workload: str
    path: str
    file: str
    line: int  #: 0 when not known
    text: str


class Quality(NamedTuple):
    """How well the capacity of a resource served its load in a month."""

    workload: str
    resource: str
    month: str
    unit: str  #: what capacity is counted in: "task", "instance"
    least: int  #: the fewest units that ran
    mean: Decimal
    most: int
    starts: int
    decisions: int  #: how often the desired count changed
    interruptions: int  #: Spot units that AWS took back
    load: str  #: "requests" or "jobs"
    served: Decimal
    lost: Decimal
    saturated_minutes: int
    wait_s: Optional[Decimal]  #: 95 of 100 wait at most so long; infinite: without end; None: not known
    backlog: Decimal
    backlog_most: Decimal


_DECIMALS = ("tier_from", "quantity", "unit_price", "list_cost", "cost", "effective_cost")


def _line(row: Dict[str, Any]) -> Line:
    fields = {name: row[name] for name in Line._fields}
    for name in _DECIMALS:
        fields[name] = Decimal(fields[name]) or Decimal(0)  # prints as 0, not as 0E-9
    return Line(**fields)


def _quality(row: Dict[str, Any]) -> Quality:
    fields = {name: row[name] for name in Quality._fields}
    for name in ("mean", "served", "lost", "backlog", "backlog_most"):
        fields[name] = Decimal(fields[name])
    if fields["wait_s"] is not None:
        fields["wait_s"] = Decimal("Infinity") if fields["wait_s"] == "unbounded" else Decimal(fields["wait_s"])
    return Quality(**fields)


class Bill(Owner):
    """What a workload, or several that are one account, will cost.  Immutable; any number of threads may share one."""

    currency = "USD"

    def __init__(self, handle: Handle, workloads: Tuple[Handle, ...] = ()) -> None:
        """Use `Workload.estimate` or `libcost.estimate`."""
        self._handle = handle
        self._workloads = workloads
        self._tree: Optional[Dict[str, Any]] = None
        self._lines: Optional[Tuple[Line, ...]] = None

    @classmethod
    def load(cls, file: PathLike) -> "Bill":
        """A bill that was saved as JSON or CSV; one whose lines do not add up is refused."""
        out = POINTER(_ffi.cost_bill_t)()
        with Errors() as errors:
            errors.check(lib.cost_bill_load(byref(out), os.fsencode(file), errors.pointer))
        return cls(Handle(out, lib.cost_bill_destroy))

    @property
    def total(self) -> Decimal:
        """What all lines add up to, before tax."""
        return usd(lib.cost_bill_total(self._handle.pointer))

    @property
    def months(self) -> Tuple[Month, ...]:
        """The months of the period."""
        pointer = self._handle.pointer
        return tuple(Month(text_of(lib.cost_bill_month_name(pointer, i)), lib.cost_bill_month_hours(pointer, i),
                           usd(lib.cost_bill_month_total(pointer, i)))
                     for i in range(lib.cost_bill_month_count(pointer)))

    @property
    def by_resource(self) -> Dict[str, Decimal]:
        """What each resource costs, by "workload/resource"."""
        pointer = self._handle.pointer
        return {text_of(lib.cost_bill_resource_name(pointer, i)): usd(lib.cost_bill_resource_cost(pointer, i))
                for i in range(lib.cost_bill_resource_count(pointer))}

    @property
    def by_service(self) -> Dict[str, Decimal]:
        """What each service costs."""
        pointer = self._handle.pointer
        return {text_of(lib.cost_bill_service_name(pointer, i)): usd(lib.cost_bill_service_cost(pointer, i))
                for i in range(lib.cost_bill_service_count(pointer))}

    def _document(self) -> Dict[str, Any]:
        if self._tree is None:
            self._tree = cast(Dict[str, Any], json.loads(self.to_json()))
        return self._tree

    @property
    def lines(self) -> Tuple[Line, ...]:
        """Every line, by month, workload, resource and dimension.  ``pandas.DataFrame(bill.lines)`` is a table of them."""
        if self._lines is None:
            self._lines = tuple(_line(row) for row in self._document()["lines"])
        return self._lines

    @property
    def workloads(self) -> Tuple[str, ...]:
        """The names of the workloads that are billed."""
        return tuple(self._document()["workloads"])

    @property
    def scenario(self) -> Optional[str]:
        """The scenario that was applied."""
        return cast(Optional[str], self._document()["scenario"])

    @property
    def defaults(self) -> Tuple[Default, ...]:
        """Values that the file leaves out."""
        return tuple(Default(*(row[name] for name in Default._fields)) for row in self._document()["defaults"])

    @property
    def unpriced(self) -> Tuple[Unpriced, ...]:
        """Loads that nobody stated."""
        return tuple(Unpriced(*(row[name] for name in Unpriced._fields)) for row in self._document()["unpriced"])

    @property
    def warnings(self) -> Tuple[BillWarning, ...]:
        """Warnings and hints."""
        return tuple(BillWarning(*(row[name] for name in BillWarning._fields)) for row in self._document()["warnings"])

    def explain(self, pattern: str = "") -> Explanation:
        """Why the lines are what they are that have every word of `pattern` in their id, service or usage type."""
        if not self._workloads:
            raise ValueError("only a bill that Workload.estimate or libcost.estimate made knows its reasons")
        count = len(self._workloads)
        array = (POINTER(_ffi.cost_workload_t) * count)(*(workload.kept for workload in self._workloads))
        out = POINTER(_ffi.cost_explanation_t)()
        with Errors() as errors:
            errors.check(lib.cost_explain(byref(out), self._handle.pointer, array, count, pattern.encode(), errors.pointer))
        return Explanation(Handle(out, lib.cost_explanation_destroy, [self._handle]), self.lines)

    def timeline(self, resolution: str = "hourly") -> Timeline:
        """The bill in time, "hourly" or "minute"; it must have been made with ``estimate(hourly=True)``."""
        return Timeline._of(self._handle, resolution)

    @property
    def quality(self) -> Tuple[Quality, ...]:
        """How well the capacity that follows a load served it; the same simulation gives it."""
        return tuple(_quality(row) for row in self._document()["service_quality"])

    def report(self, format: str = "table", *, lines: bool = False, color: bool = False) -> str:
        """The bill as text: "table", "csv", "json" or "markdown".

        `lines`: tables and Markdown have every line instead of a row for each resource.  `color`: for a terminal.
        """
        flags = lines * _ffi.COST_REPORT_LINES | color * _ffi.COST_REPORT_COLOR
        return report(lib.cost_report_bill, self._handle, format, flags).decode()

    def to_json(self) -> str:
        """The contract "libcost-bill/1", docs/results.md."""
        return self.report("json")

    def to_dict(self) -> Dict[str, Any]:
        """The same as Python has it; decimals are strings."""
        return cast(Dict[str, Any], json.loads(self.to_json()))

    def save(self, file: PathLike, *, format: Optional[str] = None, lines: bool = False) -> None:
        """Writes a report to a file, its format told by the ending (.txt, .csv, .json, .md, .xlsx) or by `format`.

        The file is either as it was or complete.
        """
        if format_of(file, format) == "xlsx":
            with Errors() as errors:
                errors.check(lib.cost_report_workbook(os.fsencode(file), self._handle.pointer, None, errors.pointer))
            return
        data = report(lib.cost_report_bill, self._handle, format_of(file, format), lines * _ffi.COST_REPORT_LINES)
        write_file(file, data)

    def __str__(self) -> str:
        return self.report()

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Bill, closed>"
        count = lib.cost_bill_line_count(self._handle.pointer)
        return f"<libcost.Bill {self.total:.2f} USD, {count} line{'' if count == 1 else 's'}>"

    def _repr_html_(self) -> str:
        """What Jupyter shows: a row for each resource, the total, what is not priced, warnings."""
        from html import escape
        pointer = self._handle.pointer
        names = self.workloads
        rows: List[str] = []
        for i in range(lib.cost_bill_resource_count(pointer)):
            name = text_of(lib.cost_bill_resource_name(pointer, i))
            if len(names) == 1:
                name = name[len(names[0]) + 1:]
            rows.append(f"<tr><td>{escape(name)}</td><td>{escape(text_of(lib.cost_bill_resource_service(pointer, i)))}</td>"
                        f"<td style='text-align: right'>{usd(lib.cost_bill_resource_cost(pointer, i)):,.2f}</td></tr>")
        title = ", ".join(names) + (f", scenario {self.scenario}" if self.scenario else "")
        months = self.months
        span = months[0].name if len(months) == 1 else f"{months[0].name} to {months[-1].name}"
        notes = [f"not priced: {note.path}: {note.dimension}: write {note.write}" for note in self.unpriced]
        notes += [f"[{note.code}] {note.path}: {note.text}" for note in self.warnings]
        listed = "".join(f"<li>{escape(note)}</li>" for note in notes)
        return (f"<table><caption>{escape(title)}: AWS bill of {escape(span)}, central estimate, before tax</caption>"
                "<thead><tr><th>Resource</th><th>Service</th><th>USD</th></tr></thead>"
                f"<tbody>{''.join(rows)}</tbody>"
                f"<tfoot><tr><th>Total</th><th></th><th style='text-align: right'>{self.total:,.2f}</th></tr></tfoot></table>"
                + (f"<details><summary>{len(notes)} remark{'' if len(notes) == 1 else 's'}</summary><ul>{listed}</ul></details>"
                   if notes else ""))
