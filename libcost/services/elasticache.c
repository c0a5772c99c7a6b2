/* Amazon ElastiCache: nodes by the started hour, or serverless by data and ECPUs.  Source: billing-rules, section 9. */
#include <stdio.h>
#include <string.h>

#include "libcost/flow/frequency.h"
#include "libcost/services/ecpu.h"
#include "libcost/services/node_class.h"
#include "libcost/services/service.h"

static const cost_wide_t micro = 1000000;

/* ---- fields ---- */

enum { ENGINE, VERSION, NODE, NODES, SHARDS, REPLICAS, BACKUPS, SERVERLESS, RESERVED };
enum { BACKUPS_SNAPSHOTS, BACKUPS_SIZE };
enum { SERVERLESS_DATA, SERVERLESS_ECPUS, SERVERLESS_MINIMUM_DATA, SERVERLESS_MINIMUM_ECPUS };
enum { RESERVED_COUNT, RESERVED_TERM, RESERVED_PAYMENT, RESERVED_UPFRONT };
enum { REDIS, VALKEY, MEMCACHED };
enum { PARTIAL_UPFRONT = 1, ALL_UPFRONT = 2 };
enum { AMORTISED, PAID };

static const char *const engines[] = {[REDIS] = "redis", [VALKEY] = "valkey", [MEMCACHED] = "memcached", NULL};
static const char *const terms[] = {"1yr", "3yr", NULL};
static const char *const payments[] = {"no-upfront", "partial-upfront", "all-upfront", NULL};
static const char *const upfronts[] = {[AMORTISED] = "amortised", [PAID] = "paid", NULL};

static const cost_field_t backup_fields[] = {
    [BACKUPS_SNAPSHOTS] = {.name = "snapshots",
                           .kind = COST_KIND_INTEGER,
                           .required = true,
                           .help = "how many snapshots of the cluster are kept; one is free",
                           .source = "billing-rules 9.3"},
    [BACKUPS_SIZE] = {.name = "size",
                      .kind = COST_KIND_AMOUNT,
                      .measure = COST_MEASURE_BYTES,
                      .help = "size of one snapshot"},
};
static const cost_field_t serverless_fields[] = {
    [SERVERLESS_DATA] = {.name = "data",
                         .kind = COST_KIND_AMOUNT,
                         .measure = COST_MEASURE_BYTES,
                         .required = true,
                         .help = "data stored on average; a least size of the engine is billed in any case",
                         .source = "billing-rules 9.5"},
    [SERVERLESS_ECPUS] = {.name = "ecpus",
                          .kind = COST_KIND_AMOUNT,
                          .measure = COST_MEASURE_COUNT_RATE,
                          .noun = "ECPUs",
                          .help =
                              "ElastiCache processing units, instead of counting them from the load: one for a simple "
                              "command, one for each KB that it transfers",
                          .source = "billing-rules 9.5"},
    [SERVERLESS_MINIMUM_DATA] = {.name = "minimum_data",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_BYTES,
                                 .help = "minimum usage limit for data: billed at least"},
    [SERVERLESS_MINIMUM_ECPUS] = {.name = "minimum_ecpus",
                                  .kind = COST_KIND_AMOUNT,
                                  .measure = COST_MEASURE_COUNT_RATE,
                                  .noun = "ECPUs",
                                  .help = "minimum usage limit for ECPUs, such as 1000/s: billed at least"},
};
static const cost_field_t reserved_fields[] = {
    [RESERVED_COUNT] = {.name = "count",
                        .kind = COST_KIND_INTEGER,
                        .min = "1",
                        .help = "how many of the nodes are reserved; all of them when left out"},
    [RESERVED_TERM] =
        {.name = "term", .kind = COST_KIND_CHOICE, .choices = terms, .required = true, .help = "one or three years"},
    [RESERVED_PAYMENT] = {.name = "payment",
                          .kind = COST_KIND_CHOICE,
                          .choices = payments,
                          .required = true,
                          .help = "how much of it is paid upfront"},
    [RESERVED_UPFRONT] = {.name = "upfront",
                          .kind = COST_KIND_CHOICE,
                          .choices = upfronts,
                          .fallback = "amortised",
                          .help = "amortised: spread over the hours of the term; paid: the fee lies behind",
                          .source = "billing-rules 15.2, amortised view"},
};

