#include "libcost/services/apprunner_fields.h"

#include "libcost/services/size.h"

#define PRICING "https://aws.amazon.com/apprunner/pricing/"
#define GUIDE   "App Runner developer guide"
#define API     "App Runner API"

static const cost_field_t instance_fields[] = {
    [INSTANCE_VCPU] = {.name = "vcpu",
                       .help = "vCPU of one instance: 0.25, 0.5, 1, 2 or 4",
                       .source = GUIDE,
                       .kind = COST_KIND_AMOUNT,
                       .measure = COST_MEASURE_VCPU,
                       .exact = true,
                       .required = true},
    [INSTANCE_MEMORY] = {.name = "memory",
                         .help = "memory of one instance; which goes with which vCPU is a table",
                         .source = GUIDE,
                         .kind = COST_KIND_AMOUNT,
                         .measure = COST_MEASURE_BYTES,
                         .exact = true,
                         .required = true},
};

static const char *const modes[] = {"provisioned_minimum", "scheduled_pause", NULL};

#define EVENTS_COUNT_FIELD(text)                                                                                       \
    {                                                                                                                  \
        .name = "count", .help = text, .kind = COST_KIND_AMOUNT, .measure = COST_MEASURE_COUNT_RATE, .required = true  \
    }
static const cost_field_t activation_fields[] = {
    [EVENTS_COUNT] = EVENTS_COUNT_FIELD("how often an idle instance starts processing requests, such as 8760/month"),
    [EVENTS_TIME] = {.name = "time",
                     .help = "how long it then processes requests; billed by the second, at least a "
                             "minute",
                     .source = PRICING,
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_TIME,
                     .max = "31 days",
                     .required = true},
};
static const cost_field_t build_fields[] = {
    [EVENTS_COUNT] = EVENTS_COUNT_FIELD("builds from source code, such as 30/month; images cost none"),
    [EVENTS_TIME] = {.name = "time",
                     .help = "how long one build takes",
                     .source = PRICING,
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_TIME,
                     .max = "1 day",
                     .required = true},
};
static const cost_field_t deployment_fields[] = {
    [EVENTS_COUNT] = EVENTS_COUNT_FIELD("how often the service is deployed, such as 20/month"),
    [EVENTS_TIME] = {.name = "time",
                     .help = "how long the provisioned instances are there twice; AWS publishes no "
                             "length",
                     .source = "assumption",
                     .kind = COST_KIND_AMOUNT,
                     .measure = COST_MEASURE_TIME,
                     .max = "1 day",
                     .fallback = "5 min"},
};

const cost_field_t cost_apprunner_fields[APPRUNNER_FIELDS] = {
    [INSTANCE] = {.name = "instance",
                  .help = "the size of one instance",
                  .source = GUIDE,
                  .kind = COST_KIND_GROUP,
                  .fields = instance_fields,
                  .field_count = COST_COUNT(instance_fields)},
    [MIN_SIZE] = {.name = "min_size",
                  .help = "instances that are always provisioned, 1 to 25; never 0: App Runner "
                          "does not scale to zero",
                  .source = API,
                  .kind = COST_KIND_INTEGER,
                  .fallback = "1"},
    [MAX_SIZE] = {.name = "max_size",
                  .help = "instances at most",
                  .source = API,
                  .kind = COST_KIND_INTEGER,
                  .min = "1",
                  .max = "25",
                  .fallback = "25"},
    [MAX_CONCURRENCY] = {.name = "max_concurrency",
                         .help = "requests in flight that one instance takes",
                         .source = API,
                         .kind = COST_KIND_INTEGER,
                         .min = "1",
                         .max = "200",
                         .fallback = "100"},
    [RESPONSE_TIME] =
        {.name = "response_time",
         .help = "how long a request is in flight; with the load of `from` it "
                 "says how many instances are active: requests in flight over max_concurrency, rounded up, in a "
                 "minute that has a request; below one request a minute each request activates an instance for "
                 "itself, for at least a minute",
         .source = "model: in flight = rate x response time",
         .kind = COST_KIND_AMOUNT,
         .measure = COST_MEASURE_TIME,
         .max = "1 day"},
    [ACTIVE] = {.name = "active",
                .help = "hours a month in which an instance processes requests, summed over the "
                        "instances; stated, it stands instead of what the load would say",
                .source = PRICING,
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_TIME},
    [ACTIVATIONS] = {.name = "activations",
                     .help = "times at which an idle instance starts processing requests, "
                             "instead of `active` and of the load",
                     .source = PRICING,
                     .kind = COST_KIND_GROUP,
                     .fields = activation_fields,
                     .field_count = COST_COUNT(activation_fields)},
    [MODE] = {.name = "mode",
              .help =
                  "provisioned_minimum: min_size instances at all times; scheduled_pause: the "
                  "service is paused outside its `schedule`, or but for `unpaused` hours; absent: what the others say",
              .source = API,
              .kind = COST_KIND_CHOICE,
              .choices = modes},
    [UNPAUSED] = {.name = "unpaused",
                  .help = "hours a month in which the service is not paused, where no `schedule` "
                          "says when",
                  .source = API,
                  .kind = COST_KIND_AMOUNT,
                  .measure = COST_MEASURE_TIME},
    [RESUMES] = {.name = "resumes",
                 .help = "with `unpaused`: how often the service is resumed, such as 22/month",
                 .source = API,
                 .kind = COST_KIND_AMOUNT,
                 .measure = COST_MEASURE_COUNT_RATE,
                 .noun = "resumes"},
    [RESUME] = {.name = "resume",
                .help = "how long a resume takes: billed as provisioned memory, no request is served",
                .source = "assumption: 30 to 60 s were reported",
                .kind = COST_KIND_AMOUNT,
                .measure = COST_MEASURE_TIME,
                .max = "3600 s",
                .fallback = "60 s"},
    [AUTOMATIC_DEPLOYMENTS] = {.name = "automatic_deployments",
                               .help = "whether each push deploys; a fee per month",
                               .source = PRICING,
                               .kind = COST_KIND_SWITCH,
                               .fallback = "false"},
    [BUILDS] = {.name = "builds",
                .help = "builds from source code, billed by the minute",
                .source = PRICING,
                .kind = COST_KIND_GROUP,
                .fields = build_fields,
                .field_count = COST_COUNT(build_fields)},
    [DEPLOYMENTS] = {.name = "deployments",
                     .help = "deployments, during which provisioned instances are there twice",
                     .source = API,
                     .kind = COST_KIND_GROUP,
                     .fields = deployment_fields,
                     .field_count = COST_COUNT(deployment_fields)},
};

