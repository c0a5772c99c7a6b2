"""A workload beside each of its scenarios."""
from __future__ import annotations

import os
from decimal import Decimal
from typing import Dict, NamedTuple, Optional, Tuple

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._money import usd
from ._report import format_of, report, write_file
from .bill import Bill
from .catalog import PathLike
from .distribution import Distribution
from .errors import Errors, text_of


def _nothing(_pointer: object) -> None:
    """Bills and distributions of a comparison go with it."""


class Row(NamedTuple):
    """What a service costs for one resource in each column."""

    service: str
    resource: str
    costs: Dict[Optional[str], Optional[Decimal]]  #: by scenario; None: it has no line of it


class Comparison(Owner):
    """Bills side by side: the workload as it is, then each scenario in the file's order.  Immutable."""

    def __init__(self, handle: Handle) -> None:
        """Use `Workload.compare`."""
        self._handle = handle

    @property
    def names(self) -> Tuple[Optional[str], ...]:
        """The scenario of each column; None is the workload as it is."""
        pointer = self._handle.pointer
        raw = (lib.cost_comparison_name(pointer, i) for i in range(lib.cost_comparison_count(pointer)))
        return tuple(None if name is None else text_of(name) for name in raw)

    @property
    def bills(self) -> Dict[Optional[str], Bill]:
        """The bill of each column by its name."""
        return {name: self._bill(i) for i, name in enumerate(self.names)}

    def _bill(self, column: int) -> Bill:
        return Bill(Handle(lib.cost_comparison_bill(self._handle.pointer, column), _nothing, [self._handle]))

    @property
    def distributions(self) -> Dict[Optional[str], Distribution]:
        """The distribution of each column; empty without trials."""
        found = {}
        for i, name in enumerate(self.names):
            pointer = lib.cost_comparison_distribution(self._handle.pointer, i)
            if pointer:
                found[name] = Distribution(Handle(pointer, _nothing, [self._handle]))
        return found

    @property
    def totals(self) -> Dict[Optional[str], Decimal]:
        """What each column costs."""
        pointer = self._handle.pointer
        return {name: usd(lib.cost_bill_total(lib.cost_comparison_bill(pointer, i))) for i, name in enumerate(self.names)}

    @property
    def rows(self) -> Tuple[Row, ...]:
        """What each service costs for each resource, sorted by service, then by resource."""
        pointer, names = self._handle.pointer, self.names
        return tuple(
            Row(text_of(lib.cost_comparison_row_service(pointer, row)), text_of(lib.cost_comparison_row_resource(pointer, row)),
                {name: usd(lib.cost_comparison_row_cost(pointer, row, i))
                 if lib.cost_comparison_row_there(pointer, row, i) else None for i, name in enumerate(names)})
            for row in range(lib.cost_comparison_row_count(pointer)))

    @property
    def cheapest(self) -> Optional[str]:
        """The column with the least total; None is the workload as it is.  What a bill does not price is not in its total."""
        return self.names[int(lib.cost_comparison_cheapest(self._handle.pointer))]

    def report(self, format: str = "table", *, color: bool = False) -> str:
        """The comparison as text: "table", "csv", "json" or "markdown"."""
        return report(lib.cost_report_comparison, self._handle, format, color * _ffi.COST_REPORT_COLOR).decode()

    def save(self, file: PathLike, *, format: Optional[str] = None) -> None:
        """Writes a report to a file, its format told by the ending or by `format`; a workbook has the base's lines too."""
        if format_of(file, format) == "xlsx":
            pointer = self._handle.pointer
            with Errors() as errors:
                errors.check(lib.cost_report_workbook(os.fsencode(file), lib.cost_comparison_bill(pointer, 0), pointer,
                                                      errors.pointer))
            return
        write_file(file, report(lib.cost_report_comparison, self._handle, format_of(file, format), 0))

    def __str__(self) -> str:
        return self.report()

    def __repr__(self) -> str:
        return "<libcost.Comparison, closed>" if self._handle._closed else f"<libcost.Comparison of {len(self.names)} bills>"