#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
static const cost_field_t fields[] = {
    [ENGINE] =
        {.name = "engine", .kind = COST_KIND_CHOICE, .choices = engines, .required = true, .help = "cache engine"},
    [VERSION] = {.name = "version", .kind = COST_KIND_TEXT, .help = "engine version such as 7.1"},
    [NODE] = {.name = "node", .kind = COST_KIND_TEXT, .help = "node type such as cache.t3.micro"},
    [NODES] =
        {.name = "nodes",
         .kind = COST_KIND_INTEGER,
         .min = "1",
         .max = "500",
         .help = "how many nodes there are: a primary and its replicas, or the nodes of Memcached; one when left out"},
    [SHARDS] = {.name = "shards",
                .kind = COST_KIND_INTEGER,
                .min = "1",
                .max = "500",
                .help = "node groups of a Redis or Valkey cluster; one when left out"},
    [REPLICAS] = {.name = "replicas",
                  .kind = COST_KIND_INTEGER,
                  .max = "5",
                  .help = "replicas of each shard's primary; none when left out"},
    [BACKUPS] = {.name = "backups", GROUP(backup_fields), .help = "snapshots"},
    [SERVERLESS] = {.name = "serverless", GROUP(serverless_fields), .help = "a serverless cache instead of nodes"},
    [RESERVED] = {.name = "reserved",
                  GROUP(reserved_fields),
                  .help = "reserved nodes: billed every hour of the month, used or not"},
};

/* ---- dimensions and rules ---- */

enum { NODE_HOURS, RESERVED_NODE_HOURS, BACKUP_STORAGE, DATA_GB_HOURS, ECPUS };
static const cost_dimension_t dimensions[] = {
    [NODE_HOURS] = {.name = "node_hours", .unit = "hour", .help = "nodes on demand, each by the started hour"},
    [RESERVED_NODE_HOURS] = {.name = "reserved_node_hours",
                             .unit = "hour",
                             .category = COST_CATEGORY_COMMITTED,
                             .help = "reserved nodes, upfront fee spread over the term"},
    [BACKUP_STORAGE] = {.name = "backup_storage", .unit = "GB-month", .help = "snapshots beyond the free one"},
    [DATA_GB_HOURS] = {.name = "data_gb_hours", .unit = "GB-hour", .help = "data of serverless caches"},
    [ECPUS] = {.name = "ecpus", .unit = "1M-ECPUs", .help = "ElastiCache processing units of serverless caches"},
};

enum { FREE_SNAPSHOTS, ECPU_KB, MINIMUM_REDIS, MINIMUM_VALKEY, MINIMUM_MEMCACHED };
static const char *const rules[] = {
    [FREE_SNAPSHOTS] = "backups_free_per_cluster",        [ECPU_KB] = "ecpu_bytes",
    [MINIMUM_REDIS] = "serverless_minimum_redis",         [MINIMUM_VALKEY] = "serverless_minimum_valkey",
    [MINIMUM_MEMCACHED] = "serverless_minimum_memcached",
};

static const cost_value_t *part(const cost_resource_t *resource, int group, int field)
{
    return &resource->field[group].values[field];
}

static bool has(const cost_resource_t *resource, int field)
{
    return cost_given(&resource->field[field]);
}

/* Nodes of all the resource's clusters. */
static int64_t nodes_of(const cost_resource_t *resource)
{
    int64_t shards = has(resource, SHARDS) ? resource->field[SHARDS].integer : 1;
    if (has(resource, NODES))
        return resource->count * resource->field[NODES].integer;
    return resource->count * shards * (1 + resource->field[REPLICAS].integer);
}

static int64_t reserved_of(const cost_resource_t *resource)
{
    const cost_value_t *count = part(resource, RESERVED, RESERVED_COUNT);
    if (!has(resource, RESERVED))
        return 0;
    return cost_given(count) ? count->integer : nodes_of(resource);
}

/* ---- checks ---- */

static cost_status_t refuse(const cost_resource_t *resource, int field, bool wrong, const char *why, cost_error_t *err)
{
    if (!wrong || !has(resource, field))
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, resource->field[field].node, "%s", why);
}

static cost_status_t check_kind(const cost_resource_t *resource, cost_error_t *err)
{
    bool serverless = has(resource, SERVERLESS);
    if (!serverless && !has(resource, NODE))
        return cost_fail_key(
            err, COST_ERR_SCHEMA, resource->node,
            "neither node nor serverless is stated; write node: cache.t3.micro, or serverless: {data: 1 GB}");
    if (!serverless)
        return cost_class_check(resource, &resource->field[NODE], "node_hours", "node", err);
    static const char why[] = "a serverless cache has no nodes; leave out either this or serverless";
    static const int foreign[] = {NODE, NODES, SHARDS, REPLICAS, RESERVED};
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < COST_COUNT(foreign); i++) {
        cost_status_t next = refuse(resource, foreign[i], true, why, err);
        status = status ? status : next;
    }
    return status;
}

