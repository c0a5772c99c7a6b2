/* Reads files of trials, one after the other and again and again: memory does not depend on how many trials they have.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "libcost/analysis/trial_file_bytes.h"
#include "libcost/base/alloc.h"
#include "libcost/base/error.h"

enum {
    FIXED_NUMBERS = 13,
    AT_BYTES = 2,
    AT_IDENTITY = 3,
    AT_SEED = 5,
    AT_TRIALS,
    AT_FIRST,
    AT_COUNT,
    AT_WIDTH,
    AT_DATE,
    AT_HOURS_ONLY,
    AT_START
};

enum { DATE_MAX = 99991231 };

typedef struct {
    const char *file;
    unsigned char *header;
    size_t header_bytes, width;
    uint64_t trials, first, count;
} part_t;

typedef struct {
    part_t *parts; /* in the order of their trials */
    size_t count;
} parts_t;

/* ---- one file ---- */

static cost_status_t refuse(const char *file, cost_error_t *err, const char *what)
{
    return cost_fail(err, COST_ERR_SYNTAX, (cost_place_t){.file = file}, "%s", what);
}

static cost_status_t unreadable(const char *file, int reason, cost_error_t *err)
{
    char text[128] = "";
    if (reason == ENOMEM)
        return cost_fail_memory(err);
    if (strerror_r(reason, text, sizeof text) || !*text)
        snprintf(text, sizeof text, "error %d", reason);
    return cost_fail(err, COST_ERR_IO, (cost_place_t){.file = file}, "the file cannot be read: %s", text);
}

static cost_status_t open_file(FILE **out, const char *file, cost_error_t *err)
{
    errno = 0;
    *out = fopen(file, "rb");
    return *out ? COST_OK : unreadable(file, errno ? errno : EIO, err);
}

static cost_status_t read_bytes(FILE *stream, const char *file, unsigned char *bytes, size_t length, cost_error_t *err)
{
    errno = 0;
    if (fread(bytes, 1, length, stream) == length)
        return COST_OK;
    return ferror(stream) ? unreadable(file, errno ? errno : EIO, err) : refuse(file, err, "the file is cut short");
}

static uint64_t number_at(const unsigned char *header, size_t i)
{
    return cost_number_get(header + i * COST_NUMBER_BYTES);
}

static cost_status_t read_header(part_t *part, FILE *stream, cost_error_t *err)
{
    static const char not_trials[] = "the file holds no trials; ilm-cost simulate -o part.bin writes such files";
    unsigned char fixed[FIXED_NUMBERS * COST_NUMBER_BYTES];
    errno = 0;
    const size_t length = fread(fixed, 1, sizeof fixed, stream);
    if (ferror(stream))
        return unreadable(part->file, errno ? errno : EIO, err);
    if (length < COST_NUMBER_BYTES || memcmp(fixed, COST_TRIAL_FILE_MAGIC, COST_NUMBER_BYTES) != 0)
        return refuse(part->file, err, not_trials);
    if (length < sizeof fixed)
        return refuse(part->file, err, "the file is cut short");
    if (number_at(fixed, 1) != COST_TRIAL_FILE_VERSION)
        return cost_fail(err, COST_ERR_UNSUPPORTED, (cost_place_t){.file = part->file},
                         "the file is of version %llu; this library reads version %d",
                         (unsigned long long)number_at(fixed, 1), COST_TRIAL_FILE_VERSION);
    const uint64_t bytes = number_at(fixed, AT_BYTES);
    if (bytes <= sizeof fixed || bytes > COST_TRIAL_FILE_HEADER_MAX || bytes % COST_NUMBER_BYTES)
        return refuse(part->file, err, "the file's header is damaged");
    part->header_bytes = (size_t)bytes;
    part->header = cost_alloc(part->header_bytes);
    if (!part->header)
        return cost_fail_memory(err);
    memcpy(part->header, fixed, sizeof fixed);
    cost_status_t status =
        read_bytes(stream, part->file, part->header + sizeof fixed, part->header_bytes - sizeof fixed, err);
    if (status)
        return status;
    const size_t summed = part->header_bytes - COST_NUMBER_BYTES;
    if (cost_bytes_sum(COST_BYTES_SUM, part->header, summed) != cost_number_get(part->header + summed))
        return refuse(part->file, err, "the file's header is damaged");
    return COST_OK;
}

