/* Writes trials as a file that others can be merged with. */
#include <string.h>

#include "libcost/analysis/trial_file_bytes.h"
#include "libcost/base/alloc.h"
#include "libcost/base/buffer.h"
#include "libcost/base/error.h"

typedef struct {
    cost_write_t write;
    void *user;
    unsigned char *bytes; /* of a block of rows */
    size_t width;
    uint64_t checksum;
    bool failed;
} sink_t;

static void put_number(cost_buffer_t *out, uint64_t number)
{
    unsigned char bytes[COST_NUMBER_BYTES];
    cost_number_put(bytes, number);
    cost_buffer_add(out, (const char *)bytes, sizeof bytes);
}

static void put_text(cost_buffer_t *out, const char *text)
{
    static const char zeros[COST_NUMBER_BYTES] = {0};
    const size_t length = strlen(text), rest = length % COST_NUMBER_BYTES;
    put_number(out, length);
    cost_buffer_add(out, text, length);
    cost_buffer_add(out, zeros, rest ? COST_NUMBER_BYTES - rest : 0);
}

static void put_column(cost_buffer_t *out, const cost_record_column_t *column)
{
    put_number(out, column->kind);
    put_number(out, (uint64_t)column->central);
    put_number(out, (uint64_t)column->limit);
    put_text(out, column->name);
}

static void put_header(cost_buffer_t *out, const cost_distribution_t *distribution)
{
    const cost_run_about_t *run = &distribution->run;
    const cost_records_t *records = &distribution->records;
    cost_buffer_add(out, COST_TRIAL_FILE_MAGIC, COST_NUMBER_BYTES);
    put_number(out, COST_TRIAL_FILE_VERSION);
    put_number(out, 0); /* the header's bytes: not known yet */
    put_number(out, run->identity[0]);
    put_number(out, run->identity[1]);
    put_number(out, run->seed);
    put_number(out, run->trials);
    put_number(out, distribution->first);
    put_number(out, records->count);
    put_number(out, records->width);
    put_number(out, (uint64_t)run->price_date);
    put_number(out, run->hours_only);
    put_number(out, (uint64_t)run->start);
    put_number(out, run->sobol_rows);
    put_number(out, distribution->first_row);
    put_number(out, distribution->design.count);
    put_number(out, distribution->design.width);
    put_text(out, run->subject);
    put_text(out, run->period);
    put_text(out, run->scenario ? run->scenario : "");
    put_text(out, run->book);
    for (size_t i = 0; i < records->width; i++)
        put_column(out, &records->columns[i]);
    if (out->failed)
        return;
    cost_number_put((unsigned char *)out->text + COST_AT_BYTES * COST_NUMBER_BYTES, out->length + COST_NUMBER_BYTES);
    put_number(out, cost_bytes_sum(COST_BYTES_SUM, (const unsigned char *)out->text, out->length));
}

static void write_rows(void *user, const int64_t *rows, size_t count)
{
    sink_t *sink = user;
    for (size_t i = 0; i < count * sink->width; i++)
        cost_number_put(sink->bytes + i * COST_NUMBER_BYTES, (uint64_t)rows[i]);
    const size_t length = count * sink->width * COST_NUMBER_BYTES;
    sink->checksum = cost_bytes_sum(sink->checksum, sink->bytes, length);
    sink->failed = sink->failed || sink->write(sink->user, sink->bytes, length);
}

static cost_status_t write_section(cost_write_t write, void *user, const cost_records_t *records, cost_error_t *err)
{
    unsigned char last[COST_NUMBER_BYTES];
    sink_t sink = {.write = write, .user = user, .width = records->width, .checksum = COST_BYTES_SUM};
    sink.bytes = cost_alloc_array(COST_SEGMENT_ROWS * sink.width, COST_NUMBER_BYTES);
    cost_status_t status = sink.bytes ? records->read(records, write_rows, &sink, err) : cost_fail_memory(err);
    cost_free(sink.bytes);
    cost_number_put(last, sink.checksum);
    if (!status && (sink.failed || write(user, last, sizeof last)))
        return cost_fail(err, COST_ERR_IO, (cost_place_t){0}, "the trials cannot be written");
    return status;
}

cost_status_t cost_distribution_write(const cost_distribution_t *distribution, cost_write_t write, void *user,
                                      cost_error_t *err)
{
    cost_buffer_t header;
    cost_buffer_init(&header);
    put_header(&header, distribution);
    cost_status_t status = header.failed ? cost_fail_memory(err) : COST_OK;
    if (!status && write(user, header.text, header.length))
        status = cost_fail(err, COST_ERR_IO, (cost_place_t){0}, "the trials cannot be written");
    if (!status)
        status = write_section(write, user, &distribution->records, err);
    if (!status && distribution->run.sobol_rows)
        status = write_section(write, user, &distribution->design, err);
    cost_buffer_clear(&header);
    return status;
}