/* ---- what goes together ---- */

static cost_status_t check_sizes(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *min = &r->field[MIN_SIZE], *max = &r->field[MAX_SIZE];
    int64_t most = (int64_t)(r->rule[RULE_MIN_SIZE_MAX] / 1000000);
    cost_status_t status = COST_OK;
    if (min->integer == 0)
        cost_status_keep(
            &status, cost_fail_at(err, COST_ERR_RANGE, min->node,
                                  "App Runner does not scale to zero: at least one instance stays provisioned and its "
                                  "memory is billed; write min_size: 1, and pause the service with a schedule or "
                                  "unpaused: 160 h"));
    else if (min->integer > most)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, min->node, "%lld is outside 1 to %lld",
                                               (long long)min->integer, (long long)most));
    else if (min->integer > max->integer)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_RANGE, min->node ? min->node : max->node,
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
        cost_status_keep(
            &status, cost_fail_at(err, COST_ERR_SCHEMA, mode->node,
                                  "provisioned_minimum is never paused, but %s is stated; scheduled_pause would agree",
                                  schedule ? "a schedule" : "unpaused"));
    if (mode->given && mode->choice == MODE_SCHEDULED_PAUSE && !schedule && !unpaused->given)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, mode->node,
                                               "nothing says when it is paused; a schedule or unpaused: 160 h would"));
    if (schedule && unpaused->given)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, unpaused->node,
                                      "the schedule says already when it is not paused; one of the two is enough"));
    if (resumes->given && !unpaused->given)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, resumes->node,
                                      "resumes go with unpaused; a schedule says itself how often it resumes"));
    return status;
}

cost_status_t cost_apprunner_check(const cost_resource_t *r, cost_error_t *err)
{
    const cost_value_t *instance = &r->field[INSTANCE];
    cost_status_t status = COST_OK;
    if (instance->given == COST_STATED)
        cost_status_keep(&status, cost_size_check(r, "linux", &instance->values[INSTANCE_VCPU],
                                                  &instance->values[INSTANCE_MEMORY], err));
    else if (!r->stated_count)
        cost_status_keep(&status,
                         cost_fail_at(err, COST_ERR_SCHEMA, r->node,
                                      "the instance is missing, for instance instance: {vcpu: 1, memory: 2 GiB}"));
    cost_status_keep(&status, check_sizes(r, err));
    cost_status_keep(&status, check_pause(r, err));
    if (r->field[ACTIVE].given && r->field[ACTIVATIONS].given == COST_STATED)
        cost_status_keep(&status, cost_fail_at(err, COST_ERR_SCHEMA, r->field[ACTIVATIONS].node,
                                               "active says already for how long; one of the two is enough"));
    return status;
}