/* The numbers of the header against each other and against the length of the file. */
static cost_status_t check_header(part_t *part, FILE *stream, cost_error_t *err)
{
    struct stat about;
    const uint64_t width = number_at(part->header, AT_WIDTH);
    part->trials = number_at(part->header, AT_TRIALS);
    part->first = number_at(part->header, AT_FIRST);
    part->count = number_at(part->header, AT_COUNT);
    part->width = (size_t)width;
    if (!width || width > COST_TRIAL_FILE_COLUMNS_MAX || !part->count || part->trials > COST_TRIALS_MAX ||
        part->first > part->trials || part->count > part->trials - part->first)
        return refuse(part->file, err, "the file's header is damaged");
    const uint64_t want = part->header_bytes + part->count * width * COST_NUMBER_BYTES + COST_NUMBER_BYTES;
    if (fstat(fileno(stream), &about))
        return unreadable(part->file, errno, err);
    if (!S_ISREG(about.st_mode))
        return refuse(part->file, err, "a file is expected: it is read more than once");
    if ((uint64_t)about.st_size < want)
        return refuse(part->file, err, "the file is cut short");
    return (uint64_t)about.st_size > want ? refuse(part->file, err, "the file has more than its trials") : COST_OK;
}

static cost_status_t open_part(part_t *part, const char *file, cost_error_t *err)
{
    FILE *stream;
    part->file = file;
    cost_status_t status = open_file(&stream, file, err);
    if (status)
        return status;
    status = read_header(part, stream, err);
    if (!status)
        status = check_header(part, stream, err);
    fclose(stream);
    return status;
}

/* ---- rows ---- */

static cost_status_t hand_over(const part_t *part, FILE *stream, unsigned char *bytes, int64_t *rows, cost_rows_t take,
                               void *user, cost_error_t *err)
{
    uint64_t checksum = COST_BYTES_SUM;
    unsigned char last[COST_NUMBER_BYTES];
    for (uint64_t left = part->count; left > 0;) {
        const size_t count = left < COST_SEGMENT_ROWS ? (size_t)left : COST_SEGMENT_ROWS;
        const size_t length = count * part->width * COST_NUMBER_BYTES;
        cost_status_t status = read_bytes(stream, part->file, bytes, length, err);
        if (status)
            return status;
        checksum = cost_bytes_sum(checksum, bytes, length);
        for (size_t i = 0; i < count * part->width; i++)
            rows[i] = (int64_t)number_at(bytes, i);
        take(user, rows, count);
        left -= count;
    }
    cost_status_t status = read_bytes(stream, part->file, last, sizeof last, err);
    if (status)
        return status;
    return cost_number_get(last) == checksum ? COST_OK : refuse(part->file, err, "the file's trials are damaged");
}

static cost_status_t read_part(const part_t *part, unsigned char *bytes, int64_t *rows, cost_rows_t take, void *user,
                               cost_error_t *err)
{
    FILE *stream;
    cost_status_t status = open_file(&stream, part->file, err);
    if (status)
        return status;
    if (fseek(stream, (long)part->header_bytes, SEEK_SET))
        status = unreadable(part->file, errno, err);
    else
        status = hand_over(part, stream, bytes, rows, take, user, err);
    fclose(stream);
    return status;
}

