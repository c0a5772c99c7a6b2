/* The ways by which load comes to a resource, and what becomes of it in minutes and hours. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "libcost/analysis/explanation.h"
#include "libcost/base/alloc.h"
#include "libcost/base/buffer.h"

enum { WAYS_MAX = 12, DEPTH_MAX = 64 };

static const cost_wide_t micro = 1000000, gib = (cost_wide_t)1 << 30;

/* ---- ways: from the resource back to each traffic ---- */

typedef struct {
    cost_explainer_t *explainer;
    const cost_edge_t *edges[DEPTH_MAX]; /* the first leads into the resource itself */
    size_t depth;
    size_t count; /* of the ways that were met */
} ways_t;

static void add_field(cost_buffer_t *text, const char *label, const cost_value_t *value, cost_measure_t measure)
{
    char amount[COST_AMOUNT_TEXT_SIZE];
    if (value->given)
        cost_buffer_add_format(text, "%s%s %s", text->length && text->text[text->length - 1] == '(' ? "" : ", ", label,
                               cost_amount_text(&value->amount, measure, amount));
}

/* 8 or 0.02 calls; as a percentage nobody would write it. */
static void add_calls(cost_buffer_t *text, const cost_value_t *value)
{
    char calls[COST_WIDE_TEXT_SIZE];
    if (value->given)
        cost_buffer_add_format(text, "%scalls %s a request", text->text[text->length - 1] == '(' ? "" : ", ",
                               cost_wide_decimal(value->amount.value, 1000000000, 9, calls));
}

/* " -> (share 40%, calls 0.1 a request) -> " */
static void add_arrow(cost_buffer_t *text, const cost_edge_t *edge)
{
    static const struct {
        const char *label;
        int field;
    } parts[] = {{"share", COST_EDGE_SHARE},
                 {"", COST_EDGE_PER_REQUEST},
                 {"request", COST_EDGE_REQUEST},
                 {"response", COST_EDGE_RESPONSE}};
    bool any = false;
    for (size_t i = 0; edge->field && i < COST_COUNT(parts); i++)
        any = any || edge->field[parts[i].field].given;
    cost_buffer_add_string(text, " -> ");
    if (!any)
        return;
    cost_buffer_add_char(text, '(');
    for (size_t i = 0; i < COST_COUNT(parts); i++)
        if (parts[i].field == COST_EDGE_PER_REQUEST)
            add_calls(text, &edge->field[parts[i].field]);
        else
            add_field(text, parts[i].label, &edge->field[parts[i].field], cost_edge_fields[parts[i].field].measure);
    cost_buffer_add_string(text, ") -> ");
}

static void add_traffic(cost_buffer_t *text, const cost_traffic_t *traffic)
{
    static const struct {
        const char *label;
        int field;
    } parts[] = {{"requests", COST_TRAFFIC_REQUESTS},  {"rate", COST_TRAFFIC_RATE},
                 {"sessions", COST_TRAFFIC_SESSIONS},  {"request", COST_TRAFFIC_REQUEST},
                 {"response", COST_TRAFFIC_RESPONSE},  {"length", COST_TRAFFIC_LENGTH},
                 {"messages", COST_TRAFFIC_MESSAGES},  {"message", COST_TRAFFIC_MESSAGE},
                 {"reconnect", COST_TRAFFIC_RECONNECT}};
    const cost_value_t *ping = traffic->field[COST_TRAFFIC_PING].values;
    cost_buffer_add_format(text, "traffic %s (", traffic->name);
    for (size_t i = 0; i < COST_COUNT(parts); i++)
        add_field(text, parts[i].label, &traffic->field[parts[i].field], cost_traffic_fields[parts[i].field].measure);
    if (traffic->field[COST_TRAFFIC_SESSIONS].given) {
        add_field(text, "ping", &ping[COST_PING_SIZE], COST_MEASURE_BYTES);
        add_field(text, "every", &ping[COST_PING_EVERY], COST_MEASURE_TIME);
    }
    const cost_value_t *shape = &traffic->field[COST_TRAFFIC_SHAPE];
    if (shape->text)
        cost_buffer_add_format(text, ", %s", shape->text);
    if (traffic->grows)
        cost_buffer_add_string(text, ", grows");
    if (traffic->event_count)
        cost_buffer_add_format(text, ", %zu event%s", traffic->event_count, traffic->event_count == 1 ? "" : "s");
    cost_buffer_add_char(text, ')');
}

