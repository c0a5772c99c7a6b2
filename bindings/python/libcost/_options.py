"""What is laid over a workload while it is read."""
from __future__ import annotations

import datetime
import decimal
import json
import os
from typing import Any, Mapping, NamedTuple, Optional, Union

from . import _ffi
from ._handle import Handle
from ._library import lib
from .catalog import Catalog, default_catalog
from .errors import Errors

Date = Union[str, datetime.date]


def as_json(value: Any, indent: str = "\n") -> str:
    """Any value as JSON.  Numbers keep their digits: a Decimal and a float are written without an exponent."""
    inner = indent + " "
    if isinstance(value, Mapping):
        members = (json.dumps(str(key)) + ": " + as_json(child, inner) for key, child in value.items())
        return "{" + inner + ("," + inner).join(members) + indent + "}" if value else "{}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(as_json(child, inner) for child in value) + "]"
    if isinstance(value, (decimal.Decimal, float)):
        exact = decimal.Decimal(float.__repr__(value)) if isinstance(value, float) else value
        if not exact.is_finite():
            raise ValueError(f"{value} is not a number that a workload can have")
        return format(exact, "f")
    if isinstance(value, datetime.datetime):
        return json.dumps(value.isoformat(timespec="minutes"))
    if isinstance(value, datetime.date):
        return json.dumps(value.isoformat())
    if hasattr(value, "__index__") and not isinstance(value, bool):  # an int, or what another library calls one
        return str(int(value))
    return json.dumps(value)


def as_value(value: Any) -> str:
    """A value as --set writes it: text stays as it is, everything else becomes JSON."""
    return value if isinstance(value, str) else as_json(value)


class Reading(NamedTuple):
    """How a workload is read; what `Workload.load` and its like take."""

    scenario: Optional[str] = None
    overrides: Optional[Mapping[str, Any]] = None
    period: Optional[str] = None
    region: Optional[str] = None
    as_of: Optional[Date] = None
    strict: bool = False
    catalog: Optional[Catalog] = None

    @property
    def book(self) -> Catalog:
        """The price book that goes with it."""
        return self.catalog if self.catalog is not None else default_catalog()

    def options(self, *, folder: Optional[str] = None, hourly: bool = False) -> Handle:
        """The library's object."""
        pointer = lib.cost_options_create()
        if not pointer:
            raise MemoryError
        handle = Handle(pointer, lib.cost_options_destroy, [self.book._handle])
        with Errors() as errors:
            errors.check(lib.cost_options_set_period(pointer, _text(self.period)))
            errors.check(lib.cost_options_set_region(pointer, _text(self.region)))
            errors.check(lib.cost_options_set_scenario(pointer, _text(self.scenario)))
            errors.check(lib.cost_options_set_folder(pointer, None if folder is None else os.fsencode(folder)))
            for path, value in (self.overrides or {}).items():
                errors.check(lib.cost_options_add_override(pointer, f"{path}={as_value(value)}".encode()))
        if lib.cost_options_set_as_of(pointer, _date(self.as_of)) != _ffi.Status.OK:
            raise ValueError(f"as_of: \"{self.as_of}\" is not a date such as 2025-11-01")
        lib.cost_options_set_strict(pointer, self.strict)
        lib.cost_options_set_hourly(pointer, hourly)
        lib.cost_options_set_catalog(pointer, self.book._handle.pointer)
        return handle


def _text(value: Optional[str]) -> Optional[bytes]:
    return None if value is None else value.encode()


def _date(value: Optional[Date]) -> Optional[bytes]:
    return None if value is None else str(value).encode()
