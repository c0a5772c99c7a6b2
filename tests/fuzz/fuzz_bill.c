/* A saved bill, JSON or CSV: one that reads is written and read again as the same, any other says why not. */
#include "cost.h"
#include "replay.h"

static void check_errors(const cost_error_t *err, cost_status_t status)
{
    FUZZ_REQUIRE(status == COST_OK || cost_error_count(err) > 0);
    FUZZ_REQUIRE(status != COST_ERR_MEMORY);
    for (size_t i = 0; i < cost_error_count(err); i++)
        FUZZ_REQUIRE(*cost_error_message(err, i) && !strchr(cost_error_text(err, i), '\n'));
}

static void check_form(const uint8_t *data, size_t size, const char *name, cost_format_t format)
{
    cost_error_t *err = cost_error_create();
    cost_bill_t *bill = NULL, *again = NULL;
    char *first = NULL, *second = NULL;
    cost_status_t status = cost_bill_parse(&bill, (const char *)data, size, name, err);
    check_errors(err, status);
    if (!status) {
        FUZZ_REQUIRE(!cost_report_bill(&first, NULL, bill, format, 0, err));
        FUZZ_REQUIRE(!cost_bill_parse(&again, first, strlen(first), name, err));
        FUZZ_REQUIRE(!cost_report_bill(&second, NULL, again, format, 0, err));
        FUZZ_REQUIRE(!strcmp(first, second));
        FUZZ_REQUIRE(cost_bill_total(bill).nano_usd == cost_bill_total(again).nano_usd);
        cost_text_free(second);
        second = NULL;
        FUZZ_REQUIRE(!cost_report_bill(&second, NULL, bill, COST_FORMAT_TABLE, COST_REPORT_LINES, err));
    }
    cost_text_free(first);
    cost_text_free(second);
    cost_bill_destroy(again);
    cost_bill_destroy(bill);
    cost_error_destroy(err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_form(data, size, "bill.json", COST_FORMAT_JSON);
    check_form(data, size, "bill.csv", COST_FORMAT_CSV);
    return 0;
}