static void add_resource(cost_buffer_t *text, const cost_workload_t *workload, const cost_edge_t *edge)
{
    const cost_resource_t *resource = &workload->members[edge->resource].base;
    cost_buffer_add_string(text, resource->id);
    if (edge->port >= 0 && resource->service->ports > 0)
        cost_buffer_add_format(text, ".%s", resource->field[resource->service->ports - 1].entries[edge->port].name);
}

/* The way that ends in `edges`, read from its traffic on. */
static void add_way(ways_t *ways)
{
    const cost_workload_t *workload = ways->explainer->workload;
    cost_buffer_t text;
    cost_buffer_init(&text);
    for (size_t i = ways->depth; i-- > 0;) {
        const cost_edge_t *edge = ways->edges[i];
        if (edge->traffic >= 0)
            add_traffic(&text, &workload->traffic[edge->traffic]);
        else
            add_resource(&text, workload, edge);
        add_arrow(&text, edge);
    }
    cost_buffer_add_string(&text, ways->explainer->line->record->resource->id);
    if (text.failed)
        ways->explainer->failed = true;
    else
        cost_explain_add(ways->explainer, COST_EXPLAIN_LOAD, "", "%s", text.text);
    cost_buffer_clear(&text);
}

static void walk(ways_t *ways, const cost_member_t *member)
{
    const cost_workload_t *workload = ways->explainer->workload;
    for (size_t i = 0; i < member->edge_count && ways->count <= WAYS_MAX; i++) {
        const cost_edge_t *edge = &member->edges[i];
        if (ways->depth == DEPTH_MAX)
            return;
        ways->edges[ways->depth++] = edge;
        const cost_member_t *source = edge->traffic < 0 ? &workload->members[edge->resource] : NULL;
        if (source && source->edge_count)
            walk(ways, source);
        else if (ways->count++ < WAYS_MAX)
            add_way(ways);
        ways->depth--;
    }
}

/* ---- how much ---- */

static void add_sums(cost_explainer_t *explainer)
{
    const cost_flows_t *flows = explainer->flows;
    cost_flow_sum_t sum = {0};
    bool bytes_known = flows->in_count > 0;
    char requests[COST_WIDE_TEXT_SIZE], in[COST_WIDE_TEXT_SIZE], out[COST_WIDE_TEXT_SIZE];
    for (size_t i = 0; i < flows->in_count; i++) {
        cost_flow_sum_t part;
        if (!cost_flow_sum(&part, &flows->in[i], 0, flows->month.minutes))
            return;
        cost_wide_add(&sum.requests, sum.requests, part.requests);
        cost_wide_add(&sum.connections, sum.connections, part.connections);
        cost_wide_add(&sum.connection_us, sum.connection_us, part.connection_us);
        cost_wide_add(&sum.request_bytes, sum.request_bytes, part.request_bytes);
        cost_wide_add(&sum.response_bytes, sum.response_bytes, part.response_bytes);
        bytes_known = bytes_known && flows->in[i].bytes_known;
    }
    cost_wide_decimal(sum.requests, micro, 3, requests);
    cost_wide_decimal(sum.request_bytes, gib * micro, 6, in);
    cost_wide_decimal(sum.response_bytes, gib * micro, 6, out);
    if (bytes_known)
        cost_explain_add(explainer, COST_EXPLAIN_LOAD, "", "%s requests in the month, %s GB in and %s GB out", requests,
                         in, out);
    else
        cost_explain_add(explainer, COST_EXPLAIN_LOAD, "", "%s requests in the month, their bytes are not stated",
                         requests);
    if (sum.connections)
        cost_explain_add(explainer, COST_EXPLAIN_LOAD, "", "%s new connections, open for %s hours in all",
                         cost_wide_decimal(sum.connections, micro, 3, in),
                         cost_wide_decimal(sum.connection_us, 3600 * micro, 3, out));
}

