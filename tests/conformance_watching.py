"""Mappers of what watches and acts: CloudWatch, EventBridge, SNS, SQS, Step Functions (conformance_maps.py)."""
from conformance_plan import Line, Number, Plan, plain, workload

GB_OF_A_PEER = Number(1 << 30) / 1000000  # bytes of its KB where it takes a GB for a million of them


def stated(case, key, unit):
    """A count of the usage as a rate per month."""
    return case.usage[key] + unit + "/month"


# ---- CloudWatch ----

def logs_of(case):
    """What the keys of the different sources say of log groups."""
    keys = {"monthly_data_ingested_gb": ("ingested", " GB/month"), "ingested_gb": ("ingested", " GB/month"),
            "logs_gb": ("ingested", " GB/month"), "storage_gb": ("stored", " GB"), "archived_gb": ("stored", " GB"),
            "monthly_data_scanned_gb": ("scanned", " GB/month"), "ingested_tb": ("ingested", " TB/month"),
            "archived_tb": ("stored", " TB")}
    return {ours: case.usage[theirs] + unit for theirs, (ours, unit) in keys.items() if theirs in case.usage}


def vended_of(case):
    keys = {"vended_logs_gb": "ingested", "vended_logs_s3_gb": "to_s3"}
    return {ours: case.usage[theirs] + " GB/month" for theirs, ours in keys.items() if theirs in case.usage}


def alarms_of(attributes):
    """A period under a minute is of high resolution; a band of anomaly detection is three metrics."""
    if "alarms" in attributes:
        return {"standard": int(attributes["alarms"])}
    if "period_s" not in attributes:
        return {}
    kind = "anomaly_detection" if attributes.get("anomaly_detection") == "true" else ""
    if int(attributes["period_s"]) < 60:
        kind = "high_resolution" + ("_" + kind if kind else "")
    return {kind or "standard": int(attributes["metrics"])}


def watch_of(case):
    metrics = case.number("custom_metrics", case.usage.get("metrics", "0"))
    vended = case.attributes.get("log_class") == "vended"
    parts = {"logs": {} if vended else logs_of(case), "vended_logs": logs_of(case) if vended else vended_of(case),
             "metrics": {"count": plain(metrics)} if metrics and "period_s" not in case.attributes else {},
             "alarms": alarms_of(case.attributes)}
    resource = {"service": "cloudwatch", **{key: part for key, part in parts.items() if part}}
    if case.service == "cloudwatch_dashboard" or "dashboards" in case.usage:
        resource["dashboards"] = int(case.number("dashboards", "1"))
    if "metric_requests" in case.usage:
        resource["getmetricdata_metrics"] = stated(case, "metric_requests", "")
    return resource


def watch_workload(case, more):
    made = workload(case, {"watch": watch_of(case), **more})
    if "free_metrics" in case.usage:  # the one example that takes the free shares off
        made["account"] = {"always_free": True}
    elif "dashboards" in case.usage:  # the calculator takes off three dashboards, and nothing else
        made["account"] = {"usage": {"cloudwatch.metrics": 10, "cloudwatch.logs_ingested": "5 GB",
                                     "cloudwatch.logs_stored": "5 GB"}}
    return made


def watch_lines(case):
    def line(dimension, variant="", **more):
        return Line("watch", "cloudwatch", dimension, variant, **more)

    resolution = "high" if case.number("period_s", "60") < 60 else "standard"
    alarms = line("alarms", f"resolution={resolution}", nested=resolution)
    ingested, stored, metrics = line("logs_ingested", "class=standard"), line("logs_stored"), line("metrics")
    lines = {"Dashboard": line("dashboards", region="global"), "Dashboards": line("dashboards", region="global"),
             "Data ingested": ingested, "Archival Storage": stored, "Insights queries data scanned": line("logs_scanned"),
             "High resolution anomaly detection": alarms, "Standard resolution": alarms, "Alarms": alarms,
             "Metrics": metrics, "Custom metrics": metrics, "Standard logs ingested": ingested, "Log ingestion": ingested,
             "Standard logs stored, compressed to 15 %": stored, "Log archive": stored, "Archive": stored,
             "Log archive (15% of ingested)": stored, "GetMetricData": line("getmetricdata_metrics"),
             "Vended logs to S3": line("vended_logs_to_s3"),
             "Custom events": Line("bus", "eventbridge", "custom_events"),
             "Secret": Line("secret", "secrets-manager", "secrets"),
             "Log ingestion + storage per GB": line("logs_ingested", "class=standard", workload=logs_of_a_gb(case))}
    vended = {"Vended logs to CloudWatch Logs": 0, "Vended ingestion, first 10 TB": 0, "Vended ingestion, next 20 TB": 10240,
              "Vended ingestion, next 20 TB (30-50)": 30720, "Vended ingestion, over 50 TB": 51200}
    lines.update({item: line("vended_logs_ingested", "class=standard", tier=str(tier)) for item, tier in vended.items()})
    return lines


