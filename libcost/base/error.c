#include "libcost/base/error.h"

#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "libcost/base/alloc.h"
#include "libcost/base/buffer.h"

enum {
    RESERVE = 4,         /* problems that need no memory for the list itself */
    PROBLEMS_MAX = 1000, /* a hostile file has a mistake in every second byte */
    PATH_BYTES = 512,
};

typedef struct {
    cost_status_t status;
    int line, column;
    char *text; /* text, file and path, each with its NUL; NULL when there was no memory for them */
    const char *message, *file, *path;
} problem_t;

struct cost_error {
    problem_t *list;
    size_t count, capacity;
    problem_t reserve[RESERVE];
};

static const struct {
    const char *name, *text;
} statuses[] = {
#define STATUS_ROW(number, id, meaning) [number] = {#id, meaning},
    COST_STATUS_LIST(STATUS_ROW)
#undef STATUS_ROW
};

int cost_status_count(void)
{
    return (int)(sizeof statuses / sizeof *statuses);
}

const char *cost_status_name(int status)
{
    return status >= 0 && status < cost_status_count() ? statuses[status].name : NULL;
}

const char *cost_status_text(int status)
{
    return status >= 0 && status < cost_status_count() ? statuses[status].text : NULL;
}

cost_error_t *cost_error_create(void)
{
    cost_error_t *err = cost_alloc(sizeof *err);
    if (!err)
        return NULL;
    err->list = err->reserve;
    err->capacity = RESERVE;
    return err;
}

void cost_error_destroy(cost_error_t *err)
{
    cost_error_clear(err);
    cost_free(err);
}

void cost_error_clear(cost_error_t *err)
{
    if (!err)
        return;
    for (size_t i = 0; i < err->count; i++)
        cost_free(err->list[i].text);
    if (err->list != err->reserve)
        cost_free(err->list);
    err->list = err->reserve;
    err->capacity = RESERVE;
    err->count = 0;
}

size_t cost_error_count(const cost_error_t *err)
{
    return err ? err->count : 0;
}

static const problem_t *problem_at(const cost_error_t *err, size_t i)
{
    return i < cost_error_count(err) ? &err->list[i] : NULL;
}

const char *cost_error_text(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    if (!problem)
        return NULL;
    return problem->text ? problem->text : cost_status_text((int)problem->status);
}

const char *cost_error_message(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    return problem && problem->text ? problem->message : cost_error_text(err, i);
}

const char *cost_error_file(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    return problem && problem->text ? problem->file : "";
}

const char *cost_error_path(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    return problem && problem->text ? problem->path : "";
}

int cost_error_line(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    return problem ? problem->line : 0;
}

int cost_error_column(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    return problem ? problem->column : 0;
}

cost_status_t cost_error_status(const cost_error_t *err, size_t i)
{
    const problem_t *problem = problem_at(err, i);
    return problem ? problem->status : COST_OK;
}

static bool grow(cost_error_t *err)
{
    problem_t *list = cost_alloc_array(err->capacity * 2, sizeof *list);
    if (!list)
        return false;
    memcpy(list, err->list, err->count * sizeof *list);
    if (err->list != err->reserve)
        cost_free(err->list);
    err->list = list;
    err->capacity *= 2;
    return true;
}

/* The slot for one more problem.  Without memory the last one gives way: the newest status must not be lost. */
static problem_t *problem_add(cost_error_t *err)
{
    if (err->count == err->capacity && !grow(err)) {
        problem_t *last = &err->list[err->count - 1];
        cost_free(last->text);
        *last = (problem_t){0};
        return last;
    }
    err->list[err->count] = (problem_t){0};
    return &err->list[err->count++];
}

static void add_place(cost_buffer_t *buffer, cost_place_t place)
{
    if (place.file && *place.file)
        cost_buffer_add_format(buffer, "%s:", place.file);
    if (place.line > 0)
        cost_buffer_add_format(buffer, "%d:", place.line);
    if (place.line > 0 && place.column > 0)
        cost_buffer_add_format(buffer, "%d:", place.column);
    if (buffer->length)
        cost_buffer_add_char(buffer, ' ');
    if (place.path && *place.path)
        cost_buffer_add_format(buffer, "%s: ", place.path);
}

/* A problem is one line, whatever the file put into its values. */
static void flatten(cost_buffer_t *buffer)
{
    for (size_t i = 0; i < buffer->length; i++)
        if ((unsigned char)buffer->text[i] < 0x20 || buffer->text[i] == 0x7f)
            buffer->text[i] = '?';
}

static void add_part(cost_buffer_t *buffer, const char *part)
{
    cost_buffer_add_char(buffer, '\0');
    cost_buffer_add_string(buffer, part ? part : "");
}

static void compose(problem_t *problem, cost_place_t place, const char *format, va_list args)
{
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    add_place(&buffer, place);
    size_t message = buffer.length;
    cost_buffer_add_arguments(&buffer, format, args);
    flatten(&buffer);
    add_part(&buffer, place.file);
    add_part(&buffer, place.path);
    problem->text = cost_buffer_take(&buffer);
    if (!problem->text)
        return;
    problem->message = problem->text + message;
    problem->file = problem->text + strlen(problem->text) + 1;
    problem->path = problem->file + strlen(problem->file) + 1;
}

static void compose_plain(problem_t *problem, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    compose(problem, (cost_place_t){0}, format, args);
    va_end(args);
}