static cost_status_t read_parts(const cost_records_t *records, cost_rows_t take, void *user, cost_error_t *err)
{
    const parts_t *parts = records->source;
    unsigned char *bytes = cost_alloc_array(COST_SEGMENT_ROWS * records->width, COST_NUMBER_BYTES);
    int64_t *rows = cost_alloc_array(COST_SEGMENT_ROWS * records->width, sizeof *rows);
    cost_status_t status = bytes && rows ? COST_OK : cost_fail_memory(err);
    for (size_t i = 0; !status && i < parts->count; i++)
        status = read_part(&parts->parts[i], bytes, rows, take, user, err);
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

static void read_about(cost_distribution_t *out, const part_t *part, cursor_t *cursor)
{
    cost_run_about_t *run = &out->run;
    run->identity[0] = number_at(part->header, AT_IDENTITY);
    run->identity[1] = number_at(part->header, AT_IDENTITY + 1);
    run->seed = number_at(part->header, AT_SEED);
    run->trials = part->trials;
    const uint64_t date = number_at(part->header, AT_DATE);
    cursor->damaged = date > DATE_MAX || number_at(part->header, AT_HOURS_ONLY) > 1;
    run->price_date = date > DATE_MAX ? 0 : (int32_t)date;
    run->hours_only = number_at(part->header, AT_HOURS_ONLY) != 0;
    run->start = (int64_t)number_at(part->header, AT_START);
    run->subject = next_text(cursor);
    run->period = next_text(cursor);
    run->scenario = next_text(cursor);
    run->scenario = run->scenario && *run->scenario ? run->scenario : NULL;
    run->book = next_text(cursor);
}

static cost_status_t read_columns(cost_distribution_t *out, const part_t *part, cost_error_t *err)
{
    const size_t fixed = FIXED_NUMBERS * COST_NUMBER_BYTES;
    cursor_t cursor = {
        .arena = out->arena, .at = part->header + fixed, .left = part->header_bytes - fixed - COST_NUMBER_BYTES};
    cost_record_column_t *columns = NULL;
    read_about(out, part, &cursor);
    cursor.damaged = cursor.damaged || part->width > cursor.left / COST_NUMBER_BYTES;
    if (!cursor.damaged) {
        columns = cost_arena_array(out->arena, part->width, sizeof *columns);
        cursor.failed = cursor.failed || !columns;
    }
    for (size_t i = 0; columns && !cursor.damaged && i < part->width; i++) {
        const uint64_t kind = next_number(&cursor);
        cursor.damaged = cursor.damaged || kind >= COST_COLUMN_KINDS || (i == 0) != (kind == COST_COLUMN_TOTAL);
        columns[i].kind = kind < COST_COLUMN_KINDS ? (cost_column_kind_t)kind : COST_COLUMN_TOTAL;
        columns[i].central = (int64_t)next_number(&cursor);
        columns[i].limit = (int64_t)next_number(&cursor);
        columns[i].name = next_text(&cursor);
    }
    out->records.columns = columns;
    if (cursor.failed)
        return cost_fail_memory(err);
    return cursor.damaged || cursor.left ? refuse(part->file, err, "the file's header is damaged") : COST_OK;
}

/* ---- parts of one run ---- */

static int compare_parts(const void *left, const void *right)
{
    const part_t *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return strcmp(a->file, b->file);
}

/* What parts of one run differ in is which trials they have. */
static bool same_header(const part_t *a, const part_t *b)
{
    const size_t first = AT_FIRST * COST_NUMBER_BYTES, width = AT_WIDTH * COST_NUMBER_BYTES;
    const size_t last = a->header_bytes - COST_NUMBER_BYTES;
    return a->header_bytes == b->header_bytes && !memcmp(a->header, b->header, first) &&
           !memcmp(a->header + width, b->header + width, last - width);
}

static cost_status_t same_run(const part_t *first, const part_t *part, cost_error_t *err)
{
    const cost_place_t place = {.file = part->file};
    if (number_at(first->header, AT_SEED) != number_at(part->header, AT_SEED))
        return cost_fail(err, COST_ERR_SCHEMA, place,
                         "it has seed %llu and %s seed %llu: parts of one run are expected",
                         (unsigned long long)number_at(part->header, AT_SEED), first->file,
                         (unsigned long long)number_at(first->header, AT_SEED));
    if (first->trials != part->trials)
        return cost_fail(err, COST_ERR_SCHEMA, place,
                         "it is of a run of %llu trials and %s of one of %llu: parts of one run are expected",
                         (unsigned long long)part->trials, first->file, (unsigned long long)first->trials);
    if (!same_header(first, part))
        return cost_fail(
            err, COST_ERR_SCHEMA, place,
            "it is of another workload, price book or set of options than %s: parts of one run are expected",
            first->file);
    return COST_OK;
}

/* All trials of the run, each once. */
static cost_status_t check_cover(const parts_t *parts, cost_error_t *err)
{
    uint64_t next = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const part_t *part = &parts->parts[i];
        if (part->first < next)
            return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = part->file},
                             "its trials from %llu on are in %s too", (unsigned long long)part->first,
                             parts->parts[i - 1].file);
        if (part->first > next)
            return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = part->file},
                             "trials %llu to %llu, which come before its own, are in no file", (unsigned long long)next,
                             (unsigned long long)part->first - 1);
        next = part->first + part->count;
    }
    if (next < parts->parts[0].trials)
        return cost_fail(err, COST_ERR_SCHEMA, (cost_place_t){.file = parts->parts[parts->count - 1].file},
                         "trials %llu to %llu, which come after its own, are in no file", (unsigned long long)next,
                         (unsigned long long)parts->parts[0].trials - 1);
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
        cost_status_t next = file ? open_part(&parts->parts[i], file, err) : cost_fail_memory(err);
        status = status ? status : next;
    }
    for (size_t i = 1; !status && i < count; i++)
        status = same_run(&parts->parts[0], &parts->parts[i], err);
    if (status)
        return status;
    qsort(parts->parts, count, sizeof *parts->parts, compare_parts);
    return check_cover(parts, err);
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
    if (status)
        return status;
    out->records.width = parts->parts[0].width;
    out->records.count = (size_t)parts->parts[0].trials;
    out->records.read = read_parts;
    out->records.source = parts;
    return cost_distribution_finish(out, err);
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
