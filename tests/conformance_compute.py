"""Cases of what computes: EC2 instances and Auto Scaling groups, Lambda, Amplify Hosting."""
import re

from conformance_plan import Line, Number, Plan, plain, workload

TERMS = {"1_year": "1yr", "3_year": "3yr"}
VOLUMES = {"standard": "magnetic"}
LAUNCHED = ("launch_configuration.", "launch_template.", "")
CREDITS = "the usage states hours of credits, not the CPU load that they come from"
NO_SC1 = "AWS makes no sc1 volume below 125 GiB"
POLLERS = "the usage states hours of units, which are no whole number of units"
OF_VOLUMES = ("Provisioned IOPS", "I/O requests")
DEFAULT_ROOT = {"type": "gp2", "size": "8 GiB"}   # what the peer takes where a plan has none


# ---- EC2 ----

def attribute(case, name, fallback=None):
    """An attribute of the resource, or of what it is launched from."""
    return next((case.attributes[prefix + name] for prefix in LAUNCHED if prefix + name in case.attributes), fallback)


def volume_of(parts):
    kind = parts.get("volume_type", "gp2")
    volume = {"type": VOLUMES.get(kind, kind), "size": parts.get("volume_size", "8") + " GiB"}
    return {**volume, "iops": parts["iops"]} if "iops" in parts else volume


def blocks_of(case, name):
    """Volumes of a repeated block, by the number that the lines have."""
    blocks = {}
    for key, value in case.attributes.items():
        found = re.fullmatch(rf"(?:\w+\.)?{name}(?:\[(\d+)\])?\.(?:ebs\.)?(volume_size|volume_type|iops)", key)
        if found:
            number = int(found[1] or 0) + (1 if key.startswith("launch_template.") and name == "ebs_block_device" else 0)
            blocks.setdefault(number, {})[found[2]] = value
    return blocks


def volumes_of(case):
    """Volumes of one instance by the names of the printed lines."""
    if case.is_peer:
        volumes = {f"block_device_mapping[{i}]": volume_of(parts) for i, parts in blocks_of(case, "block_device_mappings").items()}
        if case.service == "instance":  # those of its template come behind its own
            own = blocks_of(case, "ebs_block_device")
            volumes = {f"ebs_block_device[{i + len(own)}]": volume for i, volume in enumerate(volumes.values())}
        volumes.update({f"ebs_block_device[{i}]": volume_of(parts) for i, parts in blocks_of(case, "ebs_block_device").items()})
        if any("root_block_device" in item for item in case.units):
            root = {key.split(".")[-1]: value for key, value in case.attributes.items() if "root_block_device." in key}
            volumes["root_block_device"] = volume_of(root) if root else DEFAULT_ROOT
        return volumes
    if case.attributes.get("volume_type", "none") == "none":
        return {}
    return {"EBS": {"type": case.attributes["volume_type"], "size": case.attributes["volume_gb"] + " GiB"}}


def instance_count(case):
    attributes = case.attributes
    desired = attributes.get("desired_capacity", str(max(1, int(attributes.get("min_size", "1")))))
    weight = attributes.get("mixed_instances_policy.launch_template.override[0].weighted_capacity", "1")
    return int(case.usage.get("instances", attributes.get("count", desired))) // int(weight)


def instance_resource(case):
    override = case.attributes.get("mixed_instances_policy.launch_template.override[0].instance_type")
    resource = {"service": "ec2", "instance_type": override or attribute(case, "instance_type", "t3.micro"),
                "count": instance_count(case), "os": case.usage.get("operating_system", "linux")}
    if "dedicated" in (attribute(case, "placement.tenancy"), attribute(case, "placement_tenancy")):
        resource["tenancy"] = "dedicated"
    if any(item.endswith("EC2 detailed monitoring") for item in case.units):
        resource["detailed_monitoring"] = True
    if "reserved_instance_term" in case.usage:
        resource["reserved"] = {"term": TERMS[case.usage["reserved_instance_term"]],
                                "payment": case.usage["reserved_instance_payment_option"].replace("_", "-"),
                                "offering": case.usage["reserved_instance_type"]}
    if "monthly_hrs" in case.usage:
        resource["launches"] = {"count": "1/month", "time": case.usage["monthly_hrs"] + " h"}
    return resource


