/* Answers of CloudWatch as series: what `aws cloudwatch get-metric-data` and `get-metric-statistics` print.
 *
 *     {"MetricDataResults": [{"Id": "m1", "Label": "RequestCount", "Timestamps": [...], "Values": [...],
 *                             "StatusCode": "Complete"}]}
 *     {"Label": "RequestCount", "Datapoints": [{"Timestamp": "...", "Sum": 123.0, "Unit": "Count"}, ...]}
 *
 * Points come in any order, the newest first as a rule.  Source: the API references of both. */
#include <string.h>

#include "libcost/workload/scalars.h"
#include "libcost/workload/workload.h"

enum { COLUMNS = 2, NAMED_MAX = 8 };

static const char *text_of(const cost_node_t *map, const char *key)
{
    const cost_node_t *node = cost_node_find(map, key);
    return node ? node->text : NULL;
}

static bool is_list(const cost_node_t *node)
{
    return node && node->kind == COST_NODE_LIST;
}

static cost_status_t begin_table(cost_csv_t *out, cost_arena_t *arena, const char *file, size_t rows, cost_error_t *err)
{
    static const char *const header[COLUMNS] = {"timestamp", "value"};
    const char **cells = cost_arena_array(arena, COLUMNS * rows + 1, sizeof *cells);
    int *lines = cost_arena_array(arena, rows + 1, sizeof *lines);
    if (!cells || !lines)
        return cost_fail_memory(err);
    *out = (cost_csv_t){
        .file = file, .header = header, .column_count = COLUMNS, .cells = cells, .lines = lines, .row_count = rows};
    return COST_OK;
}

static cost_status_t put_row(cost_csv_t *table, size_t row, const cost_node_t *time, const cost_node_t *value,
                             cost_error_t *err)
{
    const char **cells = (const char **)table->cells + COLUMNS * row;
    const cost_node_t *wrong = !time->text ? time : value;
    if (!time->text || !value->text)
        return cost_fail_at(err, COST_ERR_SCHEMA, wrong, "a time and a number are expected");
    cells[0] = time->text;
    cells[1] = value->text;
    ((int *)table->lines)[row] = time->line;
    return COST_OK;
}

/* ---- get-metric-data ---- */

static cost_status_t name_results(const cost_node_t *results, const char *name, cost_error_t *err)
{
    const char *known[NAMED_MAX + 1];
    size_t count = 0;
    char list[256];
    for (const cost_node_t *result = results->first; result && count < NAMED_MAX; result = result->next)
        if (text_of(result, "Id"))
            known[count++] = text_of(result, "Id");
    known[count] = NULL;
    cost_choices_join(list, sizeof list, known);
    if (!name)
        return cost_fail_at(err, COST_ERR_SCHEMA, results,
                            "holds %zu metrics; measured: {column: ID} chooses one of them: %s", results->count, list);
    return cost_fail_at(err, COST_ERR_SCHEMA, results, "has no metric \"%s\"; there is %s", name, list);
}

static cost_status_t find_result(const cost_node_t **out, const cost_node_t *results, const char *name,
                                 cost_error_t *err)
{
    *out = NULL;
    for (const cost_node_t *result = results->first; result; result = result->next) {
        const char *id = text_of(result, "Id"), *label = text_of(result, "Label");
        if (name ? (id && !strcmp(id, name)) || (label && !strcmp(label, name)) : results->count == 1)
            *out = result;
    }
    return *out ? COST_OK : name_results(results, name, err);
}

static cost_status_t read_data(cost_csv_t *out, cost_arena_t *arena, const cost_node_t *root, const char *name,
                               cost_error_t *err)
{
    const cost_node_t *result, *more = cost_node_find(root, "NextToken");
    cost_status_t status = find_result(&result, cost_node_find(root, "MetricDataResults"), name, err);
    if (status)
        return status;
    const cost_node_t *times = cost_node_find(result, "Timestamps"), *values = cost_node_find(result, "Values");
    const char *code = text_of(result, "StatusCode");
    if (!is_list(times) || !is_list(values) || times->count != values->count)
        return cost_fail_at(err, COST_ERR_SCHEMA, result, "Timestamps and Values are lists of one length");
    if ((code && strcmp(code, "Complete")) || (more && more->text))
        return cost_fail_at(
            err, COST_ERR_SCHEMA, result,
            "is %s: a part of the answer; all of its pages in one file are expected, as `aws cloudwatch "
            "get-metric-data` gives them without --max-items",
            code && strcmp(code, "Complete") ? code : "followed by a NextToken");
    status = begin_table(out, arena, root->file, times->count, err);
    const cost_node_t *time = times->first, *value = values->first;
    for (size_t row = 0; row < times->count && !status; row++, time = time->next, value = value->next)
        status = put_row(out, row, time, value, err);
    return status;
}

/* ---- get-metric-statistics ---- */

static cost_status_t read_statistics(cost_csv_t *out, cost_arena_t *arena, const cost_node_t *root, const char *name,
                                     cost_error_t *err)
{
    const cost_node_t *points = cost_node_find(root, "Datapoints");
    const char *statistic = name ? name : "Sum";
    cost_status_t status = begin_table(out, arena, root->file, points->count, err);
    size_t row = 0;
    for (const cost_node_t *point = points->first; point && !status; point = point->next, row++) {
        const cost_node_t *time = cost_node_find(point, "Timestamp"), *value = cost_node_find(point, statistic);
        if (!time || !value)
            status = cost_fail_at(err, COST_ERR_SCHEMA, point,
                                  "has no %s; counts are asked for with --statistics Sum, and measured: {column: NAME} "
                                  "takes another statistic",
                                  time ? statistic : "Timestamp");
        else
            status = put_row(out, row, time, value, err);
    }
    return status;
}

cost_status_t cost_series_answer(cost_csv_t *out, cost_arena_t *arena, const cost_node_t *root, const char *name,
                                 cost_error_t *err)
{
    if (root->kind == COST_NODE_MAP && is_list(cost_node_find(root, "MetricDataResults")))
        return read_data(out, arena, root, name, err);
    if (root->kind == COST_NODE_MAP && is_list(cost_node_find(root, "Datapoints")))
        return read_statistics(out, arena, root, name, err);
    return cost_fail_at(
        err, COST_ERR_SCHEMA, root,
        "is neither what `aws cloudwatch get-metric-data` prints nor get-metric-statistics; a CSV file of "
        "timestamp,value would do");
}
