/** @file
 * The services that the library knows, as data: their fields, dimensions and rules.
 *
 *     for (size_t i = 0; i < cost_service_count(); i++)
 *         printf("%s\t%s\n", cost_service_name(i), cost_service_title(i));      // fargate  AWS Fargate
 *     char *schema = NULL;
 *     if (cost_schema_text(&schema, err) == COST_OK)                             // a JSON Schema (2020-12) for editors
 *         puts(schema);
 *     cost_text_free(schema);
 *
 * Threads: everything here is constant.
 */
#ifndef COST_SERVICE_H
#define COST_SERVICE_H

#include <stddef.h>

#include "cost/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How many services there are; they are numbered from 0. */
COST_API size_t cost_service_count(void);
/** The name as a workload file writes it, such as "fargate"; NULL outside the list.  Static text. */
COST_API const char *cost_service_name(size_t service);
/** AWS's name, such as "AWS Fargate".  Static text. */
COST_API const char *cost_service_title(size_t service);
/** How many dimensions the service meters. */
COST_API size_t cost_service_dimension_count(size_t service);
/** A dimension's name, such as "vcpu_hours".  Static text. */
COST_API const char *cost_service_dimension(size_t service, size_t dimension);
/** What a dimension's price is per, such as "vCPU-hour".  Static text. */
COST_API const char *cost_service_dimension_unit(size_t service, size_t dimension);

/** What is known of a field, as text. */
typedef enum {
    COST_FIELD_HELP,     /**< one phrase */
    COST_FIELD_KIND,     /**< "amount", "integer", "switch", "choice", "text", "texts", "group", "map", ... */
    COST_FIELD_MEASURE,  /**< of an amount: "a number of bytes", "a time", ... */
    COST_FIELD_MIN,      /**< inclusive, as a person writes it, or "" */
    COST_FIELD_MAX,      /**< the same */
    COST_FIELD_FALLBACK, /**< the default as a person writes it, or "" when there is none */
    COST_FIELD_SOURCE    /**< where the rule or default comes from, or "" */
} cost_field_fact_t;
/** Looks up a field of a service by its path, such as "task.memory".  @return static text, NULL when there is no such
 * field */
COST_API const char *cost_service_field(const char *service, const char *path, cost_field_fact_t fact);

/** The JSON Schema (draft 2020-12) of workload files, made from the tables that the reader itself uses.
 * @param[out] out  NUL-terminated, yours to release with cost_text_free() */
COST_API cost_status_t cost_schema_text(char **out, cost_error_t *err);
/** The manual page of one service in Markdown, made from the same tables.
 * @param[out] out  NUL-terminated, yours to release with cost_text_free()
 * @return COST_OK, COST_ERR_RANGE (no such service), COST_ERR_MEMORY */
COST_API cost_status_t cost_service_manual(char **out, const char *service, cost_error_t *err);
/** Releases a text that the library gave away.  NULL is fine. */
COST_API void cost_text_free(char *text);

#ifdef __cplusplus
}
#endif
#endif
