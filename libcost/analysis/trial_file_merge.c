/* Joins files of trials, which are read one after the other and again and again: memory does not depend on how many
 * trials they have. */
#include <stdlib.h>
#include <string.h>

#include "libcost/analysis/trial_file_bytes.h"
#include "libcost/analysis/trial_file_part.h"
#include "libcost/base/alloc.h"
#include "libcost/base/error.h"

enum { DATE_MAX = 99991231 };

typedef struct {
    cost_trial_part_t *parts; /* in the order of their trials */
    size_t count;
} parts_t;

/* Where records are read from. */
typedef struct {
    const parts_t *parts;
    cost_section_id_t section;
} source_t;

static cost_status_t read_parts(const cost_records_t *records, cost_rows_t take, void *user, cost_error_t *err)
{
    const source_t *source = records->source;
    unsigned char *bytes = cost_alloc_array(COST_SEGMENT_ROWS * records->width, COST_NUMBER_BYTES);
    int64_t *rows = cost_alloc_array(COST_SEGMENT_ROWS * records->width, sizeof *rows);
    cost_status_t status = bytes && rows ? COST_OK : cost_fail_memory(err);
    for (size_t i = 0; !status && i < source->parts->count; i++)
        status = cost_part_read(&source->parts->parts[i], source->section, bytes, rows, take, user, err);
    cost_free(bytes);
    cost_free(rows);
    return status;
}

/* ---- texts and columns ---- */

typedef struct {
    cost_arena_t *arena;
    const unsigned char *at;
    size_t left;
    bool damaged, failed;
} cursor_t;

static uint64_t next_number(cursor_t *cursor)
{
    if (cursor->left < COST_NUMBER_BYTES) {
        cursor->damaged = true;
        return 0;
    }
    const uint64_t number = cost_number_get(cursor->at);
    cursor->at += COST_NUMBER_BYTES;
    cursor->left -= COST_NUMBER_BYTES;
    return number;
}

static const char *next_text(cursor_t *cursor)
{
    const uint64_t length = next_number(cursor);
    if (length > cursor->left || memchr(cursor->at, '\0', (size_t)length)) {
        cursor->damaged = true;
        return "";
    }
    const size_t taken = ((size_t)length + COST_NUMBER_BYTES - 1) / COST_NUMBER_BYTES * COST_NUMBER_BYTES;
    for (size_t i = (size_t)length; i < taken; i++)
        cursor->damaged = cursor->damaged || cursor->at[i];
    const char *text = cost_arena_text(cursor->arena, (const char *)cursor->at, (size_t)length);
    cursor->failed = cursor->failed || !text;
    cursor->at += taken; /* the header is whole numbers long, and so is what is left of it */
    cursor->left -= taken;
    return text;
}

static void read_about(cost_distribution_t *out, const cost_trial_part_t *part, cursor_t *cursor)
{
    cost_run_about_t *run = &out->run;
    run->identity[0] = cost_part_number(part, COST_AT_IDENTITY);
    run->identity[1] = cost_part_number(part, COST_AT_IDENTITY + 1);
    run->seed = cost_part_number(part, COST_AT_SEED);
    run->trials = part->sections[COST_SECTION_TRIALS].rows;
    run->sobol_rows = part->sections[COST_SECTION_DESIGN].rows;
    const uint64_t date = cost_part_number(part, COST_AT_DATE);
    cursor->damaged = date > DATE_MAX || cost_part_number(part, COST_AT_HOURS_ONLY) > 1;
    run->price_date = date > DATE_MAX ? 0 : (int32_t)date;
    run->hours_only = cost_part_number(part, COST_AT_HOURS_ONLY) != 0;
    run->start = (int64_t)cost_part_number(part, COST_AT_START);
    run->subject = next_text(cursor);
    run->period = next_text(cursor);
    run->scenario = next_text(cursor);
    run->scenario = run->scenario && *run->scenario ? run->scenario : NULL;
    run->book = next_text(cursor);
}

