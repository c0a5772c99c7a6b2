"""Many possible months: the distribution of the bill."""
from __future__ import annotations

import datetime
import os
from ctypes import POINTER, byref, c_char_p, c_double, string_at
from decimal import Decimal
from typing import Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _ffi
from ._handle import Handle, Owner
from ._library import lib
from ._money import money_of, usd
from ._report import format_of, report, write_file
from .bill import Bill
from .catalog import PathLike
from .errors import Errors, text_of


class Spread(NamedTuple):
    """How much a part of the bill costs in all the trials."""

    name: str  #: "total", "2025-11", "fargate", "shop/app", "env=production"
    central: Decimal  #: what `Workload.estimate` says
    mean: Decimal
    sd: Decimal  #: standard deviation
    standard_error: Decimal  #: of the mean
    p5: Decimal
    p25: Decimal
    p50: Decimal
    p75: Decimal
    p95: Decimal
    p99: Decimal


class Sobol(NamedTuple):
    """Which part of the bill's variance an input explains."""

    first_order: float  #: by itself
    standard_error: float  #: of that
    total: Optional[float]  #: with everything in which it acts together with others; None of "noise"


class Probability(NamedTuple):
    """A share of the trials, and the standard error of it."""

    value: float
    standard_error: float


class BudgetSpread(NamedTuple):
    """A budget of the file: how likely it is to be broken."""

    name: str
    limit: Decimal
    broken: Probability
    date: Optional[datetime.datetime]  #: when, on average over the trials that break it; None: none does
    spread: Spread  #: the most that its part of the bill costs in a month


def _nothing(_pointer: object) -> None:
    """The bill of a distribution goes with it."""


