"""How a case of each Terraform resource type is written as a workload file.  A later issue adds its functions to MAPPERS.

Where a plan leaves something out, the value that its source is known to take stands in (tests/cases/CONFORMANCE.md names
the sources): storage of a database is 20 GB gp2.
"""
import math

import conformance_compute as compute
import conformance_data as data
import conformance_edge as edge
import conformance_watching as watching
from conformance_plan import HOURS_OF_MONTH, SIZES, Line, Number, Plan, plain, ratio, workload

HOUR = Number(1)
OF_MONTH = 1 / Number(HOURS_OF_MONTH)  # an hourly unit that the source prints as the month's mean


# ---- ECS on Fargate ----

def task_of(attributes):
    task = {"vcpu": attributes["task_vcpu"], "memory": attributes["task_memory_gb"] + " GiB",
            "arch": attributes["cpu_architecture"].lower(), "os": attributes["os"].lower()}
    if "task_ephemeral_storage_gb" in attributes:
        task["ephemeral_storage"] = attributes["task_ephemeral_storage_gb"] + " GiB"
    return task


def fargate_run(case, seconds=None):
    """Tasks of the whole period, or tasks that are started each day and end by themselves, after `seconds` if given."""
    resource = {"service": "fargate", "task": task_of(case.attributes), "tasks": 0}
    tasks = case.attributes.get("desired_count", case.attributes.get("tasks"))
    if "tasks_per_day" in case.usage:
        seconds = seconds or case.number("minutes_per_task") * 60
        resource["launches"] = {"count": case.usage["tasks_per_day"] + "/day", "time": plain(seconds) + " s"}
    elif "seconds_per_day" in case.usage:
        assert case.number("days") * 24 == case.hours
        resource["launches"] = {"count": tasks + "/day", "time": case.usage["seconds_per_day"] + " s"}
    else:
        assert case.number("hours", str(case.hours)) == case.hours
        resource["tasks"] = int(tasks)
    return workload(case, {"app": resource})


def fargate(case):
    variant = f"arch={case.attributes['cpu_architecture'].lower()};os={case.attributes['os'].lower()}"

    def line(dimension, per=HOUR, of=variant):
        return Line("app", "fargate", dimension, of, per=per)

    lines = {"Per GB per hour": line("gb_hours", OF_MONTH), "Per vCPU per hour": line("vcpu_hours", OF_MONTH)}
    seconds = any(unit.endswith("-seconds") for unit in case.units.values())
    per = Number(3600) if seconds else HOUR
    lines.update({"vCPU": line("vcpu_hours", per), "Memory": line("gb_hours", per),
                  "Ephemeral storage over 20 GB": line("ephemeral_gb_hours", per, "")})
    theirs = None
    if "minutes_per_task" in case.usage:  # the calculator rounds up to hundredths of an hour
        theirs = fargate_run(case, seconds=Number(math.ceil(case.number("minutes_per_task") * 100 / 60)) * 36)
    return Plan(fargate_run(case), lines, theirs)


# ---- load balancers ----

def connections(new_per_s, requests_per_s, open_s, bytes_per_s):
    """Traffic with so many connections and requests a second and so many bytes in both directions."""
    return {"rate": plain(requests_per_s) + "/s", "requests_per_connection": ratio(requests_per_s, new_per_s),
            "connection": plain(open_s) + " s", "request": "0 B", "response": ratio(bytes_per_s, requests_per_s) + " B"}


def bytes_alone(gb_per_hour):
    """One request an hour that carries all the bytes."""
    return {"rate": "1/h", "connection": "1 s", "request": "0 B", "response": plain(gb_per_hour) + " GiB"}


def alb_load(case):
    """The traffic that the case's inputs say, and the rules that a request looks at."""
    if "new_connections" in case.usage:  # totals of the month
        new, hours = case.number("new_connections"), case.hours
        return {"requests": plain(new) + "/month", "request": "0 B",
                "response": ratio(case.number("processed_bytes_gb") * SIZES["GB"], new) + " B",
                "connection": ratio(case.number("active_connections") * hours, new) + " h"}, \
            10 + case.number("rule_evaluations") / new
    if "processed_gb_per_hour" in case.usage:
        return bytes_alone(case.number("processed_gb_per_hour")), 0
    if "connection_minutes" in case.usage:
        new = case.number("new_connections_per_s")
        return connections(new, new * case.number("requests_per_s_per_connection"), case.number("connection_minutes") * 60,
                           case.number("processed_kb_per_s") * SIZES["KB"]), case.number("rules")
    if "requests_per_s" in case.usage:
        rate = case.number("requests_per_s")
        return connections(case.number("new_connections_per_s"), rate, 1, rate * case.number("request_kb") * SIZES["KB"]), 0
    return None, 0


