/* Reads a workload file: document, scenario, overrides, sections, resources. */
#include "libcost/workload/workload.h"

#include <string.h>

#include "libcost/base/file.h"

/* ---- the document: file, scenario, --set ---- */

#define NO_PATCH "a scenario is a map that is laid over the file, such as {resources: {app: {tasks: 3}}}"

static cost_status_t apply_scenario(const cost_node_t **root, cost_arena_t *arena, const char *name, cost_error_t *err)
{
    const char *known[64];
    size_t count = 0;
    const cost_node_t *scenarios = cost_node_find(*root, "scenarios");
    const cost_node_t *patch = cost_node_find(scenarios, name);
    if (patch && patch->kind != COST_NODE_MAP)
        return cost_fail_at(err, COST_ERR_SCHEMA, patch, NO_PATCH);
    if (!patch) {
        bool named = scenarios && scenarios->kind == COST_NODE_MAP;
        for (const cost_node_t *node = named ? scenarios->first : NULL; node && count < 64; node = node->next)
            known[count++] = node->key;
        const char *near = cost_nearest(name, known, count);
        return near ? cost_fail_at(err, COST_ERR_RANGE, *root, "there is no scenario \"%s\"; did you mean %s?", name,
                                   near)
                    : cost_fail_at(err, COST_ERR_RANGE, *root, "there is no scenario \"%s\"%s%s", name,
                                   count ? "; the first there is, is " : "; the file has none", count ? known[0] : "");
    }
    const cost_node_t *merged = cost_node_merge(arena, *root, patch);
    if (!merged)
        return cost_fail_memory(err);
    *root = merged;
    return COST_OK;
}

static cost_status_t apply_overrides(const cost_node_t **root, cost_arena_t *arena, const cost_options_t *options,
                                     cost_error_t *err)
{
    for (size_t i = 0; i < options->override_count; i++) {
        const char *assignment = options->overrides[i];
        const char *equals = strchr(assignment, '=');
        char *path = cost_arena_text(arena, assignment, (size_t)(equals - assignment));
        cost_node_t *changed = NULL;
        if (!path)
            return cost_fail_memory(err);
        cost_status_t status = cost_node_set(&changed, arena, *root, path, equals + 1, "--set", err);
        if (status)
            return status;
        *root = changed;
    }
    return COST_OK;
}

/* ---- top level ---- */

static cost_status_t read_format(cost_reader_t *reader, const cost_value_t *format)
{
    if (!format->text || !strcmp(format->text, "libcost-workload/1"))
        return COST_OK;
    return cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, format->node,
                                                 "\"%s\" is not libcost-workload/1", format->text));
}

static void read_period(cost_reader_t *reader, cost_workload_t *workload, const cost_value_t *value,
                        const char *override)
{
    char why[COST_PERIOD_WHY_SIZE];
    const char *text = override ? override : value->text;
    if (!text || cost_period_parse(&workload->period, text, why))
        return;
    cost_place_t place = {.file = "--period"};
    cost_reader_fail(reader, override ? cost_fail(reader->err, COST_ERR_SCHEMA, place, "%s", why)
                                      : cost_fail_at(reader->err, COST_ERR_SCHEMA, value->node, "%s", why));
}

/* ---- the whole ---- */

static const cost_node_t *read_scenarios(cost_reader_t *reader, const cost_node_t *map)
{
    if (map && map->kind != COST_NODE_MAP)
        cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, map,
                                              "scenarios are a map from names to what changes in the file"));
    for (const cost_node_t *node = map && map->kind == COST_NODE_MAP ? map->first : NULL; node; node = node->next)
        if (node->kind != COST_NODE_MAP)
            cost_reader_fail(reader, cost_fail_at(reader->err, COST_ERR_SCHEMA, node, NO_PATCH));
    return map;
}

