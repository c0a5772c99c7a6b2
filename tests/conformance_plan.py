"""What a mapper makes of a case: workload files to bill, and which of our lines each printed line is.

A mapper (conformance_maps.py) sees a case's attributes and usage, and the names and units of its lines; never their
quantities or costs.
"""
import copy
import dataclasses
import decimal
import re
from typing import Dict, Optional, Sequence

Number = decimal.Decimal
HOURS_OF_MONTH = 730
SIZES = {"KB": 1 << 10, "GB": 1 << 30}


@dataclasses.dataclass
class Line:
    """Which of our bill's lines a printed line is, and how their unit follows from ours."""

    resource: str                       # id in the workload; a probe states its usage there
    service: str
    dimension: str
    variant: Optional[str] = ""         # None: any
    region: str = ""                    # "": the case's
    tier: str = "0"
    per: Number = Number(1)             # how many of their units one of ours is
    nested: str = ""                    # name under which usage of the dimension nests
    rated: str = ""                     # why no input states it: its usage is then given instead of metered
    workload: Optional[dict] = None     # where another than the plan's shows it
    theirs: Optional[dict] = None       # the same under the other's assumption


@dataclasses.dataclass
class Plan:
    """A case as a workload, its printed lines, and the workload that follows the other party's assumption."""

    workload: dict
    lines: Dict[str, Line]
    theirs: Optional[dict] = None
    omitted: Sequence[str] = ()         # dimensions that the source leaves out on purpose

    def probe(self, line):
        """The workload that asks for the price of one unit."""
        workload = copy.deepcopy(line.workload or self.workload)
        usage = workload["resources"][line.resource].setdefault("usage", {})
        usage[line.dimension] = {line.nested: 1} if line.nested else 1
        return workload


@dataclasses.dataclass
class Case:
    """The inputs of all rows of one case_id."""

    id: str
    service: str
    region: str
    is_peer: bool                       # the other estimator's, not AWS's
    hours: int
    attributes: Dict[str, str]
    usage: Dict[str, str]
    units: Dict[str, str]               # of the lines, by their names

    def number(self, key, fallback="0"):
        return Number(self.usage.get(key, self.attributes.get(key, fallback)))


def pairs(text):
    return dict(part.split("=", 1) for part in text.split(";") if part)


def period_hours(text):
    """Hours of `month of 30 days`, `run of 30 h`; a month has 730 where nothing is said."""
    found = re.search(r"(\d+) (days?|h)\b", text or "")
    if not found:
        return HOURS_OF_MONTH
    return int(found[1]) * (1 if found[2] == "h" else 24)


def case_of(rows):
    first = rows[0]
    assert len({row["attributes"] + "\n" + row["usage"] for row in rows}) == 1, first["case_id"]
    assert len({row["line_item"] for row in rows}) == len(rows), first["case_id"]
    region = first["region"] if re.fullmatch(r"[a-z]+(-[a-z]+)+-\d(-[a-z]+-\d)?", first["region"]) else "us-east-1"
    return Case(first["case_id"], first["service"], region, "period" not in first, period_hours(first.get("period")),
                pairs(first["attributes"]), pairs(first["usage"]), {row["line_item"]: row["unit"] for row in rows})


# The sources price these alone: addresses, egress and alarms beside them are rows of their own, or left out.
PRICED_ALONE = {"alb", "nlb", "clb", "gwlb", "api-gateway", "apprunner", "fargate"}


def workload(case, resources, traffic=None):
    """No row of the sources applies a free tier, so none applies here; nor does any bill what is implied."""
    for resource in resources.values():
        if resource["service"] in PRICED_ALONE:
            resource.setdefault("implied", False)
    made = {"format": "libcost-workload/1", "workload": "case", "region": case.region, "period": f"{case.hours}h",
            "account": {"always_free": False}, "resources": resources}
    return {**made, "traffic": traffic} if traffic else made


def plain(number):
    """A number as a person writes it, without exponent."""
    text = f"{Number(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ratio(over, under):
    """A quotient to the digits that a workload file can hold."""
    return plain((Number(over) / Number(under)).quantize(Number("0.000001")))