def logs_of_a_gb(case):
    return workload(case, {"watch": {"service": "cloudwatch", "logs": {"ingested": "1 GB/month", "stored": "1 GB"}}})


def split_stored(case):
    """The calculator prints what it stores of both kinds of logs apart, which is one line here: two resources."""
    watch = watch_of(case)
    vended = {"service": "cloudwatch", "vended_logs": watch.pop("vended_logs")}
    made = workload(case, {"watch": watch, "vended": vended})
    lines = watch_lines(case)
    alone = {"logs": {"watch": watch}, "vended": {"vended": vended}}
    for item, name in (("Standard logs stored, compressed to 15 %", "logs"), ("Vended logs stored, compressed to 15 %", "vended")):
        lines[item] = Line("watch", "cloudwatch", "logs_stored", workload=workload(case, alone[name]))
    return Plan(made, lines)


def cloudwatch(case):
    if "vended_logs_gb" in case.usage:
        return split_stored(case)
    more = {}
    if "custom_events" in case.usage:
        more["bus"] = {"service": "eventbridge", "custom_events": stated(case, "custom_events", "")}
    if "secrets" in case.attributes:
        more["secret"] = {"service": "secrets-manager", "count": int(case.attributes["secrets"]), "usage": {"requests": 0}}
    return Plan(watch_workload(case, more), watch_lines(case))


# ---- EventBridge ----

def eventbridge(case):
    resource = {"service": "eventbridge"}
    if "custom_events" in case.usage:
        resource["custom_events"] = stated(case, "custom_events", "")

    def line(dimension):
        return Line("bus", "eventbridge", dimension)

    lines = {"Custom events published": line("custom_events"), "Custom events": line("custom_events"),
             "Third-party events published": line("third_party_events"), "Archive processing": line("archive_processed"),
             "Archive storage": line("archive_storage"), "Schema discovery": line("schema_discovery_events")}
    return Plan(workload(case, {"bus": resource}), lines)


# ---- SNS ----

SUBSCRIBERS = {"http_subscriptions": "http", "email_subscriptions": "email", "kinesis_subscriptions": "firehose",
               "mobile_push_subscriptions": "mobile-push", "macos_subscriptions": "macos"}
FIFO_SUBSCRIPTIONS = 3
THREE = "the case does not say how many queues subscribe; its figures are those of three"


def topic_workload(case, size="", **more):
    resource = {"service": "sns", "type": "fifo" if case.attributes.get("fifo_topic") == "true" else "standard"}
    if "monthly_requests" in case.usage:
        resource["publishes"] = stated(case, "monthly_requests", "")
    if "request_size_kb" in case.usage:
        resource["message"] = size or case.usage["request_size_kb"] + " KB"
    subscriptions = {protocol: {"protocol": protocol, "count": int(case.usage[key])}
                     for key, protocol in SUBSCRIBERS.items() if key in case.usage}
    if "protocol" in case.attributes:
        subscriptions = {"endpoint": {"protocol": case.attributes["protocol"]}}
    if "FIFO notifications" in case.units:  # the plan has them as resources of their own, which the case does not show
        subscriptions = {"queues": {"protocol": "sqs", "count": FIFO_SUBSCRIPTIONS}}
    if subscriptions:
        resource["subscriptions"] = subscriptions
    return {**workload(case, {"topic": resource}), **more}


def with_text_messages(case):
    made = topic_workload(case)
    made["resources"]["topic"]["subscriptions"] = {"phones": {"protocol": "sms"}}
    return made


def sns(case):
    def line(dimension, variant="", **more):
        return Line("topic", "sns", dimension, variant, **more)

    tenth = Number("0.1")
    lines = {"FIFO Publish API requests": line("requests", "type=fifo"), "FIFO Publish API payload": line("fifo_payload"),
             "FIFO notifications": line("fifo_notifications", rated=THREE),
             "FIFO notification payload": line("fifo_notification_payload", rated=THREE),
             "HTTP/HTTPS notifications (over 100k)": line("http_notifications", tier="100000"),
             "Email/Email-JSON notifications (over 1k)": line("email_notifications", tier="1000"),
             "Kinesis Firehose notifications": line("firehose_notifications"),
             "Mobile Push notifications": line("mobile_push_notifications"), "MacOS notifications": line("macos_notifications"),
             "SMS notifications (over 100)": line("requests", workload=with_text_messages(case)),
             "HTTP notifications": line("http_notifications", tier="100000", per=tenth)}
    theirs = None
    if "FIFO Publish API payload" in case.units and "request_size_kb" in case.usage:
        theirs = topic_workload(case, plain(case.number("request_size_kb") * GB_OF_A_PEER) + " B")
    if "protocol" in case.attributes:  # the peer bills a subscription without the deliveries that are free
        theirs = topic_workload(case, account={"always_free": False, "usage": {"sns.http_notifications": 100000}})
    return Plan(topic_workload(case), lines, theirs, omitted=("requests",) if "protocol" in case.attributes else ())