def credits_of(case, resource):
    return {"cpu_credits": plain(case.number("monthly_cpu_credit_hrs") * case.number("vcpu_count") * resource["count"])}


def hours_line(resource):
    of = f"instance={resource['instance_type']};os={resource['os']}"
    return Line("x", "ec2", "instance_hours", of + (";tenancy=dedicated" if "tenancy" in resource else ""))


def instance_workload(case, resource, volumes):
    """An instance that runs for some hours keeps its volumes all the month: they stand beside it."""
    if "launches" not in resource:
        return workload(case, {"x": {**resource, "volumes": volumes}} if volumes else {"x": resource})
    beside = {name: {"service": "ebs", **volume} for name, volume in volumes.items()}
    return workload(case, {"x": resource, **beside})


def instance(case):
    resource, volumes = instance_resource(case), {}
    for item, volume in volumes_of(case).items():
        volumes[re.sub(r"\W", "-", item).strip("-").lower()] = volume
    tiny = {name for name, volume in volumes.items() if volume["type"] == "sc1" and int(volume["size"].split()[0]) < 125}
    made = instance_workload(case, resource, {name: volume for name, volume in volumes.items() if name not in tiny})
    alone = made
    if has_no_price(case) or case.id in ON_HOST:   # what comes with instances that the book has no price of
        host = {**resource, "os": "linux", "tenancy": "host"}
        host.pop("reserved", None)
        alone = instance_workload(case, host, {name: volume for name, volume in volumes.items() if name not in tiny})
    lines = {"Instances": hours_line(resource), "Instance hours": hours_line(resource)}
    for item in case.units:
        if item.endswith("CPU credits"):
            family = resource["instance_type"].split(".")[0]
            bursting = workload(case, {"x": {**resource, "tenancy": "host", "usage": credits_of(case, resource)}})
            lines[item] = Line("x", "ec2", "cpu_credits", f"family={family};os=linux", rated=CREDITS, workload=bursting)
        elif "Instance usage" in item:
            lines[item] = hours_line(resource)
        elif item.endswith("EC2 detailed monitoring"):
            lines[item] = Line("x", "cloudwatch", "metrics", workload=alone)
        elif item.startswith("EBS ") and item != "EBS-optimized usage" or item.endswith(OF_VOLUMES) or "Storage (" in item:
            lines[item] = volume_line(case, item, volumes, tiny, alone)
    return Plan(alone if case.id in ON_HOST else made, lines)


def volume_line(case, item, volumes, tiny, beside):
    """One printed volume of several of its type: its own alone."""
    owner = next(name for name in volumes if name in re.sub(r"\W", "-", item).lower())
    volume = volumes[owner]
    dimension = "iops" if item.endswith("Provisioned IOPS") else "io_requests" if item.endswith("I/O requests") else "storage"
    count = beside["resources"]["x"]["count"]
    made, rated, variant = {"service": "ebs", "count": count, **volume}, "", f"type={volume['type']}"
    if owner in tiny:
        made, rated = {"service": "ebs", "type": volume["type"], "usage": {"storage": volume["size"]}}, NO_SC1
    several = sum(other["type"] == volume["type"] for other in volumes.values()) > 1
    alone = workload(case, {"x": made}) if several or owner in tiny or dimension == "io_requests" else beside
    return Line("x", "ebs", dimension, "" if dimension == "io_requests" else variant, rated=rated, workload=alone)


def druid(case):
    """Three groups of instances, and volumes beside them; the page takes 5 TB as 5,000 GB."""
    resources = {}
    for group in case.attributes["instances"].split("|"):
        count, kind = group.split("x", 1)
        resources[kind.replace(".", "-")] = {"service": "ec2", "instance_type": kind, "count": int(count)}
    lines = {resource["instance_type"]: Line(name, "ec2", "instance_hours", f"instance={resource['instance_type']};os=linux")
             for name, resource in resources.items()}
    resources["disks"] = {"service": "ebs", "type": "gp2", "size": "5000 GiB", "count": 3}
    return Plan(workload(case, resources), {**lines, "gp2 storage": Line("disks", "ebs", "storage", "type=gp2")})


def any_instance(case):
    return druid(case) if "instances" in case.attributes else instance(case)


