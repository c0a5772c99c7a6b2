/* What a service is: its fields, dimensions and rules as tables, and the few functions beside them.
 *
 * A service is one file and one line in service_list.h.  The driver reads the workload against the tables, so that a
 * meter is only the formula: types, units, ranges, required fields and defaults have been checked before it runs. */
#ifndef COST_SERVICE_INTERNAL_H
#define COST_SERVICE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cost/service.h"
#include "libcost/base/error.h"
#include "libcost/base/tree.h"
#include "libcost/catalog/catalog.h"
#include "libcost/flow/flow.h"
#include "libcost/money/amount.h"

#define COST_COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef struct cost_field cost_field_t;
typedef struct cost_value cost_value_t;
typedef struct cost_resource cost_resource_t;
typedef struct cost_service cost_service_t;
typedef struct cost_usage cost_usage_t;

/* ---- fields: what may be written ------------------------------------------------------------------------------ */

typedef enum {
    COST_KIND_AMOUNT,  /* a quantity with its unit; value.amount */
    COST_KIND_INTEGER, /* a whole number; value.integer */
    COST_KIND_SWITCH,  /* true or false; value.on */
    COST_KIND_CHOICE,  /* one of .choices; value.choice is its number, value.text its word */
    COST_KIND_TEXT,    /* value.text */
    COST_KIND_TEXTS,   /* a list of texts, or one; value.entries[i].name */
    COST_KIND_GROUP,   /* a map with .fields; value.values */
    COST_KIND_MAP,     /* a map from names to maps with .fields; value.entries[i].name and .values */
    COST_KIND_AMOUNTS, /* a map from names (of .choices, when given) to amounts; value.entries[i].name and .values[0] */
    COST_KIND_RAW      /* read by hand later; value.node; .schema is its JSON Schema */
} cost_kind_t;

struct cost_field {
    const char *name;
    const char *help;   /* one phrase, no full stop */
    const char *source; /* where the rule or default comes from; NULL: plain configuration */
    cost_kind_t kind;
    cost_measure_t measure;     /* AMOUNT, AMOUNTS */
    const char *noun;           /* AMOUNT of a count: a word that may follow it */
    const char *min, *max;      /* AMOUNT: inclusive, as a person writes them; INTEGER: digits; NULL: none (min "0") */
    const char *fallback;       /* the default as a person would write it; NULL: not given when absent */
    const char *const *choices; /* CHOICE, AMOUNTS: NULL-terminated */
    const cost_field_t *fields; /* GROUP, MAP */
    size_t field_count;
    const char *schema; /* RAW */
    const char *unless; /* NULL; or a field beside it that, when stated, leaves the default without effect */
    const char *with;   /* NULL; or a field beside it without which the default has no effect */
    const char *later;  /* NULL; or what must exist before the field has an effect: a warning says so when stated */
    bool required;
    bool exact; /* AMOUNT: a range is refused */
};

typedef enum { COST_ABSENT, COST_DEFAULTED, COST_STATED } cost_given_t;

typedef struct {
    const char *name;
    const cost_value_t *values; /* by the number of the field */
    const cost_node_t *node;
} cost_entry_t;

struct cost_value {
    cost_given_t given;
    const cost_node_t *node; /* its place; NULL unless stated */
    cost_amount_t amount;
    int64_t integer;
    const char *text;
    int choice; /* -1 when absent */
    bool on;
    const cost_value_t *values; /* GROUP; present (all absent or defaulted) even when the group was not written */
    const cost_entry_t *entries;
    size_t entry_count;
};

/* ---- dimensions: what is counted ------------------------------------------------------------------------------ */

typedef enum {
    COST_CATEGORY_STANDARD,
    COST_CATEGORY_SPOT,
    COST_CATEGORY_COMMITTED,
    COST_CATEGORY_FREE
} cost_category_t;

typedef struct {
    const char *name; /* as the price book has it */
    const char *unit; /* as the price book has it: libcost/money/unit.h says what its base is */
    const char *help;
    cost_category_t category;
    const char *const *nested; /* NULL; or the names under which stated usage of it nests: {us-mexico: 4 TB} */
} cost_dimension_t;

/* A line that AWS bills alongside a resource: what its meter may hand to cost_usage_imply(). */
typedef struct {
    const char *service;
    const char *dimension; /* NULL: the resource is made of one of that service, and has all of its lines */
    const char *when;      /* one phrase: whence the line comes */
} cost_implied_t;