def alb_workload(case, load, rules=0):
    resource = {"service": "alb"}
    if rules:
        resource["rules"] = plain(rules)
    if load:
        resource["from"] = "load"
    return workload(case, {"lb": resource}, {"load": load} if load else None)


def alb_components(case):
    """Each dimension of an LCU by itself: the same inputs without those that make the others larger."""
    new, open_s = case.number("new_connections_per_s"), case.number("connection_minutes") * 60
    requests, kb = new * case.number("requests_per_s_per_connection"), case.number("processed_kb_per_s")
    rules = case.number("rules")
    hours = 1 / Number(case.hours)

    def line(load, looked_at=0, theirs=None):
        return Line("lb", "alb", "lcu_hours", per=hours, workload=alb_workload(case, load, looked_at),
                    theirs=theirs and alb_workload(case, theirs))

    decimal_kb = Number(SIZES["GB"]) / 1000000  # AWS counts 1,000,000 KB as a GB
    return {"LCU: new connections": line(connections(new, new, 1, 0)),
            "LCU: active connections": line(connections(new, new, open_s, 0)),
            "LCU: processed bytes": line(connections(1, requests, 1, kb * SIZES["KB"]),
                                         theirs=connections(1, requests, 1, kb * decimal_kb)),
            "LCU: rule evaluations": line(connections(1, requests, 1, 0), rules)}


def alb(case):
    lcu = Line("lb", "alb", "lcu_hours")
    hours = Line("lb", "alb", "hours")
    lines = {"Application load balancer": hours, "Load balancer hours": hours,
             "Load balancer capacity units": Line("lb", "alb", "lcu_hours", per=OF_MONTH),
             "LCU charge": lcu, "LCU charge (new connections)": lcu}
    omitted = ()
    if "connection_minutes" in case.usage:  # an example that works out LCUs and nothing else
        lines.update(alb_components(case))
        omitted = ("hours",)
    return Plan(alb_workload(case, *alb_load(case)), lines, omitted=omitted)


def nlb_traffic(case, protocol, count):
    """The usage is that of one balancer; ours spreads the load of a resource over `count` of them."""
    gb, new = case.number(protocol + "_gb_per_h"), case.number(protocol + "_new_per_s")
    made = {}
    if new:
        made[protocol + "-connections"] = connections(new * count, new * count, case.number(protocol + "_duration_s", "1"), 0)
    if gb:
        made[protocol + "-bytes"] = bytes_alone(gb * count)
    return made


def nlb(case):
    """Protocols have loads of their own, which one resource cannot have: each gets one, and the first has the hours."""
    count = int(case.attributes.get("count", "1"))
    resources, traffic = {}, {}
    for protocol in ("tcp", "udp", "tls"):
        loads = nlb_traffic(case, protocol, count)
        if not loads:
            continue
        traffic.update(loads)
        resources[protocol] = {"service": "nlb", "protocol": protocol, "from": list(loads), "count": count,
                               **({"usage": {"hours": 0}} if resources else {})}
    resources = resources or {"tcp": {"service": "nlb", "count": count}}
    first = next(iter(resources))
    lines = {"Network load balancer": Line(first, "nlb", "hours"),
             "Load balancer capacity units": Line(first, "nlb", "nlcu_hours", per=OF_MONTH),
             "NLCU": Line(first, "nlb", "nlcu_hours")}
    return Plan(workload(case, resources, traffic), lines)


def load_balancer(case):
    return {"application": alb, "network": nlb, "gateway": edge.gateway_balancer}[case.attributes["load_balancer_type"]](case)


# ---- CloudFront ----