# ---- Lambda ----

TIERS = {"first 6B": "0", "next 9B": "6000000000", "over 15B": "15000000000", "first 7.5B": "0", "next 11.25B": "7500000000"}
NOT_BILLED = "6000000000"   # nothing reaches this tier: all of it is free


def function_of(case, requests, duration_ms, **more):
    arch = case.attributes.get("architectures", case.attributes.get("cpu_architecture", "x86_64")).lower()
    memory = case.attributes.get("memory_size", case.attributes.get("memory_mb", "128"))
    storage = case.attributes.get("ephemeral_storage_mb", "512")
    return {"service": "lambda", "arch": arch, "memory": memory + " MB", "requests": plain(requests) + "/month",
            "duration": plain(duration_ms) + " ms", "ephemeral_storage": storage + " MB", "implied": False, **more}


def functions_of(case):
    requests = case.number("monthly_requests", case.usage.get("requests", "0"))
    duration = case.number("request_duration_ms", case.usage.get("duration_ms", "1"))
    if "invocations_per_day" in case.usage:
        requests = case.number("invocations_per_day") * case.number("days")
    if "streamed_7mb_requests" in case.usage:
        streamed = case.number("streamed_7mb_requests")
        return {"x": function_of(case, streamed, duration, streaming={"response": "7 MB"}),
                "rest": function_of(case, requests - streamed, duration)}
    if "pc_requests" in case.usage:
        ready = {"concurrency": int(case.attributes["provisioned_concurrency"]), "active": case.usage["pc_hours"] + " h"}
        made = {"x": function_of(case, case.number("pc_requests"), case.number("pc_duration_ms"), provisioned_concurrency=ready)}
        if "other_requests" in case.usage:
            made["rest"] = function_of(case, case.number("other_requests"), case.number("other_duration_ms"))
        return made
    more = {}
    if case.attributes.get("snapstart") == "true":
        more = {"snapstart": True, "cold_starts": plain(case.number("cold_start_rate") * 100) + "%"}
    if "epu_hours" in case.usage:
        more["usage"] = {"event_poller_hours": case.usage["epu_hours"]}
    return {"x": function_of(case, requests, duration, **more)}


def account_of(case):
    """The page takes off the free requests, the free duration, both or neither."""
    free = [key for key in ("requests", "gb_seconds") if "free_tier_" + key in case.usage]
    if not free:
        return {"always_free": False}
    return {"always_free": True, **({} if len(free) == 2 else {"usage": {"lambda.requests": "1M"}})}


def lambda_lines(case, arch):
    def line(dimension, variant=arch, **more):
        return Line("x", "lambda", dimension, variant, **more)

    compute = line("gb_seconds", tier=NOT_BILLED if case.id in ALL_FREE else "0")
    lines = {"Requests": line("requests"), "Compute": compute, "Duration without Provisioned Concurrency": compute,
             "Provisioned Concurrency": line("provisioned_concurrency_gb_seconds"),
             "Duration with Provisioned Concurrency": line("provisioned_gb_seconds"),
             "Ephemeral storage over 512 MB": line("ephemeral_gb_seconds"),
             "Bytes streamed over 6 MB": line("response_streamed", ""), "SnapStart cache": line("snapstart_cache_gb_seconds", ""),
             "SnapStart restore": line("snapstart_restored", ""),
             "Event poller units": line("event_poller_hours", "", rated=POLLERS)}
    for item in case.units:
        found = re.fullmatch(r"Duration \((.*)\)", item)
        if found:
            lines[item] = line("gb_seconds", tier=TIERS[found[1]])
    return lines


def function(case):
    functions = functions_of(case)
    made = workload(case, functions)
    made["account"] = account_of(case)
    lines = lambda_lines(case, f"arch={functions['x']['arch']}")
    if "instance_hours" in case.usage:  # Managed Instances: the function runs on instances, for its requests only
        host = {"service": "ec2", "instance_type": case.attributes["instance_type"], "implied": False,
                "launches": {"count": "1/month", "time": case.usage["instance_hours"] + " h"}}
        managed = {**functions["x"], "memory": "128 MB", "usage": {"gb_seconds": 0}}
        made = workload(case, {"x": managed, "host": host})
        for item in case.units:
            if item.startswith("EC2 instance"):
                lines[item] = Line("host", "ec2", "instance_hours", f"instance={host['instance_type']};os=linux")
    return Plan(made, lines)


