/* What every unit test shares.  CK_VERBOSITY, CK_FORK and CK_RUN_SUITE of the environment are Check's own. */
#ifndef UNIT_H
#define UNIT_H

#include <check.h>

#include "cost/status.h"

/* The main() of a test program; `make_suite` is a function that returns its Suite. */
#define UNIT_MAIN(make_suite)                                                                                          \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        SRunner *runner = srunner_create(make_suite());                                                                \
        srunner_run_all(runner, CK_ENV);                                                                               \
        int failed = srunner_ntests_failed(runner);                                                                    \
        srunner_free(runner);                                                                                          \
        return failed != 0;                                                                                            \
    }

/* A suite of one case, from a NULL-terminated list of tests. */
static inline Suite *unit_suite(const char *name, const TTest *const *tests)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    for (; *tests; tests++)
        tcase_add_test(tcase, *tests);
    suite_add_tcase(suite, tcase);
    return suite;
}

/* The list holds exactly these texts; NULL ends them. */
static inline void unit_expect_errors(const cost_error_t *err, const char *const *texts)
{
    size_t i = 0;
    for (; texts[i]; i++)
        ck_assert_str_eq(cost_error_text(err, i) ? cost_error_text(err, i) : "(no more)", texts[i]);
    ck_assert_str_eq(cost_error_text(err, i) ? cost_error_text(err, i) : "(no more)", "(no more)");
}

#endif
