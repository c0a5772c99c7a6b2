"""Prices that were picked from the book, applied to quantities that the caller metered."""
from __future__ import annotations

import ctypes
from array import array
from ctypes import POINTER, byref, c_char_p, c_int64
from decimal import Decimal
from typing import Any, List, Optional, Sequence, Tuple, Union

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._money import usd
from ._options import Date
from .catalog import Catalog, default_catalog
from .errors import Errors, raise_status, text_of

_MICRO = 1000000  # COST_MICRO

Quantity = Union[int, str, Decimal]


def _micro(quantity: Quantity) -> int:
    if hasattr(quantity, "__index__"):  # an int, or what another library calls one
        return int(quantity) * _MICRO
    if isinstance(quantity, float):
        raise TypeError("a quantity is an int, a str or a Decimal, not a float")
    exact = Decimal(quantity) * _MICRO
    if exact != int(exact):
        raise ValueError(f"{quantity} has more than six decimals")
    return int(exact)


class RateCard(Owner):
    """Prices of the book, each by its key ``service/dimension/region`` or ``service/dimension/region/variant``.

    The same exact amounts as in a bill: tiers from 0 on, one rounding for each, half to even.  Free allowances and the
    rest of the account are not in it.  Immutable; any number of threads may share one.
    """

    def __init__(self, prices: Sequence[str], *, as_of: Optional[Date] = None, catalog: Optional[Catalog] = None) -> None:
        """`as_of`: the day whose prices hold; the book's own when left out."""
        keys = (c_char_p * len(prices))(*(key.encode() for key in prices))
        book = default_catalog() if catalog is None else catalog
        out = POINTER(_ffi.cost_rate_card_t)()
        with Errors() as errors:
            errors.check(lib.cost_rate_card_create(byref(out), book._handle.pointer, keys, len(prices),
                                                   None if as_of is None else str(as_of).encode(), errors.pointer))
        self._handle = Handle(out, lib.cost_rate_card_destroy)
        self.prices: Tuple[str, ...] = tuple(prices)
        #: What each price counts: "vCPU-hour", "requests", "GB-month".
        self.units: Tuple[str, ...] = tuple(text_of(lib.cost_rate_card_unit(out, i)) for i in range(len(prices)))
        self._row = c_int64 * len(prices)
        self._costs = _ffi.cost_money_t * len(prices)

    def _priced(self, quantities: Sequence[Quantity], costs: Any) -> _ffi.cost_money_t:
        if len(quantities) != len(self.prices):
            raise ValueError(f"{len(quantities)} quantities for {len(self.prices)} prices")
        try:
            micro = array("q", [quantity * _MICRO if type(quantity) is int else _micro(quantity)
                                for quantity in quantities])
        except OverflowError:
            raise ValueError("a quantity is over 9.2e12") from None
        total = _ffi.cost_money_t()
        status = lib.cost_rate_card_price(self._handle.pointer, self._row.from_buffer(micro), 1, costs, byref(total))
        if status:
            raise_status(status)
        return total

    def price(self, quantities: Sequence[Quantity]) -> Decimal:
        """What a month with these quantities costs, one for each price, in `units`."""
        return usd(self._priced(quantities, None))

    def costs(self, quantities: Sequence[Quantity]) -> List[Decimal]:
        """The same by price."""
        costs = self._costs()
        self._priced(quantities, costs)
        return [usd(cost) for cost in costs]

    def price_many(self, micro_quantities: Any) -> "array[int]":
        """Many months at once, without a Python object for each number.

        `micro_quantities`: 64-bit integers, row by row, in millionths of `units`: an ``array("q")``, a NumPy array of
        int64 or anything else that lends its memory.  Answers nano-dollars, a number for each row.
        """
        view = memoryview(micro_quantities).cast("B")
        if memoryview(micro_quantities).format not in ("q", "l") or not view.c_contiguous:
            raise TypeError("the quantities are 64-bit integers in one piece, such as array(\"q\") or NumPy's int64")
        count = len(view) // 8
        rows, left = divmod(count, len(self.prices)) if self.prices else (0, count)
        if left:
            raise ValueError(f"{count} quantities are no whole number of rows of {len(self.prices)}")
        kind = c_int64 * count
        numbers = kind.from_buffer_copy(view) if view.readonly else kind.from_buffer(view)
        totals = array("q", bytes(8 * rows))
        target = (_ffi.cost_money_t * rows).from_buffer(totals)
        status = lib.cost_rate_card_price(self._handle.pointer, numbers, rows, None, target)
        if status:
            raise_status(status)
        return totals

    def __len__(self) -> int:
        return len(self.prices)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<libcost.RateCard of {len(self)} price{'' if len(self) == 1 else 's'}>"


assert ctypes.sizeof(_ffi.cost_money_t) == 8  # price_many() lends arrays of them as arrays of integers
