"""Cases and vectors of what keeps data: volumes, buckets, images, keys, secrets, parameters, Aurora."""
import re

from conformance_plan import HOURS_OF_MONTH, Line, Number, Plan, plain, workload

PAYMENTS = {"no_upfront": "no-upfront", "partial_upfront": "partial-upfront", "all_upfront": "all-upfront"}
TERMS = {"1_year": "1yr", "3_year": "3yr"}
CREDITS = "the usage states hours of credits, not the CPU load that they come from"
USD = "the usage states what it costs, not how much it is"


def gb(number):
    return plain(number) + " GB"


def rate(number):
    return plain(number) + "/month"


def living(made, seconds):
    """The same workload in a month of 30 days, where its resources live so long."""
    assert made["period"] == "720h"
    for resource in made["resources"].values():
        until = f"2026-11-{1 + int(seconds) // 86400:02}T{int(seconds) % 86400 // 3600:02}:00"
        resource["runs"] = {"from": "2026-11-01T00:00", "until": until}
    return {**made, "period": "2026-11"}


# ---- EBS ----

VOLUMES = {"standard": "magnetic"}


def ebs_volume(case):
    kind = case.attributes.get("type", "gp2")
    volume = {"service": "ebs", "type": VOLUMES.get(kind, kind), "size": case.attributes["size"] + " GiB"}
    if "iops" in case.attributes:
        volume["iops"] = case.attributes["iops"]
    if "throughput" in case.attributes:
        volume["throughput"] = case.attributes["throughput"] + " MiB/s"
    if "monthly_standard_io_requests" in case.usage:
        volume["requests"] = rate(case.number("monthly_standard_io_requests"))
    made = workload(case, {"x": volume})
    if "provisioned_seconds" in case.usage:
        made = living(made, case.number("provisioned_seconds"))
    of = f"type={volume['type']}"
    lines = {"I/O requests": Line("x", "ebs", "io_requests")}
    for item in case.units:
        if item.startswith("Storage (") or item.endswith(" storage"):
            lines[item] = Line("x", "ebs", "storage", of)
        elif "IOPS" in item:
            lines[item] = Line("x", "ebs", "iops", of)
        elif "throughput" in item:
            lines[item] = Line("x", "ebs", "throughput", of)
    return Plan(made, lines)


def seconds_of(text):
    """70d11h5m"""
    days, hours, minutes = (int(part) for part in re.fullmatch(r"(\d+)d(\d+)h(\d+)m", text).groups())
    return (days * 24 + hours) * 3600 + minutes * 60


def snapshots(case):
    usage, made = case.usage, {}
    if "volume_id.size" in case.attributes:
        made["size"] = gb(case.number("volume_id.size"))
    if "availability_zones" in case.attributes:
        made["fast_restore"] = {"snapshots": int(case.number("snapshots")), "zones": int(case.number("availability_zones"))}
        if "minutes" in usage:
            made["fast_restore"]["time"] = usage["minutes"] + " min"
    if "archived_gb" in case.attributes:
        made["archive"] = {"size": gb(case.number("archived_gb")), "retrieved": gb(case.number("archived_gb")) + "/month"}
    if "copied_gb" in usage:
        made["timed_copies"] = gb(case.number("copied_gb")) + "/month"
    return made


def ebs_snapshot(case):
    def of(parts):
        return workload(case, {"x": {"service": "ebs", "snapshots": parts}})

    def line(dimension, **more):
        return Line("x", "ebs", dimension, **more)

    lines = {"EBS snapshot storage": line("snapshot_storage"), "Fast snapshot restore": line("fast_snapshot_restore_hours"),
             "Fast Snapshot Restore": line("fast_snapshot_restore_hours"), "Time-based copy": line("snapshot_timed_copy"),
             "ListChangedBlocks & ListSnapshotBlocks API requests": line("snapshot_list_requests"),
             "GetSnapshotBlock API requests": line("snapshot_get_units"),
             "PutSnapshotBlock API requests": line("snapshot_put_units"),
             "Archive storage, one 30-day month": line("snapshot_archive_storage"),
             "Archive retrieval": line("snapshot_archive_retrieval")}
    if "deleted_after" in case.usage:
        size = gb(case.number("archived_gb"))
        age = f"{seconds_of(case.usage['deleted_after'])} s"
        lines["Restored copy in standard tier, 15 days"] = line(
            "snapshot_storage", workload=living(of({"size": size}), case.number("restore_days") * 86400))
        lines["Early deletion, 19 d 12 h of the 90-day minimum"] = line(
            "snapshot_archive_storage", workload=of({"archive": {"size": "0 GB", "deleted": size + "/month", "age": age}}))
    return Plan(of(snapshots(case)), lines)


