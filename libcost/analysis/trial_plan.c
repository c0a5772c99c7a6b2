/* Lays out the columns of a row. */
#include "libcost/analysis/trial_plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
    cost_trial_plan_t *plan;
    const cost_bill_t *bill;
    const cost_options_t *options;
    const cost_simulation_t *simulation;
    cost_error_t *err;
    const char **tags; /* distinct, sorted */
    size_t tag_count;
    size_t budget_count;
} maker_t;

/* ---- tags ---- */

static int compare_names(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    return strcmp(*a, *b);
}

static const char *tag_text(cost_arena_t *arena, const cost_tag_t *tag)
{
    return cost_arena_format(arena, "%s=%s", tag->key, tag->value);
}

static bool list_tags(maker_t *maker)
{
    const cost_trial_plan_t *plan = maker->plan;
    size_t room = 0, used = 0;
    for (size_t k = 0; k < plan->count; k++)
        for (size_t i = 0; i < plan->workloads[k]->member_count; i++)
            room += plan->workloads[k]->members[i].tags.count;
    maker->tags = cost_arena_array(plan->arena, room + 1, sizeof *maker->tags);
    if (!maker->tags)
        return false;
    for (size_t k = 0; k < plan->count; k++)
        for (size_t i = 0; i < plan->workloads[k]->member_count; i++) {
            const cost_tags_t *tags = &plan->workloads[k]->members[i].tags;
            for (size_t t = 0; t < tags->count; t++) {
                maker->tags[used] = tag_text(plan->arena, &tags->tags[t]);
                if (!maker->tags[used++])
                    return false;
            }
        }
    qsort(maker->tags, used, sizeof *maker->tags, compare_names);
    for (size_t i = 0; i < used; i++)
        if (i == 0 || strcmp(maker->tags[i], maker->tags[maker->tag_count - 1]))
            maker->tags[maker->tag_count++] = maker->tags[i];
    return true;
}

/* ---- budgets ---- */

/* A field of a budget, by its name: who judges budgets may add others. */
static const cost_value_t *budget_field(const cost_value_t *values, const char *name)
{
    for (size_t i = 0; i < COST_BUDGET_FIELDS; i++)
        if (!strcmp(cost_budget_fields[i].name, name))
            return &values[i];
    return NULL;
}

static const char *budget_text(const cost_value_t *values, const char *name)
{
    const cost_value_t *value = budget_field(values, name);
    return value ? value->text : NULL;
}

static bool same_scenario(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : !a;
}

/* A budget of a file that is meant for the scenario, and whose limit is stated. */
static bool file_limit(cost_limit_t *out, const cost_entry_t *entry, const cost_options_t *options)
{
    const cost_value_t *values = entry->values, *limit = values ? budget_field(values, "limit") : NULL;
    const char *scenario = values ? budget_text(values, "scenario") : NULL;
    if (!limit || !limit->given || (scenario && !same_scenario(scenario, options ? options->scenario : NULL)))
        return false;
    const cost_wide_t nano_usd = limit->amount.value;
    *out = (cost_limit_t){.name = entry->name,
                          .limit = nano_usd > INT64_MAX ? INT64_MAX : (int64_t)nano_usd,
                          .service = budget_text(values, "service"),
                          .resource = budget_text(values, "resource"),
                          .tag = budget_text(values, "tag"),
                          .month = budget_text(values, "month")};
    return true;
}

static int find_month(const cost_trial_plan_t *plan, const char *name)
{
    for (size_t i = 0; i < plan->month_count; i++)
        if (!strcmp(plan->month_names[i], name))
            return (int)i;
    return (int)plan->month_count; /* none of the period */
}

static void add_budget(maker_t *maker, const cost_limit_t *limit)
{
    cost_trial_plan_t *plan = maker->plan;
    const cost_service_t *service = limit->service ? cost_service_find(limit->service) : NULL;
    plan->budgets[maker->budget_count++] =
        (cost_plan_budget_t){.name = limit->name ? limit->name : "",
                             .limit = limit->limit,
                             .service = service,
                             .nowhere = limit->service && !service,
                             .month = limit->month ? find_month(plan, limit->month) : -1,
                             .resource = limit->resource,
                             .tag = limit->tag};
}

