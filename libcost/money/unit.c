#include "libcost/money/unit.h"

#include <stdio.h>
#include <string.h>

#include "libcost/base/error.h"

#define MICRO      ((cost_wide_t)1000000)
#define NANO       ((cost_wide_t)1000000000)
#define LCU_SECOND (COST_LCU_HOUR_ONE / 3600)
_Static_assert(COST_LCU_HOUR_ONE % 3600 == 0, "a second of an LCU is a whole number of base counts");

/* Things of one kind are counted in the same base and may stand for each other; COUNTED things only for themselves. */
typedef enum { COUNTED, BYTES, BYTES_PER_SECOND } kind_t;

typedef struct {
    const char *one, *many;
    cost_wide_t base; /* base counts of one thing */
    kind_t kind;
} thing_t;

static const thing_t things[] = {
    {"GB", "GB", MICRO << 30, BYTES},
    {"TB", "TB", MICRO << 40, BYTES},
    {"MB", "MB", MICRO << 20, BYTES},
    {"KB", "KB", MICRO << 10, BYTES},
    {"MBps", "MBps", MICRO << 20, BYTES_PER_SECOND},
    {"MiBps", "MiBps", MICRO << 20, BYTES_PER_SECOND},
    {"vCPU", "vCPUs", MICRO, COUNTED},
    {"LCU", "LCUs", LCU_SECOND, COUNTED},
    {"NLCU", "NLCUs", LCU_SECOND, COUNTED},
    {"GLCU", "GLCUs", LCU_SECOND, COUNTED},
    {"USD", "USD", NANO, COUNTED},
    {"ACU", "ACUs", MICRO, COUNTED},
    {"DSU", "DSUs", MICRO, COUNTED},
    {"DPU", "DPUs", MICRO, COUNTED},
    {"ECPU", "ECPUs", MICRO, COUNTED},
    {"IOPS", "IOPS", MICRO, COUNTED},
    {"IO", "IOs", MICRO, COUNTED},
    {"WCU", "WCUs", MICRO, COUNTED},
    {"account", "accounts", MICRO, COUNTED},
    {"acl", "acls", MICRO, COUNTED},
    {"address", "addresses", MICRO, COUNTED},
    {"alarm", "alarms", MICRO, COUNTED},
    {"alarm-metric", "alarm-metrics", MICRO, COUNTED},
    {"app", "apps", MICRO, COUNTED},
    {"attempt", "attempts", MICRO, COUNTED},
    {"build", "builds", MICRO, COUNTED},
    {"call", "calls", MICRO, COUNTED},
    {"canary", "canaries", MICRO, COUNTED},
    {"certificate", "certificates", MICRO, COUNTED},
    {"change-record", "change-records", MICRO, COUNTED},
    {"character", "characters", MICRO, COUNTED},
    {"check", "checks", MICRO, COUNTED},
    {"connection", "connections", MICRO, COUNTED},
    {"dashboard", "dashboards", MICRO, COUNTED},
    {"distribution", "distributions", MICRO, COUNTED},
    {"domain", "domains", MICRO, COUNTED},
    {"email", "emails", MICRO, COUNTED},
    {"endpoint", "endpoints", MICRO, COUNTED},
    {"event", "events", MICRO, COUNTED},
    {"feature", "features", MICRO, COUNTED},
    {"health-check", "health-checks", MICRO, COUNTED},
    {"image", "images", MICRO, COUNTED},
    {"instance", "instances", MICRO, COUNTED},
    {"interaction", "interactions", MICRO, COUNTED},
    {"invocation", "invocations", MICRO, COUNTED},
    {"job", "jobs", MICRO, COUNTED},
    {"key", "keys", MICRO, COUNTED},
    {"line", "lines", MICRO, COUNTED},
    {"message", "messages", MICRO, COUNTED},
    {"metric", "metrics", MICRO, COUNTED},
    {"node", "nodes", MICRO, COUNTED},
    {"notification", "notifications", MICRO, COUNTED},
    {"object", "objects", MICRO, COUNTED},
    {"observation", "observations", MICRO, COUNTED},
    {"operation", "operations", MICRO, COUNTED},
    {"parameter", "parameters", MICRO, COUNTED},
    {"path", "paths", MICRO, COUNTED},
    {"pct-of-provisioned", "pct-of-provisioned", MICRO, COUNTED},
    {"plan", "plans", MICRO, COUNTED},
    {"publish", "publishes", MICRO, COUNTED},
    {"query", "queries", MICRO, COUNTED},
    {"read", "reads", MICRO, COUNTED},
    {"record", "records", MICRO, COUNTED},
    {"request", "requests", MICRO, COUNTED},
    {"resource", "resources", MICRO, COUNTED},
    {"response", "responses", MICRO, COUNTED},
    {"rule", "rules", MICRO, COUNTED},
    {"run", "runs", MICRO, COUNTED},
    {"secret", "secrets", MICRO, COUNTED},
    {"session", "sessions", MICRO, COUNTED},
    {"shard", "shards", MICRO, COUNTED},
    {"snapshot", "snapshots", MICRO, COUNTED},
    {"stream", "streams", MICRO, COUNTED},
    {"subscription", "subscriptions", MICRO, COUNTED},
    {"task", "tasks", MICRO, COUNTED},
    {"token", "tokens", MICRO, COUNTED},
    {"trace", "traces", MICRO, COUNTED},
    {"transition", "transitions", MICRO, COUNTED},
    {"unit", "units", MICRO, COUNTED},
    {"update", "updates", MICRO, COUNTED},
    {"user", "users", MICRO, COUNTED},
    {"volume", "volumes", MICRO, COUNTED},
    {"write", "writes", MICRO, COUNTED},
    {"zone", "zones", MICRO, COUNTED},
};
enum { THING_COUNT = sizeof things / sizeof things[0] };

