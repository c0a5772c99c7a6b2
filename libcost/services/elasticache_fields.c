/* Amazon ElastiCache: what may be written about a cache. */
#include "libcost/services/elasticache.h"

static const char *const engines[] = {
    [COST_CACHE_REDIS] = "redis", [COST_CACHE_VALKEY] = "valkey", [COST_CACHE_MEMCACHED] = "memcached", NULL};

static const cost_field_t backup_fields[] = {
    [COST_CACHE_BACKUPS_SNAPSHOTS] = {.name = "snapshots",
                                      .kind = COST_KIND_INTEGER,
                                      .required = true,
                                      .help = "how many snapshots of the cluster are kept; one is free",
                                      .source = "billing-rules 9.3"},
    [COST_CACHE_BACKUPS_SIZE] = {.name = "size",
                                 .kind = COST_KIND_AMOUNT,
                                 .measure = COST_MEASURE_BYTES,
                                 .help = "size of one snapshot"},
};
static const cost_field_t serverless_fields[] = {
    [COST_CACHE_SERVERLESS_DATA] =
        {.name = "data",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_BYTES,
         .required = true,
         .help = "data stored on average, or with growth when the period begins; a least size of "
                 "the engine is billed in any case, and jobs that wait in it are added",
         .source = "billing-rules 9.5"},
    [COST_CACHE_SERVERLESS_ECPUS] =
        {.name = "ecpus",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_COUNT_RATE,
         .noun = "ECPUs",
         .help = "ElastiCache processing units, instead of counting them from the load: one for a simple "
                 "command, one for each KB that it transfers",
         .source = "billing-rules 9.5"},
    [COST_CACHE_SERVERLESS_MINIMUM_DATA] = {.name = "minimum_data",
                                            .kind = COST_KIND_AMOUNT,
                                            .measure = COST_MEASURE_BYTES,
                                            .help = "minimum usage limit for data: billed at least"},
    [COST_CACHE_SERVERLESS_MINIMUM_ECPUS] = {.name = "minimum_ecpus",
                                             .kind = COST_KIND_AMOUNT,
                                             .measure = COST_MEASURE_COUNT_RATE,
                                             .noun = "ECPUs",
                                             .help = "minimum usage limit for ECPUs, such as 1000/s: billed at least"},
    [COST_CACHE_SERVERLESS_GROWTH] = {.name = "growth",
                                      .kind = COST_KIND_AMOUNT,
                                      .measure = COST_MEASURE_BYTES_RATE,
                                      .help =
                                          "how much more data there is, evenly, such as 1 GiB/day; a month is taken as "
                                          "730 hours"},
};
#define GROUP(table) .kind = COST_KIND_GROUP, .fields = table, .field_count = COST_COUNT(table)
const cost_field_t cost_elasticache_fields[COST_CACHE_FIELDS] = {
    [COST_CACHE_ENGINE] =
        {.name = "engine", .kind = COST_KIND_CHOICE, .choices = engines, .required = true, .help = "cache engine"},
    [COST_CACHE_VERSION] = {.name = "version", .kind = COST_KIND_TEXT, .help = "engine version such as 7.1"},
    [COST_CACHE_NODE] = {.name = "node", .kind = COST_KIND_TEXT, .help = "node type such as cache.t3.micro"},
    [COST_CACHE_NODES] =
        {.name = "nodes",
         .kind = COST_KIND_INTEGER,
         .min = "1",
         .max = "500",
         .help = "how many nodes there are: a primary and its replicas, or the nodes of Memcached; one when left out"},
    [COST_CACHE_SHARDS] = {.name = "shards",
                           .kind = COST_KIND_INTEGER,
                           .min = "1",
                           .max = "500",
                           .help = "node groups of a Redis or Valkey cluster; one when left out"},
    [COST_CACHE_REPLICAS] = {.name = "replicas",
                             .kind = COST_KIND_INTEGER,
                             .max = "5",
                             .help = "replicas of each shard's primary; none when left out"},
    [COST_CACHE_BACKUPS] = {.name = "backups", GROUP(backup_fields), .help = "snapshots"},
    [COST_CACHE_SERVERLESS] = {.name = "serverless",
                               GROUP(serverless_fields),
                               .help = "a serverless cache instead of nodes"},
    [COST_CACHE_RESERVED] = {.name = "reserved",
                             GROUP(cost_reserved_fields),
                             .help = "reserved nodes: billed every hour of the month, used or not"},
};