# ---- S3 ----

CLASSES = {"STANDARD": "standard", "STANDARD_IA": "standard-ia"}


def bucket(case):
    kind = CLASSES[case.attributes.get("storage_class", "STANDARD")]
    resource = {"service": "s3", "class": kind}
    for key, unit in (("storage_gb", " GB"), ("log_gb", " GB"), ("storage_tb", " TB")):
        if key in case.usage:
            resource["storage"] = case.usage[key] + unit
    for key in ("put_requests", "get_requests"):
        if key in case.usage:
            resource[key] = rate(case.number(key))
    if "retrieved_gb" in case.usage:
        resource["retrieved"] = gb(case.number("retrieved_gb")) + "/month"

    def line(dimension, tier=0):
        return Line("x", "s3", dimension, f"class={kind}", tier=plain(tier))

    lines = {"Standard/Storage": line("storage"), "Storage": line("storage"), "S3 storage of access logs": line("storage"),
             "S3 Standard storage": line("storage"), "S3 Standard-IA storage": line("storage"),
             "S3 Standard storage, tier 1": line("storage"), "S3 Standard storage, tier 2": line("storage", 51200),
             "Standard/PUT, COPY, POST, LIST requests": line("put_requests"), "PUT requests": line("put_requests"),
             "Standard/GET, SELECT, and all other requests": line("get_requests"), "GET requests": line("get_requests"),
             "Retrieval": line("retrieval")}
    return Plan(workload(case, {"x": resource}), lines)


SELECT = "S3 Select"
SELECTED = ["IC-cloudfront_distribution-s3-bucket-b", "IC-s3_bucket-bucket1", "IC-s3_bucket_analytics_configuration-s3-bucket-bucket1",
            "IC-s3_bucket_analytics_configuration-s3-bucket-bucket1-withusage", "IC-s3_bucket_inventory-s3-bucket-bucket1",
            "IC-s3_bucket_inventory-s3-bucket-bucket1-withusage", "IC-s3_bucket_inventory-s3-bucket-bucket2",
            "IC-s3_bucket_inventory-s3-bucket-bucket2-withusage"]
OUT_OF_SCOPE_LINES = {**{(case, f"Standard/Select data {what}"): SELECT for case in SELECTED for what in ("scanned", "returned")},
                      **{("AWS-guide-workforce-s3", item): SELECT for item in ("Select returned", "Select scanned", "TOTAL")}}


# ---- ECR, KMS, Secrets Manager, Parameter Store ----

def repository(case):
    resources = {"x": {"service": "ecr", "storage": gb(case.number("storage_gb"))}}
    if "internet_out_gb" in case.usage:
        resources["out"] = {"service": "data-transfer", "internet_out": gb(case.number("internet_out_gb")) + "/month"}
    lines = {"Storage": Line("x", "ecr", "storage"), "Data transfer out": Line("out", "data-transfer", "internet_out")}
    return Plan(workload(case, resources), lines)


def key(case):
    spec = case.attributes.get("customer_master_key_spec", "symmetric").lower().replace("_", "-")
    resources = {"x": {"service": "kms", "spec": spec, "count": int(case.number("customer_managed_keys", "1"))}}
    if "secrets" in case.attributes:
        resources["sec"] = {"service": "secrets-manager", "secrets": int(case.number("secrets"))}
    keys = Line("x", "kms", "keys")
    lines = {"Customer master key": keys, "KMS keys": keys, "Secrets": Line("sec", "secrets-manager", "secrets"),
             "Requests (RSA 2048)": Line("x", "kms", "requests", "type=rsa-2048", nested="rsa-2048"),
             "Requests (asymmetric)": Line("x", "kms", "requests", "type=asymmetric", nested="asymmetric")}
    return Plan(workload(case, resources), lines)