static void add_minutes(cost_explainer_t *explainer)
{
    const cost_flows_t *flows = explainer->flows;
    const int64_t minutes = flows->month.minutes;
    int64_t *counts = cost_alloc_array((size_t)minutes + 1, sizeof *counts);
    if (!counts) {
        explainer->failed = true;
        return;
    }
    bool known = true;
    for (size_t i = 0; known && i < flows->in_count; i++)
        known = cost_flow_minutes(counts, &flows->in[i], cost_ratio(1, 1));
    int64_t least = INT64_MAX, most = 0, peak = 0, sum = 0;
    for (int64_t m = 0; m < minutes; m++) {
        least = counts[m] < least ? counts[m] : least;
        peak = counts[m] > most ? m : peak;
        most = counts[m] > most ? counts[m] : most;
        sum += counts[m];
    }
    char when[COST_CIVIL_TEXT_SIZE];
    if (explainer->explanation->bill->hours_only)
        snprintf(when, sizeof when, "in minute %" PRId64, peak + 1);
    else
        memcpy((char *)cost_civil_text(flows->month.start + 60 * peak, when) + 16, "Z", 2); /* to the minute */
    if (known && least == most)
        cost_explain_add(explainer, COST_EXPLAIN_MINUTES, "", "%" PRId64 " requests in each of %" PRId64 " minutes",
                         most, minutes);
    else if (known)
        cost_explain_add(explainer, COST_EXPLAIN_MINUTES, "",
                         "%" PRId64 " minutes of %" PRId64 " to %" PRId64 " requests, %" PRId64
                         " on average; the most %s%s",
                         minutes, least, most, minutes ? sum / minutes : 0,
                         explainer->explanation->bill->hours_only ? "" : "at ", when);
    cost_free(counts);
}

/* ---- hours ---- */

static void add_windows(cost_explainer_t *explainer)
{
    const cost_flows_t *flows = explainer->flows;
    const cost_member_t *member = explainer->line->record->member;
    const int64_t exists = cost_window_seconds(flows->exists, flows->exist_count);
    const int64_t on = cost_window_seconds(flows->on, flows->on_count);
    char there[COST_WIDE_TEXT_SIZE], running[COST_WIDE_TEXT_SIZE];
    cost_wide_decimal(exists, 3600, 6, there);
    cost_wide_decimal(on, 3600, 6, running);
    if (exists == flows->month.seconds)
        cost_explain_add(explainer, COST_EXPLAIN_HOURS, "", "it exists in all %s hours of the month", there);
    else
        cost_explain_add(explainer, COST_EXPLAIN_HOURS, "", "it exists in %s of the month's %" PRId64 " hours (runs)",
                         there, flows->month.hours);
    if (member->schedule >= 0)
        cost_explain_add(explainer, COST_EXPLAIN_HOURS, "", "schedule %s has it on for %s hours, in %zu stretches",
                         explainer->workload->schedules[member->schedule].name, running, flows->on_count);
}

static void add_ran(cost_explainer_t *explainer)
{
    const cost_ran_t *ran = explainer->flows->ran;
    const int64_t parts = ran->parts > 1 ? ran->parts : 1;
    int64_t running = 0, billed = 0;
    char mean[COST_WIDE_TEXT_SIZE], hours[COST_WIDE_TEXT_SIZE], least[COST_WIDE_TEXT_SIZE], most[COST_WIDE_TEXT_SIZE];
    for (int i = 0; i < COST_RAN_PROVIDERS; i++) {
        running += ran->running_s[i];
        billed += ran->billed_s[i];
    }
    cost_wide_decimal(running, (cost_wide_t)explainer->flows->month.seconds * parts, 6, mean);
    cost_wide_decimal(billed, 3600 * parts, 6, hours);
    cost_wide_decimal(ran->least, parts, 3, least);
    cost_wide_decimal(ran->most, parts, 3, most);
    cost_explain_add(explainer, COST_EXPLAIN_HOURS, "", "it ran %s to %s %ss, %s on average; %s %s-hours are billed",
                     least, most, ran->unit, mean, hours, ran->unit);
}

void cost_explain_loads(cost_explainer_t *explainer)
{
    const cost_member_t *member = explainer->line->record->member;
    ways_t ways = {.explainer = explainer};
    walk(&ways, member);
    if (ways.count > WAYS_MAX)
        cost_explain_add(explainer, COST_EXPLAIN_LOAD, "", "and by further ways");
    if (!explainer->flows)
        return;
    if (explainer->flows->in_count) {
        add_sums(explainer);
        add_minutes(explainer);
    }
    add_windows(explainer);
    if (explainer->flows->ran)
        add_ran(explainer);
}
