/** @file
 * Statuses to branch on, errors to read.
 *
 * Every function that can fail returns a cost_status_t and takes a `cost_error_t *err` last, which may be NULL.
 * An error object collects every problem of a call (a workload file has all of its errors reported, not only the
 * first); the returned status is that of the first one.
 *
 *     cost_error_t *err = cost_error_create();
 *     cost_workload_t *workload = NULL;
 *     if (cost_workload_load(&workload, "shop.yaml", NULL, err) != COST_OK)
 *         for (size_t i = 0; i < cost_error_count(err); i++)
 *             fprintf(stderr, "%s\n", cost_error_text(err, i));   // shop.yaml:12:18: resources.app.tasks: ...
 *     cost_workload_destroy(workload);
 *     cost_error_destroy(err);
 *
 * Threads: an error object belongs to one thread at a time.  The library keeps no "last error".
 */
#ifndef COST_STATUS_H
#define COST_STATUS_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define COST_API __attribute__((visibility("default")))
#else
#define COST_API
#endif

/** Every status: X(number, NAME, "what it means").  Numbers never change. */
#define COST_STATUS_LIST(X)                                                                                            \
    X(0, OK, "no error")                                                                                               \
    X(1, MEMORY, "out of memory")                                                                                      \
    X(2, IO, "a file could not be read or written")                                                                    \
    X(3, SYNTAX, "a text is not well-formed YAML, JSON, CSV or UTF-8")                                                 \
    X(4, SCHEMA, "a field is missing, unknown or of the wrong type")                                                   \
    X(5, RANGE, "a value lies outside its documented range")                                                           \
    X(6, NO_PRICE, "the price book has no price for this usage")                                                       \
    X(7, LIMIT, "a document is larger or deeper than the library accepts")                                             \
    X(8, UNSUPPORTED, "this build or this version of the library cannot do it")                                        \
    X(9, UNPRICED, "a load that nobody stated, under strict rules")                                                    \
    X(10, CANCELLED, "the caller ended the call before it was done")

#define COST_STATUS_ENUM(number, name, text) COST_STATUS_##name = number,
/** What a call came to.  COST_OK is 0; test with `if (status)`. */
typedef enum { COST_STATUS_LIST(COST_STATUS_ENUM) } cost_status_t;
#undef COST_STATUS_ENUM

#define COST_OK              COST_STATUS_OK
#define COST_ERR_MEMORY      COST_STATUS_MEMORY
#define COST_ERR_IO          COST_STATUS_IO
#define COST_ERR_SYNTAX      COST_STATUS_SYNTAX
#define COST_ERR_SCHEMA      COST_STATUS_SCHEMA
#define COST_ERR_RANGE       COST_STATUS_RANGE
#define COST_ERR_NO_PRICE    COST_STATUS_NO_PRICE
#define COST_ERR_LIMIT       COST_STATUS_LIMIT
#define COST_ERR_UNSUPPORTED COST_STATUS_UNSUPPORTED
#define COST_ERR_UNPRICED    COST_STATUS_UNPRICED
#define COST_ERR_CANCELLED   COST_STATUS_CANCELLED

/** How many statuses there are; they are numbered 0 to this less one. */
COST_API int cost_status_count(void);
/** The status's short name, such as "NO_PRICE"; NULL outside the list.  Static text. */
COST_API const char *cost_status_name(int status);
/** What the status means, in one phrase; NULL outside the list.  Static text. */
COST_API const char *cost_status_text(int status);

/** A list of problems, each with its place.  Opaque, so that it can grow. */
typedef struct cost_error cost_error_t;

/** A new, empty list; yours to release with cost_error_destroy().  NULL when memory is out: a call that is handed
 * NULL reports by its status alone. */
COST_API cost_error_t *cost_error_create(void);
/** Releases the list and its texts.  NULL is fine. */
COST_API void cost_error_destroy(cost_error_t *err);
/** Empties the list, so that it can be used for the next call. */
COST_API void cost_error_clear(cost_error_t *err);
/** How many problems it holds; 0 for NULL. */
COST_API size_t cost_error_count(const cost_error_t *err);
/** The i-th problem as one line, `file:line:column: path: what is wrong, what would be right`; parts that are not
 * known are left out.  Belongs to the list.  NULL when i is out of range. */
COST_API const char *cost_error_text(const cost_error_t *err, size_t i);
/** The i-th problem's sentence alone, without its place.  Belongs to the list. */
COST_API const char *cost_error_message(const cost_error_t *err, size_t i);
/** The file it is about, or "" when none.  Belongs to the list. */
COST_API const char *cost_error_file(const cost_error_t *err, size_t i);
/** The path of the value inside the file, such as "resources.app.tasks", or "".  Belongs to the list. */
COST_API const char *cost_error_path(const cost_error_t *err, size_t i);
/** Line, from 1; 0 when not known. */
COST_API int cost_error_line(const cost_error_t *err, size_t i);
/** Column, from 1, in bytes; 0 when not known. */
COST_API int cost_error_column(const cost_error_t *err, size_t i);
/** The status of the i-th problem. */
COST_API cost_status_t cost_error_status(const cost_error_t *err, size_t i);

#ifdef __cplusplus
}
#endif
#endif
