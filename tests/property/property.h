/* What the property tests share: seeded chance, workloads as text, bills from texts, checks that name their case. */
#ifndef PROPERTY_H
#define PROPERTY_H

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cost.h"
#include "libcost/services/service.h"

/* ---- chance: SplitMix64, the same numbers on every machine ---- */

typedef struct {
    uint64_t state;
} chance_t;

static inline uint64_t chance_bits(chance_t *chance)
{
    uint64_t z = chance->state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

/* From 0 to below `end`. */
static inline uint64_t chance_below(chance_t *chance, uint64_t end)
{
    return chance_bits(chance) % end;
}

static inline bool chance_one_in(chance_t *chance, uint64_t n)
{
    return chance_below(chance, n) == 0;
}

/* Every size of number is as likely as any other, up to 2^bits. */
static inline uint64_t chance_size(chance_t *chance, int bits)
{
    return chance_bits(chance) >> (64 - 1 - (int)chance_below(chance, (uint64_t)bits));
}

/* ---- texts ---- */

enum { TEXT_SIZE = 32768 };

typedef struct {
    char text[TEXT_SIZE];
    size_t length;
} text_t;

static inline void text_clear(text_t *text)
{
    text->length = 0;
    text->text[0] = '\0';
}

__attribute__((format(printf, 2, 3))) static inline void text_add(text_t *text, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(text->text + text->length, TEXT_SIZE - text->length, format, arguments);
    va_end(arguments);
    if (written < 0 || (size_t)written >= TEXT_SIZE - text->length) {
        fprintf(stderr, "a workload of the test is too long\n");
        exit(1);
    }
    text->length += (size_t)written;
}

/* ---- a run: how many cases held ---- */

typedef struct {
    const char *name;
    const cost_catalog_t *book;
    int passed, failed;
    uint64_t number; /* of the case at hand */
} run_t;

enum { SHOWN_FAILURES = 10 };

/* One case: what has to hold, and what to print when it does not. */
__attribute__((format(printf, 3, 4))) static inline bool hold(run_t *run, bool holds, const char *format, ...)
{
    run->passed += holds;
    run->failed += !holds;
    if (holds || run->failed > SHOWN_FAILURES)
        return holds;
    va_list arguments;
    va_start(arguments, format);
    printf("%s: case %" PRIu64 ": ", run->name, run->number);
    vprintf(format, arguments);
    putchar('\n');
    va_end(arguments);
    return holds;
}

/* ---- bills ---- */

enum { WORKLOADS_MAX = 2 };

typedef struct {
    cost_workload_t *workloads[WORKLOADS_MAX];
    cost_bill_t *bill;
    cost_status_t status;
    char error[512];
} billed_t;

static inline void billed_clear(billed_t *billed)
{
    cost_bill_destroy(billed->bill);
    for (size_t i = 0; i < WORKLOADS_MAX; i++)
        cost_workload_destroy(billed->workloads[i]);
    *billed = (billed_t){.bill = NULL};
}

/* Bills one text, or two as one account. */
static inline void bill_texts(billed_t *out, const cost_catalog_t *book, const char *const *texts, size_t count,
                              const cost_options_t *options)
{
    cost_error_t *err = cost_error_create();
    *out = (billed_t){.bill = NULL};
    for (size_t i = 0; i < count && !out->status; i++)
        out->status = cost_workload_parse(&out->workloads[i], texts[i], strlen(texts[i]), "case.yaml", options, err);
    if (!out->status)
        out->status =
            cost_estimate(&out->bill, book, (const cost_workload_t *const *)out->workloads, count, options, err);
    if (out->status && cost_error_count(err))
        snprintf(out->error, sizeof out->error, "%s", cost_error_text(err, 0));
    cost_error_destroy(err);
}

static inline void bill_text(billed_t *out, const cost_catalog_t *book, const char *text)
{
    bill_texts(out, book, &text, 1, NULL);
}

static inline int64_t total_of(const billed_t *billed)
{
    return cost_bill_total(billed->bill).nano_usd;
}

/* The total of a text in nano-USD, or -1 with a failed case when it cannot be billed. */
static inline int64_t price_text(run_t *run, const char *text)
{
    billed_t billed;
    bill_text(&billed, run->book, text);
    hold(run, !billed.status, "%s\n%s", billed.error, text);
    int64_t total = billed.status ? -1 : total_of(&billed);
    billed_clear(&billed);
    return total;
}

/* The JSON report; NULL when it could not be made.  To be released with cost_text_free(). */
static inline char *json_of(const billed_t *billed)
{
    char *json = NULL;
    if (!billed->bill || cost_report_bill(&json, NULL, billed->bill, COST_FORMAT_JSON, 0, NULL))
        return NULL;
    return json;
}

/* ---- what may be written ---- */

static inline const cost_dimension_t *dimension_of(const char *service, const char *name)
{
    const cost_service_t *found = cost_service_find(service);
    for (size_t i = 0; found && i < found->dimension_count; i++)
        if (!strcmp(found->dimensions[i].name, name))
            return &found->dimensions[i];
    fprintf(stderr, "%s has no dimension %s\n", service, name);
    exit(1);
}

static inline const char *nested_name(const cost_dimension_t *dimension, chance_t *chance)
{
    uint64_t count = 0;
    while (dimension->nested[count])
        count++;
    return dimension->nested[chance_below(chance, count)];
}

static const char head[] = "format: libcost-workload/1\nworkload: shop\nregion: us-east-1\n";

/* A resource of any service, in the flow style, with all that it needs; `name` is its name. */
static inline void add_resource(text_t *text, chance_t *chance, const char *name)
{
    static const char *const tasks[] = {"vcpu: 0.25, memory: 512 MiB", "vcpu: 1, memory: 2 GiB",
                                        "vcpu: 2, memory: 4 GiB", "vcpu: 4, memory: 30 GiB"};
    const unsigned count = (unsigned)chance_below(chance, 9);
    text_add(text, "  %s: ", name);
    switch (chance_below(chance, 9)) {
    case 0:
        text_add(text, "{service: fargate, tasks: %u, task: {%s}}\n", count, tasks[chance_below(chance, 4)]);
        return;
    case 1:
        text_add(text,
                 "{service: fargate, tasks: %u, task: {%s}, capacity: {fargate: {base: 1, weight: 1}, "
                 "fargate_spot: {weight: %u}}}\n",
                 count, tasks[chance_below(chance, 4)], count + 1);
        return;
    case 2:
        text_add(text, "{service: alb, from: web}\n");
        return;
    case 3:
        text_add(text, "{service: nlb, from: {web: {share: %u%%}}}\n", count);
        return;
    case 4:
        text_add(
            text,
            "{service: rds, engine: postgres, class: db.t3.micro, count: %u, storage: {type: gp3, size: %u GiB}}\n",
            count, 20 + count);
        return;
    case 5:
        text_add(text, "{service: elasticache, engine: redis, node: cache.t3.micro, count: %u}\n", count);
        return;
    case 6:
        text_add(text, "{service: apprunner, instance: {vcpu: 1, memory: 2 GiB}, active: %u h}\n", count);
        return;
    case 7:
        text_add(text,
                 "{service: cloudfront, usage: {transfer_out: {%s: %" PRIu64 " MB}, https_requests: {%s: %" PRIu64
                 "}}}\n",
                 nested_name(dimension_of("cloudfront", "transfer_out"), chance), chance_size(chance, 38),
                 nested_name(dimension_of("cloudfront", "https_requests"), chance), chance_size(chance, 32));
        return;
    default:
        text_add(text, "{service: cloudfront, from: web, geography: {us-mexico: %u%%, japan: %u%%}}\n", 10 * count,
                 100 - 10 * count);
        return;
    }
}

static inline void add_traffic(text_t *text, chance_t *chance)
{
    text_add(text, "traffic: {web: {requests: %" PRIu64 "/month, request: %" PRIu64 " B, response: %" PRIu64 " B}}\n",
             chance_size(chance, 30), chance_size(chance, 16), chance_size(chance, 22));
}

/* ---- main ---- */

typedef void property_t(run_t *run, chance_t *chance);

/* Runs a property for seeds 1 to count. */
static inline void try_cases(run_t *run, property_t *property, uint64_t count)
{
    for (run->number = 1; run->number <= count; run->number++) {
        chance_t chance = {run->number};
        property(run, &chance);
    }
}

static inline int finish_run(run_t *run, cost_catalog_t *book)
{
    cost_catalog_destroy(book);
    printf("%s: %d passed, %d failed\n", run->name, run->passed, run->failed);
    return run->failed || !run->passed;
}

static inline run_t start_run(const char *name, cost_catalog_t **book)
{
    if (cost_catalog_create(book, NULL, NULL)) {
        fprintf(stderr, "%s: there is no price book\n", name);
        exit(1);
    }
    return (run_t){.name = name, .book = *book};
}

#endif
