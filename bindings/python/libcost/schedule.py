"""Schedules of a workload: when they start and stop things."""
from __future__ import annotations

import datetime
from ctypes import byref
from typing import NamedTuple, Optional

from . import _ffi
from ._handle import Handle
from ._library import lib
from .errors import Errors, text_of

_NEVER = 2**63 - 1
_EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)


class On(NamedTuple):
    """What a schedule does in a month."""

    seconds: int  #: for which it is on
    clock_hours: int  #: hours of the clock that these touch: what is billed by the started hour
    month_seconds: int
    windows: int  #: stretches in which it is on


class Schedule:
    """One schedule of a workload, which it keeps."""

    def __init__(self, workload: Handle, number: int) -> None:
        """Use `Workload.schedules`."""
        pointer = workload.pointer
        self._workload, self._number = workload, number
        self.name = text_of(lib.cost_workload_schedule(pointer, number))
        #: As the file has them, such as "cron(0 8 ? * MON-FRI *)".
        self.start = text_of(lib.cost_schedule_expression(pointer, number, _ffi.Turn.ON))
        self.stop = text_of(lib.cost_schedule_expression(pointer, number, _ffi.Turn.OFF))
        self.timezone = text_of(lib.cost_schedule_timezone(pointer, number))

    def _next(self, turn: _ffi.Turn, after: datetime.datetime) -> Optional[datetime.datetime]:
        if after.tzinfo is None:
            raise ValueError("`after` has no time zone; datetime.timezone.utc would be one")
        seconds = (after - _EPOCH) // datetime.timedelta(seconds=1)
        found = lib.cost_schedule_next(self._workload.pointer, self._number, turn, seconds)
        return None if found == _NEVER else _EPOCH + datetime.timedelta(seconds=found)

    def next_start(self, after: datetime.datetime) -> Optional[datetime.datetime]:
        """The first time after `after` at which it starts things, in UTC; None: never again."""
        return self._next(_ffi.Turn.ON, after)

    def next_stop(self, after: datetime.datetime) -> Optional[datetime.datetime]:
        """The first time after `after` at which it stops them, in UTC; None: never again."""
        return self._next(_ffi.Turn.OFF, after)

    def on(self, month: int = 0) -> On:
        """For how long it is on in a month of the workload's period, from 0 on."""
        out = _ffi.cost_schedule_on_t()
        with Errors() as errors:
            errors.check(lib.cost_schedule_on(self._workload.pointer, self._number, month, byref(out)))
        return On(out.seconds, out.clock_hours, out.month_seconds, out.windows)

    def __repr__(self) -> str:
        return f"<libcost.Schedule {self.name}: {self.start} to {self.stop}, {self.timezone}>"