GEOGRAPHIES = {"us": ("US, Mexico, Canada", "us-mexico"), "europe": ("Europe, Israel", "europe-israel-turkey"),
               "south_africa": ("South Africa, Kenya, Middle East", "south-africa-kenya-nigeria"),
               "south_america": ("South America", "south-america"), "japan": ("Japan", "japan"),
               "australia": ("Australia, New Zealand", "australia-new-zealand"),
               "asia_pacific": ("Hong Kong, Philippines, Asia Pacific", "asia-pacific"), "india": ("India", "india")}
TRANSFER_TIERS = {"first 10TB": 0, "next 40TB": 10240, "next 100TB": 51200, "next 350TB": 153600, "next 524TB": 512000,
                  "next 4PB": 1048576, "over 5PB": 5242880}
SHIELDS = {"sa-east-1": ("South America sa-east-1", "south_america")}
STATED = "the usage states this count itself, not the share of requests that it is"


def cdn_part(requests, scheme, geography, price_class, out_gb=0, origin_gb=0):
    """A distribution's requests of one scheme and geography, with their bytes: its resource and its traffic.

    Sources state bytes and requests apart from one another: one request carries all the bytes, the others none.  Where they
    state bytes without requests, the usage of requests is stated as the 0 that it is.
    """
    carrier = {"requests": "1/month", "request": plain(origin_gb) + " GiB", "response": plain(out_gb) + " GiB"}
    traffic = {"bytes": carrier}
    if requests > 1:
        traffic["rest"] = {"requests": plain(requests - 1) + "/month", "request": "0 B", "response": "0 B"}
    resource = {"service": "cloudfront", "https": "100%" if scheme == "https" else "0%", "geography": {geography: "100%"},
                "price_class": price_class}
    if origin_gb:
        resource["behaviours"] = {"all": {"share": "100%", "write_share": "100%"}}
    if not requests:
        resource["usage"] = {scheme + "_requests": {geography: 0}}
    return resource, traffic


def cdn_parts(case, price_class):
    """Resources and traffic of everything that the usage states by geography."""
    resources, traffic = {}, {}

    def add(name, *arguments, **bytes_of):
        resource, loads = cdn_part(*arguments, **bytes_of)
        traffic.update({f"{name}-{load}": of for load, of in loads.items()})
        resources[name] = {**resource, "from": [f"{name}-{load}" for load in loads]}

    for name, (_, geography) in GEOGRAPHIES.items():
        def of(key, name=name):
            return case.number(f"{key}.{name}")
        if f"monthly_https_requests.{name}" not in case.usage:
            continue
        add(f"{name}-https", of("monthly_https_requests"), "https", geography, price_class,
            out_gb=of("monthly_data_transfer_to_internet_gb"), origin_gb=of("monthly_data_transfer_to_origin_gb"))
        add(f"{name}-http", of("monthly_http_requests"), "http", geography, price_class)
    if "https_requests" in case.usage:
        add("us-https", case.number("https_requests"), "https", "us-mexico", price_class,
            out_gb=case.number("data_out_gb") + case.number("internet_out_gb"),
            origin_gb=case.number("origin_gb") + case.number("origin_out_gb"))
    return resources, traffic


def cdn_features(case):
    """What is billed beside bytes and requests."""
    resource, stated = {"service": "cloudfront"}, {}
    if case.attributes.get("viewer_certificate.ssl_support_method") == "vip":
        resource["dedicated_ip_certificates"] = int(case.number("custom_ssl_certificates", "1"))
    if "monthly_invalidation_requests" in case.usage:
        resource["invalidations"] = case.usage["monthly_invalidation_requests"] + "/month"
    shield = case.attributes.get("origin_shield_region")
    if shield:
        resource["origin_shield"] = shield
        stated["origin_shield_requests"] = case.usage.get("monthly_shield_requests." + SHIELDS[shield][1])
    stated["field_level_encryption_requests"] = case.usage.get("monthly_encryption_requests")
    stated["realtime_log_lines"] = case.usage.get("monthly_log_lines")
    usage = {dimension: count for dimension, count in stated.items() if count}
    return {**resource, **({"usage": usage} if usage else {})}


def cdn_workload(case, price_class):
    resources, traffic = cdn_parts(case, price_class)
    return workload(case, {"cdn": cdn_features(case), **resources}, traffic)


