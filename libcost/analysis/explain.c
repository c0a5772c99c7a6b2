/* Which lines are explained, and what may be asked of the explanation. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "libcost/analysis/explanation.h"
#include "libcost/base/buffer.h"

const char *cost_explain_step_name(int step)
{
#define STEP_NAME(name, text, help) text,
    static const char *const names[] = {COST_EXPLAIN_LIST(STEP_NAME)};
#undef STEP_NAME
    return step >= 0 && step < COST_EXPLAIN_STEPS ? names[step] : NULL;
}

void cost_explain_add(cost_explainer_t *explainer, cost_explain_step_t step, const char *source, const char *format,
                      ...)
{
    cost_arena_t *arena = explainer->explanation->arena;
    cost_explained_step_t *added = cost_arena_alloc(arena, sizeof *added);
    cost_buffer_t text;
    va_list arguments;
    va_start(arguments, format);
    cost_buffer_init(&text);
    cost_buffer_add_arguments(&text, format, arguments);
    va_end(arguments);
    if (added && !text.failed) {
        *added = (cost_explained_step_t){
            .step = step, .text = cost_arena_string(arena, text.text ? text.text : ""), .source = source};
        explainer->failed = explainer->failed || !added->text;
        *(explainer->out->last ? &explainer->out->last->next : &explainer->out->first) = added;
        explainer->out->last = added;
        explainer->out->count++;
    } else {
        explainer->failed = true;
    }
    cost_buffer_clear(&text);
}

/* ---- which lines ---- */

static bool contains(const char *text, const char *word, size_t length)
{
    for (; strlen(text) >= length; text++)
        if (!strncasecmp(text, word, length))
            return true;
    return false;
}

static bool matches(const cost_bill_t *bill, size_t i, const char *pattern)
{
    char id[640];
    const char *const texts[] = {cost_bill_line_field(bill, i, COST_LINE_ID, id, sizeof id),
                                 bill->lines[i].record->service->name, bill->lines[i].usage_type};
    for (const char *word = pattern + strspn(pattern, " "); *word; word += strspn(word, " ")) {
        const size_t length = strcspn(word, " ");
        bool found = false;
        for (size_t k = 0; k < COST_COUNT(texts); k++)
            found = found || contains(texts[k], word, length);
        if (!found)
            return false;
        word += length;
    }
    return true;
}

static cost_status_t no_line(const cost_bill_t *bill, const char *pattern, cost_error_t *err)
{
    char id[640], known[512] = "";
    size_t used = 0;
    for (size_t i = 0; i < bill->line_count && i < 3 && used < sizeof known; i++)
        used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
                                 cost_bill_line_field(bill, i, COST_LINE_ID, id, sizeof id));
    if (!bill->line_count)
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "the bill has no line");
    return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0}, "no line of the bill has \"%.100s\"; it has %s%s", pattern,
                     known, bill->line_count > 3 ? ", ..." : "");
}

/* ---- one line ---- */

static const cost_workload_t *find_workload(const cost_workload_t *const *workloads, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(workloads[i]->name, name))
            return workloads[i];
    return NULL;
}

/* NULL when the resource was not there in the month. */
static const cost_flows_t *find_flows(const cost_bill_t *bill, const cost_line_t *line)
{
    const cost_resource_t *resource = line->record->resource;
    for (const cost_track_t *track = bill->tracks; track; track = track->next)
        if (track->month.start == bill->months[line->month].start && !strcmp(track->workload->name, resource->workload))
            return &track->flows[resource - track->resources];
    return NULL;
}

static void explain_what(cost_explainer_t *explainer)
{
    const cost_record_t *record = explainer->line->record;
    const cost_dimension_t *dimension = &record->service->dimensions[record->dimension];
    const char *variant = record->key.variant;
    cost_explain_add(explainer, COST_EXPLAIN_WHAT, record->service->source ? record->service->source : "",
                     "%s %s: %s%s%s%s, in %s", record->service->title, dimension->name,
                     dimension->help ? dimension->help : "as AWS meters it", *variant ? " (" : "", variant,
                     *variant ? ")" : "", record->key.region);
    if (record->implied)
        cost_explain_add(explainer, COST_EXPLAIN_WHAT, "", "AWS bills it alongside %s, a resource of %s",
                         record->resource->id, record->resource->service->title);
}