# ---- Amplify Hosting ----

def app(case):
    made = {"service": "amplify", "builds": {"count": "1/month", "time": case.usage["build_minutes"] + " min"},
            "storage": case.usage["storage_gb"] + " GB", "served": case.usage["served_gb"] + " GB/month"}
    return Plan(workload(case, {"x": made}), {"Build": Line("x", "amplify", "build_minutes", "instance=standard"),
                                              "Storage": Line("x", "amplify", "storage"),
                                              "Data served": Line("x", "amplify", "data_served")})


# ---- the tables ----

ON_HOST = {"IC-instance-with-host"}
ALL_FREE = {"AWS-guide-sportsbook-lambda"}

GROUP = "IC-autoscaling_group-"
OF_GROUP = {"asg-lc-ebs-optimized": "lc_ebs_optimized/Instance usage (Linux/UNIX, on-demand, r3.xlarge)",
            "asg-lc-reserved": "lc_reserved/Instance usage (Linux/UNIX, reserved, t3.medium)",
            "asg-lc-tenancy-dedicated": "lc_tenancy_dedicated/Instance usage (Linux/UNIX, on-demand, m3.medium)",
            "asg-lc-windows": "lc_windows/Instance usage (Windows, on-demand, t3.medium)"}
OF_TEMPLATE = {"asg-lt-ebs-optimized": "lt_ebs_optimized/Instance usage (Linux/UNIX, on-demand, r3.xlarge)",}
OF_INSTANCE = {"cnvr-1yr-no-upfront": "reserved, t3.medium", "cnvr-3yr-no-upfront": "reserved, t3.medium",
               "cnvr-3yr-partial-upfront": "reserved, t3.medium", "instance-ebsoptimized-withmonthlyhours": "on-demand, r3.xlarge",
               "instance-withlaunchtemplatebyid": "on-demand, t3.medium", "instance-withlaunchtemplatebyname": "on-demand, t3.medium",
               "instance1": "on-demand, m3.medium", "instance1-detailedmonitoring": "on-demand, m3.large",
               "instance2-ebsoptimized": "on-demand, r3.xlarge", "std-1yr-no-upfront": "reserved, t3.medium",
               "std-1yr-partial-upfront": "reserved, t3.medium", "std-3yr-no-upfront": "reserved, t3.medium"}

# Types of the first generations, Windows, dedicated hardware, reservations of T types, credits of t2.
NO_SOURCE_PRICE = {*((GROUP + case, "aws_launch_configuration." + item) for case, item in OF_GROUP.items()),
                   *((GROUP + case, "aws_launch_template." + item) for case, item in OF_TEMPLATE.items()),
                   *(("IC-instance-" + case, f"Instance usage (Linux/UNIX, {what})") for case, what in OF_INSTANCE.items()),
                   ("IC-instance-t2-unlimited-cpucredits", "CPU credits")}


def has_no_price(case):
    return any(known == case.id and "Instance usage" in item for known, item in NO_SOURCE_PRICE)


FEE = "the EBS-optimized fee of instance types of the first generations"
MANAGED = "the fee of Lambda Managed Instances"
OUT_OF_SCOPE_LINES = {
    (GROUP + "asg-lc-ebs-optimized", "aws_launch_configuration.lc_ebs_optimized/EBS-optimized usage"): FEE,
    (GROUP + "asg-lt-ebs-optimized", "aws_launch_template.lt_ebs_optimized/EBS-optimized usage"): FEE,
    ("IC-instance-instance-ebsoptimized-withmonthlyhours", "EBS-optimized usage"): FEE,
    ("IC-instance-instance2-ebsoptimized", "EBS-optimized usage"): FEE,
    ("AWS-lambda-managed-instances", "Management fee (15% of on-demand)"): MANAGED,
    ("AWS-lambda-managed-instances", "TOTAL"): MANAGED}

MAPPERS = {"instance": any_instance, "autoscaling_group": instance, "lambda_function": function,
           "lambda_provisioned_concurrency_config": function, "amplify_app": app}