def cdn_lines(case):
    def line(dimension, tier=0, **more):
        return Line("cdn", "cloudfront", dimension, region="global", tier=str(tier), **more)

    def by_geography(dimension, geography, tier=0):
        return line(dimension, tier, variant=f"geo={geography}", nested=geography)

    lines = {"Dedicated IP custom SSLs": line("dedicated_ip_certificates"),
             "Field level encryption requests": line("field_level_encryption_requests", rated=STATED),
             "Real-time log requests": line("realtime_log_lines", rated=STATED),
             "Invalidation requests (first 1k)": line("invalidation_paths"),
             "Invalidation requests (over 1k)": line("invalidation_paths", 1000)}
    for name, _ in SHIELDS.values():
        lines[f"Origin shield HTTP requests ({name})"] = Line("cdn", "cloudfront", "origin_shield_requests", rated=STATED,
                                                              region=case.attributes.get("origin_shield_region", ""))
    for title, geography in GEOGRAPHIES.values():
        for tier, start in TRANSFER_TIERS.items():
            lines[f"{title}/Data transfer out to internet ({tier})"] = by_geography("transfer_out", geography, start)
        lines[f"{title}/Data transfer out to origin"] = by_geography("transfer_to_origin", geography)
        lines[f"{title}/HTTP requests"] = by_geography("http_requests", geography)
        lines[f"{title}/HTTPS requests"] = by_geography("https_requests", geography)
    lines.update({"HTTPS requests": by_geography("https_requests", "us-mexico"),
                  "Data transfer to internet": by_geography("transfer_out", "us-mexico"),
                  "Data transfer out to internet, tier 1": by_geography("transfer_out", "us-mexico"),
                  "Data transfer out to internet, tier 2": by_geography("transfer_out", "us-mexico", 10240),
                  "Data transfer to origin": by_geography("transfer_to_origin", "us-mexico"),
                  "Data transfer out to origin": by_geography("transfer_to_origin", "us-mexico")})
    return lines


def cloudfront(case):
    price_class = case.attributes.get("price_class", "PriceClass_All").split("_")[1].lower()
    theirs = None if price_class == "all" else cdn_workload(case, "all")  # the peer's regions are not limited
    return Plan(cdn_workload(case, price_class), cdn_lines(case), theirs)


# ---- RDS ----

PAYMENTS = {"no_upfront": "no-upfront", "partial_upfront": "partial-upfront", "all_upfront": "all-upfront"}
TERMS = {"1_year": "1yr", "3_year": "3yr"}
VOLUMES = {"standard": "magnetic"}
CREDITS = "the usage states hours of credits, not the CPU load that they come from"
VCPU = {"db.t3.large": 2}


def engine_of(case):
    """A read replica has the engine of its source, and is billed like any other instance."""
    return case.attributes.get("engine", case.attributes.get("replicate_source_db.engine", ""))


def reservation(case):
    """Sources show what is left to pay by the hour."""
    payment, term = (case.usage.get("reserved_instance_" + key) for key in ("payment_option", "term"))
    if not payment:
        return None
    return {"term": TERMS[term], "payment": PAYMENTS[payment], "upfront": "paid"}


def volume_of(case, least_size=0, least_iops=0):
    kind = case.attributes.get("storage_type", "gp2")
    size = max(case.number("allocated_storage", "20"), least_size)
    volume = {"type": VOLUMES.get(kind, kind), "size": plain(size) + " GiB"}
    if "iops" in case.attributes:
        volume["iops"] = plain(max(case.number("iops"), least_iops))
    return volume


def backups_of(case, count):
    """`Additional` backups are those beyond the free share, which is the storage: in all so much more than that."""
    more = case.number("additional_backup_gb") + case.number("additional_backup_storage_gb")
    return {"size": plain(case.number("allocated_storage", "20") + more / count) + " GiB"} if more else None


def monitoring_of(case):
    monitoring = {}
    if int(case.number("performance_insights_retention_period")) > 7:
        monitoring["performance_insights"] = "long-term"
    if "monthly_additional_performance_insights_requests" in case.usage:
        monitoring["performance_insights_requests"] = \
            case.usage["monthly_additional_performance_insights_requests"] + "/month"
    return monitoring or None