class Distribution(Owner):
    """What a simulation found.  Immutable; any number of threads may share one."""

    def __init__(self, handle: Handle) -> None:
        """Use `Workload.simulate` or `libcost.simulate`."""
        self._handle = handle

    @property
    def trials(self) -> int:
        """How many trials it has."""
        return int(lib.cost_distribution_trials(self._handle.pointer))

    @property
    def seed(self) -> int:
        """Which trials they are."""
        return int(lib.cost_distribution_seed(self._handle.pointer))

    @property
    def bill(self) -> Optional[Bill]:
        """The central month, as `Workload.estimate` gives it; None of a merged distribution."""
        pointer = lib.cost_distribution_bill(self._handle.pointer)
        return Bill(Handle(pointer, _nothing, [self._handle])) if pointer else None

    def _spread(self, part: _ffi.BillPart, i: int) -> Spread:
        pointer = self._handle.pointer
        percentiles = (usd(lib.cost_distribution_percentile(pointer, part, i, getattr(_ffi.Percentile, name.upper())))
                       for name in Spread._fields[5:])
        return Spread(text_of(lib.cost_distribution_name(pointer, part, i)),
                      usd(lib.cost_distribution_central(pointer, part, i)),
                      usd(lib.cost_distribution_mean(pointer, part, i)), usd(lib.cost_distribution_sd(pointer, part, i)),
                      usd(lib.cost_distribution_standard_error(pointer, part, i)), *percentiles)

    def _spreads(self, part: _ffi.BillPart) -> Dict[str, Spread]:
        spreads = (self._spread(part, i) for i in range(lib.cost_distribution_count(self._handle.pointer, part)))
        return {spread.name: spread for spread in spreads}

    @property
    def total(self) -> Spread:
        """The whole bill."""
        return self._spread(_ffi.BillPart.TOTAL, 0)

    @property
    def by_month(self) -> Dict[str, Spread]:
        """Each month of the period."""
        return self._spreads(_ffi.BillPart.MONTH)

    @property
    def by_service(self) -> Dict[str, Spread]:
        """Each service."""
        return self._spreads(_ffi.BillPart.SERVICE)

    @property
    def by_resource(self) -> Dict[str, Spread]:
        """Each resource, by "workload/resource"."""
        return self._spreads(_ffi.BillPart.RESOURCE)

    @property
    def by_tag(self) -> Dict[str, Spread]:
        """The lines with each tag, by "env=production"."""
        return self._spreads(_ffi.BillPart.TAG)

    @property
    def budgets(self) -> Tuple[BudgetSpread, ...]:
        """The budgets of the files."""
        pointer, found = self._handle.pointer, []
        for i in range(lib.cost_distribution_count(pointer, _ffi.BillPart.BUDGET)):
            error = c_double()
            broken = lib.cost_distribution_budget_broken(pointer, i, byref(error))
            date = lib.cost_distribution_budget_date(pointer, i)
            spread = self._spread(_ffi.BillPart.BUDGET, i)
            found.append(BudgetSpread(spread.name, usd(lib.cost_distribution_budget_limit(pointer, i)),
                                      Probability(broken, error.value),
                                      datetime.datetime.fromtimestamp(date, datetime.timezone.utc) if date else None,
                                      spread))
        return tuple(found)

    def _find(self, month: Optional[str], service: Optional[str], resource: Optional[str],
              tag: Optional[str]) -> Tuple[_ffi.BillPart, int]:
        asked = [(part, name) for part, name in ((_ffi.BillPart.MONTH, month), (_ffi.BillPart.SERVICE, service),
                                                 (_ffi.BillPart.RESOURCE, resource), (_ffi.BillPart.TAG, tag))
                 if name is not None]
        if len(asked) > 1:
            raise ValueError("only one of month, service, resource and tag")
        part, name = asked[0] if asked else (_ffi.BillPart.TOTAL, "total")
        i = int(lib.cost_distribution_find(self._handle.pointer, part, name.encode()))
        if i < 0:
            raise KeyError(name)
        return part, i

    def probability_above(self, limit: Union[Decimal, int, str], *, month: Optional[str] = None,
                          service: Optional[str] = None, resource: Optional[str] = None,
                          tag: Optional[str] = None) -> Probability:
        """How likely the bill, or one part of it, costs more than `limit` USD."""
        part, i = self._find(month, service, resource, tag)
        value, error = c_double(), c_double()
        with Errors() as errors:
            errors.check(lib.cost_distribution_probability_above(self._handle.pointer, part, i, money_of(limit),
                                                                 byref(value), byref(error), errors.pointer))
        return Probability(value.value, error.value)

    def percentile_error(self, percentile: int, *, month: Optional[str] = None, service: Optional[str] = None,
                         resource: Optional[str] = None, tag: Optional[str] = None) -> Decimal:
        """The standard error of a percentile (5, 25, 50, 75, 95 or 99) of the bill or of one part of it."""
        part, i = self._find(month, service, resource, tag)
        try:
            number = _ffi.Percentile[f"P{percentile}"]
        except KeyError:
            raise ValueError(f"the percentiles 5, 25, 50, 75, 95 and 99 are kept, not {percentile}") from None
        return usd(lib.cost_distribution_percentile_error(self._handle.pointer, part, i, number))

    @property
    def inputs(self) -> Dict[str, float]:
        """The uncertain inputs by their paths: Spearman's rank correlation of each with the bill."""
        pointer = self._handle.pointer
        return {text_of(lib.cost_distribution_input_name(pointer, i)): lib.cost_distribution_input_correlation(pointer, i)
                for i in range(lib.cost_distribution_input_count(pointer))}

    @property
    def sobol(self) -> Dict[str, Sobol]:
        """The Sobol indices of the ranges by their paths, and of "noise", all that is no range; needs ``sobol=True``.

        Empty of a shard: `merge` finds them.
        """
        pointer, error, found = self._handle.pointer, c_double(), {}
        if not lib.cost_distribution_sobol_rows(pointer):
            return {}
        for i in range(lib.cost_distribution_input_count(pointer)):
            first = lib.cost_distribution_input_first_order(pointer, i, byref(error))
            if first != -1:  # a load that was stated is no range
                found[text_of(lib.cost_distribution_input_name(pointer, i))] = Sobol(
                    first, error.value, lib.cost_distribution_input_total_effect(pointer, i))
        found["noise"] = Sobol(lib.cost_distribution_noise_first_order(pointer, byref(error)), error.value, None)
        return found

    def report(self, format: str = "table", *, lines: bool = False, color: bool = False) -> str:
        """The distribution as text: "table", "csv", "json" or "markdown"."""
        flags = lines * _ffi.COST_REPORT_LINES | color * _ffi.COST_REPORT_COLOR
        return report(lib.cost_report_distribution, self._handle, format, flags).decode()

    def save(self, file: PathLike, *, format: Optional[str] = None, lines: bool = False) -> None:
        """Writes a report to a file, its format told by the ending or by `format`."""
        write_file(file, report(lib.cost_report_distribution, self._handle, format_of(file, format),
                                lines * _ffi.COST_REPORT_LINES))

    def write_trials(self, file: PathLike) -> None:
        """Writes every trial to a file that `libcost.merge` joins with those of the other shards."""
        parts: List[bytes] = []

        def keep(_user: object, data: int, length: int) -> int:
            parts.append(string_at(data, length))
            return 0

        with Errors() as errors:
            errors.check(lib.cost_distribution_write(self._handle.pointer, _ffi.cost_write_t(keep), None, errors.pointer))
        write_file(file, b"".join(parts))

    def __str__(self) -> str:
        return self.report()

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Distribution, closed>"
        total = self.total
        return f"<libcost.Distribution of {self.trials} trials: {total.p5:.2f} to {total.p95:.2f} USD, mean {total.mean:.2f}>"

    def _repr_html_(self) -> str:
        """What Jupyter shows: the total and each service."""
        from html import escape
        columns = ("central", "mean", "sd", "p5", "p50", "p95", "p99")
        head = "".join(f"<th>{name}</th>" for name in ("", *columns))
        rows = "".join(f"<tr><td>{escape(spread.name)}</td>"
                       + "".join(f"<td style='text-align: right'>{getattr(spread, name):,.2f}</td>" for name in columns)
                       + "</tr>" for spread in (*self.by_service.values(), self.total))
        return (f"<table><caption>{self.trials:,} trials, seed {self.seed}; USD before tax</caption>"
                f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")


def merge(files: Sequence[PathLike]) -> Distribution:
    """The distribution of a whole run from the files that its shards wrote (`Distribution.write_trials`), in any order.

    The files are read again and again, and must stay as they are while the distribution lives.
    """
    names = (c_char_p * len(files))(*(os.fsencode(file) for file in files))
    out = POINTER(_ffi.cost_distribution_t)()
    with Errors() as errors:
        errors.check(lib.cost_distribution_merge(byref(out), names, len(files), errors.pointer))
    return Distribution(Handle(out, lib.cost_distribution_destroy))
