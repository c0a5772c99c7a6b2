/* A workload that was read and checked.  The public half is include/cost/workload.h. */
#ifndef COST_WORKLOAD_INTERNAL_H
#define COST_WORKLOAD_INTERNAL_H

#include "cost/schedule.h"
#include "cost/workload.h"
#include "libcost/base/arena.h"
#include "libcost/base/csv.h"
#include "libcost/base/error.h"
#include "libcost/base/tree.h"
#include "libcost/demand/calendar.h"
#include "libcost/demand/cron.h"
#include "libcost/demand/event.h"
#include "libcost/demand/growth.h"
#include "libcost/demand/series.h"
#include "libcost/demand/shape.h"
#include "libcost/services/service.h"

/* What a run owns up to.  Texts live in the arena of whoever holds the note. */
typedef struct cost_note {
    struct cost_note *next;
    const char *workload;
    const char *path;
    const char *first, *second; /* default: value, source; unpriced: dimension, remedy; warning: code, text */
    const char *file;
    int line;
} cost_note_t;
typedef struct {
    cost_note_t *first, *last;
    size_t count;
    cost_note_t **slots; /* the set behind cost_notes_add_once(): by hash, a power of two of them */
    size_t slot_count;
} cost_notes_t;
/* Appends a note; false when memory is out. */
bool cost_notes_add(cost_notes_t *notes, cost_arena_t *arena, const cost_note_t *note);
/* The same, unless the list has a note with these texts already (none of which is NULL).  A list is filled by one of
 * the two functions, not by both. */
bool cost_notes_add_once(cost_notes_t *notes, cost_arena_t *arena, const cost_note_t *note);

/* An edge of the graph: whence a resource has its load. */
typedef struct {
    const cost_node_t *node;
    int traffic;               /* its number, or -1 */
    int resource;              /* its number, or -1 */
    int port;                  /* of the resource: the entry of its ports field, or -1 */
    int holder;                /* the number of the resource that it goes `through`, in which waits what waits; or -1 */
    const cost_value_t *field; /* by the numbers below */
} cost_edge_t;
enum {
    COST_EDGE_SHARE,
    COST_EDGE_PER_REQUEST,
    COST_EDGE_REQUEST,
    COST_EDGE_RESPONSE,
    COST_EDGE_THROUGH,
    COST_EDGE_FIELDS
};
extern const cost_field_t cost_edge_fields[COST_EDGE_FIELDS];

typedef struct {
    const char *name;
    const cost_node_t *node;
    const cost_value_t *field;
    cost_shape_t shape;
    cost_growth_t growth;
    bool grows;
    const cost_event_t *events;
    size_t event_count;
    const cost_load_series_t *series; /* what was measured; NULL: nothing */
    cost_series_month_t months;       /* how months are made of it */
} cost_traffic_t;
enum {
    COST_TRAFFIC_REQUESTS,
    COST_TRAFFIC_RATE,
    COST_TRAFFIC_SESSIONS,
    COST_TRAFFIC_SERIES,
    COST_TRAFFIC_SHAPE,
    COST_TRAFFIC_TIMEZONE,
    COST_TRAFFIC_REQUEST,
    COST_TRAFFIC_RESPONSE,
    COST_TRAFFIC_REQUESTS_PER_CONNECTION,
    COST_TRAFFIC_CONNECTION,
    COST_TRAFFIC_LENGTH,
    COST_TRAFFIC_MESSAGES,
    COST_TRAFFIC_MESSAGE,
    COST_TRAFFIC_PING,
    COST_TRAFFIC_RECONNECT,
    COST_TRAFFIC_WEIGHTS,
    COST_TRAFFIC_GROWTH,
    COST_TRAFFIC_NOISE,
    COST_TRAFFIC_DAY_FACTOR,
    COST_TRAFFIC_EVENTS,
    COST_TRAFFIC_HOLIDAYS,
    COST_TRAFFIC_HARMONICS,
    COST_TRAFFIC_WEEKDAYS,
    COST_TRAFFIC_MEASURED,
    COST_TRAFFIC_FIELDS
};
enum { COST_HARMONIC_AMPLITUDE, COST_HARMONIC_PEAK, COST_HARMONIC_EVERY };
enum { COST_NOISE_FIELD_SD, COST_NOISE_FIELD_MEMORY, COST_NOISE_FIELD_ARRIVALS };
enum { COST_DAY_FACTOR_SD };
enum { COST_PING_EVERY, COST_PING_SIZE };
enum {
    COST_MEASURED_COLUMN,
    COST_MEASURED_TIME,
    COST_MEASURED_VALUES,
    COST_MEASURED_PER,
    COST_MEASURED_GAPS,
    COST_MEASURED_BEYOND,
    COST_MEASURED_BETWEEN,
    COST_MEASURED_UNORDERED,
    COST_MEASURED_DUPLICATES
};
extern const cost_field_t cost_traffic_fields[COST_TRAFFIC_FIELDS];

