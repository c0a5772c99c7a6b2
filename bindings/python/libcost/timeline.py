"""A bill in time."""
from __future__ import annotations

from ctypes import POINTER, byref, create_string_buffer
from decimal import Decimal
from typing import List, NamedTuple, Tuple

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._report import report, write_file
from .catalog import PathLike
from .errors import Errors, text_of


class Column(NamedTuple):
    """What a column of a timeline holds."""

    name: str  #: unique, such as "app.vcpu_hours [vCPU-hour]"
    kind: str  #: "load", "served", "capacity", "usage" or "cost"
    workload: str  #: "" for the whole bill
    resource: str
    service: str  #: of a usage or its cost; else ""
    dimension: str
    variant: str
    region: str
    unit: str  #: "requests", "tasks", what the price is per, "USD"


class Timeline(Owner):
    """Loads, tasks, usage and cost, hour by hour or minute by minute.  Costs add up to the bill to the last digit."""

    def __init__(self, handle: Handle) -> None:
        """Use `Bill.timeline`."""
        self._handle = handle
        pointer = handle.pointer
        #: The columns; the first is what everything costs.
        self.columns: Tuple[Column, ...] = tuple(
            Column(*(text_of(lib.cost_timeline_column(pointer, i, field)) for field in _ffi.TimelineField))
            for i in range(lib.cost_timeline_column_count(pointer)))

    @classmethod
    def _of(cls, bill: Handle, resolution: str) -> "Timeline":
        number = lib.cost_resolution_find(resolution.encode())
        if number < 0:
            raise ValueError(f"there is no resolution \"{resolution}\"; hourly and minute are known")
        out = POINTER(_ffi.cost_timeline_t)()
        with Errors() as errors:
            status = lib.cost_timeline_create(byref(out), bill.pointer, number, errors.pointer)
            if status == _ffi.Status.UNSUPPORTED:
                raise ValueError("the bill did not keep its hours; estimate(hourly=True) makes one that does")
            errors.check(status)
        return cls(Handle(out, lib.cost_timeline_destroy, [bill]))

    def __len__(self) -> int:
        """How many rows: the hours or minutes of the period."""
        return int(lib.cost_timeline_row_count(self._handle.pointer))

    def __bool__(self) -> bool:
        return True

    @property
    def times(self) -> List[str]:
        """When each row begins, "2025-11-01T13:00:00Z"; hours and minutes since the start for a period in hours."""
        pointer, buffer = self._handle.pointer, create_string_buffer(64)
        return [text_of(lib.cost_timeline_time(pointer, row, buffer, len(buffer))) for row in range(len(self))]

    def values(self, column: int) -> List[Decimal]:
        """A column, row by row."""
        if not 0 <= column < len(self.columns):
            raise IndexError(column)
        pointer, buffer = self._handle.pointer, create_string_buffer(64)
        return [Decimal(text_of(lib.cost_timeline_value(pointer, row, column, buffer, len(buffer)))) or Decimal(0)
                for row in range(len(self))]

    def to_csv(self) -> str:
        """A row an hour or a minute, the columns behind `time`."""
        return report(lib.cost_report_timeline, self._handle, "csv").decode()

    def save(self, file: PathLike) -> None:
        """Writes the CSV to a file that is either as it was or complete."""
        write_file(file, self.to_csv().encode())

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Timeline, closed>"
        return f"<libcost.Timeline of {len(self)} rows and {len(self.columns)} columns>"
