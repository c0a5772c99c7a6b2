/* Columns, views and windows. */
#include "libcost/flow/flow.h"

/* ---- ratios ---- */

cost_ratio_t cost_ratio(cost_wide_t num, cost_wide_t den)
{
    cost_wide_t divisor = cost_wide_gcd(num, den);
    if (divisor > 1) {
        num /= divisor;
        den /= divisor;
    }
    return (cost_ratio_t){num, den};
}

static const cost_wide_t ratio_limit = (cost_wide_t)1 << 96;

static bool approximate(cost_ratio_t *out, cost_ratio_t a, cost_ratio_t b)
{
    for (int decimals = 27; decimals >= 0; decimals -= 9) {
        const cost_wide_t scale = cost_wide_pow10(decimals);
        cost_wide_t num;
        if (!cost_wide_mul_div(&num, a.num, scale, a.den) || !cost_wide_mul_div(&num, num, b.num, b.den))
            continue;
        if (num >= ratio_limit)
            continue;
        *out = cost_ratio(num, scale);
        return true;
    }
    return false;
}

bool cost_ratio_times(cost_ratio_t *out, cost_ratio_t a, cost_ratio_t b)
{
    /* Crosswise reduction first keeps the products as small as the result allows. */
    cost_ratio_t left = cost_ratio(a.num, b.den);
    cost_ratio_t right = cost_ratio(b.num, a.den);
    cost_ratio_t product;
    if (!cost_wide_mul(&product.num, left.num, right.num) || !cost_wide_mul(&product.den, left.den, right.den) ||
        product.num >= ratio_limit || product.den >= ratio_limit)
        return approximate(out, left, right);
    *out = product;
    return true;
}

bool cost_ratio_plus(cost_ratio_t *out, cost_ratio_t a, cost_ratio_t b)
{
    const cost_wide_t common = cost_wide_gcd(a.den, b.den);
    cost_wide_t left, right, num, den;
    if (!cost_wide_mul(&left, a.num, b.den / common) || !cost_wide_mul(&right, b.num, a.den / common) ||
        !cost_wide_add(&num, left, right) || !cost_wide_mul(&den, a.den / common, b.den))
        return false;
    const cost_ratio_t sum = cost_ratio(num, den);
    if (sum.num >= ratio_limit || sum.den >= ratio_limit)
        return false;
    *out = sum;
    return true;
}

bool cost_ratio_of(cost_wide_t *out, cost_ratio_t ratio, cost_wide_t value)
{
    return cost_wide_mul_div(out, value, ratio.num, ratio.den);
}

/* ---- columns ---- */

/* Units of the run's first `minutes` minutes. */
static int64_t run_head(const cost_run_t *run, int64_t minutes)
{
    int64_t length = run->until - run->from;
    if (minutes <= 0)
        return 0;
    if (minutes >= length)
        return run->total;
    int64_t product;
    if (!__builtin_mul_overflow(run->total, minutes, &product))
        return product / length;
    return (int64_t)((cost_wide_t)run->total * minutes / length);
}

static int64_t prefix_sum(const cost_column_t *column, int64_t from, int64_t until)
{
    from = from > 0 ? from : 0;
    until = until < column->minutes ? until : column->minutes;
    return from < until ? column->prefix[until] - column->prefix[from] : 0;
}

int64_t cost_column_sum(const cost_column_t *column, int64_t from, int64_t until)
{
    int64_t sum = 0;
    if (column->prefix)
        return prefix_sum(column, from, until);
    for (size_t i = 0; i < column->run_count; i++) {
        const cost_run_t *run = &column->runs[i];
        if (run->from >= until)
            break;
        if (run->until > from)
            sum += run_head(run, until - run->from) - run_head(run, from - run->from);
    }
    return sum;
}

static int64_t prefix_change(const cost_column_t *column, int64_t minute)
{
    const int64_t *prefix = column->prefix;
    if (minute >= column->minutes)
        return INT64_MAX;
    const int64_t units = prefix[minute + 1] - prefix[minute];
    do
        minute++;
    while (minute < column->minutes && prefix[minute + 1] - prefix[minute] == units);
    return minute;
}

int64_t cost_column_change(const cost_column_t *column, int64_t minute)
{
    if (column->prefix)
        return prefix_change(column, minute);
    size_t first = 0, past = column->run_count;
    while (first < past) {
        size_t middle = first + (past - first) / 2;
        if (column->runs[middle].until > minute)
            past = middle;
        else
            first = middle + 1;
    }
    if (first == column->run_count)
        return INT64_MAX;
    const cost_run_t *run = &column->runs[first];
    return run->from > minute ? run->from : run->until;
}

