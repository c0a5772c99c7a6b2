"""Cases and vectors of what stands at the edge: DNS, APIs, firewalls, gateways, endpoints, addresses, data transfer."""
from conformance_plan import HOURS_OF_MONTH, Line, Number, Plan, plain, workload

MILLION = Number(1000000)


def one(resource, lines, case, load=None, **plan):
    """The plan of a case that is one resource, with a load if it needs one."""
    if load:
        resource = {**resource, "from": "load"}
    return Plan(workload(case, {"x": resource}, {"load": load} if load else None), lines, **plan)


def bytes_of_month(gb):
    """One request a month that carries all the bytes."""
    return {"requests": "1/month", "request": "0 B", "response": plain(gb) + " GiB"}


def rate(number):
    return plain(number) + "/month"


# ---- API Gateway ----

def rest_api(case):
    requests = rate(case.number("monthly_requests")) if "monthly_requests" in case.usage else \
        case.usage["requests_per_minute"] + "/min"
    tiers = {"first 333M": 0, "next 667M": 333 * MILLION, "next 19B": 1000 * MILLION, "over 20B": 20000 * MILLION}
    lines = {f"Requests ({name})": Line("x", "api-gateway", "rest_requests", tier=plain(tier)) for name, tier in tiers.items()}
    lines["Requests"] = Line("x", "api-gateway", "rest_requests")
    return one({"service": "api-gateway", "type": "rest", "requests": requests}, lines, case)


def api_v2(case):
    def line(dimension, tier=0):
        return Line("x", "api-gateway", dimension, tier=plain(tier))

    lines = {"Requests (first 300M)": line("http_requests"), "Requests (over 300M)": line("http_requests", 300 * MILLION),
             "Messages (first 1B)": line("websocket_messages"),
             "Messages (over 1B)": line("websocket_messages", 1000 * MILLION),
             "Connection duration": line("websocket_connection_minutes")}
    if case.attributes["protocol_type"] == "HTTP":
        resource = {"type": "http", "requests": rate(case.number("monthly_requests")),
                    "payload": case.usage["request_size_kb"] + " KB"}
    else:
        resource = {"type": "websocket", "messages": rate(case.number("monthly_messages")),
                    "message": case.usage["message_size_kb"] + " KB",
                    "connection_minutes": rate(case.number("monthly_connection_mins"))}
    return one({"service": "api-gateway", **resource}, lines, case)


# ---- Route 53 ----

def queries(case):
    kinds = {"Standard queries": "standard", "Latency based routing queries": "latency", "Geo DNS queries": "geo"}
    lines = {f"{name} (first 1B)": Line("x", "route53", "queries", f"type={kind}", region="global", nested=kind)
             for name, kind in kinds.items()}
    return one({"service": "route53", "hosted_zones": 0}, lines, case)


def hosted_zone(case):
    resource = {"service": "route53", "hosted_zones": int(case.number("zones", "1")), "alias": True,
                "resolver_interfaces": int(case.number("resolver_enis"))}
    if case.number("aws_health_checks"):
        resource["health_checks"] = {"check": {"count": int(case.number("aws_health_checks"))}}
    zones = Line("x", "route53", "hosted_zones", region="global")
    lines = {"Hosted zone": zones, "Hosted zones": zones,
             "Resolver endpoint interfaces": Line("x", "route53", "resolver_endpoint_hours")}
    return one(resource, lines, case)


def health_check(case):
    kind = case.attributes["type"]
    endpoint = case.usage.get("endpoint_type", "aws").lower().replace("_", "-")
    check = {"endpoint": endpoint, "https": kind.startswith("HTTPS"), "string_matching": kind.endswith("_STR_MATCH"),
             "fast_interval": case.number("request_interval", "30") == 10,
             "latency_measurement": case.attributes.get("measure_latency") == "true"}
    lines = {name: Line("x", "route53", dimension, f"endpoint={endpoint}", region="global", nested=endpoint)
             for name, dimension in (("Health check", "health_checks"), ("Optional features", "health_check_features"))}
    return one({"service": "route53", "hosted_zones": 0, "health_checks": {"check": check}}, lines, case)


# ---- WAF ----

def rules_of(case):
    """Rules of a web ACL by kind; the other estimator's `group` is WAF Classic's word for both kinds of groups."""
    kinds = {key[6:-1]: int(value) for key, value in case.attributes.items() if key.startswith("rules[")}
    own = kinds.get("regular", 0) + kinds.get("rate_based", 0) + int(case.number("rules")) + int(case.number("rules_per_acl"))
    return {"rules": own, "rule_groups": kinds.get("group", 0) + kinds.get("rule_group_reference", 0),
            "rule_group_rules": int(case.number("rule_group_rules")), "managed_rule_groups": kinds.get("managed_rule_group", 0)}