typedef struct {
    const char *one, *many;
    int64_t seconds; /* 0 for the month, whose length the calendar decides */
} duration_t;

static const duration_t durations[] = {
    {"hour", "hours", 3600},
    {"month", "months", 0},
    {"minute", "minutes", 60},
    {"second", "seconds", 1},
};
enum { DURATION_COUNT = sizeof durations / sizeof durations[0] };

static const struct {
    const char *prefix;
    cost_wide_t factor;
} multipliers[] = {{"1k-", 1000}, {"10k-", 10000}, {"100k-", 100000}, {"1M-", 1000000}};
enum { MULTIPLIER_COUNT = sizeof multipliers / sizeof multipliers[0] };

/* A unit taken apart.  Without a thing it is plain time. */
typedef struct {
    cost_wide_t multiplier;
    cost_wide_t base; /* of the thing, or of a second of plain time */
    const thing_t *thing;
    const duration_t *duration;
} parsed_t;

enum { NAME_SIZE = 48, EXPECTED_SIZE = 128 };

const char *cost_unit_thing(size_t i)
{
    return i < THING_COUNT ? things[i].one : NULL;
}

static const thing_t *find_thing(cost_span_t word)
{
    for (size_t i = 0; i < THING_COUNT; i++) {
        if (word.length && *word.at != *things[i].one && *word.at != *things[i].many)
            continue; /* most rows, without a call */
        if (cost_span_is(word, things[i].one) || cost_span_is(word, things[i].many))
            return &things[i];
    }
    return NULL;
}

static const duration_t *find_duration(cost_span_t word)
{
    for (size_t i = 0; i < DURATION_COUNT; i++) {
        if (cost_span_is(word, durations[i].one) || cost_span_is(word, durations[i].many))
            return &durations[i];
    }
    return NULL;
}

/* The unit behind its multiplier, whose factor goes to *factor. */
static cost_span_t skip_multiplier(cost_span_t unit, cost_wide_t *factor)
{
    *factor = 1;
    for (size_t i = 0; i < MULTIPLIER_COUNT; i++) {
        const size_t length = strlen(multipliers[i].prefix);
        if (unit.length > length && memcmp(unit.at, multipliers[i].prefix, length) == 0) {
            *factor = multipliers[i].factor;
            return (cost_span_t){unit.at + length, unit.length - length};
        }
    }
    return unit;
}