static void read_top(cost_reader_t *reader, cost_workload_t *workload, const cost_options_t *options)
{
    static const cost_tags_t no_tags = {NULL, 0};
    const cost_value_t *top = cost_fields_read(reader, workload->root, &(cost_scope_t){NULL, NULL}, cost_top_fields,
                                               COST_TOP_FIELDS, NULL, 0, true);
    if (!top)
        return;
    read_format(reader, &top[COST_TOP_FORMAT]);
    workload->name = top[COST_TOP_WORKLOAD].text;
    reader->workload = workload->name;
    workload->region = options && options->region ? options->region : top[COST_TOP_REGION].text;
    reader->region_refused = top[COST_TOP_REGION].given && !workload->region;
    if (workload->region) {
        workload->region = cost_arena_string(reader->arena, workload->region);
        if (!workload->region) {
            cost_reader_memory(reader);
            return;
        }
    }
    read_period(reader, workload, &top[COST_TOP_PERIOD], options ? options->period : NULL);
    cost_tags_read(reader, top[COST_TOP_TAGS].node, &no_tags, &workload->tags);
    cost_traffic_read(reader, workload, &top[COST_TOP_TRAFFIC]);
    cost_schedules_read(reader, workload, &top[COST_TOP_SCHEDULES]);
    cost_members_read(reader, workload, &top[COST_TOP_RESOURCES]);
    workload->budgets = &top[COST_TOP_BUDGETS];
    workload->scenarios = read_scenarios(reader, top[COST_TOP_SCENARIOS].node);
    const cost_value_t *account = top[COST_TOP_ACCOUNT].values;
    workload->always_free = !account || account[COST_ACCOUNT_ALWAYS_FREE].on;
    workload->database_savings_plan = account && account[COST_ACCOUNT_DATABASE_SAVINGS_PLAN].on;
    workload->apprunner_customer = account && account[COST_ACCOUNT_APPRUNNER_CUSTOMER].on;
    cost_account_usage_read(reader, workload, account ? account[COST_ACCOUNT_USAGE].node : NULL);
    cost_graph_read(reader, workload);
    workload->budget = cost_budgets_read(reader, workload->budgets);
    workload->budget_count = workload->budget ? workload->budgets->entry_count : 0;
    if (!options || !options->scenario)
        cost_budgets_check(reader, workload);
}

static cost_status_t read_root(cost_workload_t *workload, const cost_options_t *options, cost_error_t *err)
{
    cost_status_t status = COST_OK;
    if (workload->root->kind != COST_NODE_MAP)
        return cost_fail_at(err, COST_ERR_SCHEMA, workload->root,
                            "a workload file is a map that begins with format: libcost-workload/1");
    if (options && options->scenario)
        status = apply_scenario(&workload->root, workload->arena, options->scenario, err);
    if (!status && options)
        status = apply_overrides(&workload->root, workload->arena, options, err);
    if (status)
        return status;
    cost_reader_t reader = {
        .arena = workload->arena, .err = err, .defaults = &workload->defaults, .warnings = &workload->warnings};
    read_top(&reader, workload, options);
    return reader.status;
}

/* Notes that were made before the file's name was known get it now. */
static void name_notes(cost_notes_t *notes, const char *name)
{
    for (cost_note_t *note = notes->first; note; note = note->next)
        note->workload = name;
}

/* "shops/" of "shops/shop.yaml". */
static const char *folder_of(cost_arena_t *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    return cost_arena_text(arena, file, slash ? (size_t)(slash + 1 - file) : 0);
}

/* ---- the scenarios of a file that has problems ---- */

enum { SCENARIOS_TOLD = 64 };

static bool is_told(const cost_error_t *err, const char *text)
{
    for (size_t i = 0; i < cost_error_count(err); i++)
        if (!strcmp(cost_error_text(err, i), text))
            return true;
    return false;
}

/* What the file alone does not bring up. */
static void tell(cost_error_t *err, const cost_error_t *of, const char *scenario)
{
    for (size_t i = 0; i < cost_error_count(of); i++) {
        const cost_place_t place = {cost_error_file(of, i), cost_error_line(of, i), cost_error_column(of, i),
                                    cost_error_path(of, i)};
        if (!is_told(err, cost_error_text(of, i)))
            (void)cost_fail(err, cost_error_status(of, i), place, "%s (scenario %s)", cost_error_message(of, i),
                            scenario);
    }
}

