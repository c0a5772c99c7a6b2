#include "libcost/base/replace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char folder[] = "/tmp/libcost_unit_XXXXXX";
static char file[64], linked[64];
static cost_error_t *err;
static cost_replace_t replace;

static void setup(void)
{
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/report", folder);
    snprintf(linked, sizeof linked, "%s/link", folder);
    err = cost_error_create();
}

static void teardown(void)
{
    unlink(linked);
    unlink(file);
    ck_assert_int_eq(rmdir(folder), 0); /* nothing else is left behind */
    cost_error_destroy(err);
}

static void fill(const char *name, const char *text)
{
    FILE *stream = fopen(name, "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_ge(fputs(text, stream), 0);
    ck_assert_int_eq(fclose(stream), 0);
}

static void expect_text(const char *name, const char *want)
{
    char text[32] = "";
    FILE *stream = fopen(name, "rb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fread(text, 1, sizeof text - 1, stream), strlen(want));
    ck_assert_int_eq(fclose(stream), 0);
    ck_assert_str_eq(text, want);
}

START_TEST(fresh)
{
    ck_assert_int_eq(cost_replace_begin(&replace, file, err), COST_OK);
    ck_assert_int_ne(access(file, F_OK), 0); /* not before it is complete */
    fill(replace.beside, "new");
    ck_assert_int_eq(cost_replace_end(&replace, COST_OK, err), COST_OK);
    expect_text(file, "new");
}
END_TEST

START_TEST(left_alone)
{
    fill(file, "old");
    ck_assert_int_eq(cost_replace_begin(&replace, file, err), COST_OK);
    fill(replace.beside, "half");
    ck_assert_int_eq(cost_replace_end(&replace, COST_ERR_MEMORY, err), COST_ERR_MEMORY);
    expect_text(file, "old");
    ck_assert_uint_eq(cost_error_count(err), 0); /* whoever failed says why */
}
END_TEST

START_TEST(keeps_link_and_mode)
{
    struct stat now;
    fill(file, "old");
    ck_assert_int_eq(chmod(file, 0640), 0);
    ck_assert_int_eq(symlink(file, linked), 0);
    ck_assert_int_eq(cost_replace_begin(&replace, linked, err), COST_OK);
    fill(replace.beside, "new");
    ck_assert_int_eq(cost_replace_end(&replace, COST_OK, err), COST_OK);
    ck_assert_int_eq(lstat(linked, &now), 0);
    ck_assert(S_ISLNK(now.st_mode));
    ck_assert_int_eq(stat(file, &now), 0);
    ck_assert_uint_eq(now.st_mode & 07777, 0640);
    expect_text(file, "new");
}
END_TEST

START_TEST(refused)
{
    char name[2 * COST_REPLACE_PATH_SIZE];
    ck_assert_int_eq(cost_replace_begin(&replace, folder, err), COST_ERR_IO);
    ck_assert_int_eq(cost_replace_begin(&replace, "/dev/null", err), COST_ERR_IO);
    snprintf(name, sizeof name, "%s/no/such", folder);
    ck_assert_int_eq(cost_replace_begin(&replace, name, err), COST_ERR_IO);
    ck_assert_str_eq(cost_error_message(err, 0), "is not a file that could be replaced; another name would do");
    ck_assert_str_eq(cost_error_text(err, 1), "/dev/null: is not a file that could be replaced; another name would do");
    ck_assert_str_eq(cost_error_message(err, 2), "cannot be written: No such file or directory");
    memset(name, 'x', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    ck_assert_int_eq(cost_replace_begin(&replace, name, err), COST_ERR_IO);
    ck_assert_str_eq(cost_error_message(err, 3), "cannot be written: File name too long");
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {fresh, left_alone, keeps_link_and_mode, refused, NULL};
    Suite *suite = suite_create("replace");
    TCase *tcase = tcase_create("replace");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
