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

/* Devices and pipes are no files that could be replaced. */
static bool write_through(const char *file, const char *text, size_t length)
{
    int fd = open(file, O_WRONLY);
    bool good = fd >= 0 && write_all(fd, text, length);
    int reason = errno;
    if (fd >= 0 && close(fd))
        return refuse_file(file);
    errno = reason;
    return good || refuse_file(file);
}

static mode_t mode_of(const struct stat *known)
{
    if (known)
        return known->st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static bool fill_file(int fd, mode_t mode, const char *text, size_t length)
{
    bool good = write_all(fd, text, length) && !fchmod(fd, mode);
    int reason = errno;
    bool closed = !close(fd);
    if (!good)
        errno = reason;
    return good && closed;
}

/* Beside the target, since a rename stays within a file system. */
static bool replace(const char *file, const struct stat *known, const char *text, size_t length)
{
    static const char ending[] = ".XXXXXX";
    size_t size = strlen(file) + sizeof ending;
    char *beside = malloc(size);
    if (!beside)
        return refuse_file(file);
    snprintf(beside, size, "%s%s", file, ending);
    int fd = mkstemp(beside);
    bool good = fd >= 0 && fill_file(fd, mode_of(known), text, length) && !rename(beside, file);
    int reason = errno;
    if (fd >= 0 && !good)
        unlink(beside);
    free(beside);
    errno = reason;
    return good || refuse_file(file);
}

bool output_file(const char *file, const char *text, size_t length)
{
    struct stat known;
    errno = 0;
    if (!strcmp(file, "-")) {
        output_text(text, length);
        return true;
    }
    if (stat(file, &known))
        return errno == ENOENT ? replace(file, NULL, text, length) : refuse_file(file);
    if (!S_ISREG(known.st_mode))
        return write_through(file, text, length);
    char *target = realpath(file, NULL); /* the file behind a link is replaced, the link stays */
    bool good = target ? replace(target, &known, text, length) : refuse_file(file);
    free(target);
    return good;
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