# ---- SQS ----

def sqs(case):
    kind = "fifo" if case.attributes["fifo_queue"] == "true" else "standard"
    resource = {"service": "sqs", "type": kind}
    for key in ("monthly_requests", "requests"):
        if key in case.usage:
            resource["requests"] = stated(case, key, "")
    if "request_size_kb" in case.usage:
        resource["payload"] = case.usage["request_size_kb"] + " KB"
    return Plan(workload(case, {"queue": resource}), {"Requests": Line("queue", "sqs", "requests", f"type={kind}")})


# ---- Step Functions ----

def step_functions(case):
    usage = case.usage
    resource = {"service": "step-functions", "type": case.attributes["type"].lower()}
    if "monthly_requests" in usage:
        resource.update(executions=stated(case, "monthly_requests", ""), duration=usage["workflow_duration_ms"] + " ms",
                        memory=usage["memory_mb"] + " MB")
    if "transitions" in usage:
        resource["state_transitions"] = stated(case, "transitions", "")

    def line(dimension, tier="0"):
        return Line("flow", "step-functions", dimension, tier=tier)

    lines = {"Requests": line("express_requests"), "Duration (first 1K)": line("express_gb_hours"),
             "Duration (next 4K)": line("express_gb_hours", "1000"), "Duration (over 5K)": line("express_gb_hours", "5000"),
             "Transitions": line("state_transitions"), "State transitions": line("state_transitions")}
    return Plan(workload(case, {"flow": resource}), lines)


# ---- vectors ----

def month_of(resources, hours=730, free=True):
    return {"format": "libcost-workload/1", "workload": "vector", "region": "us-east-1", "period": f"{hours}h",
            "account": {"always_free": free}, "resources": resources}


def container_insights(command, given):
    """All that is published, and what the ten free ones leave to bill."""
    insights = {"services": int(given["services"]), "families": int(given["families"]), "performance_logs": "0 GB/month"}
    bill = command.estimate(month_of({"watch": {"service": "cloudwatch", "container_insights": insights}}))
    billed = sum(slot[0] for key, slot in bill.billed().items() if key[1] == "metrics")
    return {"metrics": bill.quantity("cloudwatch", "metrics"), "billable": billed, "cost": bill.total}


def metric_hours(command, given):
    metrics = {"count": 1, "hours": plain(given["hours_with_data"]) + "/month"}
    made = month_of({"watch": {"service": "cloudwatch", "metrics": metrics}}, plain(given["hours_in_month"]), free=False)
    return {"cost": command.estimate(made).total}


def support_plan(command, given):
    """API requests cost what the rest of the bill is said to."""
    rest = {"service": "cloudwatch", "usage": {"api_requests": plain(given["usage"] * 100000)}}  # 0.01 USD a thousand
    plan = {"service": "support", "plan": given["plan"].lower().replace("+", "-plus").replace(" ", "-")}
    bill = command.estimate(month_of({"rest": rest, "plan": plan}, free=False))
    return {"charge": bill.cost("support", "charges")}


VECTORS = [("ci-standard", container_insights), ("cw-metric-prorate", metric_hours), ("support-bsp-.*", support_plan)]

MAPPERS = {"cloudwatch": cloudwatch, "cloudwatch_dashboard": cloudwatch, "cloudwatch_event_bus": eventbridge,
           "cloudwatch_log_group": cloudwatch, "cloudwatch_metric": cloudwatch, "cloudwatch_metric_alarm": cloudwatch,
           "sns_topic": sns, "sns_topic_subscription": sns, "sqs_queue": sqs, "sfn_state_machine": step_functions}

# Lines of a case that belong to a service that no issue covers.
OUT_OF_SCOPE_LINES = {("AWS-blog-saploadtest-misc", "Athena scans"): "Athena"}

# Lines that no source gives a price for (conformance_maps.py): text messages.
NO_SOURCE_PRICE = {("IC-sns_topic-sns-topic-withchargedsubscribers", "SMS notifications (over 100)")}
