"""The exceptions, one for each status.  Made by generate_ffi.py from COST_STATUS_LIST; do not edit."""
from typing import Dict, Type

from . import _ffi
from .problem import CostError

__all__ = [
    "CostMemoryError",
    "CostIoError",
    "CostSyntaxError",
    "CostSchemaError",
    "CostRangeError",
    "CostNoPriceError",
    "CostLimitError",
    "CostUnsupportedError",
    "CostUnpricedError",
    "CostCancelledError",
]


class CostMemoryError(CostError, MemoryError):
    """Out of memory."""

    status = _ffi.Status.MEMORY


class CostIoError(CostError, OSError):
    """A file could not be read or written."""

    status = _ffi.Status.IO


class CostSyntaxError(CostError, ValueError):
    """A text is not well-formed YAML, JSON, CSV or UTF-8."""

    status = _ffi.Status.SYNTAX


class CostSchemaError(CostError, ValueError):
    """A field is missing, unknown or of the wrong type."""

    status = _ffi.Status.SCHEMA


class CostRangeError(CostError, ValueError):
    """A value lies outside its documented range."""

    status = _ffi.Status.RANGE


class CostNoPriceError(CostError, LookupError):
    """The price book has no price for this usage."""

    status = _ffi.Status.NO_PRICE


class CostLimitError(CostError, ValueError):
    """A document is larger or deeper than the library accepts."""

    status = _ffi.Status.LIMIT


class CostUnsupportedError(CostError, NotImplementedError):
    """This build or this version of the library cannot do it."""

    status = _ffi.Status.UNSUPPORTED


class CostUnpricedError(CostError, ValueError):
    """A load that nobody stated, under strict rules."""

    status = _ffi.Status.UNPRICED


class CostCancelledError(CostError, RuntimeError):
    """The caller ended the call before it was done."""

    status = _ffi.Status.CANCELLED


CLASSES: Dict[int, Type[CostError]] = {
    _ffi.Status.MEMORY: CostMemoryError,
    _ffi.Status.IO: CostIoError,
    _ffi.Status.SYNTAX: CostSyntaxError,
    _ffi.Status.SCHEMA: CostSchemaError,
    _ffi.Status.RANGE: CostRangeError,
    _ffi.Status.NO_PRICE: CostNoPriceError,
    _ffi.Status.LIMIT: CostLimitError,
    _ffi.Status.UNSUPPORTED: CostUnsupportedError,
    _ffi.Status.UNPRICED: CostUnpricedError,
    _ffi.Status.CANCELLED: CostCancelledError,
}
for _kind in (CostError, *CLASSES.values()):
    _kind.__module__ = "libcost"  # where a program finds them, and a traceback says so