def database(case, volume=None, **more):
    attributes = case.attributes
    count = int(attributes.get("count", attributes.get("instances", "1")))
    sized = "allocated_storage" in attributes or case.is_peer
    parts = {"version": attributes.get("engine_version"), "reserved": reservation(case), "monitoring": monitoring_of(case),
             "storage": volume or (volume_of(case) if sized else None), "backups": backups_of(case, count),
             "proxy": attributes.get("rds_proxy", case.usage.get("rds_proxy")) == "true", **more}
    resource = {"service": "rds", "engine": engine_of(case), "class": attributes["instance_class"], "count": count,
                "deployment": "multi-az" if attributes.get("multi_az") == "true" else "single-az"}
    if "monthly_cpu_credit_hrs" in case.usage:
        hours = case.number("monthly_cpu_credit_hrs") * VCPU[attributes["instance_class"]]
        resource["usage"] = {"cpu_credits": plain(hours)}
    return workload(case, {"db": {**resource, **{key: part for key, part in parts.items() if part}}})


def their_database(case):
    """The same with what the source is known to assume; None where it assumes nothing."""
    engine, version = engine_of(case), case.attributes.get("engine_version")
    if case.attributes.get("storage_type") == "io1" and case.is_peer:  # it raises to AWS's minimum
        return database(case, volume=volume_of(case, 100, 1000),
                        backups={"size": plain(100 + case.number("additional_backup_storage_gb")) + " GiB"})
    if version and any(item.startswith("Extended support") for item in case.units):
        return database(case, extended_support={"year": 1})
    if version and engine in ("mysql", "postgres"):
        return database(case, extended_support={"enrolled": False})
    return None


def unchecked_database(case):
    """A volume that AWS does not make, which the calculator prices all the same: its usage instead of itself."""
    made = database(case)
    resource, count = made["resources"]["db"], int(case.attributes.get("count", "1"))
    resource["storage"] = {"type": case.attributes["storage_type"]}
    resource["usage"] = {"storage": plain(case.number("allocated_storage") * count),
                         "iops": plain(case.number("iops") * count)}
    return made


def rds_lines(case):
    attributes = case.attributes
    deployment = "multi-az" if attributes.get("multi_az") == "true" else "single-az"
    of_class = f"class={attributes['instance_class']};deployment={deployment};engine={engine_of(case)}"
    volume = f"deployment={deployment};type={volume_of(case)['type']}"
    family = attributes["instance_class"].split(".")[1]

    def line(dimension, variant="", **more):
        return Line("db", "rds", dimension, variant, **more)

    lines = {"Instances": line("instance_hours", of_class), "Instance hours (Multi-AZ)": line("instance_hours", of_class),
             "Additional backup storage": line("backup_storage"), "RDS Proxy": line("proxy_vcpu_hours"),
             "I/O requests": line("io_requests"), "Performance Insights API": line("performance_insights_requests"),
             "CPU credits": line("cpu_credits", f"family={family}", rated=CREDITS),
             "Extended support (year 1)": line("extended_support_vcpu_hours", None)}
    for item in case.units:
        if item.startswith("Database instance (on-demand"):
            lines[item] = line("instance_hours", of_class)
        elif item.startswith("Database instance (reserved"):
            lines[item] = line(*reserved_line(case, of_class))
        elif item.startswith("Storage (") or item.endswith(" storage") and item not in lines:
            lines[item] = line("storage", volume)
        elif "IOPS" in item:
            lines[item] = line("iops", volume)
        elif item.startswith("Performance Insights Long Term Retention"):
            lines[item] = line("performance_insights_vcpu_months", f"class={attributes['instance_class']}")
    return lines


def reserved_line(case, of_class):
    reserved = reservation(case)
    if reserved["payment"] == "all-upfront":  # nothing is left to pay: a price of 0, whichever term
        return "reserved_instance_hours", of_class
    dimension = "reserved_instance_hours" if reserved["payment"] == "no-upfront" else "reserved_recurring_hours"
    return dimension, f"{of_class};payment={reserved['payment']};term={reserved['term']}"


def rds(case):
    if engine_of(case).startswith("aurora"):
        return data.instance(case)
    impossible = case.attributes.get("storage_type") == "io1" and "iops" in case.attributes and \
        case.number("allocated_storage") < 100 and not case.is_peer
    theirs = unchecked_database(case) if impossible else their_database(case)
    return Plan(database(case), rds_lines(case), theirs)


