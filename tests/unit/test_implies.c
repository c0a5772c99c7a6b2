#include "libcost/services/service.h"

#include <string.h>

#include "unit.h"

START_TEST(lines_are_known_and_once)
{
    for (size_t s = 0; s < cost_services_count; s++) {
        cost_implied_t line, other;
        for (size_t i = 0; cost_service_implied(cost_services[s], i, &line); i++) {
            const cost_service_t *of = cost_service_find(line.service);
            ck_assert_msg(of && of != cost_services[s], "%s: %s", cost_services[s]->name, line.service);
            const int dimension = cost_dimension_find(of, line.dimension);
            ck_assert_msg(dimension >= 0, "%s: %s.%s", cost_services[s]->name, line.service, line.dimension);
            ck_assert(cost_service_may_imply(cost_services[s], of, dimension));
            ck_assert(line.when && *line.when);
            for (size_t k = 0; k < i && cost_service_implied(cost_services[s], k, &other); k++)
                ck_assert_msg(strcmp(line.service, other.service) || strcmp(line.dimension, other.dimension),
                              "%s: %s.%s is there twice", cost_services[s]->name, line.service, line.dimension);
        }
    }
}
END_TEST

static bool has(const char *owner, const char *service, const char *dimension)
{
    const cost_service_t *of = cost_service_find(service);
    return cost_service_may_imply(cost_service_find(owner), of, cost_dimension_find(of, dimension));
}

START_TEST(tables_parts_and_flags)
{
    ck_assert(has("alb", "public-ipv4", "in_use_hours"));
    ck_assert(has("alb", "data-transfer", "internet_out")); /* it answers */
    ck_assert(!has("alb", "data-transfer", "inter_az"));
    ck_assert(has("rds", "data-transfer", "inter_az")); /* it stands in one zone */
    ck_assert(!has("rds", "data-transfer", "internet_out"));
    ck_assert(has("ecs-express", "fargate", "spot_vcpu_hours")); /* what it is made of */
    ck_assert(has("ecs-express", "cloudwatch", "logs_ingested"));
    ck_assert(has("ecs-express", "alb", "lcu_hours"));
    ck_assert(!has("ecs-express", "alb", "trust_store_hours"));
    ck_assert(has("ecs-ec2", "ebs", "storage"));
    ck_assert(!has("sqs", "cloudwatch", "metrics"));
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("implies", (const TTest *const[]){lines_are_known_and_once, tables_parts_and_flags, NULL});
}

UNIT_MAIN(suite)