/* What selects a price, filled by the service's `key`. */
enum { COST_VARIANT_SIZE = 160 };
typedef struct {
    char variant[COST_VARIANT_SIZE]; /* `k=v;k=v`, keys in alphabetical order */
    const char *region;
} cost_key_t;

/* ---- resources ------------------------------------------------------------------------------------------------ */

/* One usage that the file states: `usage: {lcu_hours: 100}`. */
typedef struct {
    int dimension;
    const char *nested; /* NULL when the dimension does not nest */
    const char *text;
    const cost_node_t *node;
} cost_stated_t;

struct cost_resource {
    const char *id;       /* the name in the file */
    const char *workload; /* the file's `workload` */
    const cost_service_t *service;
    const cost_node_t *node;
    const char *region;
    int64_t count;
    int64_t zones;             /* 0: not stated */
    const cost_value_t *field; /* by the service's field numbers */
    const cost_stated_t *stated;
    size_t stated_count;
    bool implied_refused; /* implied: false */
    const char *owner;    /* for: owner, or NULL */
    /* Set when it is resolved against a price book and a date: */
    const cost_catalog_t *catalog;
    int32_t date;            /* yyyymmdd */
    const cost_wide_t *rule; /* by the service's rule numbers, times 1e6 */
};

/* ---- the service ---------------------------------------------------------------------------------------------- */

struct cost_service {
    const char *name;    /* as written in the file and in the book: "fargate", "nat-gateway" */
    const char *title;   /* AWS's name: "AWS Fargate" */
    const char *help;    /* one paragraph */
    const char *source;  /* where its rules are described */
    const char *example; /* the fields of a typical resource as YAML lines, four spaces deep; may say `from: web` or
                            `from: {web: ...}` */
    const cost_field_t *fields;
    size_t field_count;
    const cost_dimension_t *dimensions;
    size_t dimension_count;
    const char *const *rules; /* names in rules.csv */
    size_t rule_count;
    const cost_implied_t *implied; /* without the bytes that `answers` and `zonal` imply */
    size_t implied_count;
    bool answers; /* it answers traffic itself: what leaves implies internet egress */
    bool zonal;   /* it stands in one zone at a time: calls from several zones imply bytes between zones */
    bool stops;   /* a `schedule` can stop it, and its meter heeds flows->on */
    bool global;  /* billed without a region: the key's region is "global" unless `key` says otherwise */
    int ports;    /* 0: none; else 1 + the number of the MAP field whose names are ports (`cdn.static`) */

    /* What the tables cannot say: combinations of fields.  Reports with cost_fail_at; may be NULL.  Warnings go
     * through cost_usage_warn() in `meter`, not here. */
    cost_status_t (*check)(const cost_resource_t *resource, cost_error_t *err);
    /* Pass 1: what `in` becomes behind the resource, at a port (an index into the MAP's entries; -1: the resource
     * itself).  NULL: it passes everything on unchanged. */
    cost_status_t (*serve)(const cost_resource_t *resource, int port, const cost_flow_t *in, cost_flow_t *out,
                           cost_error_t *err);
    /* Pass 1, of a service whose capacity follows its load: what ran (flows->ran) and, where load is lost or held back,
     * what is served of it (flows->out).  `worlds` possible months of one resource side by side: resources[w] is it
     * with the values of month w, flows[w] what comes in then.  What it makes lives in the arena.  NULL: no capacity.
     */
    cost_status_t (*flow)(const cost_resource_t *const *resources, cost_flows_t *flows, size_t worlds,
                          cost_arena_t *arena, cost_error_t *err);
    /* Selects the price of a dimension; `nested` is the name under which usage nests, or NULL.  The key comes with
     * variant "" and the region filled.  NULL: nothing to add. */
    void (*key)(const cost_resource_t *resource, int dimension, const char *nested, cost_key_t *key);
    /* Pass 2: counts.  Never prices. */
    cost_status_t (*meter)(const cost_resource_t *resource, const cost_flows_t *flows, cost_usage_t *out,
                           cost_error_t *err);
};

/* ---- for meters ----------------------------------------------------------------------------------------------- */

/* Counts `base` units (libcost/money/unit.h; >= 0) of a dimension for the resource that is being metered.  Usage that
 * the file states for the dimension stands instead, and this call then does nothing. */
cost_status_t cost_usage_add(cost_usage_t *out, int dimension, const char *nested, cost_wide_t base, cost_error_t *err);
/* The same, priced at `factor` (1e-9) times the price of another dimension of the service instead of its own: Spot as a
 * fraction of on-demand.  A factor of 0 gives a line at the price 0: hours that were paid for in advance. */