static cost_span_t drop_renewal(cost_span_t unit)
{
    static const char renewal[] = "-per-month";
    const size_t length = sizeof renewal - 1;
    if (unit.length > length && memcmp(unit.at + unit.length - length, renewal, length) == 0)
        unit.length -= length;
    return unit;
}

/* Where the last hyphen is, or the length. */
static size_t last_hyphen(cost_span_t word)
{
    for (size_t i = word.length; i > 0; i--) {
        if (word.at[i - 1] == '-')
            return i - 1;
    }
    return word.length;
}

/* A thing may hold a hyphen itself (health-check), so the whole word is tried first. */
static bool read_thing_and_time(parsed_t *out, cost_span_t word)
{
    *out = (parsed_t){.multiplier = 1, .base = MICRO, .thing = find_thing(word)};
    if (!out->thing)
        out->duration = find_duration(word);
    const size_t hyphen = last_hyphen(word);
    if (!out->thing && !out->duration && hyphen < word.length) {
        out->thing = find_thing((cost_span_t){word.at, hyphen});
        out->duration = find_duration((cost_span_t){word.at + hyphen + 1, word.length - hyphen - 1});
        if (!out->thing || !out->duration)
            return false;
    }
    if (out->thing)
        out->base = out->thing->base;
    return out->thing || out->duration;
}

static bool read_unit(parsed_t *out, const char *unit)
{
    cost_wide_t factor;
    const cost_span_t word = drop_renewal(skip_multiplier(cost_span(unit), &factor));
    if (!read_thing_and_time(out, word))
        return false;
    out->multiplier = factor;
    return true;
}

/* Base counts of one unit, but for the month of a monthly one. */
static cost_wide_t timeless_one(const parsed_t *unit)
{
    const int64_t seconds = unit->duration && unit->duration->seconds ? unit->duration->seconds : 1;
    return unit->base * unit->multiplier * seconds;
}

static bool is_monthly(const parsed_t *unit)
{
    return unit->duration && !unit->duration->seconds;
}

static bool full_one(cost_wide_t *out, const parsed_t *unit, int64_t month_seconds)
{
    return cost_wide_mul(out, timeless_one(unit), is_monthly(unit) ? month_seconds : 1);
}

bool cost_unit_parse(cost_unit_t *out, const char *unit)
{
    parsed_t parsed;
    if (!read_unit(&parsed, unit))
        return false;
    *out = (cost_unit_t){
        .one = timeless_one(&parsed),
        .per_month = is_monthly(&parsed),
        .has_time = parsed.duration != NULL,
        .bytes = parsed.thing && parsed.thing->kind == BYTES,
    };
    (void)snprintf(out->noun, sizeof out->noun, "%s", parsed.thing ? parsed.thing->one : "");
    return true;
}

bool cost_unit_one(cost_wide_t *out, const char *unit, int64_t month_seconds)
{
    parsed_t parsed;
    return read_unit(&parsed, unit) && full_one(out, &parsed, month_seconds);
}

const char *cost_unit_plain(const char *unit, char *text, size_t size)
{
    cost_wide_t factor;
    const cost_span_t plain = skip_multiplier(cost_span(unit), &factor);
    (void)snprintf(text, size, "%s", plain.at);
    return text;
}

cost_wide_t cost_unit_multiplier(const char *unit)
{
    cost_wide_t factor;
    (void)skip_multiplier(cost_span(unit), &factor);
    return factor;
}

/* What one call of the usage reader is about. */
typedef struct {
    cost_span_t text;
    parsed_t unit;
    int64_t month_seconds;
    char name[NAME_SIZE]; /* of the unit, in the plural: "GB-months" */
    char expected[EXPECTED_SIZE];
    char *why;
} reader_t;