static cost_status_t check_nodes(const cost_resource_t *resource, cost_error_t *err)
{
    bool memcached = resource->field[ENGINE].choice == MEMCACHED, nodes = has(resource, NODES);
    cost_status_t status[] = {
        refuse(resource, SHARDS, memcached, "memcached has no shards; write nodes", err),
        refuse(resource, REPLICAS, memcached, "memcached has no replicas; write nodes", err),
        refuse(resource, SHARDS, nodes && !memcached, "goes without nodes: shards x (1 + replicas) is their number",
               err),
        refuse(resource, REPLICAS, nodes && !memcached, "goes without nodes: shards x (1 + replicas) is their number",
               err),
        refuse(resource, BACKUPS, memcached && !has(resource, SERVERLESS), "memcached nodes have no snapshots", err),
    };
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

static cost_status_t check_reserved(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_value_t *upfront = part(resource, RESERVED, RESERVED_UPFRONT);
    if (!has(resource, RESERVED))
        return COST_OK;
    if (reserved_of(resource) > nodes_of(resource))
        return cost_fail_at(err, COST_ERR_RANGE, part(resource, RESERVED, RESERVED_COUNT)->node,
                            "%lld reserved nodes are more than the %lld that the resource has",
                            (long long)reserved_of(resource), (long long)nodes_of(resource));
    if (upfront->choice == PAID && part(resource, RESERVED, RESERVED_PAYMENT)->choice == PARTIAL_UPFRONT)
        return cost_fail_at(err, COST_ERR_NO_PRICE, upfront->node,
                            "the price book has no recurring price of partly paid nodes; write upfront: amortised");
    return COST_OK;
}

static cost_status_t check_schedule(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_node_t *schedule = cost_node_find(resource->node, "schedule");
    if (!schedule)
        return COST_OK;
    return cost_fail_at(err, COST_ERR_SCHEMA, schedule,
                        "a cache cannot be stopped, only deleted; write runs: {from: 2025-11-03, until: 2025-11-08}");
}

static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    cost_status_t status[] = {check_kind(resource, err), check_nodes(resource, err), check_reserved(resource, err),
                              check_schedule(resource, err)};
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

/* ---- which price ---- */

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    (void)nested;
    const char *engine = resource->field[ENGINE].text;
    const char *node = has(resource, NODE) ? resource->field[NODE].text : "";
    const char *payment = part(resource, RESERVED, RESERVED_PAYMENT)->text;
    const char *term = part(resource, RESERVED, RESERVED_TERM)->text;
    if (dimension == NODE_HOURS)
        snprintf(out->variant, sizeof out->variant, "engine=%s;node=%s", engine, node);
    else if (dimension == RESERVED_NODE_HOURS)
        snprintf(out->variant, sizeof out->variant, "engine=%s;node=%s;payment=%s;term=%s", engine, node,
                 payment ? payment : "", term ? term : "");
    else
        snprintf(out->variant, sizeof out->variant, "engine=%s", engine);
}

/* ---- nodes ---- */

static cost_status_t meter_nodes(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    const cost_value_t *upfront = part(resource, RESERVED, RESERVED_UPFRONT);
    int64_t reserved = reserved_of(resource);
    bool paid =
        reserved > 0 && upfront->choice == PAID && part(resource, RESERVED, RESERVED_PAYMENT)->choice == ALL_UPFRONT;
    cost_status_t status =
        cost_usage_add(out, NODE_HOURS, NULL, cost_flows_clock_hours(flows, nodes_of(resource) - reserved), err);
    if (!status && paid)
        return cost_usage_warn(
            out, "reservation-paid-upfront", upfront->node, err,
            "the upfront fee of the reserved nodes is not in this bill; write upfront: amortised to have "
            "it spread over the term");
    if (status)
        return status;
    return cost_usage_add_product(out, RESERVED_NODE_HOURS, NULL, flows->month.seconds * micro, reserved, err);
}

