"""Workloads that are one account, and what is asked of them together."""
from __future__ import annotations

import datetime
import os
from ctypes import POINTER, byref
from typing import TYPE_CHECKING, Optional, Sequence, Tuple

from . import _ffi
from ._handle import Handle
from ._interrupt import Progress, Watch
from ._library import lib
from .bill import Bill
from .budget import Budgets, Verdicts
from .comparison import Comparison
from .distribution import Distribution
from .errors import Errors

if TYPE_CHECKING:
    from .workload import Workload


class Account:
    """Workloads that are billed together, as functions of the library take them."""

    def __init__(self, workloads: Sequence[Workload]) -> None:
        if not workloads:
            raise ValueError("there is no workload to bill")
        first = workloads[0]._reading
        for workload in workloads[1:]:
            other = workload._reading
            if (other.as_of, other.strict, other.book) != (first.as_of, first.strict, first.book):
                raise ValueError(f"{workload.name} was read with another as_of, strict or catalog than "
                                 f"{workloads[0].name}; what is billed together must agree")
        self.count = len(workloads)
        self.book = first.book._handle
        self.options = workloads[0]._options
        self.array = (POINTER(_ffi.cost_workload_t) * self.count)(*(w._handle.pointer for w in workloads))
        self.parents = [self.book, self.options, *(workload._handle for workload in workloads)]


def estimate(workloads: Sequence[Workload], *, hourly: bool = False) -> Bill:
    """The bill of several workloads that are one account: they share tiers and free allowances.

    `hourly`: it keeps its usage by the hour, so that `Bill.timeline` can follow it through time.
    """
    account = Account(workloads)
    if hourly:
        account.options = workloads[0]._reading.options(hourly=True)
    out = POINTER(_ffi.cost_bill_t)()
    with Errors() as errors:
        errors.check(lib.cost_estimate(byref(out), account.book.pointer, account.array, account.count,
                                       account.options.pointer, errors.pointer))
    return Bill(Handle(out, lib.cost_bill_destroy, account.parents), tuple(w._handle for w in workloads))


def _unsigned(name: str, number: int) -> int:
    """ctypes would cut it silently."""
    if not 0 <= number < 2**64:
        raise ValueError(f"{name} is {number}, which is outside 0 to 2**64 - 1")
    return number


def _threads(number: Optional[int]) -> int:
    return min(os.cpu_count() or 1, int(_ffi.COST_THREADS_MAX)) if number is None else number


def _settings(trials: int, seed: int, threads: int, until: float, shard: Tuple[int, int], sobol: bool, watch: Watch) -> Handle:
    pointer = lib.cost_simulation_create()
    if not pointer:
        raise MemoryError
    handle = Handle(pointer, lib.cost_simulation_destroy)
    for name, value, function in (("trials", trials, lib.cost_simulation_set_trials),
                                  ("threads", threads, lib.cost_simulation_set_threads)):
        if function(pointer, _unsigned(name, value)):
            raise ValueError(f"{name} is {value}, which is outside 1 to {getattr(_ffi, f'COST_{name.upper()}_MAX')}")
    if lib.cost_simulation_set_until(pointer, until):
        raise ValueError(f"until is {until}, which is outside 0 to 1")
    if lib.cost_simulation_set_shard(pointer, *(_unsigned("shard", number) for number in shard)):
        raise ValueError(f"shard {shard[0]} of {shard[1]} does not exist; the first of four is (1, 4)")
    lib.cost_simulation_set_seed(pointer, _unsigned("seed", seed))
    lib.cost_simulation_set_sobol(pointer, sobol)
    lib.cost_simulation_set_progress(pointer, watch.callback, None)
    return handle


def simulate(workloads: Sequence[Workload], trials: int = 2000, seed: int = 1, progress: Optional[Progress] = None, *,
             threads: Optional[int] = None, until: float = 0.0, shard: Tuple[int, int] = (1, 1),
             sobol: bool = False) -> Distribution:
    """The distribution of the bill of several workloads that are one account.

    `progress` is called now and then with the trials that are done and all there are; what it raises ends the
    simulation, and so does Ctrl-C.  `threads`: on so many at once, as many as there are processors when left out; the
    result does not depend on it.  `until`: stops as soon as the standard error of the mean is at most this part of it.
    `shard`: only such a part of the trials, to be joined by `merge`: ``(1, 4)`` is the first of four.
    `sobol`: which part of the variance each range explains (`Distribution.sobol`), which takes further months.
    """
    account = Account(workloads)
    out = POINTER(_ffi.cost_distribution_t)()
    with Watch(progress) as watch, Errors() as errors:
        run = _settings(trials, seed, _threads(threads), until, shard, sobol, watch)
        status = lib.cost_simulate(byref(out), account.book.pointer, account.array, account.count,
                                   account.options.pointer, run.pointer, errors.pointer)
        if status != _ffi.Status.CANCELLED:
            errors.check(status)
    return Distribution(Handle(out, lib.cost_distribution_destroy, account.parents))


