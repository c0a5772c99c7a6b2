/* AWS App Runner: memory of every provisioned instance, vCPU of the active ones.
 * Source: billing rules, section 3; scaling rules, section 5. */
#include "libcost/flow/frequency.h"
#include "libcost/services/service.h"
#include "libcost/services/size.h"

#define BILLING "billing rules 3"
#define SCALING "scaling rules 5"

/* ---- fields ---- */

enum { INSTANCE_VCPU, INSTANCE_MEMORY };
static const cost_field_t instance_fields[] = {
    [INSTANCE_VCPU] = {.name = "vcpu", .help = "vCPU of one instance: 0.25, 0.5, 1, 2 or 4", .source = BILLING ".9",
                       .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_VCPU, .exact = true, .required = true},
    [INSTANCE_MEMORY] = {.name = "memory", .help = "memory of one instance; which goes with which vCPU is a table",
                         .source = BILLING ".9", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_BYTES,
                         .exact = true, .required = true},
};

enum { MODE_PROVISIONED_MINIMUM, MODE_SCHEDULED_PAUSE };
static const char *const modes[] = {"provisioned_minimum", "scheduled_pause", NULL};

enum { EVENTS_COUNT, EVENTS_TIME };
#define EVENTS_COUNT_FIELD(text)                                                                                       \
    {.name = "count", .help = text, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE, .required = true}
static const cost_field_t activation_fields[] = {
    [EVENTS_COUNT] = EVENTS_COUNT_FIELD("how often an idle instance starts processing requests, such as 8760/month"),
    [EVENTS_TIME] = {.name = "time", .help = "how long it then processes requests; billed by the second, at least a "
                     "minute", .source = BILLING ".5", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                     .required = true},
};
static const cost_field_t build_fields[] = {
    [EVENTS_COUNT] = EVENTS_COUNT_FIELD("builds from source code, such as 30/month; images cost none"),
    [EVENTS_TIME] = {.name = "time", .help = "how long one build takes", .source = BILLING ".8",
                     .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME, .required = true},
};
static const cost_field_t deployment_fields[] = {
    [EVENTS_COUNT] = EVENTS_COUNT_FIELD("how often the service is deployed, such as 20/month"),
    [EVENTS_TIME] = {.name = "time", .help = "how long the provisioned instances are there twice; AWS publishes no "
                     "length", .source = BILLING ".6", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                     .fallback = "5 min"},
};

enum { INSTANCE, MIN_SIZE, MAX_SIZE, MAX_CONCURRENCY, RESPONSE_TIME, ACTIVE, ACTIVATIONS, MODE, UNPAUSED, RESUMES, RESUME,
       AUTOMATIC_DEPLOYMENTS, BUILDS, DEPLOYMENTS };