typedef struct {
    const char *name;
    const cost_node_t *node;
    const char *text[2]; /* of start and stop, by cost_turn_t */
    const char *timezone;
    const cost_cron_t *start, *stop;
    const cost_zone_t *zone;
} cost_schedule_t;
enum { COST_SCHEDULE_START, COST_SCHEDULE_STOP, COST_SCHEDULE_TIMEZONE, COST_SCHEDULE_DIALECT, COST_SCHEDULE_FIELDS };
extern const cost_field_t cost_schedule_fields[COST_SCHEDULE_FIELDS];

enum {
    COST_BUDGET_LIMIT,
    COST_BUDGET_GROWTH,
    COST_BUDGET_CONFIDENCE,
    COST_BUDGET_SERVICE,
    COST_BUDGET_RESOURCE,
    COST_BUDGET_TAG,
    COST_BUDGET_SCENARIO,
    COST_BUDGET_MONTH,
    COST_BUDGET_LEVEL,
    COST_BUDGET_WAIVER,
    COST_BUDGET_TRIALS,
    COST_BUDGET_SEED,
    COST_BUDGET_DESCRIPTION,
    COST_BUDGET_FIELDS
};
extern const cost_field_t cost_budget_fields[COST_BUDGET_FIELDS];
enum { COST_WAIVER_REASON, COST_WAIVER_UNTIL };

/* What a part of the bill may cost in a month. */
typedef struct {
    const char *name;
    const cost_node_t *node;
    const char *description;                                 /* NULL: none */
    const char *service, *resource, *tag, *scenario, *month; /* NULL: all; the base */
    bool limited;                                            /* there is an absolute limit */
    cost_money_t limit;
    const char *growth; /* as it was written; NULL: none */
    bool growth_is_ratio;
    cost_wide_t growth_value; /* 1e-9 of the baseline, or nano-dollars; may be negative */
    cost_wide_t confidence;   /* 1e-9; 0: the central month */
    bool warning;             /* broken, it is a warning */
    const char *waiver;       /* its reason; NULL: none */
    int32_t waived_until;     /* yyyymmdd, the last day */
    int64_t trials, seed;     /* 0: not stated, and has_seed */
    bool has_seed;
} cost_budget_t;

/* Fields that every resource has. */
enum {
    COST_COMMON_SERVICE,
    COST_COMMON_COUNT,
    COST_COMMON_REGION,
    COST_COMMON_ZONES,
    COST_COMMON_TAGS,
    COST_COMMON_FROM,
    COST_COMMON_RUNS,
    COST_COMMON_SCHEDULE,
    COST_COMMON_USAGE,
    COST_COMMON_IMPLIED,
    COST_COMMON_FOR,
    COST_COMMON_FIELDS
};
extern const cost_field_t cost_common_fields[COST_COMMON_FIELDS];
enum { COST_RUNS_FROM, COST_RUNS_UNTIL };

enum {
    COST_TOP_FORMAT,
    COST_TOP_WORKLOAD,
    COST_TOP_REGION,
    COST_TOP_PERIOD,
    COST_TOP_TAGS,
    COST_TOP_ACCOUNT,
    COST_TOP_TRAFFIC,
    COST_TOP_SCHEDULES,
    COST_TOP_RESOURCES,
    COST_TOP_BUDGETS,
    COST_TOP_SCENARIOS,
    COST_TOP_FIELDS
};
extern const cost_field_t cost_top_fields[COST_TOP_FIELDS];
enum {
    COST_ACCOUNT_ALWAYS_FREE,
    COST_ACCOUNT_USAGE,
    COST_ACCOUNT_DATABASE_SAVINGS_PLAN,
    COST_ACCOUNT_APPRUNNER_CUSTOMER
};

typedef struct {
    const char *key, *value;
} cost_tag_t;
typedef struct {
    const cost_tag_t *tags; /* sorted by key */
    size_t count;
} cost_tags_t;

