/* The whole way of a workload file: read as YAML or JSON, billed when it reads, reported when it is billed.
 *
 * Lines at the top such as `#! set resources.app.tasks=3`, `#! scenario lean`, `#! period 2025-11` and `#! region
 * eu-west-1` are options. */
#include "cost.h"
#include "replay.h"

static const cost_catalog_t *shared_book(void)
{
    static cost_catalog_t *book;
    if (!book)
        FUZZ_REQUIRE(cost_catalog_create(&book, NULL, NULL) == COST_OK);
    return book;
}

static void set_option(cost_options_t *options, char *words)
{
    char *value = strchr(words, ' ');
    if (!value)
        return;
    *value++ = '\0';
    if (!strcmp(words, "set"))
        (void)cost_options_add_override(options, value);
    else if (!strcmp(words, "scenario"))
        (void)cost_options_set_scenario(options, value);
    else if (!strcmp(words, "period"))
        (void)cost_options_set_period(options, value);
    else if (!strcmp(words, "region"))
        (void)cost_options_set_region(options, value);
    else if (!strcmp(words, "as-of"))
        (void)cost_options_set_as_of(options, value);
    else if (!strcmp(words, "strict"))
        cost_options_set_strict(options, 1);
}

static cost_options_t *read_options(const char *text)
{
    cost_options_t *options = cost_options_create();
    FUZZ_REQUIRE(options);
    for (; !strncmp(text, "#! ", 3); text += strspn(text, "\n")) {
        char line[256] = "";
        const size_t length = strcspn(text, "\n");
        if (length - 3 < sizeof line)
            memcpy(line, text + 3, length - 3);
        set_option(options, line);
        text += length;
    }
    return options;
}

static void check_errors(const cost_error_t *err, cost_status_t status)
{
    FUZZ_REQUIRE(status == COST_OK || cost_error_count(err) > 0);
    FUZZ_REQUIRE(status != COST_ERR_MEMORY);
    for (size_t i = 0; i < cost_error_count(err); i++) {
        FUZZ_REQUIRE(!strchr(cost_error_text(err, i), '\n'));
        FUZZ_REQUIRE(*cost_error_message(err, i));
    }
}

static void check_sums(const cost_bill_t *bill)
{
    int64_t lines = 0, months = 0, resources = 0, services = 0;
    const int64_t total = cost_bill_total(bill).nano_usd;
    for (size_t i = 0; i < cost_bill_line_count(bill); i++)
        lines += cost_bill_line_cost(bill, i).nano_usd;
    for (size_t i = 0; i < cost_bill_month_count(bill); i++)
        months += cost_bill_month_total(bill, i).nano_usd;
    for (size_t i = 0; i < cost_bill_resource_count(bill); i++)
        resources += cost_bill_resource_cost(bill, i).nano_usd;
    for (size_t i = 0; i < cost_bill_service_count(bill); i++)
        services += cost_bill_service_cost(bill, i).nano_usd;
    FUZZ_REQUIRE(lines == total && months == total && resources == total && services == total);
}

static void report(const cost_bill_t *bill)
{
    static const cost_format_t formats[] = {COST_FORMAT_TABLE, COST_FORMAT_CSV, COST_FORMAT_JSON, COST_FORMAT_MARKDOWN};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *text = NULL;
        FUZZ_REQUIRE(cost_report_bill(&text, NULL, bill, formats[i], COST_REPORT_LINES, NULL) == COST_OK);
        FUZZ_REQUIRE(*text);
        cost_text_free(text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = fuzz_text(data, size);
    cost_error_t *err = cost_error_create();
    cost_options_t *options = read_options(text);
    cost_workload_t *workload = NULL;
    cost_bill_t *bill = NULL;
    cost_options_set_catalog(options, shared_book());
    cost_status_t status = cost_workload_parse(&workload, text, size, "fuzz.yaml", options, err);
    check_errors(err, status);
    if (!status) {
        const cost_workload_t *const account[] = {workload};
        status = cost_estimate(&bill, shared_book(), account, 1, options, err);
        check_errors(err, status);
    }
    if (!status) {
        check_sums(bill);
        report(bill);
    }
    cost_bill_destroy(bill);
    cost_workload_destroy(workload);
    cost_options_destroy(options);
    cost_error_destroy(err);
    free(text);
    return 0;
}