/* Redis OSS versions past their standard support are billed more, for which no price is known. */
static cost_status_t warn_support(const cost_resource_t *resource, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *version = &resource->field[VERSION];
    char rule[64];
    cost_wide_t day;
    if (!cost_given(version) || resource->field[ENGINE].choice != REDIS)
        return COST_OK;
    snprintf(rule, sizeof rule, "extended_support_redis_%.*s", (int)strcspn(version->text, "."), version->text);
    if (!cost_catalog_find_rule(resource->catalog, resource->service->name, rule, resource->date, &day) ||
        resource->date < day / micro)
        return COST_OK;
    return cost_usage_warn(
        out, "elasticache-extended-support", version->node, err,
        "Redis %s is past its standard support: AWS bills extended support, of which the price book has "
        "no price; upgrade it, or move to valkey",
        version->text);
}

/* ---- snapshots ---- */

static cost_status_t meter_backups(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                   cost_error_t *err)
{
    const cost_value_t *size = part(resource, BACKUPS, BACKUPS_SIZE);
    int64_t kept = part(resource, BACKUPS, BACKUPS_SNAPSHOTS)->integer;
    int64_t billed = kept - (int64_t)(resource->rule[FREE_SNAPSHOTS] / micro);
    if (!has(resource, BACKUPS) || billed <= 0)
        return COST_OK;
    if (!cost_given(size))
        return cost_usage_unpriced(out, BACKUP_STORAGE, "backups: {size: 1 GiB}", err);
    cost_wide_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    return cost_usage_add_product(out, BACKUP_STORAGE, NULL, size->amount.value, seconds * billed * resource->count,
                                  err);
}

/* ---- serverless ---- */

static cost_status_t meter_data(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                cost_error_t *err)
{
    static const int least[] = {[REDIS] = MINIMUM_REDIS, [VALKEY] = MINIMUM_VALKEY, [MEMCACHED] = MINIMUM_MEMCACHED};
    cost_wide_t data = part(resource, SERVERLESS, SERVERLESS_DATA)->amount.value;
    cost_wide_t floor = resource->rule[least[resource->field[ENGINE].choice]] << 30; /* GB times 1e6 */
    cost_wide_t limit = part(resource, SERVERLESS, SERVERLESS_MINIMUM_DATA)->amount.value;
    floor = limit > floor ? limit : floor;
    cost_wide_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    return cost_usage_add_product(out, DATA_GB_HOURS, NULL, data > floor ? data : floor, seconds * resource->count,
                                  err);
}

static cost_status_t meter_ecpus(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    const cost_value_t *stated = part(resource, SERVERLESS, SERVERLESS_ECPUS);
    const cost_value_t *limit = part(resource, SERVERLESS, SERVERLESS_MINIMUM_ECPUS);
    int64_t seconds = cost_window_seconds(flows->exists, flows->exist_count);
    cost_wide_t ecpus = 0, least = 0;
    if (!cost_given(stated) && !flows->load_stated)
        return cost_usage_unpriced(out, ECPUS, "serverless: {ecpus: 100M/month}, or from", err);
    if (!cost_given(stated) && !cost_flows_bytes_known(flows))
        return cost_usage_unpriced(out, ECPUS, "request: 100 B and response: 1 KiB on its from", err);
    bool fits = cost_given(stated)
                    ? cost_frequency_total(&ecpus, &stated->amount, &flows->month, seconds, resource->count)
                    : cost_ecpus_of_load(&ecpus, flows, resource->rule[ECPU_KB] << 10);
    if (fits && cost_given(limit))
        fits = cost_frequency_total(&least, &limit->amount, &flows->month, seconds, resource->count);
    if (!fits)
        return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its ECPUs are too many to be counted");
    return cost_usage_add(out, ECPUS, NULL, ecpus > least ? ecpus : least, err);
}

static cost_status_t meter(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (has(resource, SERVERLESS)) {
        status = meter_data(resource, flows, out, err);
        if (!status)
            status = meter_ecpus(resource, flows, out, err);
    } else {
        status = meter_nodes(resource, flows, out, err);
        if (!status)
            status = warn_support(resource, out, err);
    }
    return status ? status : meter_backups(resource, flows, out, err);
}

const cost_service_t cost_service_elasticache = {
    .name = "elasticache",
    .title = "Amazon ElastiCache",
    .help =
        "Caches in memory. Every node, primary or replica, is billed by the started hour; a serverless cache is billed "
        "by the data that it holds and by ECPUs. Snapshots beyond the first of a cluster are billed by the GB-month.",
    .source = "billing-rules 9",
    .fields = fields,
    .field_count = COST_COUNT(fields),
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .check = check,
    .key = key,
    .meter = meter,
};
