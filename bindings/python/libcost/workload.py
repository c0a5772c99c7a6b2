"""Workloads: what runs, what comes in, when."""
from __future__ import annotations

import datetime
import os
from ctypes import POINTER, byref
from decimal import Decimal
from typing import Any, List, Mapping, Optional, Sequence, Tuple

from . import _ffi, account
from ._handle import Handle, Owner
from ._interrupt import Progress
from ._library import lib
from ._options import Date, Reading, as_json
from .bill import Bill
from .budget import Budgets, Verdicts
from .catalog import Catalog, PathLike
from .comparison import Comparison
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
        return account.estimate([self], hourly=hourly)

    def simulate(self, trials: int = 2000, seed: int = 1, progress: Optional[Progress] = None, *,
                 threads: Optional[int] = None, until: float = 0.0, shard: Tuple[int, int] = (1, 1),
                 sobol: bool = False) -> Distribution:
        """Many possible months; see `libcost.simulate`."""
        return account.simulate([self], trials, seed, progress, threads=threads, until=until, shard=shard, sobol=sobol)

    def check(self, *, budgets: Optional[Budgets] = None, baseline: Optional[Bill] = None,
              today: Optional[datetime.date] = None, trials: Optional[int] = None, seed: Optional[int] = None,
              threads: Optional[int] = None, progress: Optional[Progress] = None) -> Verdicts:
        """Whether the bill keeps to its budgets; see `libcost.check`."""
        return account.check([self], budgets=budgets, baseline=baseline, today=today, trials=trials, seed=seed,
                             threads=threads, progress=progress)

    def trial(self, number: int, seed: int = 1) -> Bill:
        """One trial of a simulation, from 0 on, as a bill with all its lines."""
        return account.trial([self], number, seed)

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
        return account.compare(self, trials, seed, progress, threads=threads, until=until)

    def __repr__(self) -> str:
        if self._handle._closed:
            return "<libcost.Workload, closed>"
        count = lib.cost_workload_resource_count(self._handle.pointer)
        return f"<libcost.Workload {self.name!r}, {count} resource{'' if count == 1 else 's'}>"
