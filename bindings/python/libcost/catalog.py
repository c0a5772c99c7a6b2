"""The price book."""
from __future__ import annotations

import datetime
import os
import threading
from ctypes import POINTER, byref, create_string_buffer
from typing import Iterator, NamedTuple, Optional, Tuple, Union

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from .errors import Errors, Problem, text_of

PathLike = Union[str, "os.PathLike[str]"]


class Price(NamedTuple):
    """A row of the book, as text; docs of the fields: include/cost/catalog.h."""

    service: str
    dimension: str
    variant: str
    region: str
    usage_type: str
    unit: str
    tier_from: str
    usd: str
    model: str
    observed: str
    valid_from: str
    valid_to: str
    confidence: str
    source: str
    source_url: str


class Catalog(Owner):
    """AWS's public list prices, free allowances and metering rules; the book that is compiled in, or another laid over it.

    Immutable; any number of threads may share one.
    """

    def __init__(self, overlay: Optional[PathLike] = None) -> None:
        """`overlay`: a CSV or JSON file, or a folder of them, whose prices replace those of the book."""
        out = POINTER(_ffi.cost_catalog_t)()
        with Errors() as errors:
            errors.check(lib.cost_catalog_create(byref(out), None if overlay is None else os.fsencode(overlay),
                                                 errors.pointer))
        self._handle = Handle(out, lib.cost_catalog_destroy)

    @property
    def version(self) -> str:
        """Such as "2026.11.22"; "2026.11.22+overlay" with another laid over it."""
        return text_of(lib.cost_catalog_version(self._handle.pointer))

    @property
    def date(self) -> datetime.date:
        """The date of the book that is compiled in."""
        number = lib.cost_catalog_date(self._handle.pointer)
        return datetime.date(number // 10000, number // 100 % 100, number % 100)

    def __len__(self) -> int:
        """How many prices there are; a tier is one."""
        return int(lib.cost_catalog_price_count(self._handle.pointer))

    def __bool__(self) -> bool:
        return True

    def prices(self, words: str = "") -> Iterator[Price]:
        """The prices that have every word (``"fargate us-east-1 arm"``) in service, dimension, variant, region or usage type."""
        pointer, wanted, buffer = self._handle.pointer, words.encode(), create_string_buffer(4096)
        for i in range(len(self)):
            if lib.cost_catalog_price_matches(self._handle.pointer, i, wanted):
                yield Price(*(text_of(lib.cost_catalog_price_field(pointer, i, field, buffer, len(buffer)))
                              for field in _ffi.PriceField))

    def check(self) -> Tuple[Problem, ...]:
        """What a careful reader finds wrong with the book: gaps between tiers, rows without a source, prices that cannot be."""
        with Errors() as errors:
            lib.cost_catalog_check(self._handle.pointer, errors.pointer)
            return errors.problems()

    def __repr__(self) -> str:
        return f"<libcost.Catalog {self.version}, {len(self)} prices>"


_default: Optional[Catalog] = None
_default_lock = threading.Lock()


def default_catalog() -> Catalog:
    """The book that is compiled in, made once."""
    global _default
    with _default_lock:
        if _default is None:
            _default = Catalog()
        return _default