bool cost_column_is_flat(const cost_column_t *column)
{
    const cost_run_t *run = column->runs;
    return !column->prefix && column->run_count == 1 && run->from == 0 && run->until == column->minutes;
}

/* ---- flows ---- */

static const cost_wide_t micro = 1000000;

bool cost_flow_requests(const cost_column_t **column, cost_ratio_t *ratio, const cost_flow_t *flow)
{
    *column = flow->open ? flow->open : flow->load;
    *ratio = flow->requests;
    return !flow->open || cost_ratio_times(ratio, flow->requests, cost_ratio(micro, flow->connection_us));
}

bool cost_flow_sum(cost_flow_sum_t *out, const cost_flow_t *flow, int64_t from, int64_t until)
{
    return cost_flow_of_units(out, flow, cost_column_sum(flow->load, from, until),
                              flow->open ? cost_column_sum(flow->open, from, until) : 0);
}

/* Pings of either side are answered by the other: as many bytes each way. */
static bool add_pings(cost_flow_sum_t *sum, const cost_flow_t *flow)
{
    cost_wide_t bytes;
    return !flow->ping_us || !flow->ping_bytes ||
           (cost_wide_mul_div(&bytes, sum->connection_us, flow->ping_bytes, flow->ping_us) &&
            cost_wide_add(&sum->request_bytes, sum->request_bytes, bytes) &&
            cost_wide_add(&sum->response_bytes, sum->response_bytes, bytes));
}

static bool bytes_of(cost_flow_sum_t *sum, const cost_flow_t *flow)
{
    return !flow->bytes_known || (cost_wide_mul_div(&sum->request_bytes, sum->requests, flow->request_bytes, micro) &&
                                  cost_wide_mul_div(&sum->response_bytes, sum->requests, flow->response_bytes, micro) &&
                                  add_pings(sum, flow));
}

/* New connections come with their units; those that are opened anew come as long as they are open. */
static bool add_reopenings(cost_flow_sum_t *sum, const cost_flow_t *flow)
{
    cost_wide_t anew;
    return !flow->reopenings ||
           (cost_wide_mul_div(&anew, sum->connection_us, flow->reopenings * micro, flow->connection_us) &&
            cost_wide_add(&sum->connections, sum->connections, anew));
}

bool cost_flow_of_units(cost_flow_sum_t *out, const cost_flow_t *flow, int64_t units, int64_t open_s)
{
    const cost_column_t *column;
    cost_ratio_t each;
    cost_flow_sum_t sum = {0};
    if (!cost_flow_requests(&column, &each, flow) ||
        !cost_wide_mul_div(&sum.requests, (flow->open ? open_s : units) * micro, each.num, each.den) ||
        !cost_wide_mul_div(&sum.connections, units * micro, flow->connections.num, flow->connections.den))
        return false;
    if (flow->open
            ? !cost_wide_mul_div(&sum.connection_us, open_s * micro, flow->connections.num, flow->connections.den)
            : !cost_wide_mul_div(&sum.connection_us, sum.connections, flow->connection_us, micro))
        return false;
    if (!bytes_of(&sum, flow) || !add_reopenings(&sum, flow))
        return false;
    *out = sum;
    return true;
}

/* ---- minutes ---- */

enum { MINUTE_BITS = 50 };

/* Units of load of a minute, one after the other. */
typedef struct {
    const cost_column_t *column;
    int64_t minute;
    size_t run;
} cursor_t;

static int64_t next_units(cursor_t *at)
{
    const cost_column_t *column = at->column;
    const int64_t minute = at->minute++;
    if (column->prefix)
        return column->prefix[minute + 1] - column->prefix[minute];
    while (at->run < column->run_count && column->runs[at->run].until <= minute)
        at->run++;
    if (at->run == column->run_count || column->runs[at->run].from > minute)
        return 0;
    const cost_run_t *run = &column->runs[at->run];
    return run_head(run, minute + 1 - run->from) - run_head(run, minute - run->from);
}

/* The usual case: nothing leaves 64 bits.  What has come by the end of each minute is rounded down.  All bits of all
 * minutes. */
static int64_t add_sums(int64_t *restrict out, const int64_t *restrict prefix, int64_t minutes, uint64_t num,
                        uint64_t den)
{
    uint64_t before = 0;
    int64_t bits = 0;
    if (den == 1) {
        for (int64_t minute = 0; minute < minutes; minute++)
            bits |= out[minute] += (prefix[minute + 1] - prefix[minute]) * (int64_t)num;
        return bits;
    }
    for (int64_t minute = 0; minute < minutes; minute++) {
        const uint64_t whole = (uint64_t)prefix[minute + 1] * num / den;
        bits |= out[minute] += (int64_t)(whole - before);
        before = whole;
    }
    return bits;
}