static bool list_budgets(maker_t *maker)
{
    cost_trial_plan_t *plan = maker->plan;
    size_t room = 0;
    cost_limit_t limit;
    for (size_t k = 0; k < plan->count; k++)
        room += plan->workloads[k]->budgets->entry_count;
    for (const cost_limit_t *own = maker->simulation->first; own; own = own->next)
        room++;
    plan->budgets = cost_arena_array(plan->arena, room + 1, sizeof *plan->budgets);
    if (!plan->budgets)
        return false;
    for (size_t k = 0; k < plan->count; k++)
        for (size_t i = 0; i < plan->workloads[k]->budgets->entry_count; i++)
            if (file_limit(&limit, &plan->workloads[k]->budgets->entries[i], maker->options))
                add_budget(maker, &limit);
    for (const cost_limit_t *own = maker->simulation->first; own; own = own->next)
        add_budget(maker, own);
    return true;
}

/* ---- loads ---- */

static bool is_noisy(const cost_traffic_t *traffic)
{
    bool noisy = traffic->field[COST_TRAFFIC_NOISE].given || traffic->field[COST_TRAFFIC_DAY_FACTOR].given;
    for (size_t i = 0; i < traffic->event_count; i++)
        noisy = noisy || traffic->events[i].chance < COST_EVENT_ONE;
    return noisy;
}

/* ---- columns ---- */

static void add_column(cost_trial_plan_t *plan, cost_column_kind_t kind, const char *name, int64_t central,
                       int64_t limit)
{
    if (!plan->count_of[kind]++)
        plan->at[kind] = plan->width;
    plan->columns[plan->width++] = (cost_record_column_t){kind, name, central, limit};
}

static int64_t sum_named(const cost_bill_sum_t *sums, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(sums[i].name, name))
            return sums[i].cost.nano_usd;
    return 0;
}

static bool has_tag(const cost_tags_t *tags, const char *text)
{
    for (size_t i = 0; i < tags->count; i++) {
        const size_t length = strlen(tags->tags[i].key);
        if (!strncmp(tags->tags[i].key, text, length) && text[length] == '=' &&
            !strcmp(tags->tags[i].value, text + length + 1))
            return true;
    }
    return false;
}

static int64_t tag_central(const cost_bill_t *bill, const char *tag)
{
    int64_t sum = 0;
    for (size_t i = 0; i < bill->line_count; i++)
        if (has_tag(&bill->lines[i].record->member->tags, tag))
            sum += bill->lines[i].cost.nano_usd;
    return sum;
}

/* "shop/app", or "app" of any workload. */
static bool is_resource(const cost_resource_t *resource, const char *name)
{
    const size_t length = strlen(resource->workload);
    return !strcmp(resource->id, name) || (!strncmp(resource->workload, name, length) && name[length] == '/' &&
                                           !strcmp(resource->id, name + length + 1));
}

static bool budget_covers(const cost_plan_budget_t *budget, const cost_member_t *member)
{
    return (!budget->resource || is_resource(&member->base, budget->resource)) &&
           (!budget->tag || has_tag(&member->tags, budget->tag));
}

bool cost_plan_budget_covers(const cost_plan_budget_t *budget, const cost_record_t *record)
{
    return !budget->nowhere && (!budget->service || budget->service == record->service) &&
           budget_covers(budget, record->member);
}

static int64_t budget_central(const cost_bill_t *bill, const cost_plan_budget_t *budget)
{
    int64_t most = 0;
    for (size_t month = 0; month < bill->month_count; month++) {
        int64_t sum = 0;
        for (size_t i = 0; i < bill->line_count; i++) {
            const cost_line_t *line = &bill->lines[i];
            if (line->month == month && (budget->month < 0 || (size_t)budget->month == month) &&
                cost_plan_budget_covers(budget, line->record))
                sum += line->cost.nano_usd;
        }
        most = sum > most ? sum : most;
    }
    return most;
}

static int compare_services(const void *left, const void *right)
{
    const cost_service_t *const *a = left, *const *b = right;
    return strcmp((*a)->name, (*b)->name);
}

/* All services: which of them an implied line is of, a trial may decide. */
static bool add_services(maker_t *maker)
{
    cost_trial_plan_t *plan = maker->plan;
    plan->services = cost_arena_array(plan->arena, cost_services_count + 1, sizeof(const cost_service_t *));
    if (!plan->services)
        return false;
    for (size_t i = 0; i < cost_services_count; i++)
        plan->services[i] = cost_services[i];
    qsort(plan->services, cost_services_count, sizeof *plan->services, compare_services);
    for (size_t i = 0; i < cost_services_count; i++) {
        const char *name = plan->services[i]->name;
        add_column(plan, COST_COLUMN_SERVICE, name,
                   sum_named(maker->bill->by_service, maker->bill->service_count, name), 0);
    }
    return true;
}

