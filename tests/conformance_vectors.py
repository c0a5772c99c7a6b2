"""Rule-level vectors (tests/cases/conformance_vectors.csv): the workload that states a vector's input, and what comes of it.

Each function returns our values for the names in the vector's `out`.  A vector whose rule has no form in a workload file is
tested in C by its id.  A later issue adds its functions to VECTORS.
"""
import collections
import csv
import json
import re
import textwrap

import conformance_data as data
import conformance_edge as edge
import conformance_watching as watching
from conformance_plan import SIZES, Line, Number, plain, ratio
from conformance_run import ROOT, Refused, laid_over

FILE = ROOT / "tests/cases/conformance_vectors.csv"
A_MILLIONTH = Number("0.000001")
REGION = "us-east-1"
HOUR = 3600


def file_of(resources, traffic=None, period="730h", free=False):
    made = {"format": "libcost-workload/1", "workload": "vector", "region": REGION, "period": period,
            "account": {"always_free": free}, "resources": resources}
    return {**made, "traffic": traffic} if traffic else made


# ---- Fargate ----

def fargate_task(given):
    task = {"vcpu": plain(given["vcpu"]), "memory": plain(given["gb"]) + " GiB",
            "arch": "arm64" if given.get("arch") == "arm" else "x86_64"}
    if "ephemeral_gb" in given:
        task["ephemeral_storage"] = plain(given["ephemeral_gb"]) + " GiB"
    return task


def fargate_time(command, given):
    """One task that lives so long: all month, or started once."""
    resource = {"service": "fargate", "task": fargate_task(given), "tasks": 1}
    if given["seconds"] != 730 * HOUR:
        resource.update(tasks=0, launches={"count": "1/month", "time": plain(given["seconds"]) + " s"})
    if "spot_factor" in given:
        resource["capacity"] = {"fargate_spot": {"weight": 1, "price": plain(given["spot_factor"] * 100) + "%"}}
    bill = command.estimate(file_of({"app": resource}))
    vcpu_hours = bill.quantity("fargate", "vcpu_hours", "spot_vcpu_hours")
    return {"cost": bill.total, "vcpu_h": vcpu_hours, "gb_h": bill.quantity("fargate", "gb_hours", "spot_gb_hours"),
            "billed_s": vcpu_hours * HOUR / given["vcpu"], "eph_gb_h": bill.quantity("fargate", "ephemeral_gb_hours")}


def fargate_size(command, given):
    return {"valid": command.is_valid(file_of({"app": {"service": "fargate", "task": fargate_task(given)}}))[0]}


def providers(command, given):
    """Two capacity providers: how many tasks each has all month."""
    names = ("fargate", "fargate_spot")
    capacity = {name: {key: int(value) for key, value in provider.items()} for name, provider in zip(names, given["providers"])}
    bill = command.estimate(file_of({"app": {"service": "fargate", "tasks": int(given["desired"]), "capacity": capacity,
                                             "task": {"vcpu": 1, "memory": "2 GiB"}}}))
    return {"counts": [bill.quantity("fargate", name) / 730 for name in ("vcpu_hours", "spot_vcpu_hours")]}


# ---- App Runner ----

def instance_of(given):
    return {"vcpu": plain(given.get("vcpu", Number(1))), "memory": plain(given.get("gb", Number(2))) + " GiB"}


def apprunner_hours(command, given):
    resource = {"service": "apprunner", "instance": instance_of(given)}
    if "active_h" in given:
        resource["active"] = plain(given["active_h"]) + " h"
    else:
        resource["activations"] = {"count": plain(given["activations"]) + "/month", "time": plain(given["seconds_each"]) + " s"}
    if given["provisioned_h"] != 730:
        resource["unpaused"] = plain(given["provisioned_h"]) + " h"
    bill = command.estimate(file_of({"web": resource}))
    return {"cost": bill.total, "active_h": bill.quantity("apprunner", "active_vcpu_hours") / given.get("vcpu", Number(1))}