/* Usage of an implied line that its owner states: `usage: {public-ipv4.in_use_hours: 10}`. */
typedef struct {
    const cost_service_t *service;
    cost_stated_t stated;
    const cost_value_t *field; /* the service's, at their defaults */
} cost_implied_usage_t;

/* A resource with what only the graph and the calendar need. */
typedef struct cost_member {
    cost_resource_t base;
    cost_tags_t tags; /* the file's and its own, its own winning */
    const cost_edge_t *edges;
    size_t edge_count;
    const cost_implied_usage_t *implied;
    size_t implied_count;
    const struct cost_member *stand_ins;     /* the first of those that stand `for` it, or NULL */
    const struct cost_member *next_stand_in; /* the next that stands for the same one */
    int schedule;                            /* its number, or -1 */
    bool sound;                              /* its service can look at its values, whatever else is wrong with it */
    size_t problem, problem_end;             /* the numbers of those that came up when it was read */
    int64_t runs_from, runs_until;           /* POSIX seconds; INT64_MIN and INT64_MAX when open */
} cost_member_t;

/* `account.usage`: what the rest of the account uses up of tiers and allowances. */
typedef struct {
    const cost_service_t *service;
    cost_stated_t stated;
} cost_account_usage_t;

struct cost_workload {
    cost_arena_t *arena;
    const char *file;
    const char *folder;          /* with further files, "" or with a slash behind it; NULL: a text has none */
    const cost_node_t *document; /* as it was written */
    const cost_node_t *root;     /* with the scenario and the values of --set laid over it */
    const char *name;
    const char *region;
    cost_period_t period;
    cost_tags_t tags;
    bool always_free;
    bool database_savings_plan;
    bool apprunner_customer;
    cost_account_usage_t *account_usage;
    size_t account_usage_count;
    cost_traffic_t *traffic;
    size_t traffic_count;
    cost_schedule_t *schedules;
    size_t schedule_count;
    cost_member_t *members; /* in the file's order */
    size_t member_count;
    size_t *order;               /* members, sources before those that they feed */
    const cost_value_t *budgets; /* a MAP value */
    const cost_budget_t *budget; /* the same, read; in the file's order */
    size_t budget_count;
    const cost_node_t *scenarios;
    cost_notes_t defaults, warnings;
};

struct cost_options {
    char *period, *region, *scenario, *folder;
    char **overrides;
    size_t override_count;
    int32_t as_of; /* yyyymmdd or 0 */
    bool strict, by_hour;
    const cost_catalog_t *catalog; /* or NULL */
};

/* Another workload from the document of one, which must outlive it, or from a document that was made of it. */
cost_status_t cost_workload_read(cost_workload_t **out, const cost_node_t *document, const cost_workload_t *like,
                                 const cost_options_t *options, cost_error_t *err);

/* ---- the reader of field tables: fields.c, scalars.c ---- */

/* Where a value stands, for defaults whose node does not exist. */
typedef struct cost_scope {
    const struct cost_scope *up;
    const char *key;
} cost_scope_t;

typedef struct {
    cost_arena_t *arena;
    cost_error_t *err;
    cost_status_t status; /* of the first problem */
    cost_notes_t *defaults, *warnings;
    const char *workload;
    size_t refused;      /* values that could not be read, or are missing */
    size_t lost;         /* those without which the others cannot be looked at */
    bool forgets;        /* a value that was refused is as if it had not been written; else it is lost */
    bool region_refused; /* the file's region was written and reported, so that no resource need miss it */
} cost_reader_t;

/* Remembers the first status; returns it. */
cost_status_t cost_reader_fail(cost_reader_t *reader, cost_status_t status);
/* Memory is out. */
cost_status_t cost_reader_memory(cost_reader_t *reader);
/* Adds a warning about a node. */
void cost_reader_warn(cost_reader_t *reader, const cost_node_t *node, const char *code, const char *text);
/* Reads a map (NULL: nothing was written) against a table.  `others` are further names that the map may hold and that
 * somebody else reads; with COST_FIELDS_ANY of them, unknown names are that other reader's to report.  `active` says
 * whether defaults are in effect and so to be listed.  Returns the values by field number, or NULL when memory is out;
 * problems are in the reader. */
