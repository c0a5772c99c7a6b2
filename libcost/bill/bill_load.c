/* A saved bill, from a file or from memory. */
#include "libcost/bill/bill_load.h"

#include <string.h>
#include <strings.h>

#include "libcost/base/csv.h"
#include "libcost/base/file.h"
#include "libcost/bill/estimate.h"

bool cost_saved_month(cost_bill_month_t *out, const char *name, bool *hours_only)
{
    cost_period_t period;
    char why[COST_PERIOD_WHY_SIZE];
    if (!cost_period_parse(&period, name, why) || period.month_count != 1)
        return false;
    cost_period_month(&period, 0, &out->start, &out->seconds);
    cost_period_month_name(&period, 0, out->name);
    *hours_only = period.hours_only;
    return !strcmp(out->name, name);
}

static bool is_csv(const char *file)
{
    size_t length = strlen(file);
    return length >= 4 && !strcasecmp(file + length - 4, ".csv");
}

static cost_status_t fill(cost_saved_t *saved, const char *text, size_t length, const char *file)
{
    cost_bill_t *bill = saved->bill;
    cost_node_t *root = NULL;
    cost_status_t status;
    bill->price_version = "";
    const char *name = cost_arena_string(bill->arena, cost_file_label(file));
    if (!name)
        return cost_fail_memory(saved->err);
    if (is_csv(file)) {
        status = cost_bill_from_csv(saved, text, length, name);
    } else {
        status = cost_tree_parse(&root, bill->arena, text, length, name, saved->err);
        if (!status)
            status = cost_bill_from_json(saved, root);
    }
    if (!status)
        status = cost_bill_number_notes(bill, saved->err);
    if (status)
        return status;
    bill->start = bill->month_count ? bill->months[0].start : 0;
    if (bill->month_count)
        bill->end = bill->months[bill->month_count - 1].start + bill->months[bill->month_count - 1].seconds;
    return COST_OK;
}

/* NULL when memory is out. */
static cost_bill_t *new_bill(void)
{
    cost_arena_t *arena = cost_arena_create();
    cost_bill_t *bill = arena ? cost_arena_alloc(arena, sizeof *bill) : NULL;
    if (bill)
        bill->arena = arena;
    else
        cost_arena_destroy(arena);
    return bill;
}

static cost_status_t finish(cost_bill_t **out, cost_bill_t *bill, cost_status_t status)
{
    if (status)
        cost_bill_destroy(bill);
    else
        *out = bill;
    return status;
}

cost_status_t cost_bill_parse(cost_bill_t **out, const char *text, size_t length, const char *name, cost_error_t *err)
{
    *out = NULL;
    cost_bill_t *bill = new_bill();
    if (!bill)
        return cost_fail_memory(err);
    cost_saved_t saved = {.bill = bill, .err = err};
    return finish(out, bill, fill(&saved, text, length, name));
}

cost_status_t cost_bill_load(cost_bill_t **out, const char *file, cost_error_t *err)
{
    char *text;
    size_t length;
    *out = NULL;
    cost_bill_t *bill = new_bill();
    if (!bill)
        return cost_fail_memory(err);
    cost_saved_t saved = {.bill = bill, .err = err};
    const size_t most = is_csv(file) ? (size_t)COST_CSV_BYTES_MAX : (size_t)COST_TREE_BYTES_MAX;
    cost_status_t status = cost_file_read(&text, &length, bill->arena, file, most, err);
    if (!status)
        status = fill(&saved, text, length, file);
    return finish(out, bill, status);
}
