/* What a check needs besides the files: settings, and budgets in a file of their own. */
#include "libcost/analysis/gate.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/file.h"

/* ---- settings ---- */

cost_gate_t *cost_gate_create(void)
{
    return cost_alloc(sizeof(cost_gate_t));
}

void cost_gate_destroy(cost_gate_t *gate)
{
    cost_free(gate);
}

void cost_gate_set_budgets(cost_gate_t *gate, const cost_budgets_t *budgets)
{
    gate->budgets = budgets;
}

void cost_gate_set_baseline(cost_gate_t *gate, const cost_bill_t *baseline)
{
    gate->baseline = baseline;
}

cost_status_t cost_gate_set_today(cost_gate_t *gate, const char *today)
{
    const int32_t day = today ? cost_day_parse(today) : 0;
    if (today && !day)
        return COST_ERR_SYNTAX;
    gate->today = day;
    return COST_OK;
}

cost_status_t cost_gate_set_trials(cost_gate_t *gate, size_t trials)
{
    if (trials > COST_TRIALS_MAX)
        return COST_ERR_RANGE;
    gate->trials = trials;
    return COST_OK;
}

void cost_gate_set_seed(cost_gate_t *gate, uint64_t seed)
{
    gate->has_seed = true;
    gate->seed = seed;
}

cost_status_t cost_gate_set_threads(cost_gate_t *gate, size_t threads)
{
    if (!threads || threads > COST_THREADS_MAX)
        return COST_ERR_RANGE;
    gate->threads = threads;
    return COST_OK;
}

void cost_gate_set_progress(cost_gate_t *gate, cost_progress_t progress, void *user)
{
    gate->progress = progress;
    gate->user = user;
}

/* ---- budgets in a file ---- */

enum { FORMAT, BUDGETS, FIELDS };
static const cost_field_t fields[FIELDS] = {
    [FORMAT] = {.name = "format", .kind = COST_KIND_TEXT, .required = true, .help = "libcost-budgets/1"},
    [BUDGETS] = {.name = "budgets",
                 .kind = COST_KIND_MAP,
                 .fields = cost_budget_fields,
                 .field_count = COST_BUDGET_FIELDS,
                 .required = true,
                 .help = "a map such as {month: {limit: 600 USD}}"},
};

static cost_status_t read_root(cost_budgets_t *budgets, const cost_node_t *root, cost_error_t *err)
{
    cost_reader_t reader = {.arena = budgets->arena, .err = err, .workload = ""};
    if (root->kind != COST_NODE_MAP)
        return cost_fail_at(err, COST_ERR_SCHEMA, root,
                            "a file of budgets is a map that begins with format: libcost-budgets/1");
    const cost_value_t *top =
        cost_fields_read(&reader, root, &(cost_scope_t){NULL, NULL}, fields, FIELDS, NULL, 0, true);
    if (!top)
        return reader.status;
    if (top[FORMAT].text && strcmp(top[FORMAT].text, "libcost-budgets/1"))
        cost_reader_fail(&reader, cost_fail_at(err, COST_ERR_SCHEMA, top[FORMAT].node,
                                               "\"%.80s\" is not libcost-budgets/1", top[FORMAT].text));
    budgets->budgets = cost_budgets_read(&reader, &top[BUDGETS]);
    budgets->count = top[BUDGETS].entry_count;
    return reader.status;
}

/* Takes over the arena. */
static cost_status_t finish(cost_budgets_t **out, cost_arena_t *arena, cost_status_t status, const cost_node_t *root,
                            cost_error_t *err)
{
    cost_budgets_t *budgets = status ? NULL : cost_arena_alloc(arena, sizeof *budgets);
    if (!status)
        status = budgets ? COST_OK : cost_fail_memory(err);
    if (!status) {
        budgets->arena = arena;
        status = read_root(budgets, root, err);
    }
    if (status)
        cost_arena_destroy(arena);
    *out = status ? NULL : budgets;
    return status;
}

cost_status_t cost_budgets_load(cost_budgets_t **out, const char *file, cost_error_t *err)
{
    cost_node_t *root = NULL;
    cost_arena_t *arena = cost_arena_create();
    *out = NULL;
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status = cost_tree_load(&root, arena, file, err);
    return finish(out, arena, status, root, err);
}

cost_status_t cost_budgets_parse(cost_budgets_t **out, const char *text, size_t length, const char *name,
                                 cost_error_t *err)
{
    cost_node_t *root = NULL;
    cost_arena_t *arena = cost_arena_create();
    *out = NULL;
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status = cost_tree_parse(&root, arena, text, length, name, err);
    return finish(out, arena, status, root, err);
}

void cost_budgets_destroy(cost_budgets_t *budgets)
{
    if (budgets)
        cost_arena_destroy(budgets->arena);
}

size_t cost_budgets_count(const cost_budgets_t *budgets)
{
    return budgets->count;
}
