/* A bill adds up, in every direction and in every form: lines, months, resources, services, JSON and CSV. */
#include "libcost/base/csv.h"
#include "libcost/base/tree.h"
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

static int64_t nano_of(const char *usd)
{
    cost_money_t money = {INT64_MIN};
    return usd && !cost_money_parse(&money, usd) ? money.nano_usd : INT64_MIN;
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

static int64_t sum_member(const cost_node_t *map, const char *list, const char *member)
{
    int64_t sum = 0;
    const cost_node_t *items = cost_node_find(map, list);
    for (const cost_node_t *item = items ? items->first : NULL; item; item = item->next) {
        const cost_node_t *value = member ? cost_node_find(item, member) : item;
        sum += value ? nano_of(value->text) : INT64_MIN;
    }
    return sum;
}

static void check_json(run_t *run, const billed_t *billed)
{
    cost_arena_t *arena = cost_arena_create();
    cost_node_t *root = NULL;
    char *json = json_of(billed);
    if (hold(run, json && !cost_tree_parse(&root, arena, json, strlen(json), "bill.json", NULL),
             "the JSON does not read")) {
        const cost_node_t *total = cost_node_find(root, "total");
        const int64_t want = total_of(billed);
        hold(run, total && nano_of(total->text) == want, "JSON: another total");
        hold(run, sum_member(root, "lines", "cost") == want, "JSON: the lines' cost");
        hold(run, sum_member(root, "lines", "list_cost") == want, "JSON: the lines' list cost");
        hold(run, sum_member(root, "months", "total") == want, "JSON: the months");
        hold(run, sum_member(root, "by_resource", NULL) == want, "JSON: by resource");
        hold(run, sum_member(root, "by_service", NULL) == want, "JSON: by service");
    }
    cost_text_free(json);
    cost_arena_destroy(arena);
}

static void check_csv(run_t *run, const billed_t *billed)
{
    cost_arena_t *arena = cost_arena_create();
    cost_csv_t table;
    char *csv = NULL;
    cost_status_t status = cost_report_bill(&csv, NULL, billed->bill, COST_FORMAT_CSV, 0, NULL);
    if (!status)
        status = cost_csv_parse(&table, arena, csv, strlen(csv), "bill.csv", NULL);
    if (hold(run, !status, "the CSV does not read")) {
        int64_t sum = 0;
        for (size_t i = 0; i < table.row_count; i++)
            sum += nano_of(cost_csv_cell(&table, i, cost_csv_column(&table, "cost")));
        hold(run, table.row_count == cost_bill_line_count(billed->bill), "CSV: another number of lines");
        hold(run, sum == total_of(billed), "CSV: another total");
    }
    cost_text_free(csv);
    cost_arena_destroy(arena);
}

static void adds_up(run_t *run, chance_t *chance)
{
    static const char *const periods[] = {"2025-11", "730h", "2025-11..2026-02", "2026-02", "100h"};
    static text_t text;
    billed_t billed;
    text_clear(&text);
    text_add(&text, "%speriod: %s\naccount: {always_free: %s}\n", head, periods[chance_below(chance, 5)],
             chance_one_in(chance, 4) ? "false" : "true");
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
        check_json(run, &billed);
        check_csv(run, &billed);
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
