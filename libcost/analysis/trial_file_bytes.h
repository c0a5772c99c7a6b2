/* The bytes of a file of trials (trial_file.h). */
#ifndef COST_TRIAL_FILE_BYTES_H
#define COST_TRIAL_FILE_BYTES_H

#include "libcost/analysis/trial_file.h"

enum { COST_NUMBER_BYTES = 8, COST_TRIAL_FILE_VERSION = 2 };
#define COST_TRIAL_FILE_MAGIC "ilmtrial"

/* The numbers of the header that come before its texts. */
enum {
    COST_AT_MAGIC,
    COST_AT_VERSION,
    COST_AT_BYTES,
    COST_AT_IDENTITY,
    COST_AT_SEED = 5,
    COST_AT_TRIALS,
    COST_AT_FIRST,
    COST_AT_COUNT,
    COST_AT_WIDTH,
    COST_AT_DATE,
    COST_AT_HOURS_ONLY,
    COST_AT_START,
    COST_AT_DESIGN_ROWS,
    COST_AT_DESIGN_FIRST,
    COST_AT_DESIGN_COUNT,
    COST_AT_DESIGN_WIDTH,
    COST_FIXED_NUMBERS
};

/* FNV-1a of no bytes at all. */
#define COST_BYTES_SUM UINT64_C(0xcbf29ce484222325)

static inline void cost_number_put(unsigned char *bytes, uint64_t number)
{
    for (int i = 0; i < COST_NUMBER_BYTES; i++)
        bytes[i] = (unsigned char)(number >> 8 * i);
}

static inline uint64_t cost_number_get(const unsigned char *bytes)
{
    uint64_t number = 0;
    for (int i = 0; i < COST_NUMBER_BYTES; i++)
        number |= (uint64_t)bytes[i] << 8 * i;
    return number;
}

/* FNV-1a of further bytes. */
static inline uint64_t cost_bytes_sum(uint64_t sum, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ bytes[i]) * UINT64_C(0x100000001b3);
    return sum;
}

#endif
