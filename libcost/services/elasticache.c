/* Amazon ElastiCache: nodes by the started hour, or serverless by data and ECPUs.  Source: billing-rules, section 9. */
#include <stdio.h>
#include <string.h>

#include "libcost/flow/frequency.h"
#include "libcost/services/cache_data.h"
#include "libcost/services/ecpu.h"
#include "libcost/services/elasticache.h"
#include "libcost/services/node_class.h"

static const cost_wide_t micro = 1000000;

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
    int64_t shards = has(resource, COST_CACHE_SHARDS) ? resource->field[COST_CACHE_SHARDS].integer : 1;
    if (has(resource, COST_CACHE_NODES))
        return resource->count * resource->field[COST_CACHE_NODES].integer;
    return resource->count * shards * (1 + resource->field[COST_CACHE_REPLICAS].integer);
}

static int64_t reserved_of(const cost_resource_t *resource)
{
    const cost_value_t *count = part(resource, COST_CACHE_RESERVED, COST_RESERVED_COUNT);
    if (!has(resource, COST_CACHE_RESERVED))
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
    bool serverless = has(resource, COST_CACHE_SERVERLESS);
    if (!serverless && !has(resource, COST_CACHE_NODE))
        return cost_fail_key(
            err, COST_ERR_SCHEMA, resource->node,
            "neither node nor serverless is stated; write node: cache.t3.micro, or serverless: {data: 1 GB}");
    if (!serverless)
        return cost_class_check(resource, &resource->field[COST_CACHE_NODE], "node_hours", "node", err);
    static const char why[] = "a serverless cache has no nodes; leave out either this or serverless";
    static const int foreign[] = {COST_CACHE_NODE, COST_CACHE_NODES, COST_CACHE_SHARDS, COST_CACHE_REPLICAS,
                                  COST_CACHE_RESERVED};
    cost_status_t status = COST_OK;
    for (size_t i = 0; i < COST_COUNT(foreign); i++) {
        cost_status_t next = refuse(resource, foreign[i], true, why, err);
        status = status ? status : next;
    }
    return status;
}