static const cost_field_t fields[] = {
    [INSTANCE] = {.name = "instance", .help = "the size of one instance", .source = BILLING ".9",
                  .kind = COST_KIND_GROUP, .fields = instance_fields, .field_count = COST_COUNT(instance_fields)},
    [MIN_SIZE] = {.name = "min_size", .help = "instances that are always provisioned, 1 to 25; never 0: App Runner "
                  "does not scale to zero", .source = BILLING ".2", .kind = COST_KIND_INTEGER, .max = "25",
                  .fallback = "1"},
    [MAX_SIZE] = {.name = "max_size", .help = "instances at most", .source = BILLING ".4", .kind = COST_KIND_INTEGER,
                  .min = "1", .max = "25", .fallback = "25"},
    [MAX_CONCURRENCY] = {.name = "max_concurrency", .help = "requests in flight that one instance takes",
                         .source = BILLING ".4", .kind = COST_KIND_INTEGER, .min = "1", .max = "200",
                         .fallback = "100"},
    [RESPONSE_TIME] = {.name = "response_time", .help = "how long a request is in flight; with the load of `from` it "
                       "says how many instances are active: requests in flight over max_concurrency, rounded up, in a "
                       "minute that has a request; below one request a minute each request activates an instance for "
                       "itself, for at least a minute", .source = SCALING, .kind = COST_KIND_AMOUNT,
                       .measure = COST_MEASURE_TIME},
    [ACTIVE] = {.name = "active", .help = "hours a month in which an instance processes requests, summed over the "
                "instances; stated, it stands instead of what the load would say", .source = BILLING ".1",
                .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME},
    [ACTIVATIONS] = {.name = "activations", .help = "times at which an idle instance starts processing requests, "
                     "instead of `active` and of the load", .source = BILLING ".5", .kind = COST_KIND_GROUP,
                     .fields = activation_fields, .field_count = COST_COUNT(activation_fields)},
    [MODE] = {.name = "mode", .help = "provisioned_minimum: min_size instances at all times; scheduled_pause: the "
              "service is paused outside its `schedule`, or but for `unpaused` hours; absent: what the others say",
              .source = BILLING, .kind = COST_KIND_CHOICE, .choices = modes},
    [UNPAUSED] = {.name = "unpaused", .help = "hours a month in which the service is not paused, where no `schedule` "
                  "says when", .source = BILLING ".7", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME},
    [RESUMES] = {.name = "resumes", .help = "with `unpaused`: how often the service is resumed, such as 22/month",
                 .source = BILLING ".7", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE,
                 .noun = "resumes"},
    [RESUME] = {.name = "resume", .help = "how long a resume takes: billed as provisioned memory, no request is served",
                .source = BILLING ", product modes", .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_TIME,
                .max = "3600 s", .fallback = "60 s"},
    [AUTOMATIC_DEPLOYMENTS] = {.name = "automatic_deployments", .help = "whether each push deploys; a fee per month",
                               .source = BILLING ".8", .kind = COST_KIND_SWITCH, .fallback = "false"},
    [BUILDS] = {.name = "builds", .help = "builds from source code, billed by the minute", .source = BILLING ".8",
                .kind = COST_KIND_GROUP, .fields = build_fields, .field_count = COST_COUNT(build_fields)},
    [DEPLOYMENTS] = {.name = "deployments", .help = "deployments, during which provisioned instances are there twice",
                     .source = BILLING ".6", .kind = COST_KIND_GROUP, .fields = deployment_fields,
                     .field_count = COST_COUNT(deployment_fields)},
};

/* ---- dimensions and rules ---- */

enum { PROVISIONED_GB_HOURS, ACTIVE_GB_HOURS, ACTIVE_VCPU_HOURS, BUILD_MINUTES, AUTOMATIC_DEPLOYMENT_MONTHS };
static const cost_dimension_t dimensions[] = {
    [PROVISIONED_GB_HOURS] = {.name = "provisioned_gb_hours", .unit = "GB-hour",
                              .help = "memory of provisioned instances that process no request"},
    [ACTIVE_GB_HOURS] = {.name = "active_gb_hours", .unit = "GB-hour", .help = "memory of active instances"},
    [ACTIVE_VCPU_HOURS] = {.name = "active_vcpu_hours", .unit = "vCPU-hour", .help = "vCPU of active instances"},
    [BUILD_MINUTES] = {.name = "build_minutes", .unit = "minute", .help = "minutes of builds from source code"},
    [AUTOMATIC_DEPLOYMENT_MONTHS] = {.name = "automatic_deployments", .unit = "app-month",
                                     .help = "applications with automatic deployments, each a whole month"},
};

enum { MINIMUM_ACTIVE };
static const char *const rules[] = {[MINIMUM_ACTIVE] = "minimum_active"};
static const char closed_rule[] = "closed_to_new_customers"; /* yyyymmdd; no rule yet before that day */

/* ---- what goes together ---- */

static void keep(cost_status_t *first, cost_status_t status)
{
    if (!*first)
        *first = status;
}

static cost_status_t check_sizes(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *min = &r->field[MIN_SIZE], *max = &r->field[MAX_SIZE];
    cost_status_t status = COST_OK;
    if (min->integer == 0)
        keep(&status, cost_fail_at(err, COST_ERR_RANGE, min->node,
                                   "App Runner does not scale to zero: 1 to 25 instances stay provisioned and their "
                                   "memory is billed; write min_size: 1, and pause the service with a schedule or "
                                   "unpaused: 160 h"));
    if (min->integer > max->integer)
        keep(&status, cost_fail_at(err, COST_ERR_RANGE, min->node ? min->node : max->node,
                                   "min_size, %lld, is above max_size, %lld", (long long)min->integer,
                                   (long long)max->integer));
    return status;
}