#define COST_FIELDS_ANY ((size_t)-1)
const cost_value_t *cost_fields_read(cost_reader_t *reader, const cost_node_t *map, const cost_scope_t *scope,
                                     const cost_field_t *fields, size_t count, const cost_field_t *others,
                                     size_t other_count, bool active);
/* Whether the node's key is a name, which `from` and ids can hold; reports one that is not. */
bool cost_name_check(cost_reader_t *reader, const cost_node_t *node);
/* "resources.app.task" in the arena. */
const char *cost_scope_text(cost_arena_t *arena, const cost_scope_t *scope);

/* ---- parts of the file: loads.c, schedules.c, stated.c, tags.c, members.c ---- */
/* The zone of that name; NULL without one, or with a problem that is reported. */
const cost_zone_t *cost_zone_read(cost_reader_t *reader, const cost_value_t *name);
void cost_traffic_read(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value);
/* Warns of a stated date that a period in hours, which has none, does not meet. */
void cost_dates_check(cost_reader_t *reader, const cost_workload_t *workload, const cost_value_t *value);
/* Shape, holidays, growth and events of one traffic: shapes.c. */
void cost_shapes_read(cost_reader_t *reader, const cost_workload_t *workload, cost_traffic_t *traffic);
/* Reads the file of `series`, and how to: series_file.c. */
void cost_series_file_read(cost_reader_t *reader, const cost_workload_t *workload, cost_traffic_t *traffic);
/* The table of an answer of CloudWatch; `name` (NULL: the only one) chooses a metric, by its id or label, or a
 * statistic: series_answer.c.  Points are in the answer's order, and the table points into it. */
cost_status_t cost_series_answer(cost_csv_t *out, cost_arena_t *arena, const cost_node_t *root, const char *name,
                                 cost_error_t *err);
/* Takes growth and events from the amounts anew, within the bounds that reading asks for: for a copy of a traffic whose
 * amounts were drawn.  `events` are the traffic's own. */
void cost_shapes_update(cost_traffic_t *traffic, cost_event_t *events);
void cost_schedules_read(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value);
/* A resource's `usage` and the account's. */
void cost_usage_read(cost_reader_t *reader, cost_member_t *member, const cost_node_t *map);
/* Refuses usage of implied lines that the member refuses or that another resource stands for. */
void cost_implied_usage_check(cost_reader_t *reader, const cost_member_t *member);
void cost_account_usage_read(cost_reader_t *reader, cost_workload_t *workload, const cost_node_t *map);
/* Tags at `node` (NULL: none) laid over `base`, which it shares when there are none of its own. */
void cost_tags_read(cost_reader_t *reader, const cost_node_t *node, const cost_tags_t *base, cost_tags_t *out);
void cost_members_read(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value);
/* Budgets of a MAP value: budgets.c. */
const cost_budget_t *cost_budgets_read(cost_reader_t *reader, const cost_value_t *value);
/* What a workload's budgets name that it does not have, when it was read without a scenario (which may change it). */
void cost_budgets_check(cost_reader_t *reader, const cost_workload_t *workload);
/* yyyymmdd of a day such as 2026-01-31; 0 when it is none. */
int32_t cost_day_parse(const char *text);

/* ---- the price book: price_rules.c ---- */

/* The date at which prices hold: --as-of, else the period's first day, else (hours) the book's date. */
int32_t cost_price_date(const cost_workload_t *workload, const cost_catalog_t *catalog, const cost_options_t *options);
/* Looks the resource's rules up, which live in the arena, and runs its service's check; all problems are reported. */
cost_status_t cost_resource_resolve(cost_resource_t *resource, cost_arena_t *arena, const cost_catalog_t *catalog,
                                    int32_t date, cost_error_t *err);
/* The same for every sound resource of a workload that has problems, against the options' price book if there is one.
 */
void cost_members_check(cost_workload_t *workload, const cost_options_t *options, cost_error_t *err);

/* ---- edges, names and order: graph.c, edge_shares.c, member_order.c ---- */
cost_status_t cost_graph_read(cost_reader_t *reader, cost_workload_t *workload);
/* Refuses shares of one port that add up to more than all of it. */
void cost_shares_check(cost_reader_t *reader, const cost_workload_t *workload);
/* Refuses policies on requests per target where no edge comes from a balancer that counts them: target_groups.c. */
void cost_target_groups_check(cost_reader_t *reader, const cost_workload_t *workload);
/* Fills workload->order; refuses cycles. */
void cost_members_sort(cost_reader_t *reader, cost_workload_t *workload);

#endif
