#include "libcost/services/service.h"

#include <string.h>

#include "unit.h"

static bool has_price(const cost_catalog_t *book, const char *service, const char *dimension)
{
    char text[128];
    for (size_t i = 0; i < cost_catalog_price_count(book); i++)
        if (!strcmp(cost_catalog_price_field(book, i, COST_PRICE_SERVICE, text, sizeof text), service) &&
            !strcmp(cost_catalog_price_field(book, i, COST_PRICE_DIMENSION, text, sizeof text), dimension))
            return true;
    return false;
}

/* An overlay may only price what the default book prices (libcost/catalog/book_names.c), so all of it must be there. */
START_TEST(every_dimension_has_a_price)
{
    cost_catalog_t *book = NULL;
    ck_assert_int_eq(cost_catalog_create(&book, NULL, NULL), COST_OK);
    for (size_t s = 0; s < cost_service_count(); s++)
        for (size_t d = 0; d < cost_service_dimension_count(s); d++)
            ck_assert_msg(has_price(book, cost_service_name(s), cost_service_dimension(s, d)),
                          "the book has no price of %s %s", cost_service_name(s), cost_service_dimension(s, d));
    cost_catalog_destroy(book);
}
END_TEST

START_TEST(by_name)
{
    ck_assert_ptr_eq(cost_service_find("fargate"), cost_services[0]);
    ck_assert_ptr_null(cost_service_find("fargat"));
    ck_assert_ptr_null(cost_service_name(cost_service_count()));
    ck_assert_ptr_null(cost_service_dimension(0, cost_service_dimension_count(0)));
    ck_assert_str_eq(cost_service_field("fargate", "task.memory", COST_FIELD_KIND), "amount");
    ck_assert_ptr_null(cost_service_field("fargate", "task.memry", COST_FIELD_KIND));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("service", (const TTest *const[]){every_dimension_has_a_price, by_name, NULL});
}

UNIT_MAIN(suite)
