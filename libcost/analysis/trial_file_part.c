#include "libcost/analysis/trial_file_part.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "libcost/analysis/trial_file_bytes.h"
#include "libcost/base/alloc.h"
#include "libcost/base/error.h"

cost_status_t cost_part_refuse(const cost_trial_part_t *part, cost_error_t *err, const char *what)
{
    return cost_fail(err, COST_ERR_SYNTAX, (cost_place_t){.file = part->file}, "%s", what);
}

uint64_t cost_part_number(const cost_trial_part_t *part, size_t i)
{
    return cost_number_get(part->header + i * COST_NUMBER_BYTES);
}

static const char damaged[] = "the file's header is damaged", cut[] = "the file is cut short";

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

static cost_status_t read_bytes(FILE *stream, const cost_trial_part_t *part, unsigned char *bytes, size_t length,
                                cost_error_t *err)
{
    errno = 0;
    if (fread(bytes, 1, length, stream) == length)
        return COST_OK;
    return ferror(stream) ? unreadable(part->file, errno ? errno : EIO, err) : cost_part_refuse(part, err, cut);
}

/* ---- the header ---- */

static cost_status_t read_header(cost_trial_part_t *part, FILE *stream, cost_error_t *err)
{
    static const char not_trials[] = "the file holds no trials; ilm-cost simulate -o part.bin writes such files";
    unsigned char fixed[COST_FIXED_NUMBERS * COST_NUMBER_BYTES];
    errno = 0;
    const size_t length = fread(fixed, 1, sizeof fixed, stream);
    if (ferror(stream))
        return unreadable(part->file, errno ? errno : EIO, err);
    if (length < COST_NUMBER_BYTES || memcmp(fixed, COST_TRIAL_FILE_MAGIC, COST_NUMBER_BYTES) != 0)
        return cost_part_refuse(part, err, not_trials);
    if (length < sizeof fixed)
        return cost_part_refuse(part, err, cut);
    if (cost_number_get(fixed + COST_AT_VERSION * COST_NUMBER_BYTES) != COST_TRIAL_FILE_VERSION)
        return cost_fail(err, COST_ERR_UNSUPPORTED, (cost_place_t){.file = part->file},
                         "the file is of version %llu; this library reads version %d",
                         (unsigned long long)cost_number_get(fixed + COST_AT_VERSION * COST_NUMBER_BYTES),
                         COST_TRIAL_FILE_VERSION);
    const uint64_t bytes = cost_number_get(fixed + COST_AT_BYTES * COST_NUMBER_BYTES);
    if (bytes <= sizeof fixed || bytes > COST_TRIAL_FILE_HEADER_MAX || bytes % COST_NUMBER_BYTES)
        return cost_part_refuse(part, err, damaged);
    part->header_bytes = (size_t)bytes;
    part->header = cost_alloc(part->header_bytes);
    if (!part->header)
        return cost_fail_memory(err);
    memcpy(part->header, fixed, sizeof fixed);
    cost_status_t status =
        read_bytes(stream, part, part->header + sizeof fixed, part->header_bytes - sizeof fixed, err);
    if (status)
        return status;
    const size_t summed = part->header_bytes - COST_NUMBER_BYTES;
    if (cost_bytes_sum(COST_BYTES_SUM, part->header, summed) != cost_number_get(part->header + summed))
        return cost_part_refuse(part, err, damaged);
    return COST_OK;
}

/* What a section says of itself; false when that cannot be. */
static bool take_section(cost_trial_part_t *part, cost_section_id_t id, size_t at_rows, size_t at_first,
                         size_t at_width)
{
    cost_section_t *section = &part->sections[id];
    const uint64_t width = cost_part_number(part, at_width);
    *section = (cost_section_t){.rows = cost_part_number(part, at_rows),
                                .first = cost_part_number(part, at_first),
                                .count = cost_part_number(part, at_first + 1),
                                .width = (size_t)width};
    return width <= COST_TRIAL_FILE_COLUMNS_MAX && section->rows <= COST_TRIALS_MAX &&
           section->first <= section->rows && section->count <= section->rows - section->first;
}

