/* A bill adds up, in every direction and in every form: lines, months, resources, services, JSON and CSV. */
#include "property.h"

typedef struct {
    int64_t total, lines, months, resources, services;
} sums_t;

static sums_t sums_of(const cost_bill_t *bill)
{
    sums_t sums = {.total = cost_bill_total(bill).nano_usd};
    for (size_t i = 0; i < cost_bill_line_count(bill); i++)
        sums.lines += cost_bill_line_cost(bill, i).nano_usd;
    for (size_t i = 0; i < cost_bill_month_count(bill); i++)
        sums.months += cost_bill_month_total(bill, i).nano_usd;
    for (size_t i = 0; i < cost_bill_resource_count(bill); i++)
        sums.resources += cost_bill_resource_cost(bill, i).nano_usd;
    for (size_t i = 0; i < cost_bill_service_count(bill); i++)
        sums.services += cost_bill_service_cost(bill, i).nano_usd;
    return sums;
}

/* ---- every month's, resource's and service's sum is that of its lines ---- */

static int64_t sum_where(const cost_bill_t *bill, cost_line_field_t field, const char *value)
{
    char buffer[512];
    int64_t sum = 0;
    for (size_t i = 0; i < cost_bill_line_count(bill); i++)
        if (!strcmp(cost_bill_line_field(bill, i, field, buffer, sizeof buffer), value))
            sum += cost_bill_line_cost(bill, i).nano_usd;
    return sum;
}

static void check_parts(run_t *run, const cost_bill_t *bill)
{
    for (size_t i = 0; i < cost_bill_month_count(bill); i++)
        hold(run,
             sum_where(bill, COST_LINE_MONTH, cost_bill_month_name(bill, i)) == cost_bill_month_total(bill, i).nano_usd,
             "the lines of %s do not add up to its total", cost_bill_month_name(bill, i));
    for (size_t i = 0; i < cost_bill_resource_count(bill); i++)
        hold(run,
             sum_where(bill, COST_LINE_RESOURCE, strchr(cost_bill_resource_name(bill, i), '/') + 1) ==
                 cost_bill_resource_cost(bill, i).nano_usd,
             "the lines of %s do not add up to its sum", cost_bill_resource_name(bill, i));
    for (size_t i = 0; i < cost_bill_service_count(bill); i++)
        hold(run,
             sum_where(bill, COST_LINE_SERVICE, cost_bill_service_name(bill, i)) ==
                 cost_bill_service_cost(bill, i).nano_usd,
             "the lines of %s do not add up to its sum", cost_bill_service_name(bill, i));
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* No two lines have one id. */
static void check_ids(run_t *run, const cost_bill_t *bill)
{
    enum { ID_SIZE = 400 };
    const size_t count = cost_bill_line_count(bill);
    char *room = calloc(count + 1, ID_SIZE);
    char **ids = calloc(count + 1, sizeof *ids);
    for (size_t i = 0; room && ids && i < count; i++) {
        ids[i] = room + i * ID_SIZE;
        cost_bill_line_field(bill, i, COST_LINE_ID, ids[i], ID_SIZE);
    }
    if (ids && count)
        qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t i = 1; ids && i < count; i++)
        hold(run, strcmp(ids[i - 1], ids[i]), "two lines are called %s", ids[i]);
    free(ids);
    free(room);
}

/* ---- reports, read back ---- */

/* Read back, the bill answers the same in every form, to the last byte. */
static void check_again(run_t *run, const billed_t *billed, cost_format_t form, cost_format_t written, unsigned flags)
{
    const char *name = form == COST_FORMAT_CSV ? "bill.csv" : "bill.json";
    char *saved = NULL, *want = NULL, *got = NULL;
    cost_bill_t *again = NULL;
    cost_error_t *err = cost_error_create();
    cost_status_t status = cost_report_bill(&saved, NULL, billed->bill, form, 0, err);
    if (!status)
        status = cost_bill_parse(&again, saved, strlen(saved), name, err);
    if (hold(run, !status, "%s", cost_error_text(err, 0))) {
        const bool both = !cost_report_bill(&want, NULL, billed->bill, written, flags, err) &&
                          !cost_report_bill(&got, NULL, again, written, flags, err);
        hold(run, both && !strcmp(want, got), "%s, read back and written as %s, is another bill", name,
             cost_format_name((int)written));
        hold(run, cost_bill_total(again).nano_usd == total_of(billed), "%s: another total", name);
    }
    cost_bill_destroy(again);
    cost_text_free(saved);
    cost_text_free(want);
    cost_text_free(got);
    cost_error_destroy(err);
}

static void adds_up(run_t *run, chance_t *chance)
{
    static const char *const periods[] = {"2025-11", "730h", "2025-11..2026-02", "2026-02", "100h"};
    static text_t text;
    billed_t billed;
    text_clear(&text);
    text_add(&text, "%stags: {\"=a;b\": \"c\\\\;'d\", '''k''': v}\nperiod: %s\naccount: {always_free: %s}\n", head,
             periods[chance_below(chance, 5)], chance_one_in(chance, 4) ? "false" : "true");
    add_traffic(&text, chance);
    text_add(&text, "resources:\n");
    for (uint64_t i = 0, count = 1 + chance_below(chance, 12); i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "r%d", (int)i);
        add_resource(&text, chance, name);
    }
    bill_text(&billed, run->book, text.text);
    if (hold(run, !billed.status, "%s\n%s", billed.error, text.text)) {
        const sums_t sums = sums_of(billed.bill);
        hold(run, sums.lines == sums.total, "lines: %" PRId64 " of %" PRId64 "\n%s", sums.lines, sums.total, text.text);
        hold(run, sums.months == sums.total, "months: %" PRId64 " of %" PRId64, sums.months, sums.total);
        hold(run, sums.resources == sums.total, "resources: %" PRId64 " of %" PRId64, sums.resources, sums.total);
        hold(run, sums.services == sums.total, "services: %" PRId64 " of %" PRId64, sums.services, sums.total);
        check_parts(run, billed.bill);
        check_ids(run, billed.bill);
        check_again(run, &billed, COST_FORMAT_JSON, COST_FORMAT_JSON, 0);
        check_again(run, &billed, COST_FORMAT_JSON, COST_FORMAT_TABLE, COST_REPORT_LINES);
        check_again(run, &billed, COST_FORMAT_JSON, COST_FORMAT_CSV, 0);
        if (cost_bill_line_count(billed.bill)) /* without a line, CSV knows no month and is refused */
            check_again(run, &billed, COST_FORMAT_CSV, COST_FORMAT_CSV, 0);
    }
    billed_clear(&billed);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("sums", &book);
    try_cases(&run, adds_up, 600);
    return finish_run(&run, book);
}