def apprunner_scale(command, given):
    """A steady load, as requests in flight or as their rate and time."""
    rate, time = given.get("rps", given.get("concurrent")), given.get("response_s", Number(1))
    resource = {"service": "apprunner", "instance": instance_of(given), "from": "load", "response_time": plain(time) + " s",
                **{key: int(given[key]) for key in ("max_concurrency", "min_size", "max_size")}}
    load = {"rate": plain(rate) + "/s", "request": "0 B", "response": "0 B"}
    bill = command.estimate(file_of({"web": resource}, {"load": load}))
    memory = bill.quantity("apprunner", "provisioned_gb_hours", "active_gb_hours")
    return {"active": bill.quantity("apprunner", "active_vcpu_hours") / 730, "provisioned": memory / 2 / 730,
            "concurrent": rate * time}


# ---- load balancers: one hour ----

def hour_load(new, requests, active, gb):
    """So many connections and requests in the hour, so many connections open on average."""
    return {"rate": plain(requests) + "/h", "requests_per_connection": ratio(requests, new),
            "connection": ratio(active * HOUR, new) + " s", "request": "0 B",
            "response": ratio(gb * SIZES["GB"], requests) + " B"}


def alb_hour(command, given):
    resource = {"service": "alb", "from": "load", "rules": plain(given["rules"])}
    if "key" in given:
        resource["certificate"] = given["key"].lower()
    if given.get("mtls"):
        resource["mutual_tls"] = True
    load = hour_load(given["new"], given["requests"], given["active_avg"], given["gb"])
    return {"lcu": command.estimate(file_of({"lb": resource}, {"load": load}, "1h")).quantity("alb", "lcu_hours")}


def alb_clock(command, given):
    day = "2026-11-03T"
    runs = {"from": day + given["start"] + "Z", "until": day + given["end"] + "Z"}
    bill = command.estimate(file_of({"lb": {"service": "alb", "runs": runs}}, period="2026-11"))
    return {"hours": bill.quantity("alb", "hours"), "cost": bill.cost("alb", "hours")}


def alb_reserved(command, given):
    """Bytes make the consumed LCUs: 1 GB an hour each."""
    load = {"rate": "1/h", "connection": "1 s", "request": "0 B", "response": plain(given["consumed"]) + " GiB"}
    resource = {"service": "alb", "from": "load", "lcu_reservation": plain(given["reserved"])}
    bill = command.estimate(file_of({"lb": resource}, {"load": load}, "1h"))
    return {"billed_lcu": bill.quantity("alb", "lcu_hours", "reserved_lcu_hours")}


def nlb_hour(command, given):
    resource = {"service": "nlb", "from": "load", "protocol": given["proto"].lower()}
    load = hour_load(given["new"], given["new"], given["active"], given["gb"])
    return {"nlcu": command.estimate(file_of({"lb": resource}, {"load": load}, "1h")).quantity("nlb", "nlcu_hours")}


# ---- CloudFront ----

def cloudfront_month(command, given):
    """One request carries all the bytes; no requests at all are stated as usage."""
    requests = given.get("https_requests", Number(0))
    traffic = {"bytes": {"requests": "1/month", "request": "0 B", "response": plain(given["gb"]) + " GiB"}}
    resource = {"service": "cloudfront", "from": ["bytes"]}
    if requests > 1:
        traffic["rest"] = {"requests": plain(requests - 1) + "/month", "request": "0 B", "response": "0 B"}
        resource["from"].append("rest")
    else:
        resource["usage"] = {"https_requests": {"us-mexico": 0}}
    bill = command.estimate(file_of({"cdn": resource}, traffic, free=given["free_tier"]))
    return {"transfer": bill.cost("cloudfront", "transfer_out"), "requests": bill.cost("cloudfront", "https_requests")}


def cloudfront_shield(command, given):
    behaviour = {"hit_ratio": plain(given["hit"] * 100) + "%", "other_region": plain(given["other_region_share"] * 100) + "%"}
    resource = {"service": "cloudfront", "from": "load", "origin_shield": REGION, "behaviours": {"all": behaviour}}
    load = {"requests": plain(given["get_requests"]) + "/month", "request": "0 B", "response": "0 B"}
    line = Line("cdn", "cloudfront", "origin_shield_requests")
    bill = command.estimate(file_of({"cdn": resource}, {"load": load}), laid_over([(line, given["rate_per_10k"])], REGION))
    return {"billable": bill.quantity(line.service, line.dimension) * 10000, "cost": bill.cost(line.service, line.dimension)}