# ---- ElastiCache ----

def scaled(case, target, fallback):
    """The capacity that the usage states for an autoscaling target, else the least that it may have."""
    name = f"appautoscaling[elasticache:replication-group:{target}]"
    return int(case.usage.get(name + ".capacity", case.attributes.get(name + ".min_capacity", fallback)))


def node_count(case):
    """Nodes as the plan gives them, as shards and replicas or as a number."""
    attributes = case.attributes
    if "num_node_groups" in attributes:
        return {"shards": scaled(case, "NodeGroups", attributes["num_node_groups"]),
                "replicas": scaled(case, "Replicas", attributes["replicas_per_node_group"])}
    return {"nodes": int(attributes.get("num_cache_nodes", attributes.get("num_cache_clusters", "1")))}


def snapshots_of(case):
    if "snapshot_storage_size_gb" not in case.usage:
        return None
    return {"snapshots": int(case.attributes["snapshot_retention_limit"]),
            "size": case.usage["snapshot_storage_size_gb"] + " GiB"}


def elasticache(case):
    attributes = case.attributes
    engine, node = attributes["engine"], attributes["node_type"]
    assert case.number("hours", str(case.hours)) == case.hours
    parts = {"reserved": reservation(case), "backups": snapshots_of(case)}
    resource = {"service": "elasticache", "engine": engine, "node": node, **node_count(case),
                **{key: part for key, part in parts.items() if part}}
    nodes = Line("cache", "elasticache", "node_hours", f"engine={engine};node={node}")
    lines = {"Cache nodes": nodes, "Backup storage": Line("cache", "elasticache", "backup_storage", f"engine={engine}")}
    for item in case.units:
        if item.startswith("ElastiCache (on-demand"):
            lines[item] = nodes
        elif item.startswith("ElastiCache (reserved"):
            reserved = parts["reserved"]
            payment = f";payment={reserved['payment']};term={reserved['term']}"
            lines[item] = Line("cache", "elasticache", "reserved_node_hours",
                               nodes.variant + (payment if reserved["payment"] != "all-upfront" else ""))
    return Plan(workload(case, {"cache": resource}), lines)


# ---- the table ----

MAPPERS = {"ecs_service": fargate, "lb": load_balancer, "cloudfront_distribution": cloudfront, "db_instance": rds,
           "elasticache_cluster": elasticache, "elasticache_replication_group": elasticache, **edge.MAPPERS,
           **watching.MAPPERS, **data.MAPPERS, **compute.MAPPERS}

# Lines that the book has no price for, which no source gives but the case itself.
NO_SOURCE_PRICE = {("IC-elasticache_cluster-memcached", "ElastiCache (on-demand, cache.m4.large)"), *watching.NO_SOURCE_PRICE,
                   *data.NO_SOURCE_PRICE, *compute.NO_SOURCE_PRICE}

# Terraform resource types that no issue covers, and why.
OUT_OF_SCOPE = {"acmpca_certificate_authority": "private CA", "dynamodb_table": "DynamoDB", "efs_file_system": "EFS",
                "globalaccelerator_accelerator": "Global Accelerator", "globalaccelerator_endpoint_group": "Global Accelerator",
                "ec2_host": "dedicated hosts", "vpn_connection": "VPN", "eks_cluster": "EKS",
                "route53_resolver_endpoint": "Route 53 Resolver", "s3_bucket_inventory": "S3 inventory",
                "s3_bucket_analytics_configuration": "S3 analytics", "ssm_activation": "SSM activations",
                "api_gateway_stage": "API Gateway cache"}
OUT_OF_SCOPE_LINES = {**edge.OUT_OF_SCOPE_LINES, **watching.OUT_OF_SCOPE_LINES, **data.OUT_OF_SCOPE_LINES,
                      **compute.OUT_OF_SCOPE_LINES}


def later(case):
    """Why a case of a service that has a mapper waits for a later issue all the same; "" if it does not."""
    return ""


def without_price(case):
    """Why the book has no price for the whole case; then the command must say so."""
    if engine_of(case).startswith(("oracle", "sqlserver")):
        return "Oracle and SQL Server"
    return edge.NO_REGION.get(case.region, "")