static void check_scenarios(const cost_workload_t *workload, const cost_options_t *options, cost_error_t *err)
{
    const cost_node_t *scenarios = cost_node_find(workload->document, "scenarios");
    if (!options || !options->catalog || options->scenario || !scenarios || scenarios->kind != COST_NODE_MAP)
        return;
    const cost_node_t *node = scenarios->first;
    for (int i = 0; node && i < SCENARIOS_TOLD; i++, node = node->next) {
        cost_workload_t other = {.arena = workload->arena,
                                 .document = workload->document,
                                 .root = workload->document,
                                 .folder = workload->folder,
                                 .file = workload->file};
        cost_options_t with = *options;
        with.scenario = (char *)node->key; /* only read */
        cost_error_t *own = node->kind == COST_NODE_MAP ? cost_error_create() : NULL;
        if (own && read_root(&other, &with, own) != COST_ERR_MEMORY) {
            cost_members_check(&other, &with, own);
            tell(err, own, node->key);
        }
        cost_error_destroy(own);
    }
}

/* Takes over the arena, in which `folder` is unless it is NULL. */
static cost_status_t finish(cost_workload_t **out, cost_arena_t *arena, const cost_node_t *root, const char *file,
                            const char *folder, const cost_options_t *options, cost_error_t *err)
{
    cost_workload_t *workload = cost_arena_alloc(arena, sizeof *workload);
    if (!workload) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    workload->arena = arena;
    workload->document = workload->root = root;
    workload->folder = folder;
    if (options && options->folder)
        workload->folder = folder = cost_arena_format(arena, "%s/", options->folder);
    workload->file = cost_arena_string(arena, cost_file_label(file));
    const size_t before = cost_error_count(err);
    const bool made = workload->file && (folder || !options || !options->folder);
    cost_status_t status = made ? read_root(workload, options, err) : cost_fail_memory(err);
    if (status) {
        if (status != COST_ERR_MEMORY) {
            cost_members_check(workload, options, err);
            check_scenarios(workload, options, err);
        }
        cost_error_sort(err, before);
        cost_arena_destroy(arena);
        return status;
    }
    name_notes(&workload->defaults, workload->name);
    name_notes(&workload->warnings, workload->name);
    *out = workload;
    return COST_OK;
}

cost_status_t cost_workload_load(cost_workload_t **out, const char *file, const cost_options_t *options,
                                 cost_error_t *err)
{
    *out = NULL;
    cost_node_t *root = NULL;
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(err);
    const char *folder = folder_of(arena, file);
    cost_status_t status = folder ? cost_tree_load(&root, arena, file, err) : cost_fail_memory(err);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    return finish(out, arena, root, file, folder, options, err);
}

cost_status_t cost_workload_parse(cost_workload_t **out, const char *text, size_t length, const char *name,
                                  const cost_options_t *options, cost_error_t *err)
{
    *out = NULL;
    cost_node_t *root = NULL;
    cost_arena_t *arena = cost_arena_create();
    if (!arena)
        return cost_fail_memory(err);
    cost_status_t status = cost_tree_parse(&root, arena, text, length, name, err);
    if (status) {
        cost_arena_destroy(arena);
        return status;
    }
    return finish(out, arena, root, name, NULL, options, err);
}

cost_status_t cost_workload_read(cost_workload_t **out, const cost_node_t *document, const cost_workload_t *like,
                                 const cost_options_t *options, cost_error_t *err)
{
    *out = NULL;
    cost_arena_t *arena = cost_arena_create();
    return arena ? finish(out, arena, document, like->file, like->folder, options, err) : cost_fail_memory(err);
}

void cost_workload_destroy(cost_workload_t *workload)
{
    if (workload)
        cost_arena_destroy(workload->arena);
}

const char *cost_workload_name(const cost_workload_t *workload)
{
    return workload->name;
}

size_t cost_workload_resource_count(const cost_workload_t *workload)
{
    return workload->member_count;
}

const char *cost_workload_resource(const cost_workload_t *workload, size_t i)
{
    return i < workload->member_count ? workload->members[i].base.id : NULL;
}

size_t cost_workload_scenario_count(const cost_workload_t *workload)
{
    return workload->scenarios ? workload->scenarios->count : 0;
}

const char *cost_workload_scenario(const cost_workload_t *workload, size_t i)
{
    const cost_node_t *node = workload->scenarios ? workload->scenarios->first : NULL;
    while (node && i-- > 0)
        node = node->next;
    return node ? node->key : NULL;
}
