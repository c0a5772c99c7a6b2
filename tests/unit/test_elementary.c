/* exp, log and normal quantiles against figures of 20 digits from mpmath (a library for arithmetic of any precision).
 */
#include "libcost/base/elementary.h"

#include <float.h>
#include <stddef.h>

#include "unit.h"

typedef struct {
    double x, right;
} known_t;

static void expect(const known_t *known, size_t count, double (*function)(double), double relative)
{
    for (size_t i = 0; i < count; i++) {
        const double got = function(known[i].x), off = (got - known[i].right) / known[i].right;
        ck_assert_msg(off > -relative && off < relative, "%a: %a is not %a", known[i].x, got, known[i].right);
    }
}

START_TEST(exponentials)
{
    static const known_t known[] = {
        {1, 2.7182818284590452354},         {-1, 0.3678794411714423216},        {0.5, 1.6487212707001281468},
        {1e-9, 1.0000000010000000005},      {0.3465, 1.4141094938303624151},    {-0.3466, 0.70708810694101882027},
        {10, 22026.465794806716517},        {-20.25, 1.6052280551856116087e-9}, {100.125, 3.0460357809113724616e+43},
        {-700, 9.8596765437597708567e-305}, {709, 8.2184074615549721892e+307},
    };
    expect(known, sizeof known / sizeof *known, cost_exp, 2 * DBL_EPSILON);
    ck_assert_double_eq(cost_exp(0), 1);
    ck_assert_double_eq(cost_exp(-746), 0);
    ck_assert_double_eq(cost_exp(710), DBL_MAX);
    ck_assert_double_eq_tol(cost_exp(-740), 4.1887398800480489395e-322, 5e-324); /* not a normal number any more */
}
END_TEST

START_TEST(logarithms)
{
    static const known_t known[] = {
        {2, 0.69314718055994530942},
        {3, 1.0986122886681096914},
        {0.5, -0.69314718055994530942},
        {1.4142, 0.34656400018800330914},
        {1.4143, 0.34663470904431701146},
        {0.70711, -0.34656903820069412029},
        {1.0000001, 9.9999995058387045178e-8},
        {0.9999999, -1.0000000494736474329e-7},
        {10, 2.302585092994045684},
        {1e300, 690.77552789821370526},
        {1e-300, -690.77552789821370518},
        {5e-324, -744.44007192138126231},
        {123456.789, 11.723646487185881016},
    };
    expect(known, sizeof known / sizeof *known, cost_log, 2 * DBL_EPSILON);
    ck_assert_double_eq(cost_log(1), 0);
    ck_assert_double_eq(cost_log(0), -DBL_MAX);
}
END_TEST

START_TEST(they_undo_each_other)
{
    for (double x = -30; x < 30; x += 0.37) {
        const double off = cost_log(cost_exp(x)) - x;
        ck_assert(off > -1e-14 && off < 1e-14);
    }
}
END_TEST

START_TEST(normal_quantiles)
{
    static const known_t known[] = {
        {0.75, 0.6744897501960817432},    {0.9, 1.2815515655446005935},    {0.975, 1.9599639845400538556},
        {0.999, 3.0902323061678132778},   {0.07, -1.4757910281791706856},  {0.0751, -1.4388253927525399824},
        {1e-5, -4.2648907939228246102},   {1e-10, -6.3613409024040561991}, {1e-100, -21.273453560965324294},
        {1e-300, -37.047096299361199237},
    };
    expect(known, sizeof known / sizeof *known, cost_normal_quantile, 1e-15);
    ck_assert_double_eq(cost_normal_quantile(0.5), 0);
}
END_TEST

START_TEST(floors_and_roots)
{
    ck_assert_double_eq(cost_floor(2.75), 2);
    ck_assert_double_eq(cost_floor(-2.25), -3);
    ck_assert_double_eq(cost_floor(-2), -2);
    ck_assert_double_eq(cost_sqrt(6.25), 2.5);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {exponentials,     logarithms,       they_undo_each_other,
                                  normal_quantiles, floors_and_roots, NULL};
    return unit_suite("elementary", tests);
}

UNIT_MAIN(make_suite)
