/* One file of trials, as it is read: its header, and its two sections of rows. */
#ifndef COST_TRIAL_FILE_PART_H
#define COST_TRIAL_FILE_PART_H

#include "libcost/analysis/trial_file.h"

typedef enum { COST_SECTION_TRIALS, COST_SECTION_DESIGN, COST_SECTIONS } cost_section_id_t;

/* Rows [first, first + count) of the whole run's `rows`. */
typedef struct {
    uint64_t rows, first, count, at; /* at: bytes from the file's beginning */
    size_t width;
} cost_section_t;

typedef struct {
    const char *file;
    unsigned char *header; /* cost_free() it */
    size_t header_bytes;
    cost_section_t sections[COST_SECTIONS]; /* DESIGN has no rows when nobody asked for Sobol indices */
} cost_trial_part_t;

/* Reads the header, and checks it against its sum and against the length of the file. */
cost_status_t cost_part_open(cost_trial_part_t *part, const char *file, cost_error_t *err);
/* Hands over the rows of a section, which have their sum behind them; `bytes` and `rows` have room for
 * COST_SEGMENT_ROWS of them. */
cost_status_t cost_part_read(const cost_trial_part_t *part, cost_section_id_t id, unsigned char *bytes, int64_t *rows,
                             cost_rows_t take, void *user, cost_error_t *err);
/* Number i of the header. */
uint64_t cost_part_number(const cost_trial_part_t *part, size_t i);
/* COST_ERR_SYNTAX at the file. */
cost_status_t cost_part_refuse(const cost_trial_part_t *part, cost_error_t *err, const char *what);

#endif
