/* What a bill owns up to about the prices that it used. */
#include <stdio.h>
#include <string.h>

#include "libcost/bill/rater.h"

enum { STALE_MONTHS = 12, NAMED_MAX = 3 };

static int32_t months_of(int32_t date)
{
    return date / 10000 * 12 + date / 100 % 100 - 1;
}

static bool is_stale(const cost_rater_t *rater, const cost_price_t *price)
{
    int32_t apart = months_of(rater->date) - months_of(price->observed);
    return price->observed && (apart > STALE_MONTHS || apart < -STALE_MONTHS);
}

static bool noted(const cost_notes_t *notes, const char *code, const char *text)
{
    for (const cost_note_t *note = notes->first; note; note = note->next)
        if (!strcmp(note->first, code) && !strcmp(note->second, text))
            return true;
    return false;
}

static cost_status_t add(cost_rater_t *rater, const cost_record_t *record, const char *code, const char *text,
                         cost_error_t *err)
{
    char path[256];
    const cost_node_t *node = record->resource->node;
    if (noted(rater->warnings, code, text))
        return COST_OK;
    cost_note_t note = {
        .workload = record->resource->workload, .first = code, .file = node->file, .line = node->key_line};
    note.path = cost_arena_string(rater->arena, cost_node_path(node, path, sizeof path));
    note.second = cost_arena_string(rater->arena, text);
    if (!note.path || !note.second || !cost_notes_add(rater->warnings, rater->arena, &note))
        return cost_fail_memory(err);
    return COST_OK;
}

/* Stale prices are counted, each once however many months use it; the first few are named in one warning at the end. */
static cost_status_t count_stale(cost_rater_t *rater, const cost_price_t *price, cost_error_t *err)
{
    char name[128];
    snprintf(name, sizeof name, "%s %s (%04d-%02d)", price->service, price->dimension, (int)(price->observed / 10000),
             (int)(price->observed / 100 % 100));
    if (noted(&rater->stale, name, ""))
        return COST_OK;
    const cost_note_t note = {.first = cost_arena_string(rater->arena, name), .second = ""};
    return note.first && cost_notes_add(&rater->stale, rater->arena, &note) ? COST_OK : cost_fail_memory(err);
}

static void join_names(char *text, size_t size, const cost_notes_t *notes)
{
    size_t used = 0, count = 0;
    text[0] = '\0';
    for (const cost_note_t *note = notes->first; note && count < NAMED_MAX && used < size; note = note->next, count++)
        used += (size_t)snprintf(text + used, size - used, "%s%s", count ? ", " : "", note->first);
}

cost_status_t cost_rate_note(cost_rater_t *rater, const cost_price_t *price, const cost_record_t *record,
                             cost_error_t *err)
{
    char text[512];
    if (!rater->stale_record && is_stale(rater, price))
        rater->stale_record = record;
    if (is_stale(rater, price) && count_stale(rater, price, err))
        return COST_ERR_MEMORY;
    if (price->confidence != COST_CONFIDENCE_LOW)
        return COST_OK;
    snprintf(text, sizeof text, "the price of %s %s%s%s%s in %s is of low confidence: %.200s", price->service,
             price->dimension, *price->variant ? " (" : "", price->variant, *price->variant ? ")" : "", price->region,
             price->source_url);
    return add(rater, record, "low-confidence-price", text, err);
}

static cost_status_t note_stale(cost_rater_t *rater, cost_error_t *err)
{
    char text[640], names[400];
    if (!rater->stale_record)
        return COST_OK;
    join_names(names, sizeof names, &rater->stale);
    snprintf(text, sizeof text, "%zu price%s observed more than %d months from %04d-%02d-%02d: %s%s",
             rater->stale.count, rater->stale.count == 1 ? " was" : "s were", STALE_MONTHS, (int)(rater->date / 10000),
             (int)(rater->date / 100 % 100), (int)(rater->date % 100), names,
             rater->stale.count > NAMED_MAX ? ", ..." : "");
    return add(rater, rater->stale_record, "old-price", text, err);
}

/* Prices of one's own that are not heard would be the most silent of errors. */
static cost_status_t note_ignored(cost_rater_t *rater, cost_error_t *err)
{
    char text[256];
    const cost_ignored_t ignored = cost_catalog_ignored(rater->catalog);
    if (!ignored.count)
        return COST_OK;
    snprintf(text, sizeof text,
             "%zu row%s of it %s of a service, dimension, variant or rule that nothing asks for; `ilm-cost prices "
             "check` names %s",
             ignored.count, ignored.count == 1 ? "" : "s", ignored.count == 1 ? "is" : "are",
             ignored.count == 1 ? "it" : "them");
    const cost_note_t note = {.workload = rater->account->name,
                              .path = "prices",
                              .first = "prices-not-used",
                              .second = cost_arena_string(rater->arena, text),
                              .file = cost_arena_string(rater->arena, ignored.file),
                              .line = ignored.line};
    if (!note.second || !note.file || !cost_notes_add(rater->warnings, rater->arena, &note))
        return cost_fail_memory(err);
    return COST_OK;
}

cost_status_t cost_rate_warnings(cost_rater_t *rater, cost_error_t *err)
{
    cost_status_t status = note_stale(rater, err);
    return status ? status : note_ignored(rater, err);
}