static const char *example(const reader_t *reader)
{
    const thing_t *const thing = reader->unit.thing;
    return thing && is_monthly(&reader->unit) ? thing->many : reader->name;
}

/* "requests such as 100 requests are expected", "GB-months such as 100 GB are expected". */
static void put_expected(reader_t *reader)
{
    const thing_t *const thing = reader->unit.thing;
    const duration_t *const duration = reader->unit.duration;
    if (thing && duration)
        (void)snprintf(reader->name, NAME_SIZE, "%s-%s", thing->one, duration->many);
    else
        (void)snprintf(reader->name, NAME_SIZE, "%s", thing ? thing->many : duration->many);
    (void)snprintf(reader->expected, EXPECTED_SIZE, "%s such as 100 %s are expected", reader->name, example(reader));
}

static bool same_thing(const thing_t *a, const thing_t *b)
{
    return a == b || (a && b && a->kind != COUNTED && a->kind == b->kind);
}

/* Words of the amounts' table that name a thing of ours: GiB, vcpu, $; h and days are plain time. */
static bool read_amount_word(parsed_t *out, cost_span_t word)
{
    const cost_measure_unit_t *const row = cost_measure_find_unit(word);
    static const duration_t second = {"second", "seconds", 1};
    if (!row || row->divisor != 1)
        return false;
    *out = (parsed_t){.multiplier = 1, .base = row->factor};
    if (row->measure == COST_MEASURE_BYTES)
        out->thing = find_thing(cost_span("GB"));
    if (row->measure == COST_MEASURE_VCPU)
        out->thing = find_thing(cost_span("vCPU"));
    if (row->measure == COST_MEASURE_MONEY)
        out->thing = find_thing(cost_span("USD"));
    if (row->measure == COST_MEASURE_TIME)
        out->duration = &second;
    return out->thing || out->duration;
}

/* A unit as a user writes it: one of ours, one of the amounts', or one of the amounts' with a time (TiB-month). */
static bool read_word(parsed_t *out, cost_span_t word)
{
    if (read_thing_and_time(out, word) || read_amount_word(out, word))
        return true;
    const size_t hyphen = last_hyphen(word);
    if (hyphen == word.length || !read_amount_word(out, (cost_span_t){word.at, hyphen}) || !out->thing)
        return false;
    out->duration = find_duration((cost_span_t){word.at + hyphen + 1, word.length - hyphen - 1});
    return out->duration;
}

/* Whether a number of `word` can be usage of the unit.  A thing alone lasts the month where the unit is per month. */
static bool goes_with(const parsed_t *word, const parsed_t *unit)
{
    if (!same_thing(word->thing, unit->thing))
        return false;
    return !word->duration == !unit->duration || (!word->duration && is_monthly(unit));
}

static bool is_kind(const reader_t *reader, kind_t kind)
{
    return reader->unit.thing && reader->unit.thing->kind == kind;
}

static bool refuse_word(const reader_t *reader, cost_span_t word)
{
    const cost_measure_unit_t *const row = cost_measure_find_unit(word);
    parsed_t parsed;
    if (row)
        return cost_amount_refuse(reader->why, "\"%.*s\" is %s; %s", cost_span_quoted(reader->text), reader->text.at,
                                  cost_measure_name(row->measure), reader->expected);
    if (read_word(&parsed, word))
        return cost_amount_refuse(reader->why, "\"%.*s\" counts %.*s; %s", cost_span_quoted(reader->text),
                                  reader->text.at, cost_span_quoted(word), word.at, reader->expected);
    const cost_measure_t near = !reader->unit.thing      ? COST_MEASURE_TIME
                                : is_kind(reader, BYTES) ? COST_MEASURE_BYTES
                                                         : COST_MEASURE_COUNT;
    const char *const meant = cost_measure_suggest(word, near, reader->name);
    return cost_amount_refuse(reader->why, "unit \"%.*s\" is not known; %s%s%s", cost_span_quoted(word), word.at,
                              meant ? "did you mean " : reader->expected, meant ? meant : "", meant ? "?" : "");
}

