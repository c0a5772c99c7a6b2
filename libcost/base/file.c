#include "libcost/base/file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "libcost/base/buffer.h"
#include "libcost/base/error.h"

const char *cost_file_label(const char *file)
{
    return strcmp(file, "-") ? file : "<stdin>";
}

static cost_status_t fail_read(const char *file, int reason, cost_error_t *err)
{
    char text[128] = "";
    if (reason == ENOMEM)
        return cost_fail_memory(err);
    if (strerror_r(reason, text, sizeof text) || !*text)
        snprintf(text, sizeof text, "error %d", reason);
    return cost_fail(err, COST_ERR_IO, (cost_place_t){.file = cost_file_label(file)}, "the file cannot be read: %s",
                     text);
}

/* Reads until the end, an error or one block over the limit; the stream's error number, or 0. */
static int read_all(cost_buffer_t *buffer, FILE *stream, size_t limit)
{
    char block[16 * 1024];
    while (!buffer->failed && buffer->length <= limit) {
        errno = 0;
        size_t count = fread(block, 1, sizeof block, stream);
        cost_buffer_add(buffer, block, count);
        if (ferror(stream))
            return errno ? errno : EIO;
        if (count < sizeof block)
            break;
    }
    return 0;
}

static cost_status_t keep(char **text, size_t *length, cost_arena_t *arena, const cost_buffer_t *buffer,
                          cost_error_t *err)
{
    char *copy = buffer->failed ? NULL : cost_arena_text(arena, buffer->text, buffer->length);
    if (!copy)
        return cost_fail_memory(err);
    *text = copy;
    *length = buffer->length;
    return COST_OK;
}

cost_status_t cost_file_read(char **text, size_t *length, cost_arena_t *arena, const char *file, size_t limit,
                             cost_error_t *err)
{
    *text = NULL;
    *length = 0;
    const bool standard_input = !strcmp(file, "-");
    errno = 0;
    FILE *stream = standard_input ? stdin : fopen(file, "rb");
    if (!stream)
        return fail_read(file, errno ? errno : EIO, err);
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    cost_status_t status = COST_OK;
    const int reason = read_all(&buffer, stream, limit);
    if (reason)
        status = fail_read(file, reason, err);
    else if (buffer.length > limit)
        status = cost_fail(err, COST_ERR_LIMIT, (cost_place_t){.file = cost_file_label(file)},
                           "the file has over %zu bytes, the most that are read", limit);
    else
        status = keep(text, length, arena, &buffer, err);
    if (!standard_input)
        fclose(stream);
    cost_buffer_clear(&buffer);
    return status;
}