cost_status_t cost_usage_add_at(cost_usage_t *out, int dimension, const char *nested, cost_wide_t base,
                                int price_dimension, cost_wide_t factor, cost_error_t *err);
/* What AWS bills alongside the resource, as a line of its own with `implied_by`: `base` units of another service's
 * dimension, variant as the book has it (NULL: none); the service's table `implied` names it.  Call it only when
 * everything it depends on is stated, else cost_usage_imply_unpriced().  Does nothing when the file says `implied:
 * false`, or when a resource of that service stands `for` this one; usage that the file states for it stands instead of
 * `base`. */
cost_status_t cost_usage_imply(cost_usage_t *out, const char *service, const char *dimension, const char *variant,
                               cost_wide_t base, cost_error_t *err);
/* The same when something is not stated: the bill lists it with what to write. */
cost_status_t cost_usage_imply_unpriced(cost_usage_t *out, const char *service, const char *dimension,
                                        const char *write, cost_error_t *err);
/* From here on the resource is metered as `part`, which is the same one as a resource of another service: an ECS
 * service in Express Mode as one of Fargate.  All that is counted then becomes implied lines of that service, and
 * `part` need not live longer than this lasts.  NULL: the resource itself again. */
cost_status_t cost_usage_as(cost_usage_t *out, const cost_resource_t *part, cost_error_t *err);
/* Whether this is the first resource of the account, by workload and name, that says `what` in this month: for what
 * several resources share and AWS bills once, such as the metrics of a cluster. */
cost_status_t cost_usage_first(cost_usage_t *out, const char *what, bool *first, cost_error_t *err);
/* base = a * b with the product checked. */
cost_status_t cost_usage_add_product(cost_usage_t *out, int dimension, const char *nested, cost_wide_t a, cost_wide_t b,
                                     cost_error_t *err);
/* Nobody stated what this dimension depends on: the bill lists it with what to write, such as
 * `response: 45 KiB on traffic.web`.  Does nothing when the dimension's usage is stated. */
cost_status_t cost_usage_unpriced(cost_usage_t *out, int dimension, const char *write, cost_error_t *err);
/* Whether the file states the dimension's usage itself. */
bool cost_usage_stated(const cost_usage_t *out, int dimension);
/* A warning or hint with a stable code (docs/warnings.md), placed at `node` or, when NULL, at the resource. */
cost_status_t cost_usage_warn(cost_usage_t *out, const char *code, const cost_node_t *node, cost_error_t *err,
                              const char *format, ...) __attribute__((format(printf, 5, 6)));

/* How many chunks a message of that size is billed as: ceil(value / chunk), at least 1. */
cost_wide_t cost_chunks(cost_wide_t value, cost_wide_t chunk);
/* Micro-units (hours, seconds: 1e-6 s bases) of `count` things that exist for whole clock hours (HOURCEIL): hours that
 * `exists` touches x 3600 x count x 1e6, for cost_usage_add() on a dimension per hour. */
cost_wide_t cost_flows_clock_hours(const cost_flows_t *flows, int64_t count);
/* The sum over all inbound flows in minutes [from, until). */
cost_status_t cost_flows_sum(cost_flow_sum_t *out, const cost_flows_t *flows, int64_t from, int64_t until,
                             const cost_resource_t *resource, cost_error_t *err);
/* Whether every inbound flow knows its bytes. */
bool cost_flows_bytes_known(const cost_flows_t *flows);
/* What to write where they are not known: requests and sessions of WebSockets say it in words of their own. */
const char *cost_flows_bytes_remedy(const cost_flows_t *flows);
const char *cost_flow_bytes_remedy(const cost_flow_t *flow);

/* Words such as "arm64" of a CHOICE value, and whether a value was stated or defaulted. */
static inline bool cost_given(const cost_value_t *value)
{
    return value->given != COST_ABSENT;
}

/* Every service, in the order of service_list.h. */
extern const cost_service_t *const cost_services[];
extern const size_t cost_services_count;
/* By name; NULL when unknown. */
const cost_service_t *cost_service_find(const char *name);
/* By name; -1 when unknown. */
int cost_dimension_find(const cost_service_t *service, const char *name);
/* The i-th line that a resource of the service may imply, those of its parts and of its transfer among them, each with
 * its dimension; false past the last. */
bool cost_service_implied(const cost_service_t *service, size_t i, cost_implied_t *out);
/* Whether that dimension of `of` is one of them. */
bool cost_service_may_imply(const cost_service_t *service, const cost_service_t *of, int dimension);

#endif