def secret(case):
    requests = case.number("monthly_requests", case.usage.get("api_calls", "0"))
    resource = {"service": "secrets-manager", "secrets": int(case.number("secrets", "1")), "requests": rate(requests)}
    secrets, calls = Line("x", "secrets-manager", "secrets"), Line("x", "secrets-manager", "requests")
    return Plan(workload(case, {"x": resource}),
                {"Secret": secrets, "Secrets": secrets, "API requests": calls, "API calls": calls})


def parameter(case):
    resource = {"service": "ssm", "tier": case.attributes.get("tier", "Standard").lower()}
    lines = {"Parameter storage (advanced)": Line("x", "ssm", "advanced_parameters", per=Number(HOURS_OF_MONTH)),
             "API interactions (advanced)": Line("x", "ssm", "interactions")}
    return Plan(workload(case, {"x": resource}), lines)


# ---- Aurora ----

def storage_of(case):
    kind = case.attributes.get("storage_type", case.attributes.get("cluster_identifier.storage_type", ""))
    made = {"type": "io-optimized"} if kind == "aurora-iopt1" else {}
    if "storage_gb" in case.usage:
        made["used"] = gb(case.number("storage_gb"))
    per_second = case.number("write_requests_per_sec") + case.number("read_requests_per_sec")
    if per_second:
        made["requests"] = plain(per_second) + "/s"
    if "storage_usd" in case.usage:  # at the list prices of 0.10 a GB-month and 0.20 a million requests
        made.update(used=gb(case.number("storage_usd") * 10), requests=rate(case.number("io_usd") * 5000000))
    return made


def backups_of(case):
    """The snapshot size of the other estimator is that of each day that is kept."""
    made = {}
    if "backup_snapshot_size_gb" in case.usage:
        days = case.number("backup_retention_period", "1")
        made.update(retention=plain(days) + " days", size=gb(case.number("backup_snapshot_size_gb") * days))
    if "snapshot_export_size_gb" in case.usage:
        made["exported"] = gb(case.number("snapshot_export_size_gb"))
    if "additional_backup_storage_gb" in case.usage:
        made["snapshots"] = gb(case.number("additional_backup_storage_gb"))
    return made


def engine_of(case):
    engine = case.attributes["engine"]
    return "aurora-mysql" if engine == "aurora" else engine


def aurora_workload(case, more):
    parts = {"storage": storage_of(case), "backups": backups_of(case), "version": case.attributes.get("engine_version"), **more}
    resource = {"service": "aurora", "engine": engine_of(case), **{name: part for name, part in parts.items() if part}}
    return workload(case, {"db": resource})


def line(dimension, variant="", **more):
    return Line("db", "aurora", dimension, variant, **more)


def aurora_lines(case):
    storage = "storage=" + storage_of(case).get("type", "standard")
    stored = line("storage", storage)
    return {"Storage": stored, "Storage (I/O-optimized)": stored, "Aurora storage": stored,
            "I/O requests": line("io_requests"), "Backup storage": line("backup_storage_billable"),
            "Backtrack": line("backtrack_change_records"), "Snapshot export": line("snapshot_export"),
            "Aurora serverless": line("serverless_v1_acu_hours"),
            "Aurora serverless v2": line("acu_hours", storage), "Aurora serverless v2 (I/O-optimized)": line("acu_hours", storage)}


def cluster(case):
    more = {}
    if case.attributes.get("engine_mode") == "serverless":
        acu = case.usage.get("capacity_units_per_hr")
        more["serverless_v1"] = {"acu": acu} if acu else {}
    if "backtrack_window_hrs" in case.usage:
        records = case.number("average_statements_per_hr") * case.number("change_records_per_statement")
        more["backtrack"] = {"window": case.usage["backtrack_window_hrs"] + " h", "change_records": plain(records) + "/h"}
    return Plan(aurora_workload(case, more), aurora_lines(case))


def reservation(case):
    payment, term = (case.usage.get("reserved_instance_" + name) for name in ("payment_option", "term"))
    return {"term": TERMS[term], "payment": PAYMENTS[payment], "upfront": "paid"} if payment else None


