"""Workloads: what runs, what comes in, when."""
from __future__ import annotations

import datetime
import os
from ctypes import POINTER, byref, c_char_p
from decimal import Decimal
from typing import Any, List, Mapping, Optional, Sequence, Tuple, Union

from . import _ffi
from ._handle import Handle, Owner
from ._interrupt import Progress, Watch
from ._library import lib
from ._options import Date, Reading, as_json
from .bill import Bill
from .budget import Budgets, Verdicts
from .catalog import Catalog, PathLike
from .comparison import Comparison
from .difference import Difference
from .distribution import Distribution
from .errors import Errors, text_of
from .schedule import Schedule
from .sweep import estimate_many


class Workload(Owner):
    """A workload that was read and checked.  Immutable; any number of threads may share one.

    Every way to read one takes the same keywords:

    - `scenario`: the scenario of the file that is laid over it
    - `overrides`: values laid over the file after that, by their paths: ``{"resources.app.tasks": 3}``
    - `period`, `region`: instead of the file's, such as ``"2025-11"``, ``"730h"``, ``"eu-west-1"``
    - `as_of`: the day whose prices hold, such as ``"2025-11-01"``
    - `strict`: a load that nobody stated is an error instead of an entry of `Bill.unpriced`
    - `catalog`: the price book; the one that is compiled in when left out
    """

    def __init__(self, handle: Handle, options: Handle, reading: Reading) -> None:
        """Use `load`, `from_text` or `from_dict`."""
        self._handle = handle
        self._options = options
        self._reading = reading

    @classmethod
    def load(cls, file: PathLike, *, scenario: Optional[str] = None, overrides: Optional[Mapping[str, Any]] = None,
             period: Optional[str] = None, region: Optional[str] = None, as_of: Optional[Date] = None,
             strict: bool = False, catalog: Optional[Catalog] = None) -> "Workload":
        """Reads a file, YAML or JSON.  Raises a CostError that has every problem of the file."""
        reading = Reading(scenario, overrides, period, region, as_of, strict, catalog)
        options = reading.options()
        out = POINTER(_ffi.cost_workload_t)()
        with Errors() as errors:
            errors.check(lib.cost_workload_load(byref(out), os.fsencode(file), options.pointer, errors.pointer))
        return cls(Handle(out, lib.cost_workload_destroy), options, reading)

    @classmethod
    def from_text(cls, text: str, *, name: str = "<text>", scenario: Optional[str] = None,
                  overrides: Optional[Mapping[str, Any]] = None, period: Optional[str] = None,
                  region: Optional[str] = None, as_of: Optional[Date] = None, strict: bool = False,
                  catalog: Optional[Catalog] = None, folder: Optional[PathLike] = None) -> "Workload":
        """Reads a text, YAML or JSON; `name` stands for the file in messages.

        `folder`: where files that it names, measured series, are looked for.
        """
        reading = Reading(scenario, overrides, period, region, as_of, strict, catalog)
        options = reading.options(folder=None if folder is None else os.fsdecode(folder))
        out = POINTER(_ffi.cost_workload_t)()
        raw = text.encode()
        with Errors() as errors:
            errors.check(lib.cost_workload_parse(byref(out), raw, len(raw), os.fsencode(name), options.pointer,
                                                 errors.pointer))
        return cls(Handle(out, lib.cost_workload_destroy), options, reading)

    @classmethod
    def from_dict(cls, tree: Mapping[str, Any], *, name: str = "<dict>", scenario: Optional[str] = None,
                  overrides: Optional[Mapping[str, Any]] = None, period: Optional[str] = None,
                  region: Optional[str] = None, as_of: Optional[Date] = None, strict: bool = False,
                  catalog: Optional[Catalog] = None, folder: Optional[PathLike] = None) -> "Workload":
        """Takes what a file says as Python has it: ``{"format": "libcost-workload/1", "workload": "shop", ...}``.

        Problems name the path of the value (`CostError.path`); their lines are those of the same tree as JSON.
        """
        return cls.from_text(as_json(tree), name=name, scenario=scenario, overrides=overrides, period=period,
                             region=region, as_of=as_of, strict=strict, catalog=catalog, folder=folder)

    @property
    def name(self) -> str:
        """The file's `workload`."""
        return text_of(lib.cost_workload_name(self._handle.pointer))

    @property
    def resources(self) -> Tuple[str, ...]:
        """The ids of its resources, in the file's order."""
        pointer = self._handle.pointer
        return tuple(text_of(lib.cost_workload_resource(pointer, i))
                     for i in range(lib.cost_workload_resource_count(pointer)))

    @property
    def scenarios(self) -> Tuple[str, ...]:
        """The names of its scenarios, in the file's order."""
        pointer = self._handle.pointer
        return tuple(text_of(lib.cost_workload_scenario(pointer, i))
                     for i in range(lib.cost_workload_scenario_count(pointer)))

    @property
    def schedules(self) -> Tuple[Schedule, ...]:
        """Its schedules, in the file's order."""
        return tuple(Schedule(self._handle, i) for i in range(lib.cost_workload_schedule_count(self._handle.pointer)))

    def validate(self) -> None:
        """Everything that reading alone does not check; `estimate` does it too.  Raises a CostError."""
        with Errors() as errors:
            errors.check(lib.cost_workload_check(self._handle.pointer, self._reading.book._handle.pointer,
                                                 self._options.pointer, errors.pointer))

    def estimate(self, *, hourly: bool = False) -> Bill:
        """The bill of the central month (of every month of the period); `hourly`: it keeps its hours for `Bill.timeline`."""
        return estimate([self], hourly=hourly)

    def simulate(self, trials: int = 2000, seed: int = 1, progress: Optional[Progress] = None, *,
                 threads: Optional[int] = None, until: float = 0.0, shard: Tuple[int, int] = (1, 1),
                 sobol: bool = False) -> Distribution:
        """Many possible months; see `libcost.simulate`."""
        return simulate([self], trials, seed, progress, threads=threads, until=until, shard=shard, sobol=sobol)

    def check(self, *, budgets: Optional[Budgets] = None, baseline: Optional[Bill] = None,
              today: Optional[datetime.date] = None, trials: Optional[int] = None, seed: Optional[int] = None,
              threads: Optional[int] = None, progress: Optional[Progress] = None) -> Verdicts:
        """Whether the bill keeps to its budgets; see `libcost.check`."""
        return check([self], budgets=budgets, baseline=baseline, today=today, trials=trials, seed=seed, threads=threads,
                     progress=progress)

    def trial(self, number: int, seed: int = 1) -> Bill:
        """One trial of a simulation, from 0 on, as a bill with all its lines."""
        account = Account([self])
        out = POINTER(_ffi.cost_bill_t)()
        with Errors() as errors:
            errors.check(lib.cost_simulate_trial(byref(out), account.book.pointer, account.array, account.count,
                                                 account.options.pointer, _unsigned("seed", seed),
                                                 _unsigned("number", number), errors.pointer))
        return Bill(Handle(out, lib.cost_bill_destroy, account.parents))

    def estimate_many(self, columns: Mapping[str, Sequence[Any]], *, skip_errors: bool = False,
                      threads: int = 1) -> List[Optional[Decimal]]:
        """What many variants cost: ``workload.estimate_many({"resources.app.tasks": range(1, 9)})``.

        `columns` has the values of each variant by their paths, equally long; the answer has a total for each variant.
        `skip_errors`: a variant that cannot be billed is None instead of a CostError.  `threads`: on so many at once.
        The file is read once, so this is faster than a `load` for each variant; the totals are the same.
        """
        return estimate_many(self._reading.book._handle, self._handle, self._options, columns, skip_errors, threads)

    def compare(self, trials: Optional[int] = None, seed: int = 1, progress: Optional[Progress] = None, *,
                threads: Optional[int] = None, until: float = 0.0) -> Comparison:
        """The workload as it is and with each of its scenarios; with `trials` also how sure each of them is.

        `seed`, `progress`, `threads`, `until` and Ctrl-C are those of `libcost.simulate`.
        """
        out = POINTER(_ffi.cost_comparison_t)()
        with Watch(progress) as watch, Errors() as errors:
            run = None
            if trials is not None:
                run = _settings(trials, seed, _threads(threads), until, (1, 1), False, watch)
            status = lib.cost_compare_trials(byref(out), self._reading.book._handle.pointer, self._handle.pointer,
                                             self._options.pointer, run.pointer if run else None, errors.pointer)
            if status != _ffi.Status.CANCELLED:
                errors.check(status)
        parents = [self._reading.book._handle, self._options, self._handle]
        return Comparison(Handle(out, lib.cost_comparison_destroy, parents))

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Workload, closed>"
        count = lib.cost_workload_resource_count(self._handle.pointer)
        return f"<libcost.Workload {self.name!r}, {count} resource{'' if count == 1 else 's'}>"


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


def merge(files: Sequence[PathLike]) -> Distribution:
    """The distribution of a whole run from the files that its shards wrote (`Distribution.write_trials`), in any order.

    The files are read again and again, and must stay as they are while the distribution lives.
    """
    names = (c_char_p * len(files))(*(os.fsencode(file) for file in files))
    out = POINTER(_ffi.cost_distribution_t)()
    with Errors() as errors:
        errors.check(lib.cost_distribution_merge(byref(out), names, len(files), errors.pointer))
    return Distribution(Handle(out, lib.cost_distribution_destroy))


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