static cost_status_t check_nodes(const cost_resource_t *resource, cost_error_t *err)
{
    bool memcached = resource->field[COST_CACHE_ENGINE].choice == COST_CACHE_MEMCACHED,
         nodes = has(resource, COST_CACHE_NODES);
    cost_status_t status[] = {
        refuse(resource, COST_CACHE_SHARDS, memcached, "memcached has no shards; write nodes", err),
        refuse(resource, COST_CACHE_REPLICAS, memcached, "memcached has no replicas; write nodes", err),
        refuse(resource, COST_CACHE_SHARDS, nodes && !memcached,
               "goes without nodes: shards x (1 + replicas) is their number", err),
        refuse(resource, COST_CACHE_REPLICAS, nodes && !memcached,
               "goes without nodes: shards x (1 + replicas) is their number", err),
        refuse(resource, COST_CACHE_BACKUPS, memcached && !has(resource, COST_CACHE_SERVERLESS),
               "memcached nodes have no snapshots", err),
    };
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

static cost_status_t check_reserved(const cost_resource_t *resource, cost_error_t *err)
{
    const cost_reserved_terms_t terms = {.noun = "nodes", .owned = nodes_of(resource), .long_no_upfront = true};
    return cost_reserved_check(&resource->field[COST_CACHE_RESERVED], &terms, err);
}

static cost_status_t check(const cost_resource_t *resource, cost_error_t *err)
{
    cost_status_t status[] = {check_kind(resource, err), check_nodes(resource, err), check_reserved(resource, err)};
    for (size_t i = 0; i < COST_COUNT(status); i++)
        if (status[i])
            return status[i];
    return COST_OK;
}

/* ---- which price ---- */

static void key(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *out)
{
    (void)nested;
    const char *engine = resource->field[COST_CACHE_ENGINE].text;
    const char *node = has(resource, COST_CACHE_NODE) ? resource->field[COST_CACHE_NODE].text : "";
    const char *payment = part(resource, COST_CACHE_RESERVED, COST_RESERVED_PAYMENT)->text;
    const char *term = part(resource, COST_CACHE_RESERVED, COST_RESERVED_TERM)->text;
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
    const cost_value_t *upfront = part(resource, COST_CACHE_RESERVED, COST_RESERVED_UPFRONT);
    int64_t reserved = reserved_of(resource);
    bool paid = reserved > 0 && upfront->choice == COST_UPFRONT_PAID &&
                part(resource, COST_CACHE_RESERVED, COST_RESERVED_PAYMENT)->choice == COST_ALL_UPFRONT;
    cost_status_t status =
        cost_usage_add(out, NODE_HOURS, NULL, cost_flows_clock_hours(flows, nodes_of(resource) - reserved), err);
    cost_wide_t hours = (cost_wide_t)flows->month.seconds * micro * reserved;
    if (status || !paid)
        return status ? status : cost_usage_add(out, RESERVED_NODE_HOURS, NULL, hours, err);
    status = cost_usage_add_at(out, RESERVED_NODE_HOURS, NULL, hours, NODE_HOURS, 0, err);
    if (status)
        return status;
    return cost_usage_warn(out, "reservation-paid-upfront", upfront->node, err,
                           "the upfront fee of the reserved nodes is not in this bill; write upfront: amortised to "
                           "have it spread over the term");
}

/* Redis OSS versions past their standard support are billed more, for which no price is known. */
static cost_status_t warn_support(const cost_resource_t *resource, cost_usage_t *out, cost_error_t *err)
{
    const cost_value_t *version = &resource->field[COST_CACHE_VERSION];
    char rule[64];
    cost_wide_t day;
    if (!cost_given(version) || resource->field[COST_CACHE_ENGINE].choice != COST_CACHE_REDIS)
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
    const cost_value_t *size = part(resource, COST_CACHE_BACKUPS, COST_CACHE_BACKUPS_SIZE);
    int64_t kept = part(resource, COST_CACHE_BACKUPS, COST_CACHE_BACKUPS_SNAPSHOTS)->integer;
    int64_t billed = kept - (int64_t)(resource->rule[FREE_SNAPSHOTS] / micro);
    if (!has(resource, COST_CACHE_BACKUPS) || billed <= 0)
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
    static const int least[] = {[COST_CACHE_REDIS] = MINIMUM_REDIS,
                                [COST_CACHE_VALKEY] = MINIMUM_VALKEY,
                                [COST_CACHE_MEMCACHED] = MINIMUM_MEMCACHED};
    const cost_amount_t *growth = &part(resource, COST_CACHE_SERVERLESS, COST_CACHE_SERVERLESS_GROWTH)->amount;
    cost_wide_t floor = resource->rule[least[resource->field[COST_CACHE_ENGINE].choice]] << 30; /* GB times 1e6 */
    cost_wide_t limit = part(resource, COST_CACHE_SERVERLESS, COST_CACHE_SERVERLESS_MINIMUM_DATA)->amount.value;
    const cost_cache_data_t data = {.data =
                                        part(resource, COST_CACHE_SERVERLESS, COST_CACHE_SERVERLESS_DATA)->amount.value,
                                    .growth = growth->value,
                                    .per_s = cost_growth_seconds(growth->per),
                                    .floor = limit > floor ? limit : floor};
    cost_wide_t stored;
    if (!cost_cache_stored(&stored, &data, flows, flows->held / resource->count))
        return cost_fail_at(err, COST_ERR_RANGE, resource->node, "its data are too large to be counted");
    return cost_usage_add_product(out, DATA_GB_HOURS, NULL, stored, resource->count, err);
}

static cost_status_t meter_ecpus(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                                 cost_error_t *err)
{
    const cost_value_t *stated = part(resource, COST_CACHE_SERVERLESS, COST_CACHE_SERVERLESS_ECPUS);
    const cost_value_t *limit = part(resource, COST_CACHE_SERVERLESS, COST_CACHE_SERVERLESS_MINIMUM_ECPUS);
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
    if (has(resource, COST_CACHE_SERVERLESS)) {
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
    .example = "    engine: redis\n    node: cache.t3.micro\n",
    .source = "billing-rules 9",
    .fields = cost_elasticache_fields,
    .field_count = COST_CACHE_FIELDS,
    .dimensions = dimensions,
    .dimension_count = COST_COUNT(dimensions),
    .rules = rules,
    .rule_count = COST_COUNT(rules),
    .zonal = true,
    .check = check,
    .key = key,
    .meter = meter,
};
