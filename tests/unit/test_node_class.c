/* Instance and node classes. */
#include <stdlib.h>

#include "libcost/services/node_class.h"
#include "unit.h"

START_TEST(test_parts)
{
    char family[16];
    ck_assert_str_eq(cost_class_size("db.t3.medium"), "medium");
    ck_assert_str_eq(cost_class_size("cache.r6g.12xlarge"), "12xlarge");
    ck_assert_str_eq(cost_class_size("large"), "large");
    cost_class_family("db.t4g.micro", family, sizeof family);
    ck_assert_str_eq(family, "t4g");
    cost_class_family("db.micro", family, sizeof family);
    ck_assert_str_eq(family, "");
    cost_class_family("micro", family, sizeof family);
    ck_assert_str_eq(family, "");
}
END_TEST

START_TEST(test_book)
{
    cost_catalog_t *catalog = NULL;
    cost_wide_t value;
    ck_assert(cost_catalog_create(&catalog, NULL, NULL) == COST_OK);
    cost_resource_t resource = {.service = cost_service_find("rds"), .catalog = catalog, .date = 20261122};
    ck_assert(cost_class_vcpu(&resource, "db.m5.4xlarge", &value) && value == 16000000); /* specs.csv */
    ck_assert(!cost_class_vcpu(&resource, "db.m1.large", &value));
    ck_assert(cost_class_units(catalog, "elasticache", "cache.t3.micro", 20261122, &value) && value == 500000);
    ck_assert(!cost_class_units(catalog, "elasticache", "cache.t3.minute", 20261122, &value));
    cost_value_t known = {.text = "db.t3.medium"};
    ck_assert(cost_class_check(&resource, &known, "instance_hours", "class", NULL) == COST_OK);
    cost_value_t unknown = {.text = "db.t3.huge"};
    ck_assert(cost_class_check(&resource, &unknown, "instance_hours", "class", NULL) == COST_ERR_NO_PRICE);
    cost_catalog_destroy(catalog);
}
END_TEST

static Suite *node_class_suite(void)
{
    const TTest *const tests[] = {test_parts, test_book, NULL};
    return unit_suite("node_class", tests);
}

UNIT_MAIN(node_class_suite)