/* Splits the text so that `512B` are bytes and not billions where bytes are counted, and `400k GB-seconds` still reads.
 */
static bool split_usage(cost_amount_parts_t *out, const reader_t *reader)
{
    const bool bytes = is_kind(reader, BYTES);
    cost_amount_parts_t counted;
    parsed_t word;
    if (!cost_amount_split(&counted, reader->text, true, reader->expected, reader->why))
        return false;
    *out = counted;
    if (!bytes || (counted.unit.length && read_word(&word, counted.unit)))
        return true;
    return cost_amount_split(out, reader->text, false, reader->expected, reader->why);
}

static bool check_usage(const cost_amount_parts_t *parts, const reader_t *reader)
{
    const int length = cost_span_quoted(reader->text);
    if (parts->per.at && !is_kind(reader, BYTES_PER_SECOND))
        return cost_amount_refuse(reader->why, "\"%.*s\" is a rate; usage is stated for a month, without \"/%.*s\"",
                                  length, reader->text.at, cost_span_quoted(parts->per), parts->per.at);
    if (parts->negative && !cost_amount_is_zero(parts))
        return cost_amount_refuse(reader->why, "\"%.*s\" is negative; %s", length, reader->text.at, reader->expected);
    return true;
}

/* Throughput may also be written as the rate that it is: 250 MiB/s. */
static bool read_throughput(parsed_t *out, const cost_amount_parts_t *parts)
{
    const cost_measure_unit_t *const row = cost_measure_find_unit(parts->unit);
    if (!row || cost_measure_basic(row->measure) != COST_MEASURE_BYTES || cost_per_find(parts->per) != COST_PER_SECOND)
        return false;
    *out = (parsed_t){.multiplier = 1, .base = row->factor, .thing = find_thing(cost_span("MBps"))};
    return true;
}

static bool read_parts(parsed_t *out, const cost_amount_parts_t *parts)
{
    return parts->per.at ? read_throughput(out, parts) : read_word(out, parts->unit);
}

static bool read_usage(cost_wide_t *out, const reader_t *reader)
{
    cost_amount_parts_t parts;
    if (!split_usage(&parts, reader) || !check_usage(&parts, reader))
        return false;
    parsed_t word = reader->unit;
    if ((parts.unit.length || parts.per.at) && !(read_parts(&word, &parts) && goes_with(&word, &reader->unit)))
        return refuse_word(reader, parts.unit);
    word.multiplier = 1;
    if (!word.duration)
        word.duration = reader->unit.duration;
    cost_wide_t one;
    if (!full_one(&one, &word, reader->month_seconds))
        return cost_amount_refuse(reader->why, "the month is too long");
    return cost_amount_scale(out, &parts, one, 1, reader->why);
}

bool cost_unit_parse_usage(cost_wide_t *out, const char *text, const char *unit, int64_t month_seconds,
                           char why[COST_AMOUNT_WHY_SIZE])
{
    reader_t reader = {.text = cost_span_trim(cost_span(text)), .month_seconds = month_seconds, .why = why};
    if (!read_unit(&reader.unit, unit))
        return cost_amount_refuse(why, "unit \"%s\" is not known", unit);
    put_expected(&reader);
    if (!reader.text.length)
        return cost_amount_refuse(why, "nothing is written; %s", reader.expected);
    if (strstr(text, " to "))
        return cost_amount_refuse(why, "\"%.*s\" is a range; one quantity is expected", cost_span_quoted(reader.text),
                                  reader.text.at);
    return read_usage(out, &reader);
}

const char *cost_unit_example(const char *unit, char *text, size_t size)
{
    reader_t reader = {.month_seconds = 1};
    *text = '\0';
    if (!read_unit(&reader.unit, unit))
        return text;
    put_expected(&reader);
    (void)snprintf(text, size, "100 %s", example(&reader));
    return text;
}
