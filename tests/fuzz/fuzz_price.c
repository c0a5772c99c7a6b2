/* Another price book, CSV or JSON, laid over the default one; a book that reads must bill, or say why it cannot. */
#include <unistd.h>

#include "cost.h"
#include "replay.h"

static const char workload_text[] = "{format: libcost-workload/1, workload: shop, region: us-east-1, period: 2025-11,\n"
                                    " account: {usage: {cloudfront.transfer_out: {us-mexico: 2 TB}}},\n"
                                    " resources: {app: {service: fargate, task: {vcpu: 2, memory: 4 GiB}},\n"
                                    "             lb: {service: alb, usage: {lcu_hours: 100}},\n"
                                    "             cdn: {service: cloudfront, usage: {transfer_out: {us-mexico: 20 TB}, "
                                    "https_requests: {japan: 30M}}}}}";

static const char *write_book(const uint8_t *data, size_t size)
{
    static char path[] = "/tmp/fuzz_price.XXXXXX";
    static int file = -1;
    if (file < 0)
        file = mkstemp(path);
    FUZZ_REQUIRE(file >= 0 && !ftruncate(file, 0) && !lseek(file, 0, SEEK_SET));
    FUZZ_REQUIRE(write(file, data, size) == (ssize_t)size);
    return path;
}

static void remove_book(void)
{
    unlink(write_book(NULL, 0));
}

static const cost_workload_t *shared_workload(void)
{
    static cost_workload_t *workload;
    if (!workload) {
        cost_status_t status =
            cost_workload_parse(&workload, workload_text, sizeof workload_text - 1, "shop.yaml", NULL, NULL);
        FUZZ_REQUIRE(!status);
        FUZZ_REQUIRE(!atexit(remove_book));
    }
    return workload;
}

static void check_errors(const cost_error_t *err, cost_status_t status)
{
    FUZZ_REQUIRE(status == COST_OK || cost_error_count(err) > 0);
    FUZZ_REQUIRE(status != COST_ERR_MEMORY);
    for (size_t i = 0; i < cost_error_count(err); i++)
        FUZZ_REQUIRE(*cost_error_message(err, i) && !strchr(cost_error_text(err, i), '\n'));
}

static void estimate(const cost_catalog_t *book, cost_error_t *err)
{
    const cost_workload_t *const account[] = {shared_workload()};
    cost_bill_t *bill = NULL;
    cost_status_t status = cost_estimate(&bill, book, account, 1, NULL, err);
    check_errors(err, status);
    int64_t lines = 0;
    for (size_t i = 0; !status && i < cost_bill_line_count(bill); i++) {
        FUZZ_REQUIRE(cost_bill_line_cost(bill, i).nano_usd >= 0);
        lines += cost_bill_line_cost(bill, i).nano_usd;
    }
    FUZZ_REQUIRE(status || lines == cost_bill_total(bill).nano_usd);
    cost_bill_destroy(bill);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    (void)shared_workload();
    cost_error_t *err = cost_error_create();
    cost_catalog_t *book = NULL;
    cost_status_t status = cost_catalog_create(&book, write_book(data, size), err);
    check_errors(err, status);
    if (!status)
        estimate(book, err);
    cost_catalog_destroy(book);
    cost_error_destroy(err);
    return 0;
}