static size_t traffic_count(const cost_trial_plan_t *plan)
{
    size_t count = 0;
    for (size_t k = 0; k < plan->count; k++)
        count += plan->workloads[k]->traffic_count;
    return count;
}

typedef struct {
    const char *name;
    size_t *column; /* where to keep its number */
} load_t;

static int compare_loads(const void *left, const void *right)
{
    const load_t *a = left, *b = right;
    return strcmp(a->name, b->name);
}

/* The noisy traffics of a workload; how many. */
static size_t list_loads(cost_trial_plan_t *plan, size_t k, load_t *out)
{
    const cost_workload_t *workload = plan->workloads[k];
    size_t count = 0;
    for (size_t i = 0; i < workload->traffic_count; i++)
        if (is_noisy(&workload->traffic[i]))
            out[count++] = (load_t){
                cost_arena_format(plan->arena, "%s/traffic.%s (load)", workload->name, workload->traffic[i].name),
                &plan->loads[k][i]};
    return count;
}

/* By name: the order of a file means nothing. */
static bool add_loads(cost_trial_plan_t *plan)
{
    size_t count = 0;
    load_t *loads = cost_arena_array(plan->arena, traffic_count(plan) + 1, sizeof *loads);
    plan->loads = cost_arena_array(plan->arena, plan->count + 1, sizeof(size_t *));
    if (!loads || !plan->loads)
        return false;
    for (size_t k = 0; k < plan->count; k++) {
        plan->loads[k] = cost_arena_array(plan->arena, plan->workloads[k]->traffic_count + 1, sizeof **plan->loads);
        if (!plan->loads[k])
            return false;
        count += list_loads(plan, k, loads + count);
    }
    for (size_t i = 0; i < count; i++)
        if (!loads[i].name)
            return false;
    qsort(loads, count, sizeof *loads, compare_loads);
    for (size_t i = 0; i < count; i++) {
        *loads[i].column = plan->width;
        add_column(plan, COST_COLUMN_LOAD, loads[i].name, 0, 0);
    }
    return true;
}

static bool add_columns(maker_t *maker)
{
    cost_trial_plan_t *plan = maker->plan;
    const cost_bill_t *bill = maker->bill;
    const size_t width = 1 + plan->month_count + cost_services_count + bill->resource_count + maker->tag_count +
                         2 * maker->budget_count + plan->inputs.count + traffic_count(plan);
    plan->columns = cost_arena_array(plan->arena, width, sizeof *plan->columns);
    if (!plan->columns)
        return false;
    add_column(plan, COST_COLUMN_TOTAL, "total", bill->total.nano_usd, 0);
    for (size_t i = 0; i < plan->month_count; i++)
        add_column(plan, COST_COLUMN_MONTH, plan->month_names[i], bill->months[i].total.nano_usd, 0);
    if (!add_services(maker))
        return false;
    for (size_t i = 0; i < bill->resource_count; i++)
        add_column(plan, COST_COLUMN_RESOURCE, bill->by_resource[i].name, bill->by_resource[i].cost.nano_usd, 0);
    for (size_t i = 0; i < maker->tag_count; i++)
        add_column(plan, COST_COLUMN_TAG, maker->tags[i], tag_central(bill, maker->tags[i]), 0);
    for (size_t i = 0; i < maker->budget_count; i++)
        add_column(plan, COST_COLUMN_BUDGET, plan->budgets[i].name, budget_central(bill, &plan->budgets[i]),
                   plan->budgets[i].limit);
    for (size_t i = 0; i < maker->budget_count; i++)
        add_column(plan, COST_COLUMN_CROSSING, plan->budgets[i].name, 0, 0);
    for (size_t i = 0; i < plan->inputs.count; i++)
        add_column(plan, COST_COLUMN_INPUT, plan->inputs.names[i], 0, 0);
    return add_loads(plan);
}

/* ---- members ---- */