static cost_status_t read_columns(cost_distribution_t *out, const cost_trial_part_t *part, cost_error_t *err)
{
    const size_t fixed = COST_FIXED_NUMBERS * COST_NUMBER_BYTES;
    const cost_section_t *trials = &part->sections[COST_SECTION_TRIALS], *design = &part->sections[COST_SECTION_DESIGN];
    cursor_t cursor = {
        .arena = out->arena, .at = part->header + fixed, .left = part->header_bytes - fixed - COST_NUMBER_BYTES};
    cost_record_column_t *columns = NULL;
    size_t inputs = 0;
    read_about(out, part, &cursor);
    cursor.damaged = cursor.damaged || trials->width > cursor.left / COST_NUMBER_BYTES;
    if (!cursor.damaged) {
        columns = cost_arena_array(out->arena, trials->width, sizeof *columns);
        cursor.failed = cursor.failed || !columns;
    }
    for (size_t i = 0; columns && !cursor.damaged && i < trials->width; i++) {
        const uint64_t kind = next_number(&cursor);
        cursor.damaged = cursor.damaged || kind >= COST_COLUMN_KINDS || (i == 0) != (kind == COST_COLUMN_TOTAL);
        columns[i].kind = kind < COST_COLUMN_KINDS ? (cost_column_kind_t)kind : COST_COLUMN_TOTAL;
        columns[i].central = (int64_t)next_number(&cursor);
        columns[i].limit = (int64_t)next_number(&cursor);
        columns[i].name = next_text(&cursor);
        inputs += columns[i].kind == COST_COLUMN_INPUT;
    }
    out->records.columns = columns;
    if (cursor.failed)
        return cost_fail_memory(err);
    if (cursor.damaged || cursor.left || (design->rows && design->width != inputs + COST_SOBOL_MIXED))
        return cost_part_refuse(part, err, "the file's header is damaged");
    return COST_OK;
}

/* ---- parts of one run ---- */

static const cost_section_t *trials_of(const cost_trial_part_t *part)
{
    return &part->sections[COST_SECTION_TRIALS];
}

static const cost_section_t *design_of(const cost_trial_part_t *part)
{
    return &part->sections[COST_SECTION_DESIGN];
}

static int compare_parts(const void *left, const void *right)
{
    const cost_trial_part_t *a = left, *b = right;
    if (trials_of(a)->first != trials_of(b)->first)
        return trials_of(a)->first < trials_of(b)->first ? -1 : 1;
    return strcmp(a->file, b->file);
}

/* What parts of one run differ in is which trials and rows they have. */
static bool same_header(const cost_trial_part_t *a, const cost_trial_part_t *b)
{
    const size_t numbers = a->header_bytes / COST_NUMBER_BYTES - 1; /* without the sum */
    bool same = a->header_bytes == b->header_bytes;
    for (size_t i = 0; same && i < numbers; i++) {
        const bool own =
            i == COST_AT_FIRST || i == COST_AT_COUNT || i == COST_AT_DESIGN_FIRST || i == COST_AT_DESIGN_COUNT;
        same = own || cost_part_number(a, i) == cost_part_number(b, i);
    }
    return same;
}

static cost_status_t same_run(const cost_trial_part_t *first, const cost_trial_part_t *part, cost_error_t *err)
{
    const cost_place_t place = {.file = part->file};
    if (cost_part_number(first, COST_AT_SEED) != cost_part_number(part, COST_AT_SEED))
        return cost_fail(err, COST_ERR_SCHEMA, place,
                         "it has seed %llu and %s seed %llu: parts of one run are expected",
                         (unsigned long long)cost_part_number(part, COST_AT_SEED), first->file,
                         (unsigned long long)cost_part_number(first, COST_AT_SEED));
    if (trials_of(first)->rows != trials_of(part)->rows)
        return cost_fail(err, COST_ERR_SCHEMA, place,
                         "it is of a run of %llu trials and %s of one of %llu: parts of one run are expected",
                         (unsigned long long)trials_of(part)->rows, first->file,
                         (unsigned long long)trials_of(first)->rows);
    if (!design_of(first)->rows != !design_of(part)->rows)
        return cost_fail(err, COST_ERR_SCHEMA, place,
                         "it is of a run %s Sobol indices and %s of one %s: parts of one run are expected",
                         design_of(part)->rows ? "with" : "without", first->file,
                         design_of(first)->rows ? "with" : "without");
    if (!same_header(first, part))
        return cost_fail(
            err, COST_ERR_SCHEMA, place,
            "it is of another workload, price book or set of options than %s: parts of one run are expected",
            first->file);
    return COST_OK;
}