def cloudfront_invalidations(command, given):
    paths = given["paths"]
    count = Number(len(paths)) if isinstance(paths, list) else paths
    bill = command.estimate(file_of({"cdn": {"service": "cloudfront", "invalidations": plain(count) + "/month"}}))
    return {"paths": bill.quantity("cloudfront", "invalidation_paths"), "cost": bill.cost("cloudfront", "invalidation_paths")}


# ---- RDS ----

def database(deployment="single-az", size=None, name="db.t3.medium", **more):
    storage = {"storage": {"type": "gp3", "size": plain(size) + " GiB"}} if size else {}
    return {"service": "rds", "engine": "postgres", "class": name, "deployment": deployment, **storage, **more}


def at_rates(given, resource):
    """The vector's own prices of the instance and its storage, laid over the book."""
    deployment = resource["deployment"]
    instance = Line("db", "rds", "instance_hours", f"class={resource['class']};deployment={deployment};engine=postgres")
    storage = Line("db", "rds", "storage", f"deployment={deployment};type=gp3")
    rates = [(instance, given["rate"])] if "rate" in given else []
    return laid_over(rates + ([(storage, given["gb_rate"])] if "gb_rate" in given else []), REGION)


def rds_seconds(command, given):
    minutes, seconds = divmod(int(given["seconds"]), 60)
    resource = database(runs={"from": "2026-11-03T10:00:00Z", "until": f"2026-11-03T10:{minutes:02}:{seconds:02}Z"})
    bill = command.estimate(file_of({"db": resource}, period="2026-11"), at_rates(given, resource))
    return {"billed_s": bill.quantity("rds", "instance_hours") * HOUR, "cost": bill.total}


def rds_month(deployment):
    def run(command, given):
        resource = database(deployment, given["gb"])
        return {"cost": command.estimate(file_of({"db": resource}, period=plain(given["hours"]) + "h"),
                                         at_rates(given, resource)).total}
    return run


def rds_backup(command, given):
    resource = database(size=given["provisioned"], backups={"size": plain(given["backups"]) + " GiB"})
    prices = laid_over([(Line("db", "rds", "backup_storage"), given["rate"])], REGION)
    billed = command.estimate(file_of({"db": resource}), prices).find(Line("db", "rds", "backup_storage"))
    return {"billable_gb": billed[0], "cost": billed[1]}


def gp3_of(given):
    resource = database(size=given["gb"])
    resource["storage"]["iops"] = plain(given["iops"])
    return file_of({"db": resource})


def rds_gp3(command, given):
    return {"billable_iops": command.estimate(gp3_of(given)).quantity("rds", "iops")}


def rds_gp3_reject(command, given):
    """The words differ; that the threshold is named does not."""
    is_valid, said = command.is_valid(gp3_of(given))
    return {"error": "iops not configurable below 400 GiB" if not is_valid and "below 400 GiB" in said else said}


# ---- the calendar ----

def hours(command, given):
    period = f"{int(given['year'])}-{int(given['month']):02}"
    return {"hours": Number(command.estimate(file_of({"lb": {"service": "alb"}}, period=period)).hours)}


# ---- the table: the first pattern that matches the whole id ----

VECTORS = [
    (r"fg-valid-.*", fargate_size), (r"fg-.*", fargate_time), (r"cp-(2-44|3-45|10-46|10-48)", providers),
    (r"ar-(scale|little)-.*", apprunner_scale), (r"ar-.*", apprunner_hours),
    (r"alb-partial-hour-clock", alb_clock), (r"alb-reservation.*", alb_reserved), (r"alb-.*", alb_hour), (r"nlb-.*", nlb_hour),
    (r"cf-us-.*", cloudfront_month), (r"cf-shield-.*", cloudfront_shield), (r"cf-inval.*", cloudfront_invalidations),
    (r"rds-sec-.*", rds_seconds), (r"rds-maz-medium-100", rds_month("multi-az")), (r"rds-micro-20", rds_month("single-az")),
    (r"rds-backup", rds_backup), (r"rds-gp3-reject", rds_gp3_reject), (r"rds-gp3-.*", rds_gp3), (r"hours-.*", hours),
    *edge.VECTORS, *watching.VECTORS, *data.VECTORS,
]
# Rules without a form in a workload file: units of a reservation, the step of storage autoscaling.
IN_C = r"rds-ri-.*|rds-autoscale-.*"