static cost_status_t fail(cost_error_t *err, cost_status_t status, cost_place_t place, const char *format, va_list args)
{
    if (!err || err->count >= PROBLEMS_MAX)
        return status;
    problem_t *problem = problem_add(err);
    problem->status = status;
    problem->line = place.line > 0 ? place.line : 0;
    problem->column = place.line > 0 ? place.column : 0;
    if (err->count < PROBLEMS_MAX)
        compose(problem, place, format, args);
    else
        compose_plain(problem, "more problems follow; only the first %d are listed", PROBLEMS_MAX - 1);
    return status;
}

cost_status_t cost_fail(cost_error_t *err, cost_status_t status, cost_place_t place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fail(err, status, place, format, args);
    va_end(args);
    return status;
}

static cost_place_t place_of(const cost_node_t *node, char *path, size_t size)
{
    if (!node)
        return (cost_place_t){0};
    return (cost_place_t){node->file, node->line, node->column, cost_node_path(node, path, size)};
}

cost_status_t cost_fail_at(cost_error_t *err, cost_status_t status, const cost_node_t *node, const char *format, ...)
{
    char path[PATH_BYTES];
    va_list args;
    va_start(args, format);
    fail(err, status, place_of(node, path, sizeof path), format, args);
    va_end(args);
    return status;
}

cost_status_t cost_fail_key(cost_error_t *err, cost_status_t status, const cost_node_t *node, const char *format, ...)
{
    char path[PATH_BYTES];
    cost_place_t place = place_of(node, path, sizeof path);
    place.line = node ? node->key_line : 0;
    place.column = node ? node->key_column : 0;
    va_list args;
    va_start(args, format);
    fail(err, status, place, format, args);
    va_end(args);
    return status;
}

cost_status_t cost_fail_memory(cost_error_t *err)
{
    if (!err || err->count >= PROBLEMS_MAX)
        return COST_ERR_MEMORY;
    problem_add(err)->status = COST_ERR_MEMORY;
    return COST_ERR_MEMORY;
}

/* ---- order ---- */

static bool is_listed(const cost_error_t *err, size_t i)
{
    return i + 1 < PROBLEMS_MAX && err->list[i].text; /* the last tells that there are more */
}

static const char *file_of(const problem_t *problem)
{
    return problem->text ? problem->file : "";
}

/* Which of the files that come up from `from` on. */
static size_t file_number(const cost_error_t *err, size_t from, const problem_t *problem)
{
    size_t i = from;
    while (strcmp(file_of(&err->list[i]), file_of(problem)))
        i++;
    return i;
}

static bool comes_after(const problem_t *a, size_t a_file, const problem_t *b, size_t b_file)
{
    if (a_file != b_file)
        return a_file > b_file;
    return a->line != b->line ? a->line > b->line : a->column > b->column;
}

void cost_error_sort(cost_error_t *err, size_t from)
{
    size_t file[PROBLEMS_MAX], end = from;
    while (end < cost_error_count(err) && is_listed(err, end))
        end++;
    for (size_t i = from; i < end; i++)
        file[i] = file_number(err, from, &err->list[i]);
    for (size_t i = from + 1; i < end; i++) {
        const problem_t problem = err->list[i];
        const size_t number = file[i];
        size_t k = i;
        for (; k > from && comes_after(&err->list[k - 1], file[k - 1], &problem, number); k--) {
            err->list[k] = err->list[k - 1];
            file[k] = file[k - 1];
        }
        err->list[k] = problem;
        file[k] = number;
    }
}

/* ---- consequences ---- */

static bool lies_inside(const problem_t *inner, const problem_t *outer)
{
    const size_t length = outer->text ? strlen(outer->path) : 0;
    return length && inner->text && !strncmp(inner->path, outer->path, length) && inner->path[length] == '.' &&
           !strcmp(inner->file, outer->file);
}

static bool is_word(char c)
{
    return c && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-", c);
}

static bool names(const char *message, const char *word, size_t length)
{
    for (const char *at = strstr(message, word); length && at; at = strstr(at + 1, word))
        if ((at == message || !is_word(at[-1])) && !is_word(at[length]))
            return true;
    return false;
}

static bool is_named(const problem_t *cause, const problem_t *by)
{
    static const char question[] = "did you mean ";
    char meant[64] = "";
    if (!cause->text || !by->text)
        return false;
    const char *point = strrchr(cause->path, '.'), *key = point ? point + 1 : cause->path;
    const char *near = strstr(cause->message, question);
    size_t length = 0;
    if (near)
        near += sizeof question - 1;
    while (near && is_word(near[length]) && length + 1 < sizeof meant)
        length++;
    if (near)
        memcpy(meant, near, length);
    return names(by->message, key, strlen(key)) || names(by->message, meant, length);
}

void cost_error_drop_consequences(cost_error_t *err, size_t from, size_t cause, size_t cause_end)
{
    size_t kept = from;
    for (size_t i = from; i < cost_error_count(err); i++) {
        bool consequence = false;
        for (size_t k = cause; k < cause_end; k++)
            consequence =
                consequence || lies_inside(&err->list[k], &err->list[i]) || is_named(&err->list[k], &err->list[i]);
        if (consequence)
            cost_free(err->list[i].text);
        else
            err->list[kept++] = err->list[i];
    }
    if (err)
        err->count = kept;
}