static cost_status_t check_pause(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *mode = &r->field[MODE], *unpaused = &r->field[UNPAUSED], *resumes = &r->field[RESUMES];
    const cost_node_t *schedule = cost_node_find(r->node, "schedule");
    cost_status_t status = COST_OK;
    if (mode->given && mode->choice == MODE_PROVISIONED_MINIMUM && (schedule || unpaused->given))
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, mode->node,
                                   "provisioned_minimum is never paused, but %s is stated; scheduled_pause would agree",
                                   schedule ? "a schedule" : "unpaused"));
    if (mode->given && mode->choice == MODE_SCHEDULED_PAUSE && !schedule && !unpaused->given)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, mode->node,
                                   "nothing says when it is paused; a schedule or unpaused: 160 h would"));
    if (schedule && unpaused->given)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, unpaused->node,
                                   "the schedule says already when it is not paused; one of the two is enough"));
    if (resumes->given && !unpaused->given)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, resumes->node,
                                   "resumes go with unpaused; a schedule says itself how often it resumes"));
    return status;
}

static cost_status_t check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *instance = &r->field[INSTANCE];
    cost_status_t status = COST_OK;
    if (instance->given == COST_STATED)
        keep(&status, cost_size_check(r, "linux", &instance->values[INSTANCE_VCPU], &instance->values[INSTANCE_MEMORY],
                                      err));
    else if (!r->stated_count)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, r->node,
                                   "the instance is missing, for instance instance: {vcpu: 1, memory: 2 GiB}"));
    keep(&status, check_sizes(r, err));
    keep(&status, check_pause(r, err));
    if (r->field[ACTIVE].given && r->field[ACTIVATIONS].given == COST_STATED)
        keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, r->field[ACTIVATIONS].node,
                                   "active says already for how long; one of the two is enough"));
    return status;
}

/* ---- how long instances are provisioned and active ---- */

static const cost_wide_t micro = 1000000;

typedef struct {
    const cost_resource_t *r;
    const cost_flows_t *flows;
    cost_usage_t *out;
    cost_error_t *err;
    cost_wide_t on;          /* microseconds in which the service is not paused */
    cost_wide_t provisioned; /* microseconds of instances; active ones are provisioned too */
    cost_wide_t active;
    cost_wide_t lost; /* requests (1e-6) that came in while it was paused */
    bool active_known;
} bill_t;

static cost_wide_t least(cost_wide_t a, cost_wide_t b)
{
    return a < b ? a : b;
}

static cost_wide_t most(cost_wide_t a, cost_wide_t b)
{
    return a > b ? a : b;
}

static cost_status_t too_large(const bill_t *bill)
{
    return cost_fail_at(bill->err, COST_ERR_RANGE, bill->r->node, "its instance time is too large to be counted");
}

static int64_t exist_seconds(const bill_t *bill)
{
    return cost_window_seconds(bill->flows->exists, bill->flows->exist_count);
}

/* What it is billed for one activation. */
static cost_wide_t activation_us(const bill_t *bill, cost_wide_t time)
{
    cost_wide_t seconds = (time + micro - 1) / micro * micro;
    return most(seconds, bill->r->rule[MINIMUM_ACTIVE]);
}

/* Stated active time is spread as evenly as it can be: an instance beyond min_size is provisioned only when there is more of it
 * than min_size instances have hours. */
static cost_status_t state_active(bill_t *bill, cost_wide_t active, const cost_node_t *node)
{
    cost_wide_t room = bill->on * bill->r->field[MAX_SIZE].integer;
    char text[COST_WIDE_TEXT_SIZE];
    bill->active_known = true;
    bill->active = least(active, room);
    bill->provisioned = most(bill->on * bill->r->field[MIN_SIZE].integer, bill->active);
    if (active <= room)
        return COST_OK;
    return cost_usage_warn(bill->out, "apprunner-active-cut", node, bill->err,
                           "more active time than %lld instance%s can have in the month while it is not paused; cut to "
                           "%s h",
                           (long long)bill->r->field[MAX_SIZE].integer,
                           bill->r->field[MAX_SIZE].integer == 1 ? "" : "s",
                           cost_wide_decimal(room, micro * 3600, 2, text));
}