def serverless_instance(case):
    acu = case.usage.get("capacity_units_per_hr")
    more = {"serverless": {"acu": acu} if acu else {"max": 1}}
    kept = aurora_workload(case, {**more, "monitoring": {"performance_insights": "long-term"}})
    lines = {**aurora_lines(case), "Performance Insights API": line("performance_insights_requests"),
             "Performance Insights Long Term Retention (serverless)": line("performance_insights_acu_months", workload=kept)}
    return Plan(aurora_workload(case, more), lines)


def provisioned_lines(case, of_class, reserved):
    instances, rated = line("instance_hours", f"{of_class};storage=standard"), {"rated": USD}
    lines = {**aurora_lines(case), "Instances": instances, "On-demand instance": instances,
             "Extended support (year 1)": line("extended_support_vcpu_hours", None),
             "CPU credits": line("cpu_credits", None, rated=CREDITS), "Storage (assumed)": line("storage", None, **rated),
             "I/O (assumed)": line("io_requests", **rated), "Backup (assumed)": line("backup_storage_billable", **rated),
             "Additional backup storage": line("backup_storage_billable")}
    for item in case.units:
        if item.startswith("Database instance (reserved"):
            covered = reserved["payment"] == "all-upfront"  # nothing is left to pay: a price of 0, whichever term
            payment = ";storage=standard" if covered else f";payment={reserved['payment']};term={reserved['term']}"
            lines[item] = line("reserved_instance_hours", of_class + payment)
        elif item.startswith("Database instance (on-demand"):
            lines[item] = instances
        elif item.startswith("Storage (general purpose"):
            lines[item] = line("storage", None, workload=aurora_workload(case, {}))
    return lines


def instance(case):
    """Also a `db_instance` of an Aurora engine, for which the other estimator prints a volume of 20 GB."""
    attributes, reserved = case.attributes, reservation(case)
    if attributes["instance_class"] == "db.serverless":
        return serverless_instance(case)
    more = {"class": attributes["instance_class"], "instances": int(case.number("count", attributes.get("instances", "1"))),
            "reserved": reserved}
    theirs, usage = None, {}
    if "monthly_cpu_credit_hrs" in case.usage:
        usage["cpu_credits"] = plain(case.number("monthly_cpu_credit_hrs") * case.number("vcpu_count"))
    if "backup_usd" in case.usage:
        usage["backup_storage_billable"] = plain((case.number("backup_usd") / Number("0.021")).quantize(Number("1e-9")))
    if usage:
        more["usage"] = usage
    if "Extended support (year 1)" in case.units:
        theirs = aurora_workload(case, {**more, "extended_support": {"year": 1}})
    of_class = f"class={attributes['instance_class']};engine={engine_of(case)}"
    return Plan(aurora_workload(case, more), provisioned_lines(case, of_class, reserved), theirs)


# Lines that the book has no price for, which no source gives but the case itself.
R4 = ["cluster-instance", "cluster-instance-1yr-no-upfront", "cluster-instance-1yr-partial-upfront",
      "cluster-instance-3yr-partial-upfront"]
NO_SOURCE_PRICE = {
    *((f"IC-rds_cluster_instance-{name}", f"Database instance ({'reserved' if 'yr' in name else 'on-demand'}, db.r4.large)")
      for name in R4),
    ("IC-rds_cluster_instance-aurora-serverless-v2-performance-insights", "Performance Insights Long Term Retention (serverless)")}

MAPPERS = {"ebs_volume": ebs_volume, "ebs_snapshot": ebs_snapshot, "s3_bucket": bucket, "ecr_repository": repository, "kms_key": key,
           "secretsmanager_secret": secret, "ssm_parameter": parameter, "rds_cluster": cluster, "rds_cluster_instance": instance}


# ---- vectors ----

def volume_time(command, given):
    """So many GB for so many seconds of a month, at the price of gp3 that the vector states."""
    days, seconds = int(given["days_in_month"]), int(given["seconds"])
    assert days == 30 and given["rate"] == Number("0.08")
    made = {"format": "libcost-workload/1", "workload": "vector", "region": "us-east-1", "period": f"{days * 24}h",
            "resources": {"x": {"service": "ebs", "type": "gp3", "size": plain(given["gb"]) + " GiB"}}}
    return {"cost": command.estimate(living(made, seconds)).total}


VECTORS = [("ebs-.*", volume_time)]
