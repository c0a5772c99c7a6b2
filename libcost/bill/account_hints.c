/* Hints about how the resources of an account go together. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "libcost/bill/hints.h"
#include "libcost/services/ecs_express.h"
#include "libcost/services/ecs_scaling.h"
#include "libcost/services/fargate_fields.h"
#include "libcost/services/rds.h"

typedef struct {
    cost_bill_t *bill;
    const cost_resolved_t *resolved;
    size_t count;
    cost_error_t *err;
} account_t;

typedef cost_status_t (*look_t)(const account_t *account, const cost_workload_t *workload,
                                const cost_resource_t *resource);

static cost_status_t hint(const account_t *account, const cost_resource_t *resource, const char *code,
                          const char *format, ...) __attribute__((format(printf, 4, 5)));

static cost_status_t hint(const account_t *account, const cost_resource_t *resource, const char *code,
                          const char *format, ...)
{
    cost_bill_t *bill = account->bill;
    char path[256], text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const cost_note_t note = {.workload = resource->workload,
                              .path = cost_arena_string(bill->arena, cost_node_path(resource->node, path, sizeof path)),
                              .first = code,
                              .second = cost_arena_string(bill->arena, text),
                              .file = resource->node->file,
                              .line = resource->node->key_line};
    if (!note.path || !note.second || !cost_notes_add(&bill->warnings, bill->arena, &note))
        return cost_fail_memory(account->err);
    return COST_OK;
}

static bool is_service(const cost_resource_t *resource, const char *name)
{
    return !strcmp(resource->service->name, name);
}

static bool has_service(const account_t *account, const char *name)
{
    for (size_t i = 0; i < account->count; i++)
        for (size_t k = 0; k < account->resolved[i].workload->member_count; k++)
            if (is_service(&account->resolved[i].resources[k], name))
                return true;
    return false;
}

/* The fields of a Fargate service, alone or in Express Mode; NULL: of anything else, or of none at all. */
static const cost_value_t *fargate_fields(const cost_resource_t *resource)
{
    if (resource->count == 0)
        return NULL;
    if (is_service(resource, "ecs-express"))
        return resource->field[COST_EXPRESS_SERVICE].values;
    return is_service(resource, "fargate") ? resource->field : NULL;
}

/* Images, secrets and logs have no other way into a private subnet. */
static cost_status_t look_for_way_out(const account_t *account, const cost_workload_t *workload,
                                      const cost_resource_t *resource)
{
    const cost_value_t *field = fargate_fields(resource);
    (void)workload;
    if (!field || field[SUBNETS].choice != SUBNETS_PRIVATE || has_service(account, "nat-gateway") ||
        has_service(account, "vpc-endpoint"))
        return COST_OK;
    return hint(account, resource, "fargate-no-way-out",
                "tasks in private subnets reach neither their image nor their secrets without a NAT gateway or "
                "endpoints; add a resource of service nat-gateway or vpc-endpoint");
}

/* vCPU (1e-6) that the resource asks for at most. */
static cost_wide_t most_vcpu(const cost_resource_t *resource, const cost_value_t *field)
{
    const cost_value_t *scaling = &field[AUTOSCALING];
    int64_t tasks = field[TASKS].integer;
    if (cost_given(scaling) && scaling->values[COST_SCALING_MAX].integer > tasks)
        tasks = scaling->values[COST_SCALING_MAX].integer;
    return field[TASK].values[TASK_VCPU].amount.value * tasks * resource->count;
}

/* The hint stands at the last Fargate resource of the Region, once. */
static cost_status_t look_at_quota(const account_t *account, const cost_workload_t *workload,
                                   const cost_resource_t *resource)
{
    cost_wide_t sum = 0, quota;
    const cost_resource_t *last = NULL;
    char asked[COST_WIDE_TEXT_SIZE], allowed[COST_WIDE_TEXT_SIZE];
    (void)workload;
    if (!fargate_fields(resource) ||
        !cost_catalog_find_rule(resource->catalog, "fargate", "quota_vcpu_default", resource->date, &quota))
        return COST_OK;
    for (size_t i = 0; i < account->count; i++)
        for (size_t k = 0; k < account->resolved[i].workload->member_count; k++) {
            const cost_resource_t *other = &account->resolved[i].resources[k];
            const cost_value_t *field = fargate_fields(other);
            if (!field || strcmp(other->region, resource->region))
                continue;
            sum += most_vcpu(other, field);
            last = other;
        }
    if (last != resource || sum <= quota)
        return COST_OK;
    return hint(account, resource, "fargate-quota",
                "up to %s vCPU of Fargate in %s: a new account may run %s at a time; ask AWS for a higher quota first",
                cost_wide_decimal(sum, 1000000, 2, asked), resource->region,
                cost_wide_decimal(quota, 1000000, 2, allowed));
}

static cost_status_t look_at_savings_plan(const account_t *account, const cost_workload_t *workload,
                                          const cost_resource_t *resource)
{
    if (!workload->database_savings_plan || !is_service(resource, "rds") || !cost_rds_burstable(resource))
        return COST_OK;
    return hint(
        account, resource, "savings-plan-not-for-t-class",
        "a Database Savings Plan does not cover %s, nor any T class; an instance of generation 7 or newer would be "
        "covered",
        resource->field[COST_RDS_CLASS].text);
}

/* Who used it before may go on. */
static cost_status_t look_at_apprunner(const account_t *account, const cost_workload_t *workload,
                                       const cost_resource_t *resource)
{
    static const char rule[] = "closed_to_new_customers";
    const int32_t last_day = 99991231;
    cost_wide_t day;
    if (workload->apprunner_customer || !is_service(resource, "apprunner"))
        return COST_OK;
    const bool closed = cost_catalog_find_rule(resource->catalog, "apprunner", rule, resource->date, &day);
    if (!closed && !cost_catalog_find_rule(resource->catalog, "apprunner", rule, last_day, &day))
        return COST_OK;
    const int date = (int)(day / 1000000);
    return hint(account, resource, "apprunner-closed",
                "App Runner takes no new customers %s %04d-%02d-%02d%s; AWS points to Amazon ECS Express Mode (Fargate "
                "behind a load balancer); an account that has it already says account: {apprunner_customer: true}",
                closed ? "since" : "from", date / 10000, date / 100 % 100, date % 100, closed ? "" : " on");
}

cost_status_t cost_account_hints_add(cost_bill_t *bill, const cost_resolved_t *resolved, size_t count,
                                     cost_error_t *err)
{
    static const look_t looks[] = {look_for_way_out, look_at_quota, look_at_savings_plan, look_at_apprunner};
    const account_t account = {bill, resolved, count, err};
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < resolved[i].workload->member_count; k++)
            for (size_t look = 0; look < COST_COUNT(looks); look++) {
                cost_status_t status = looks[look](&account, resolved[i].workload, &resolved[i].resources[k]);
                if (status)
                    return status;
            }
    return COST_OK;
}