def trial(workloads: Sequence[Workload], number: int, seed: int) -> Bill:
    """One trial of a simulation as a bill with all its lines."""
    account = Account(workloads)
    out = POINTER(_ffi.cost_bill_t)()
    with Errors() as errors:
        errors.check(lib.cost_simulate_trial(byref(out), account.book.pointer, account.array, account.count,
                                             account.options.pointer, _unsigned("seed", seed),
                                             _unsigned("number", number), errors.pointer))
    return Bill(Handle(out, lib.cost_bill_destroy, account.parents))


def compare(workload: Workload, trials: Optional[int], seed: int, progress: Optional[Progress], *,
            threads: Optional[int], until: float) -> Comparison:
    """A workload as it is and with each of its scenarios."""
    account = Account([workload])
    out = POINTER(_ffi.cost_comparison_t)()
    with Watch(progress) as watch, Errors() as errors:
        run = None
        if trials is not None:
            run = _settings(trials, seed, _threads(threads), until, (1, 1), False, watch)
        status = lib.cost_compare_trials(byref(out), account.book.pointer, workload._handle.pointer,
                                         account.options.pointer, run.pointer if run else None, errors.pointer)
        if status != _ffi.Status.CANCELLED:
            errors.check(status)
    return Comparison(Handle(out, lib.cost_comparison_destroy, account.parents))


def _gate(today: datetime.date, trials: Optional[int], seed: Optional[int], threads: int, watch: Watch) -> Handle:
    pointer = lib.cost_gate_create()
    if not pointer:
        raise MemoryError
    handle = Handle(pointer, lib.cost_gate_destroy)
    if lib.cost_gate_set_today(pointer, today.isoformat().encode()):
        raise ValueError(f"today: {today} is not a day such as 2026-01-31")
    if trials is not None and (trials < 1 or lib.cost_gate_set_trials(pointer, _unsigned("trials", trials))):
        raise ValueError(f"trials is {trials}, which is outside 1 to {_ffi.COST_TRIALS_MAX}")
    if threads < 1 or lib.cost_gate_set_threads(pointer, threads):
        raise ValueError(f"threads is {threads}, which is outside 1 to {_ffi.COST_THREADS_MAX}")
    if seed is not None:
        lib.cost_gate_set_seed(pointer, _unsigned("seed", seed))
    lib.cost_gate_set_progress(pointer, watch.callback, None)
    return handle


def check(workloads: Sequence[Workload], *, budgets: Optional[Budgets] = None, baseline: Optional[Bill] = None,
          today: Optional[datetime.date] = None, trials: Optional[int] = None, seed: Optional[int] = None,
          threads: Optional[int] = None, progress: Optional[Progress] = None) -> Verdicts:
    """Whether the bill of several workloads that are one account keeps to its budgets.

    Judged are the budgets of the files, then `budgets`.  `baseline`: the saved bill (`Bill.load`) against which growth is
    measured.  `today` decides whether waivers hold: the present day in UTC when left out.  `trials` and `seed` are those
    of budgets with a confidence, instead of what they say; `progress`, `threads` and Ctrl-C as in `simulate`.
    """
    account = Account(workloads)
    out = POINTER(_ffi.cost_verdicts_t)()
    day = datetime.datetime.now(datetime.timezone.utc).date() if today is None else today
    parents = account.parents + [thing._handle for thing in (budgets, baseline) if thing is not None]
    with Watch(progress) as watch, Errors() as errors:
        gate = _gate(day, trials, seed, _threads(threads), watch)
        lib.cost_gate_set_budgets(gate.pointer, None if budgets is None else budgets._handle.pointer)
        lib.cost_gate_set_baseline(gate.pointer, None if baseline is None else baseline._handle.pointer)
        status = lib.cost_check(byref(out), account.book.pointer, account.array, account.count, account.options.pointer,
                                gate.pointer, errors.pointer)
        if status != _ffi.Status.CANCELLED:
            errors.check(status)
    return Verdicts(Handle(out, lib.cost_verdicts_destroy, parents))
