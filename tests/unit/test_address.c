/* Public IPv4 addresses by the second.  Source: billing-rules 0.3, SEC60: 60 s for each life at least. */
#include <stdlib.h>

#include "libcost/services/address.h"
#include "unit.h"

static const cost_wide_t micro = 1000000;
static cost_catalog_t *book;

static cost_wide_t time_of(const cost_window_t *windows, size_t count)
{
    const cost_flows_t flows = {.month = {.seconds = 2592000}, .exists = windows, .exist_count = count};
    const cost_resource_t resource = {.catalog = book, .date = 20261101};
    return cost_address_time(&resource, &flows);
}

START_TEST(test_life)
{
    const cost_window_t month = {0, 2592000}, short_life = {3600, 3630}, minute = {3600, 3661};
    const cost_window_t two[] = {{3600, 3630}, {7200, 7290}};
    ck_assert(!cost_catalog_create(&book, NULL, NULL));
    ck_assert(time_of(&month, 1) == 2592000 * micro);
    ck_assert(time_of(&short_life, 1) == 60 * micro);
    ck_assert(time_of(&minute, 1) == 61 * micro);
    ck_assert(time_of(two, 2) == 150 * micro);
    ck_assert(time_of(NULL, 0) == 0);
    cost_catalog_destroy(book);
}
END_TEST

/* What the month cuts off has lived before, or lives on. */
START_TEST(test_ends_of_the_month)
{
    const cost_window_t begins = {0, 30}, ends = {2591970, 2592000};
    ck_assert(!cost_catalog_create(&book, NULL, NULL));
    ck_assert(time_of(&begins, 1) == 30 * micro);
    ck_assert(time_of(&ends, 1) == 30 * micro);
    cost_catalog_destroy(book);
}
END_TEST

static Suite *address_suite(void)
{
    const TTest *const tests[] = {test_life, test_ends_of_the_month, NULL};
    return unit_suite("address", tests);
}

UNIT_MAIN(address_suite)
