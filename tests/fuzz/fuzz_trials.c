/* Files of trials: as they are, and with their checksums put right, so that what lies behind those is reached.  What is
 * accepted is reported in every format and written again, as the same bytes. */
#include <unistd.h>

#include "cost.h"
#include "replay.h"

enum { NUMBER = 8, AT_HEADER_BYTES = 2, AT_COUNT = 8, AT_WIDTH = 9, NUMBERS = 17 };

typedef struct {
    const uint8_t *want;
    size_t length, at;
} compared_t;

static int compare(void *user, const void *bytes, size_t length)
{
    compared_t *compared = user;
    FUZZ_REQUIRE(length <= compared->length - compared->at);
    FUZZ_REQUIRE(!memcmp(compared->want + compared->at, bytes, length));
    compared->at += length;
    return 0;
}

static void show(const cost_distribution_t *distribution, const uint8_t *data, size_t size)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_CSV, COST_FORMAT_JSON, COST_FORMAT_MARKDOWN};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        char *text = NULL;
        FUZZ_REQUIRE(cost_report_distribution(&text, NULL, distribution, formats[i], 0, NULL) == COST_OK);
        cost_text_free(text);
    }
    compared_t compared = {data, size, 0};
    FUZZ_REQUIRE(cost_distribution_write(distribution, compare, &compared, NULL) == COST_OK);
    FUZZ_REQUIRE(compared.at == size);
}

static void merge(const uint8_t *data, size_t size)
{
    char file[] = "/tmp/fuzz_trials.XXXXXX";
    const char *const files[] = {file};
    cost_distribution_t *distribution = NULL;
    cost_error_t *err = cost_error_create();
    const int fd = mkstemp(file);
    FUZZ_REQUIRE(err && fd >= 0);
    for (size_t at = 0; at < size;) {
        const ssize_t written = write(fd, data + at, size - at);
        FUZZ_REQUIRE(written > 0);
        at += (size_t)written;
    }
    close(fd);
    if (cost_distribution_merge(&distribution, files, 1, err))
        FUZZ_REQUIRE(!distribution && cost_error_count(err) == 1);
    else
        show(distribution, data, size);
    unlink(file);
    cost_distribution_destroy(distribution);
    cost_error_destroy(err);
}

/* FNV-1a, as in the format. */
static void put_sum(uint8_t *at, const uint8_t *bytes, size_t length)
{
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++)
        sum = (sum ^ bytes[i]) * UINT64_C(0x100000001b3);
    for (int i = 0; i < NUMBER; i++)
        at[i] = (uint8_t)(sum >> 8 * i);
}

static uint64_t number_at(const uint8_t *data, size_t i)
{
    uint64_t number = 0;
    for (size_t k = 0; k < NUMBER; k++)
        number |= (uint64_t)data[i * NUMBER + k] << 8 * k;
    return number;
}

/* The sums of the header, of the trials and, when the file goes on behind them, of the months of Sobol indices. */
static void repair(uint8_t *data, size_t size)
{
    if (size < NUMBERS * NUMBER)
        return;
    const uint64_t header = number_at(data, AT_HEADER_BYTES);
    const uint64_t count = number_at(data, AT_COUNT), width = number_at(data, AT_WIDTH);
    if (header < NUMBER || header > size - NUMBER)
        return;
    put_sum(data + header - NUMBER, data, (size_t)header - NUMBER);
    size_t end = size - NUMBER, begin = (size_t)header;
    if (count < size && width < size && count * width * NUMBER < end - begin) {
        const size_t length = (size_t)(count * width) * NUMBER;
        put_sum(data + begin + length, data + begin, length);
        begin += length + NUMBER;
    }
    if (begin <= end)
        put_sum(data + end, data + begin, end - begin);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t *copy = calloc(size + 1, 1);
    FUZZ_REQUIRE(copy);
    if (size)
        memcpy(copy, data, size);
    merge(copy, size);
    repair(copy, size);
    merge(copy, size);
    free(copy);
    return 0;
}