static cost_status_t explain_line(cost_explanation_t *explanation, size_t i, const cost_workload_t *const *workloads,
                                  size_t count, cost_error_t *err)
{
    cost_explained_line_t *out = &explanation->lines[explanation->count++];
    const cost_line_t *line = &explanation->bill->lines[i];
    out->line = i;
    cost_explainer_t explainer = {.explanation = explanation,
                                  .out = out,
                                  .line = line,
                                  .workload = find_workload(workloads, count, line->record->resource->workload),
                                  .flows = find_flows(explanation->bill, line)};
    if (!explainer.workload)
        return cost_fail(err, COST_ERR_RANGE, (cost_place_t){0},
                         "the bill is of a workload \"%.80s\" that was not given", line->record->resource->workload);
    explain_what(&explainer);
    cost_explain_inputs(&explainer);
    cost_explain_loads(&explainer);
    cost_explain_prices(&explainer);
    return explainer.failed ? cost_fail_memory(err) : COST_OK;
}

static cost_status_t explain_lines(cost_explanation_t *explanation, const cost_workload_t *const *workloads,
                                   size_t count, const char *pattern, cost_error_t *err)
{
    const cost_bill_t *bill = explanation->bill;
    explanation->lines = cost_arena_array(explanation->arena, bill->line_count + 1, sizeof *explanation->lines);
    if (!explanation->lines)
        return cost_fail_memory(err);
    for (size_t i = 0; i < bill->line_count; i++) {
        cost_status_t status =
            matches(bill, i, pattern) ? explain_line(explanation, i, workloads, count, err) : COST_OK;
        if (status)
            return status;
    }
    return explanation->count ? COST_OK : no_line(bill, pattern, err);
}

cost_status_t cost_explain(cost_explanation_t **out, const cost_bill_t *bill, const cost_workload_t *const *workloads,
                           size_t count, const char *pattern, cost_error_t *err)
{
    *out = NULL;
    if (!bill->catalog)
        return cost_fail(err, COST_ERR_UNSUPPORTED, (cost_place_t){0},
                         "a bill that was saved knows lines, not reasons; explain its workload file");
    cost_arena_t *arena = cost_arena_create();
    cost_explanation_t *explanation = arena ? cost_arena_alloc(arena, sizeof *explanation) : NULL;
    if (!explanation) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    explanation->arena = arena;
    explanation->bill = bill;
    cost_status_t status = explain_lines(explanation, workloads, count, pattern ? pattern : "", err);
    if (status)
        cost_explanation_destroy(explanation);
    else
        *out = explanation;
    return status;
}

void cost_explanation_destroy(cost_explanation_t *explanation)
{
    if (explanation)
        cost_arena_destroy(explanation->arena);
}

/* ---- what may be asked ---- */

size_t cost_explanation_count(const cost_explanation_t *explanation)
{
    return explanation->count;
}

size_t cost_explanation_line(const cost_explanation_t *explanation, size_t i)
{
    return i < explanation->count ? explanation->lines[i].line : (size_t)-1;
}

size_t cost_explanation_step_count(const cost_explanation_t *explanation, size_t i)
{
    return i < explanation->count ? explanation->lines[i].count : 0;
}

static const cost_explained_step_t *find_step(const cost_explanation_t *explanation, size_t i, size_t k)
{
    const cost_explained_step_t *step = i < explanation->count ? explanation->lines[i].first : NULL;
    while (step && k-- > 0)
        step = step->next;
    return step;
}

cost_explain_step_t cost_explanation_step(const cost_explanation_t *explanation, size_t i, size_t k)
{
    const cost_explained_step_t *step = find_step(explanation, i, k);
    return step ? step->step : COST_EXPLAIN_STEPS;
}

const char *cost_explanation_text(const cost_explanation_t *explanation, size_t i, size_t k)
{
    const cost_explained_step_t *step = find_step(explanation, i, k);
    return step ? step->text : "";
}

const char *cost_explanation_source(const cost_explanation_t *explanation, size_t i, size_t k)
{
    const cost_explained_step_t *step = find_step(explanation, i, k);
    return step ? step->source : "";
}