def web_acl(service):
    """Rules, groups and managed groups are one meter, which the other estimator prints apart."""
    def plan(case):
        rules = rules_of(case)
        requests = case.number("monthly_requests", case.usage.get("requests", "0"))
        whole = {"service": service, "count": int(case.number("web_acls", "1")), "requests": rate(requests)}

        def line(*kinds, more=0):
            """The same web ACL with rules of these kinds only."""
            only = {kind: rules[kind] for kind in kinds}
            theirs = {**only, "rules": only.get("rules", 0) + more}
            return Line("x", service, "rules", workload=workload(case, {"x": {**whole, **only}}),
                        theirs=workload(case, {"x": {**whole, **theirs}}) if more else None)

        acls, requests = Line("x", service, "web_acls"), Line("x", service, "requests")
        lines = {"Web ACL usage": acls, "Web ACL": acls, "Web ACLs": acls, "Requests": requests,
                 "Rules": line("rules", "rule_group_rules", more=int(case.number("managed_rule_group_rules"))),
                 "Rule groups": line("rule_groups"), "Managed rule groups": line("managed_rule_groups")}
        return one({**whole, **rules}, lines, case)
    return plan


# ---- VPC ----

def nat_gateway(case):
    """The sources leave the address out."""
    resource = {"service": "nat-gateway", "count": int(case.number("count", "1")), "implied": False}
    lines = {"NAT gateway": Line("x", "nat-gateway", "hours"), "Data processed": Line("x", "nat-gateway", "data_processed")}
    gb = case.number("monthly_data_processed_gb", case.usage.get("data_processed_gb", "0"))
    return one(resource, lines, case, bytes_of_month(gb))


def address(case):
    """Since February 2024 all addresses are billed; before, only those that nothing used and each instance's second."""
    lines = {"In-use public IPv4": Line("x", "public-ipv4", "in_use_hours"),
             "Idle public IPv4": Line("x", "public-ipv4", "idle_hours"),
             "IP address (if unused)": Line("x", "public-ipv4", "idle_hours"),
             "Additional Elastic IPs": Line("x", "public-ipv4", "in_use_hours")}

    def addresses(count, idle=0):
        return {"service": "public-ipv4", "count": int(count), "idle": int(idle)}

    assert case.number("hours", str(HOURS_OF_MONTH)) == case.hours
    if case.is_peer:
        return one(addresses(1, 1), lines, case)
    if "in_use" in case.attributes:
        return one(addresses(case.number("in_use") + case.number("idle"), case.number("idle")), lines, case)
    instances, each = case.number("instances"), case.number("eips_per_instance")
    theirs = workload(case, {"x": addresses(instances * (each - 1))})
    return one(addresses(instances * each), lines, case, theirs=theirs)


PETABYTES = {"first 1PB": 0, "next 4PB": 1 << 20, "over 5PB": 5 << 20}


def vpc_endpoint(case):
    assert case.attributes["vpc_endpoint_type"] == "Interface"
    hours, data = Line("x", "vpc-endpoint", "interface_az_hours"), Line("x", "vpc-endpoint", "data_processed")
    lines = {"Endpoint (Interface)": hours, "Endpoint hours": hours, "Data processed": data}
    lines.update({f"Data processed ({name})": Line("x", "vpc-endpoint", "data_processed", tier=str(tier))
                  for name, tier in PETABYTES.items()})
    resource = {"service": "vpc-endpoint", "type": "interface", "zones": int(case.number("subnets"))}
    gb = case.number("monthly_data_processed_gb", case.usage.get("processed_gb", "0"))
    return one(resource, lines, case, bytes_of_month(gb))


# ---- balancers ----

def classic_balancer(case):
    """The source leaves the addresses out."""
    lines = {"Classic load balancer": Line("x", "clb", "hours"), "Data processed": Line("x", "clb", "data_processed")}
    return one({"service": "clb", "implied": False}, lines, case)


def gateway_balancer(case):
    """A balancer and the endpoints that lead to it, with the same load."""
    zones, endpoints = int(case.number("availability_zones")), int(case.number("endpoints"))
    resources = {"lb": {"service": "gwlb", "zones": zones, "from": "load"},
                 "endpoint": {"service": "vpc-endpoint", "type": "gateway-load-balancer", "zones": 1, "count": endpoints,
                              "from": "load"}}
    load = {"rate": "1/h", "connection": "1 s", "request": "0 B", "response": plain(case.number("gb_per_h")) + " GiB"}
    lines = {"Gateway load balancer": Line("lb", "gwlb", "hours"), "GLCU": Line("lb", "gwlb", "glcu_hours"),
             "Endpoint": Line("endpoint", "vpc-endpoint", "gwlb_az_hours"),
             "Endpoint data": Line("endpoint", "vpc-endpoint", "gwlb_data_processed")}
    return Plan(workload(case, resources, {"load": load}), lines)


# ---- data transfer ----

EGRESS = {"first 10TB": "0", "next 40TB": "10240", "next 100TB": "51200", "over 150TB": "153600"}
PER_MONTH = {"internet_out": ("monthly_outbound_internet_gb", "internet_out_gb"),
             "inter_az": ("monthly_intra_region_gb", "intra_region_gb"), "to_cloudfront": ("to_cloudfront_gb",)}