/* All trials of the run, each once. */
static cost_status_t check_trials(const parts_t *parts, cost_error_t *err)
{
    uint64_t next = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const cost_trial_part_t *part = &parts->parts[i];
        const uint64_t first = trials_of(part)->first;
        if (first < next)
            return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = part->file},
                             "its trials from %llu on are in %s too", (unsigned long long)first,
                             parts->parts[i - 1].file);
        if (first > next)
            return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = part->file},
                             "trials %llu to %llu, which come before its own, are in no file", (unsigned long long)next,
                             (unsigned long long)first - 1);
        next = first + trials_of(part)->count;
    }
    if (next < trials_of(&parts->parts[0])->rows)
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = parts->parts[parts->count - 1].file},
                         "trials %llu to %llu, which come after its own, are in no file", (unsigned long long)next,
                         (unsigned long long)trials_of(&parts->parts[0])->rows - 1);
    return COST_OK;
}

/* Shards of one split that have all trials have all rows of the design as well. */
static cost_status_t check_design(const parts_t *parts, cost_error_t *err)
{
    uint64_t next = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const cost_section_t *design = design_of(&parts->parts[i]);
        if (design->first != next || (i + 1 == parts->count && design->first + design->count != design->rows))
            return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = parts->parts[i].file},
                             "it is a part of another split than the others: of its months for Sobol indices some are "
                             "in no file, or in two");
        next = design->first + design->count;
    }
    return COST_OK;
}

static cost_status_t open_parts(parts_t *parts, cost_arena_t *arena, const char *const *files, size_t count,
                                cost_error_t *err)
{
    cost_status_t status = COST_OK;
    parts->parts = cost_arena_array(arena, count, sizeof *parts->parts);
    if (!parts->parts)
        return cost_fail_memory(err);
    for (size_t i = 0; i < count; i++, parts->count++) {
        const char *file = cost_arena_string(arena, files[i]);
        cost_status_t next = file ? cost_part_open(&parts->parts[i], file, err) : cost_fail_memory(err);
        status = status ? status : next;
    }
    for (size_t i = 1; !status && i < count; i++)
        status = same_run(&parts->parts[0], &parts->parts[i], err);
    if (status)
        return status;
    qsort(parts->parts, count, sizeof *parts->parts, compare_parts);
    status = check_trials(parts, err);
    return status ? status : check_design(parts, err);
}

static cost_records_t records_of(const source_t *source)
{
    const cost_section_t *section = &source->parts->parts[0].sections[source->section];
    return (cost_records_t){
        .width = section->width, .count = (size_t)section->rows, .read = read_parts, .source = source};
}

static cost_status_t open_records(cost_distribution_t *out, const parts_t *parts, cost_error_t *err)
{
    source_t *sources = cost_arena_array(out->arena, COST_SECTIONS, sizeof *sources);
    if (!sources)
        return cost_fail_memory(err);
    for (size_t i = 0; i < COST_SECTIONS; i++)
        sources[i] = (source_t){parts, (cost_section_id_t)i};
    const cost_record_column_t *columns = out->records.columns;
    out->records = records_of(&sources[COST_SECTION_TRIALS]);
    out->records.columns = columns;
    out->design = records_of(&sources[COST_SECTION_DESIGN]);
    cost_status_t status = cost_distribution_finish(out, err);
    return status || !out->design.count ? status : cost_sobol_estimate(&out->sobol, out->arena, &out->design, err);
}

static cost_status_t merge(cost_distribution_t *out, const char *const *files, size_t count, cost_error_t *err)
{
    parts_t *parts = cost_arena_alloc(out->arena, sizeof *parts);
    cost_status_t status = parts ? open_parts(parts, out->arena, files, count, err) : cost_fail_memory(err);
    if (!status)
        status = read_columns(out, &parts->parts[0], err);
    for (size_t i = 0; parts && i < parts->count; i++) {
        cost_free(parts->parts[i].header);
        parts->parts[i].header = NULL;
    }
    return status ? status : open_records(out, parts, err);
}

cost_status_t cost_distribution_merge(cost_distribution_t **out, const char *const *files, size_t count,
                                      cost_error_t *err)
{
    *out = NULL;
    if (!count)
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){0}, "there is no file to merge");
    cost_arena_t *arena = cost_arena_create();
    cost_distribution_t *distribution = arena ? cost_arena_alloc(arena, sizeof *distribution) : NULL;
    if (!distribution) {
        cost_arena_destroy(arena);
        return cost_fail_memory(err);
    }
    distribution->arena = arena;
    cost_status_t status = merge(distribution, files, count, err);
    if (status)
        cost_distribution_destroy(distribution);
    else
        *out = distribution;
    return status;
}