def function_of(vector_id):
    return next((function for pattern, function in VECTORS if re.fullmatch(pattern, vector_id)), None)


def agrees(ours, wanted):
    if isinstance(wanted, list):
        return len(ours) == len(wanted) and all(map(agrees, ours, wanted))
    if isinstance(wanted, Number):
        return abs(ours - wanted) <= A_MILLIONTH
    return ours == wanted


def run(command, function, given, wanted):
    """What is wrong, or ""."""
    try:
        ours = function(command, given)
    except Refused as refused:
        return str(refused)
    wrong = [f"{name} is {ours[name]}, {value} is expected" for name, value in wanted.items() if not agrees(ours[name], value)]
    return "; ".join(wrong)


def unit_tests():
    return "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/unit").glob("*.c")))


def texts_of(value):
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in texts_of(item)] if isinstance(value, list) else [value] if isinstance(value, str) else []


def judge_in_c(row):
    """A vector of scaling that no workload file can state: a unit test names it and has its times."""
    named = [path for path in sorted((ROOT / "tests/unit").glob("*.c"))
             if re.search(rf"(?<![\w-]){re.escape(row['id'])}(?![\w-])", path.read_text(encoding="utf-8"))]
    times = [text for text in texts_of(json.loads(row["out"])) if re.match(r"\d{4}-", text)]
    if not named:
        return "failed", "no test in tests/unit names it"
    if not any(all(f'"{text}"' in path.read_text(encoding="utf-8") for text in times) for path in named):
        return "failed", "the test that names it has other times"
    return "tested in C", ""


def judge(command, row):
    """Class of a vector and what is wrong with it."""
    if re.fullmatch(IN_C, row["id"]):
        named = re.search(rf"\bvector {re.escape(row['id'])}\b(?!-)", unit_tests())
        return ("tested in C", "") if named else ("failed", "no test in tests/unit names it")
    function = function_of(row["id"])
    if not function:
        return judge_in_c(row) if row["file"] == "scaling" else ("later issue", "")
    given, wanted = (json.loads(row[name], parse_float=Number, parse_int=Number) for name in ("in", "out"))
    wrong = run(command, function, given, wanted)
    return ("failed", wrong) if wrong else ("passed", "")


def read():
    with open(FILE, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def print_counts(groups):
    """One line a group of ids; those that wait as a whole on one line."""
    for group, counts in groups.items():
        if set(counts) != {"later issue"}:
            print(f"{'vectors ' + group:32}" + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
    waiting = (f"{group}={counts['later issue']}" for group, counts in groups.items() if set(counts) == {"later issue"})
    if any(set(counts) == {"later issue"} for counts in groups.values()):
        print(textwrap.fill("vectors of later issues: " + ", ".join(waiting), 120, subsequent_indent="    "))


def check(command, verbose):
    """How many passed, and problems; prints one line a group of ids."""
    groups, problems = collections.OrderedDict(), []
    scaling = collections.Counter()
    for row in read():
        kind, wrong = judge(command, row)
        scaling[kind] += row["file"] == "scaling"
        groups.setdefault(row["id"].split("-")[0], collections.Counter())[kind] += 1
        if wrong:
            problems.append(f"{FILE.relative_to(ROOT)}: {row['id']}: {wrong}")
        elif verbose:
            print(f"{FILE.relative_to(ROOT)}: {row['id']}: {kind}")
    print_counts(groups)
    print(f"scaling vectors: {scaling['passed'] + scaling['tested in C']} of {scaling.total()}: "
          f"{scaling['passed']} by a workload file, {scaling['tested in C']} by a unit test that names them")
    return sum(counts["passed"] for counts in groups.values()), problems
