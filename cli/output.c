/* Data to standard output and to files, everything else to standard error. */
#define _XOPEN_SOURCE 700 /* realpath */

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

/* ---- standard output ---- */

static int stdout_error; /* the errno of the first write that failed */

static void remember_error(void)
{
    if (!stdout_error)
        stdout_error = errno ? errno : EIO;
}

void output_text(const char *text, size_t length)
{
    errno = 0;
    if (!stdout_error && fwrite(text, 1, length, stdout) != length)
        remember_error();
}

void output_format(const char *format, ...)
{
    va_list list;
    errno = 0;
    va_start(list, format);
    if (!stdout_error && vfprintf(stdout, format, list) < 0)
        remember_error();
    va_end(list);
}

int output_finish(int code)
{
    errno = 0;
    if (fflush(stdout))
        remember_error();
    if (!stdout_error)
        return code;
    /* A reader that has seen enough, such as head, needs no message. */
    if (stdout_error != EPIPE)
        fprintf(stderr, "standard output: cannot be written: %s\n", strerror(stdout_error));
    return FAILED;
}

/* ---- files ---- */

static bool write_all(int fd, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

static bool refuse_file(const char *file)
{
    fprintf(stderr, "%s: cannot be written: %s\n", file, strerror(errno ? errno : EIO));
    return false;
}

static mode_t mode_of(const struct stat *known)
{
    if (known)
        return known->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

/* ---- files that are complete or not there ---- */

struct output_stream {
    char *target, *beside; /* NULL: written through */
    int fd, reason;        /* the errno of the first write that failed */
    mode_t mode;
    char file[]; /* as it was called */
};

static output_stream_t *give_up(output_stream_t *stream)
{
    const int reason = errno;
    refuse_file(stream->file);
    free(stream->target);
    free(stream->beside);
    free(stream);
    errno = reason;
    return NULL;
}

/* Beside the target, since a rename stays within a file system; the file behind a link is replaced, the link stays. */
static bool open_beside(output_stream_t *stream, const struct stat *known)
{
    static const char ending[] = ".XXXXXX";
    stream->target = known ? realpath(stream->file, NULL) : strdup(stream->file);
    const size_t size = stream->target ? strlen(stream->target) + sizeof ending : 0;
    stream->beside = size ? malloc(size) : NULL;
    if (!stream->beside)
        return false;
    snprintf(stream->beside, size, "%s%s", stream->target, ending);
    stream->mode = mode_of(known);
    stream->fd = mkstemp(stream->beside);
    return stream->fd >= 0;
}

output_stream_t *output_open(const char *file)
{
    struct stat known;
    const size_t length = strlen(file);
    output_stream_t *stream = calloc(1, sizeof *stream + length + 1);
    if (!stream) {
        refuse_file(file);
        return NULL;
    }
    memcpy(stream->file, file, length + 1);
    stream->fd = -1;
    errno = 0;
    const bool there = !stat(file, &known);
    if (!there && errno != ENOENT)
        return give_up(stream);
    if (there && !S_ISREG(known.st_mode)) /* devices and pipes are no files that could be replaced */
        stream->fd = open(file, O_WRONLY);
    else if (!open_beside(stream, there ? &known : NULL))
        return give_up(stream);
    return stream->fd < 0 ? give_up(stream) : stream;
}

int output_take(void *user, const void *bytes, size_t length)
{
    output_stream_t *stream = user;
    errno = 0;
    if (!stream->reason && !write_all(stream->fd, bytes, length))
        stream->reason = errno ? errno : EIO;
    return stream->reason != 0;
}

static void keep_reason(output_stream_t *stream, bool failed)
{
    if (failed && !stream->reason)
        stream->reason = errno ? errno : EIO;
}

bool output_close(output_stream_t *stream, bool good)
{
    errno = 0;
    if (stream->beside)
        keep_reason(stream, fchmod(stream->fd, stream->mode) != 0);
    keep_reason(stream, close(stream->fd) != 0);
    const bool complete = good && !stream->reason;
    if (stream->beside && complete)
        keep_reason(stream, rename(stream->beside, stream->target) != 0);
    if (stream->beside && (!complete || stream->reason))
        unlink(stream->beside);
    const bool done = complete && !stream->reason;
    errno = stream->reason;
    if (stream->reason)
        refuse_file(stream->file);
    free(stream->target);
    free(stream->beside);
    free(stream);
    return done;
}

bool output_file(const char *file, const char *text, size_t length)
{
    if (!strcmp(file, "-")) {
        output_text(text, length);
        return true;
    }
    output_stream_t *stream = output_open(file);
    return stream && output_close(stream, !output_take(stream, text, length));
}

/* ---- standard error ---- */

int output_errors(cost_error_t *err, cost_status_t status)
{
    size_t count = cost_error_count(err);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s\n", cost_error_text(err, i));
    if (!count)
        fprintf(stderr, "%s\n", cost_status_text((int)status));
    cost_error_clear(err);
    return FAILED;
}

void output_note(const char *format, ...)
{
    char text[4096];
    va_list list;
    va_start(list, format);
    vsnprintf(text, sizeof text, format, list);
    va_end(list);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7f)
            *c = '?';
    fprintf(stderr, "%s\n", text);
}

/* ---- looks ---- */

bool output_in_color(const arguments_t *arguments)
{
    const char *when = arguments_value(arguments, OPTION_COLOR);
    const char *terminal = getenv("TERM"), *refused = getenv("NO_COLOR");
    if (when && strcmp(when, "auto"))
        return !strcmp(when, "always");
    return isatty(STDOUT_FILENO) && !(refused && *refused) && terminal && strcmp(terminal, "dumb") != 0;
}

enum { COLUMNS_MAX = 16, GAP = 2 };

static void put_cell(const char *cell, size_t width, bool last)
{
    output_text(cell, strlen(cell));
    for (size_t i = strlen(cell); !last && i < width + GAP; i++)
        output_text(" ", 1);
}

/* Columns behind the last text of a row need no blanks. */
static size_t used_columns(const char *const *row, size_t columns)
{
    while (columns > 0 && !*row[columns - 1])
        columns--;
    return columns;
}

void output_columns(const char *const *cells, size_t columns, size_t count)
{
    size_t widths[COLUMNS_MAX] = {0};
    for (size_t i = 0; i < columns * count; i++)
        if (strlen(cells[i]) > widths[i % columns])
            widths[i % columns] = strlen(cells[i]);
    for (size_t row = 0; row < count; row++) {
        size_t used = used_columns(cells + row * columns, columns);
        for (size_t i = 0; i < used; i++)
            put_cell(cells[row * columns + i], widths[i], i + 1 == used);
        output_text("\n", 1);
    }
}