/* One behind the other, each with its checksum; answers where the file ends. */
static uint64_t place_sections(cost_trial_part_t *part)
{
    uint64_t at = part->header_bytes;
    for (size_t i = 0; i < COST_SECTIONS; i++) {
        cost_section_t *section = &part->sections[i];
        section->at = at;
        if (section->rows)
            at += section->count * section->width * COST_NUMBER_BYTES + COST_NUMBER_BYTES;
    }
    return at;
}

/* The numbers of the header against each other and against the length of the file. */
static cost_status_t check_header(cost_trial_part_t *part, FILE *stream, cost_error_t *err)
{
    struct stat about;
    const cost_section_t *trials = &part->sections[COST_SECTION_TRIALS], *design = &part->sections[COST_SECTION_DESIGN];
    const bool sound =
        take_section(part, COST_SECTION_TRIALS, COST_AT_TRIALS, COST_AT_FIRST, COST_AT_WIDTH) &&
        take_section(part, COST_SECTION_DESIGN, COST_AT_DESIGN_ROWS, COST_AT_DESIGN_FIRST, COST_AT_DESIGN_WIDTH);
    if (!sound || !trials->width || !trials->count || design->rows == 1 ||
        (design->rows ? design->width < COST_SOBOL_MIXED : design->width > 0))
        return cost_part_refuse(part, err, damaged);
    const uint64_t want = place_sections(part);
    if (fstat(fileno(stream), &about))
        return unreadable(part->file, errno, err);
    if (!S_ISREG(about.st_mode))
        return cost_part_refuse(part, err, "a file is expected: it is read more than once");
    if ((uint64_t)about.st_size < want)
        return cost_part_refuse(part, err, cut);
    return (uint64_t)about.st_size > want ? cost_part_refuse(part, err, "the file has more than its trials") : COST_OK;
}

cost_status_t cost_part_open(cost_trial_part_t *part, const char *file, cost_error_t *err)
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

static cost_status_t hand_over(const cost_trial_part_t *part, const cost_section_t *section, FILE *stream,
                               unsigned char *bytes, int64_t *rows, cost_rows_t take, void *user, cost_error_t *err)
{
    uint64_t checksum = COST_BYTES_SUM;
    unsigned char last[COST_NUMBER_BYTES];
    for (uint64_t left = section->count; left > 0;) {
        const size_t count = left < COST_SEGMENT_ROWS ? (size_t)left : COST_SEGMENT_ROWS;
        const size_t length = count * section->width * COST_NUMBER_BYTES;
        cost_status_t status = read_bytes(stream, part, bytes, length, err);
        if (status)
            return status;
        checksum = cost_bytes_sum(checksum, bytes, length);
        for (size_t i = 0; i < count * section->width; i++)
            rows[i] = (int64_t)cost_number_get(bytes + i * COST_NUMBER_BYTES);
        take(user, rows, count);
        left -= count;
    }
    cost_status_t status = read_bytes(stream, part, last, sizeof last, err);
    if (status)
        return status;
    return cost_number_get(last) == checksum ? COST_OK : cost_part_refuse(part, err, "the file's trials are damaged");
}

cost_status_t cost_part_read(const cost_trial_part_t *part, cost_section_id_t id, unsigned char *bytes, int64_t *rows,
                             cost_rows_t take, void *user, cost_error_t *err)
{
    FILE *stream;
    const cost_section_t *section = &part->sections[id];
    cost_status_t status = open_file(&stream, part->file, err);
    if (status)
        return status;
    if (fseeko(stream, (off_t)section->at, SEEK_SET))
        status = unreadable(part->file, errno, err);
    else
        status = hand_over(part, section, stream, bytes, rows, take, user, err);
    fclose(stream);
    return status;
}
