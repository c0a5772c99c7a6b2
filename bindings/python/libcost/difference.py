"""What became of a bill, and why."""
from __future__ import annotations

from ctypes import POINTER, byref
from decimal import Decimal
from typing import Any, Dict, NamedTuple, Tuple, Union

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._money import money_of, usd
from ._report import report
from .bill import Bill
from .errors import Errors, text_of
from .workload import Workload


class Item(NamedTuple):
    """A dimension of a resource on both sides, tiers and months together."""

    workload: str  #: "" when both sides are of one file each
    resource: str
    service: str
    dimension: str
    variant: str
    region: str
    unit: str
    old_quantity: Decimal
    new_quantity: Decimal
    old: Decimal
    new: Decimal
    effects: Dict[str, Decimal]  #: they add up to new less old


class Difference(Owner):
    """From an old bill to a new one, in effects that add up to the last digit."""

    def __init__(self, handle: Handle) -> None:
        """Use `libcost.diff`."""
        self._handle = handle

    @property
    def old(self) -> Decimal:
        """The total of the old side."""
        return usd(lib.cost_diff_old(self._handle.pointer))

    @property
    def new(self) -> Decimal:
        """The total of the new side."""
        return usd(lib.cost_diff_new(self._handle.pointer))

    @property
    def effects(self) -> Dict[str, Decimal]:
        """calendar, configuration, usage, price: they add up to new less old."""
        pointer = self._handle.pointer
        return {text_of(lib.cost_effect_name(i)): usd(lib.cost_diff_effect(pointer, i))
                for i in range(_ffi.Effect.EFFECTS)}

    @property
    def items(self) -> Tuple[Item, ...]:
        """Every item of either side, by service, resource and dimension."""
        pointer, found = self._handle.pointer, []
        for i in range(lib.cost_diff_item_count(pointer)):
            texts = [text_of(lib.cost_diff_item_field(pointer, i, field)) for field in _ffi.DiffField]
            effects = {text_of(lib.cost_effect_name(k)): usd(lib.cost_diff_item_effect(pointer, i, k))
                       for k in range(_ffi.Effect.EFFECTS)}
            workload, resource, service, dimension, variant, region, unit, old, new = texts
            found.append(Item(workload, resource, service, dimension, variant, region, unit, Decimal(old), Decimal(new),
                              usd(lib.cost_diff_item_old(pointer, i)), usd(lib.cost_diff_item_new(pointer, i)), effects))
        return tuple(found)

    @property
    def notes(self) -> Tuple[str, ...]:
        """What could not be told apart."""
        pointer = self._handle.pointer
        return tuple(text_of(lib.cost_diff_note(pointer, i)) for i in range(lib.cost_diff_note_count(pointer)))

    def report(self, format: str = "table", *, threshold: Union[Decimal, int, str] = 0, lines: bool = False,
               color: bool = False) -> str:
        """The difference as text: "table", "csv", "json" or "markdown"; rows with effects below `threshold` USD are folded."""
        flags = lines * _ffi.COST_REPORT_LINES | color * _ffi.COST_REPORT_COLOR
        least = money_of(threshold)

        def write(text: Any, length: Any, diff_pointer: Any, number: int, *rest: Any) -> int:
            return int(lib.cost_report_diff(text, length, diff_pointer, least, number, *rest))

        return report(write, self._handle, format, flags).decode()

    def __str__(self) -> str:
        return self.report()

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Difference, closed>"
        return f"<libcost.Difference {self.old:.2f} to {self.new:.2f} USD>"


def diff(old: Union[Workload, Bill], new: Union[Workload, Bill]) -> Difference:
    """From an old side to a new one: two workloads, or two bills, of which less can be told apart."""
    out = POINTER(_ffi.cost_diff_t)()
    with Errors() as errors:
        if isinstance(old, Workload) and isinstance(new, Workload):
            errors.check(lib.cost_diff_workloads(
                byref(out), old._reading.book._handle.pointer, old._handle.pointer, old._options.pointer,
                new._reading.book._handle.pointer, new._handle.pointer, new._options.pointer, errors.pointer))
        elif isinstance(old, Bill) and isinstance(new, Bill):
            errors.check(lib.cost_diff_bills(byref(out), old._handle.pointer, new._handle.pointer, errors.pointer))
        else:
            raise TypeError("two workloads or two bills are compared, not one of each")
    return Difference(Handle(out, lib.cost_diff_destroy))