static int64_t add_runs(int64_t *out, const cost_column_t *column, int64_t num, int64_t den)
{
    cursor_t at = {.column = column};
    int64_t before = 0, units = 0, bits = 0;
    for (int64_t minute = 0; minute < column->minutes; minute++) {
        units += next_units(&at);
        const int64_t whole = units * num / den;
        bits |= out[minute] += whole - before;
        before = whole;
    }
    return bits;
}

static bool add_wide(int64_t *out, const cost_column_t *column, cost_ratio_t ratio)
{
    cursor_t at = {.column = column};
    cost_wide_t carry = 0;
    for (int64_t minute = 0; minute < column->minutes; minute++) {
        cost_wide_t scaled;
        if (!cost_wide_mul(&scaled, next_units(&at), ratio.num) || !cost_wide_add(&scaled, scaled, carry))
            return false;
        const cost_wide_t whole = scaled / ratio.den;
        carry = scaled - whole * ratio.den;
        if (whole >> MINUTE_BITS)
            return false;
        out[minute] += (int64_t)whole;
        if (out[minute] >> MINUTE_BITS)
            return false;
    }
    return true;
}

bool cost_flow_minutes(int64_t *out, const cost_flow_t *flow, cost_ratio_t per_request)
{
    const cost_wide_t narrow = INT64_MAX >> 1;
    const cost_column_t *load;
    cost_ratio_t ratio;
    cost_wide_t all;
    if (!cost_flow_requests(&load, &ratio, flow) || !cost_ratio_times(&ratio, ratio, per_request))
        return false;
    if (ratio.den >= narrow || !cost_wide_mul(&all, ratio.num, cost_column_sum(load, 0, load->minutes)) ||
        all >= narrow)
        return add_wide(out, load, ratio);
    const int64_t bits = load->prefix
                             ? add_sums(out, load->prefix, load->minutes, (uint64_t)ratio.num, (uint64_t)ratio.den)
                             : add_runs(out, load, (int64_t)ratio.num, (int64_t)ratio.den);
    return !(bits >> MINUTE_BITS);
}

bool cost_flow_join(cost_flow_t *flow, const cost_flow_t *other)
{
    cost_ratio_t requests, connections;
    if (flow->load != other->load || flow->open != other->open || flow->connection_us != other->connection_us ||
        flow->reopenings != other->reopenings || flow->ping_bytes != other->ping_bytes ||
        flow->ping_us != other->ping_us || flow->websocket != other->websocket ||
        flow->bytes_known != other->bytes_known || flow->request_known != other->request_known ||
        flow->request_bytes != other->request_bytes || flow->response_bytes != other->response_bytes ||
        flow->external != other->external || flow->caller_zones != other->caller_zones)
        return false;
    if (!cost_ratio_plus(&requests, flow->requests, other->requests) ||
        !cost_ratio_plus(&connections, flow->connections, other->connections))
        return false;
    flow->requests = requests;
    flow->connections = connections;
    return true;
}

/* ---- windows ---- */

int64_t cost_window_seconds(const cost_window_t *windows, size_t count)
{
    int64_t seconds = 0;
    for (size_t i = 0; i < count; i++)
        seconds += windows[i].until - windows[i].from;
    return seconds;
}

int64_t cost_window_hours(const cost_window_t *windows, size_t count)
{
    int64_t hours = 0, next = 0; /* the first hour that is not counted yet */
    for (size_t i = 0; i < count; i++) {
        int64_t first = windows[i].from / 3600;
        int64_t past = (windows[i].until + 3599) / 3600;
        if (first < next)
            first = next;
        if (past > first) {
            hours += past - first;
            next = past;
        }
    }
    return hours;
}

size_t cost_window_intersect(cost_window_t *out, const cost_window_t *a, size_t a_count, const cost_window_t *b,
                             size_t b_count)
{
    size_t count = 0, i = 0, j = 0;
    while (i < a_count && j < b_count) {
        int64_t from = a[i].from > b[j].from ? a[i].from : b[j].from;
        int64_t until = a[i].until < b[j].until ? a[i].until : b[j].until;
        if (from < until)
            out[count++] = (cost_window_t){from, until};
        if (a[i].until < b[j].until)
            i++;
        else
            j++;
    }
    return count;
}
