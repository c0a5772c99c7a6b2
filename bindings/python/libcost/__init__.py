"""libcost: from a workload and its traffic to the AWS bill that it will cause.

    import libcost

    bill = libcost.Workload.load("shop.yaml").estimate()
    print(bill.total, "USD")                           # 416.704762726 USD
    for line in bill.lines:
        print(line.service, line.dimension, line.quantity, line.cost)

Needs no account, no key and no network.  Everything that is read or made is immutable and may be shared by threads; the
interpreter is free for other threads while the library works.
"""
from . import _exceptions
from ._exceptions import *
from ._ffi import VERSION as __version__
from .account import check, estimate, simulate
from .bill import Bill, BillWarning, Default, Line, Month, Quality, Unpriced
from .budget import Budgets, Verdict, Verdicts
from .catalog import Catalog, Price, default_catalog
from .comparison import Comparison, Row
from .difference import Difference, Item, diff
from .distribution import BudgetSpread, Distribution, Probability, Sobol, Spread, merge
from .explanation import Explanation, Reason, Step
from .problem import CostError, Problem
from .rate_card import RateCard
from .schedule import On, Schedule
from .service import Dimension, Field, Service, schema, services
from .timeline import Column, Timeline
from .workload import Workload

__all__ = [
    "Bill", "BillWarning", "BudgetSpread", "Budgets", "Catalog", "Column", "Comparison", "CostError",
    "Default", "Difference", "Dimension", "Distribution", "Explanation", "Field", "Item", "Line", "Month",
    "On", "Price", "Probability", "Problem", "Quality", "RateCard", "Reason", "Row", "Schedule", "Service",
    "Sobol", "Spread", "Step", "Timeline", "Unpriced", "Verdict", "Verdicts", "Workload", "__version__",
    "check", "default_catalog", "diff", "estimate", "merge", "schema", "services", "simulate",
]
__all__ += _exceptions.__all__
