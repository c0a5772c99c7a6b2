/* One EBS volume: its lines. */
#include <string.h>

#include "libcost/services/ebs_volume.h"
#include "unit.h"

static const int32_t date = 20261122;
static const cost_wide_t micro = 1000000, gib = (cost_wide_t)1 << 30, mib = (cost_wide_t)1 << 20;

typedef struct {
    cost_ebs_line_t lines[COST_EBS_LINES];
    size_t count;
} lines_t;

static lines_t lines_of(cost_ebs_volume_t volume, cost_wide_t seconds)
{
    lines_t out = {.count = 0};
    cost_catalog_t *catalog = NULL;
    ck_assert(cost_catalog_create(&catalog, NULL, NULL) == COST_OK);
    ck_assert(cost_ebs_volume_lines(out.lines, &out.count, &volume, seconds, catalog, date));
    cost_catalog_destroy(catalog);
    return out;
}

static void check_line(const lines_t *lines, size_t i, const char *dimension, const char *variant, cost_wide_t base)
{
    ck_assert(i < lines->count);
    ck_assert_str_eq(lines->lines[i].dimension, dimension);
    ck_assert_str_eq(lines->lines[i].variant, variant);
    ck_assert(lines->lines[i].base == base);
}

START_TEST(test_gp3)
{
    lines_t plain = lines_of((cost_ebs_volume_t){.type = COST_EBS_GP3, .size = 40 * gib * micro}, 10);
    ck_assert(plain.count == 1);
    check_line(&plain, 0, "storage", "type=gp3", 400 * gib * micro);
    lines_t more = lines_of(
        (cost_ebs_volume_t){
            .type = COST_EBS_GP3, .size = gib * micro, .iops = 4000 * micro, .throughput = 130 * mib * micro},
        2);
    ck_assert(more.count == 3);
    check_line(&more, 1, "iops", "type=gp3", 2 * 1000 * micro);          /* 3,000 are included */
    check_line(&more, 2, "throughput", "type=gp3", 2 * 5 * mib * micro); /* 125 MiB/s are included */
}
END_TEST

START_TEST(test_io)
{
    lines_t io1 = lines_of((cost_ebs_volume_t){.type = COST_EBS_IO1, .size = gib * micro, .iops = 50 * micro}, 3);
    ck_assert(io1.count == 2);
    check_line(&io1, 1, "iops", "type=io1", 150 * micro);
    lines_t io2 = lines_of((cost_ebs_volume_t){.type = COST_EBS_IO2, .size = gib * micro, .iops = 70000 * micro}, 1);
    ck_assert(io2.count == 4);
    check_line(&io2, 1, "iops", "type=io2", 32000 * micro);
    check_line(&io2, 2, "iops", "tier=2;type=io2", 32000 * micro);
    check_line(&io2, 3, "iops", "tier=3;type=io2", 6000 * micro);
    lines_t first = lines_of((cost_ebs_volume_t){.type = COST_EBS_IO2, .size = gib * micro, .iops = 32000 * micro}, 1);
    ck_assert(first.count == 2);
}
END_TEST

START_TEST(test_others)
{
    const int types[] = {COST_EBS_GP2, COST_EBS_ST1, COST_EBS_SC1, COST_EBS_MAGNETIC};
    for (size_t i = 0; i < COST_COUNT(types); i++) {
        lines_t lines = lines_of((cost_ebs_volume_t){.type = types[i], .size = gib * micro, .iops = 1}, 1);
        ck_assert(lines.count == 1);
        ck_assert(!strncmp(lines.lines[0].variant, "type=", 5));
        ck_assert_str_eq(lines.lines[0].variant + 5, cost_ebs_types[types[i]]);
    }
    ck_assert(lines_of((cost_ebs_volume_t){.type = COST_EBS_GP3}, 1).count == 0);
}
END_TEST

START_TEST(test_overflow)
{
    lines_t out = {.count = 0};
    cost_ebs_volume_t volume = {.type = COST_EBS_GP2, .size = COST_WIDE_MAX / 2};
    cost_catalog_t *catalog = NULL;
    ck_assert(cost_catalog_create(&catalog, NULL, NULL) == COST_OK);
    ck_assert(!cost_ebs_volume_lines(out.lines, &out.count, &volume, 3, catalog, date));
    cost_catalog_destroy(catalog);
}
END_TEST

static Suite *ebs_volume_suite(void)
{
    const TTest *const tests[] = {test_gp3, test_io, test_others, test_overflow, NULL};
    return unit_suite("ebs_volume", tests);
}

UNIT_MAIN(ebs_volume_suite)