static cost_status_t state_activations(bill_t *bill)
{
    const cost_value_t *activations = &bill->r->field[ACTIVATIONS], *field = activations->values;
    cost_wide_t active;
    if (!cost_frequency_total(&active, &field[EVENTS_COUNT].amount, &bill->flows->month, exist_seconds(bill),
                              activation_us(bill, field[EVENTS_TIME].amount.value)))
        return too_large(bill);
    return state_active(bill, active / micro, activations->node);
}

/* ---- active time from the load ---- */

/* The first second after `from` at which an inbound load may change its rate, or `until`. */
static int64_t stretch_end(const cost_flows_t *flows, int64_t from, int64_t until)
{
    for (size_t i = 0; i < flows->in_count; i++) {
        const cost_column_t *load = flows->in[i].load;
        for (size_t k = 0; k < load->run_count; k++) {
            int64_t begin = load->runs[k].from * 60, end = load->runs[k].until * 60;
            if (begin > from && begin < until)
                until = begin;
            if (end > from && end < until)
                until = end;
            if (begin >= until)
                break;
        }
    }
    return until;
}

/* Requests (1e-6) of the stretch [from, until) of seconds, in which the rate is constant. */
static cost_status_t stretch_requests(const bill_t *bill, int64_t from, int64_t until, cost_wide_t *requests)
{
    cost_flow_sum_t sum;
    int64_t first = from / 60, past = (until + 59) / 60;
    cost_status_t status = cost_flows_sum(&sum, bill->flows, first, past, bill->r, bill->err);
    if (!status && !cost_wide_mul_div(requests, sum.requests, until - from, (past - first) * 60))
        status = too_large(bill);
    return status;
}

/* Below one request a minute each is an activation of its own; from there on the instances that the requests in flight
 * need are active all the time. */
static cost_status_t add_stretch(bill_t *bill, int64_t from, int64_t until)
{
    const cost_value_t *field = bill->r->field;
    cost_wide_t length = (cost_wide_t)(until - from) * micro, response = field[RESPONSE_TIME].amount.value;
    cost_wide_t requests, instances, active;
    cost_status_t status = stretch_requests(bill, from, until, &requests);
    if (status)
        return status;
    if (!cost_wide_mul_div_ceil(&instances, requests, response, length * field[MAX_CONCURRENCY].integer * micro))
        return too_large(bill);
    instances = least(field[MAX_SIZE].integer, requests > 0 ? most(instances, 1) : 0);
    active = instances * length;
    if (requests * 60 < length) {
        cost_wide_t each;
        if (!cost_wide_mul_div(&each, requests, activation_us(bill, response), micro))
            return too_large(bill);
        active = least(active, each);
    }
    bill->active += active;
    bill->provisioned += most(instances, field[MIN_SIZE].integer) * length;
    return COST_OK;
}

static cost_status_t add_window(bill_t *bill, int64_t from, int64_t until)
{
    cost_status_t status = COST_OK;
    for (int64_t at = from, end; !status && at < until; at = end) {
        end = stretch_end(bill->flows, at, until);
        status = add_stretch(bill, at, end);
    }
    return status;
}

/* A window that a schedule opens inside the month begins with the resume: memory is billed, nothing is served. */
static cost_status_t add_load(bill_t *bill)
{
    const cost_flows_t *flows = bill->flows;
    int64_t resume = (int64_t)((bill->r->field[RESUME].amount.value + micro - 1) / micro);
    cost_status_t status = COST_OK;
    cost_wide_t served = 0;
    cost_flow_sum_t all;
    for (size_t i = 0; !status && i < flows->on_count; i++) {
        int64_t from = flows->on[i].from, until = flows->on[i].until;
        int64_t serves = flows->on_count == flows->exist_count || from == 0 ? from : (int64_t)least(from + resume, until);
        bill->provisioned += (cost_wide_t)(serves - from) * micro * bill->r->field[MIN_SIZE].integer;
        status = add_window(bill, serves, until);
        (void)served;
    }
    (void)all;
    return status;
}
