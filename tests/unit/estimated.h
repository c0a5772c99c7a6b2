/* What tests of services in time share: a workload as text, its bill, and figures of that. */
#ifndef UNIT_ESTIMATED_H
#define UNIT_ESTIMATED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "cost/quality.h"
#include "unit.h"

typedef struct {
    cost_catalog_t *book;
    cost_workload_t *workload;
    cost_bill_t *bill;
    char text[COST_QUALITY_TEXT_SIZE + 512];
} estimated_t;

/* The bill of `text`, which lacks only its first lines, without allowances. */
static inline estimated_t estimated(const char *text)
{
    static const char head[] = "format: libcost-workload/1\nworkload: test\nregion: us-east-1\n"
                               "account: {always_free: false}\n";
    estimated_t made = {.book = NULL};
    cost_error_t *err = cost_error_create();
    char *whole = malloc(sizeof head + strlen(text));
    ck_assert(whole && err);
    sprintf(whole, "%s%s", head, text);
    ck_assert(!cost_catalog_create(&made.book, NULL, err));
    cost_status_t status = cost_workload_parse(&made.workload, whole, strlen(whole), "test.yaml", NULL, err);
    const cost_workload_t *const workloads[] = {made.workload};
    if (!status)
        status = cost_estimate(&made.bill, made.book, workloads, 1, NULL, err);
    ck_assert_msg(!status, "%s", cost_error_count(err) ? cost_error_text(err, 0) : "?");
    free(whole);
    cost_error_destroy(err);
    return made;
}

static inline void estimated_clear(estimated_t *made)
{
    cost_bill_destroy(made->bill);
    cost_workload_destroy(made->workload);
    cost_catalog_destroy(made->book);
}

/* Of the resource's first entry, "(none)" without one; good until the next call. */
static inline const char *estimated_quality(estimated_t *made, const char *resource, cost_quality_field_t field)
{
    for (size_t i = 0; i < cost_bill_quality_count(made->bill); i++)
        if (!strcmp(cost_bill_quality_field(made->bill, i, COST_QUALITY_RESOURCE, made->text, sizeof made->text),
                    resource))
            return cost_bill_quality_field(made->bill, i, field, made->text, sizeof made->text);
    return "(none)";
}

/* Of the first line of a resource with that service and dimension, "(none)" without one; good until the next call. */
static inline const char *estimated_line(estimated_t *made, const char *resource, const char *service,
                                         const char *dimension, cost_line_field_t field)
{
    char text[512];
    for (size_t i = 0; i < cost_bill_line_count(made->bill); i++)
        if (!strcmp(cost_bill_line_field(made->bill, i, COST_LINE_RESOURCE, text, sizeof text), resource) &&
            !strcmp(cost_bill_line_field(made->bill, i, COST_LINE_SERVICE, text, sizeof text), service) &&
            !strcmp(cost_bill_line_field(made->bill, i, COST_LINE_DIMENSION, text, sizeof text), dimension))
            return cost_bill_line_field(made->bill, i, field, made->text, sizeof made->text);
    return "(none)";
}

/* The text of the first warning with that code, "(none)" without one. */
static inline const char *estimated_warning(const estimated_t *made, const char *code)
{
    for (size_t i = 0; i < cost_bill_warning_count(made->bill); i++)
        if (!strcmp(cost_bill_warning_code(made->bill, i), code))
            return cost_bill_warning_text(made->bill, i);
    return "(none)";
}

#define ck_quality(made, resource, field, text)                                                                        \
    ck_assert_str_eq(estimated_quality(made, resource, COST_QUALITY_##field), text)
#define ck_quantity(made, resource, service, dimension, text)                                                          \
    ck_assert_str_eq(estimated_line(made, resource, service, dimension, COST_LINE_QUANTITY), text)

#endif