static bool fill_member(const maker_t *maker, const cost_member_t *member, cost_member_columns_t *out)
{
    cost_trial_plan_t *plan = maker->plan;
    size_t *tags = cost_arena_array(plan->arena, member->tags.count + 1, sizeof *tags);
    bool *budgets = cost_arena_array(plan->arena, maker->budget_count + 1, sizeof *budgets);
    const char *name = cost_arena_format(plan->arena, "%s/%s", member->base.workload, member->base.id);
    if (!tags || !budgets || !name)
        return false;
    for (size_t i = 0; i < plan->count_of[COST_COLUMN_RESOURCE]; i++)
        if (!strcmp(plan->columns[plan->at[COST_COLUMN_RESOURCE] + i].name, name))
            out->column = plan->at[COST_COLUMN_RESOURCE] + i;
    for (size_t i = 0; i < maker->tag_count; i++)
        if (has_tag(&member->tags, maker->tags[i]))
            tags[out->tag_count++] = plan->at[COST_COLUMN_TAG] + i;
    for (size_t i = 0; i < maker->budget_count; i++)
        budgets[i] = !plan->budgets[i].nowhere && budget_covers(&plan->budgets[i], member);
    out->tags = tags;
    out->budgets = budgets;
    return true;
}

static bool fill_members(const maker_t *maker)
{
    cost_trial_plan_t *plan = maker->plan;
    plan->members = cost_arena_array(plan->arena, plan->count + 1, sizeof(cost_member_columns_t *));
    for (size_t k = 0; plan->members && k < plan->count; k++) {
        const cost_workload_t *workload = plan->workloads[k];
        plan->members[k] = cost_arena_array(plan->arena, workload->member_count + 1, sizeof **plan->members);
        if (!plan->members[k])
            return false;
        for (size_t i = 0; i < workload->member_count; i++)
            if (!fill_member(maker, &workload->members[i], &plan->members[k][i]))
                return false;
    }
    return plan->members != NULL;
}

/* ---- the whole ---- */

static bool list_months(cost_trial_plan_t *plan)
{
    const cost_period_t *period = &plan->workloads[0]->period;
    plan->month_count = (size_t)period->month_count;
    plan->months = cost_arena_array(plan->arena, plan->month_count + 1, sizeof *plan->months);
    char(*names)[COST_CIVIL_TEXT_SIZE] = cost_arena_array(plan->arena, plan->month_count + 1, sizeof *names);
    if (!plan->months || !names)
        return false;
    for (size_t i = 0; i < plan->month_count; i++) {
        cost_month_t *month = &plan->months[i];
        cost_period_month(period, (int32_t)i, &month->start, &month->seconds);
        cost_period_month_name(period, (int32_t)i, names[i]);
        month->hours = month->seconds / 3600;
        month->minutes = month->seconds / 60;
    }
    plan->month_names = (const char(*)[COST_CIVIL_TEXT_SIZE])names;
    return true;
}

static cost_status_t resolve(maker_t *maker)
{
    cost_trial_plan_t *plan = maker->plan;
    cost_resolved_t *resolved = cost_arena_array(plan->arena, plan->count + 1, sizeof *resolved);
    cost_status_t status = resolved ? COST_OK : cost_fail_memory(maker->err);
    for (size_t i = 0; !status && i < plan->count; i++)
        status =
            cost_resolve(&resolved[i], plan->arena, plan->workloads[i], plan->catalog, plan->price_date, maker->err);
    plan->resolved = resolved;
    return status;
}

cost_status_t cost_trial_plan_make(cost_trial_plan_t *out, cost_arena_t *arena, const cost_bill_t *bill,
                                   const cost_workload_t *const *workloads, size_t count, const cost_options_t *options,
                                   const cost_simulation_t *simulation, cost_error_t *err)
{
    *out = (cost_trial_plan_t){.arena = arena,
                               .catalog = bill->catalog,
                               .workloads = workloads,
                               .count = count,
                               .options = options,
                               .price_date = bill->price_date};
    maker_t maker = {.plan = out, .bill = bill, .options = options, .simulation = simulation, .err = err};
    cost_status_t status = resolve(&maker);
    if (!status)
        status = cost_inputs_find(&out->inputs, arena, workloads, count, err);
    if (status)
        return status;
    if (!list_months(out) || !list_tags(&maker) || !list_budgets(&maker) || !add_columns(&maker) ||
        !fill_members(&maker))
        return cost_fail_memory(err);
    return COST_OK;
}