def egress_lines():
    def line(dimension, variant="", **more):
        return Line("x", "data-transfer", dimension, variant, **more)

    names = {"Outbound data transfer to Internet ({})": "", "Out to internet, {}": ""}
    lines = {pattern.format(name): line("internet_out", tier=tier) for pattern in names for name, tier in EGRESS.items()}
    tiers = {"Out to internet, first 10 TB less 1 GB free": "0", "Out to internet, next 40 TB": "10240",
             "Out to internet, next 100 TB": "51200", "Data transfer out to internet, tier 1": "0", "First 10 TB": "0",
             "Next 40 TB": "10240"}
    lines.update({name: line("internet_out", tier=tier) for name, tier in tiers.items()})
    both = line("inter_az")
    return {**lines, "Intra-region data transfer": both, "Data transfer within the region, both directions": both,
            "Outbound data transfer to other regions": line("inter_region", "to=other", nested="other"),
            "Data transfer to CloudFront": line("to_cloudfront", region="global")}


def transfer_of(case, less=0):
    """The usage as fields; `less` is what of the egress was free."""
    made = {"service": "data-transfer"}
    for field, keys in PER_MONTH.items():
        gb = sum(case.number(key) for key in keys)
        if gb:
            made[field] = plain(gb - (less if field == "internet_out" else 0)) + " GB/month"
    regions = case.number("monthly_outbound_other_regions_gb") + case.number("inter_region_gb")
    if regions:
        made["inter_region"] = {"other": plain(regions) + " GB/month"}
    return made


def organisation(case):
    """Two people of one bill; and each with a bill of their own, that is in a month of their own."""
    people = {name: {"service": "data-transfer", "internet_out": case.usage[name + "_tb"] + " TB/month"}
              for name in ("bob", "susan")}
    alone = workload(case, {"bob": {**people["bob"], "runs": {"until": "2026-12-01"}},
                            "susan": {**people["susan"], "runs": {"from": "2026-12-01"}}})
    alone["period"] = "2026-11..2026-12"
    lines = {**egress_lines(), "Without consolidation": Line("bob", "data-transfer", "internet_out", workload=alone)}
    return Plan(workload(case, people), lines)


def data_transfer(case):
    """AWS's own examples have a free gigabyte, which is a hundred today: they are billed with the free share."""
    if "bob_tb" in case.usage:
        return organisation(case)
    plan = one(transfer_of(case), egress_lines(), case)
    if not case.is_peer and case.number("internet_out_gb"):
        plan.workload["account"] = {"always_free": True}
        plan.theirs = workload(case, {"x": transfer_of(case, less=1)}) if case.number("internet_out_gb") <= 10240 else None
    return plan


MAPPERS = {"api_gateway_rest_api": rest_api, "apigatewayv2_api": api_v2, "route53_record": queries, "route53_zone": hosted_zone,
           "route53_health_check": health_check, "waf_web_acl": web_acl("waf-classic"), "wafv2_web_acl": web_acl("waf"),
           "nat_gateway": nat_gateway, "eip": address, "vpc_endpoint": vpc_endpoint, "elb": classic_balancer,
           "data_transfer": data_transfer}

# Printed lines of other services that the book does not have, or sums that hold them.
OUT_OF_SCOPE_LINES = {("AWS-sol-waf-ex1", line): "Amazon Data Firehose, and what is billed beside it"
                  for line in ("S3 storage", "Firehose", "Lambda", "TOTAL")}

# Places that the book has no prices for.
NO_REGION = {"us-gov-east-1": "GovCloud", "us-gov-west-1": "GovCloud", "us-west-2-lax-1": "local zones"}


# ---- vectors ----

REGION = "us-east-1"


def file_of(resource, traffic=None):
    made = {"format": "libcost-workload/1", "workload": "vector", "region": REGION, "period": "730h",
            "resources": {"x": resource}}
    return {**made, "traffic": traffic} if traffic else made


def websocket(command, given, dimension, per):
    """One session of one message, a million times over."""
    live = {"sessions": "1M/month", "length": plain(given.get("seconds", Number(1))) + " s", "messages": 1,
            "message": plain(given.get("bytes", Number(1))) + " B"}
    bill = command.estimate(file_of({"service": "api-gateway", "type": "websocket", "from": "live"}, {"live": live}))
    return bill.quantity("api-gateway", dimension) * per


def messages(command, given):
    return {"messages": websocket(command, given, "websocket_messages", 1)}


def minutes(command, given):
    return {"minutes": websocket(command, given, "websocket_connection_minutes", 1)}


def nat_gateways(command, given):
    assert given["hours"] == HOURS_OF_MONTH
    resource = {"service": "nat-gateway", "count": int(given["gateways"]), "from": "load"}
    return {"cost": command.estimate(file_of(resource, {"load": bytes_of_month(given["gb"])})).total}


def egress(command, given):
    return {"cost": command.estimate(file_of({"service": "data-transfer",
                                              "internet_out": plain(given["gb"]) + " GB/month"})).total}


VECTORS = [(r"ws-msg-.*", messages), (r"ws-minutes", minutes), (r"nat-.*", nat_gateways), (r"egress-.*", egress)]
