/* The door itself; what stands in a workbook is compared by tests/workbook.py. */
#define _GNU_SOURCE /* RTLD_NEXT */

#include "libcost/report/xlsx.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

/* This program's dlopen() comes before the C library's. */
static enum { HERE, MISSING, WRONG } library;

void *dlopen(const char *name, int mode)
{
    void *(*real)(const char *, int);
    void *found = dlsym(RTLD_NEXT, "dlopen");
    memcpy(&real, &found, sizeof found);
    return library == MISSING ? NULL : real(library == WRONG ? NULL : name, mode);
}

static char file[] = "/tmp/libcost_unit_XXXXXX";
static cost_error_t *err;
static cost_xlsx_t *book;

static void setup(void)
{
    memcpy(file + strlen(file) - 6, "XXXXXX", 6);
    int handle = mkstemp(file);
    ck_assert_int_ge(handle, 0);
    close(handle);
    err = cost_error_create();
    library = HERE;
}

static void teardown(void)
{
    unlink(file);
    cost_error_destroy(err);
}

START_TEST(names)
{
    ck_assert_str_eq(cost_cell(0, 0).text, "A1");
    ck_assert_str_eq(cost_cell(9, 25).text, "Z10");
    ck_assert_str_eq(cost_cell(0, 26).text, "AA1");
    ck_assert_str_eq(cost_cell(0, 701).text, "ZZ1");
    ck_assert_str_eq(cost_cell(0, 702).text, "AAA1");
    ck_assert_str_eq(cost_cell_fixed(1048575, 16383).text, "$XFD$1048576");
    ck_assert_str_eq(cost_range("Lines", 2, 9, 3).text, "Lines!$D$3:$D$10");
    ck_assert_str_eq(cost_range("Scenario lines", 2, 2, 0).text, "'Scenario lines'!$A$3:$A$3");
    ck_assert_str_eq(cost_far_cell("Prices", 4, 8).text, "Prices!$I$5");
}
END_TEST

START_TEST(missing)
{
    library = MISSING;
    ck_assert_int_eq(cost_xlsx_create(&book, file, "report.xlsx", err), COST_ERR_UNSUPPORTED);
    ck_assert_ptr_null(book);
    ck_assert_ptr_nonnull(strstr(cost_error_text(err, 0), "report.xlsx: a workbook needs the library libxlsxwriter"));
    ck_assert_ptr_nonnull(strstr(cost_error_text(err, 0), "is not here; install it: apt install libxlsxwriter-dev"));
    library = WRONG; /* one without its functions */
    ck_assert_int_eq(cost_xlsx_create(&book, file, "report.xlsx", err), COST_ERR_UNSUPPORTED);
    ck_assert_ptr_nonnull(strstr(cost_error_text(err, 1), "is too old here"));
}
END_TEST

static size_t size_of(const char *name)
{
    FILE *stream = fopen(name, "rb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_eq(fseek(stream, 0, SEEK_END), 0);
    const long size = ftell(stream);
    fclose(stream);
    return (size_t)size;
}

START_TEST(written)
{
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_sheet_t *sheet = cost_xlsx_add_sheet(book, "One");
    cost_sheet_text(sheet, 0, 0, COST_STYLE_TEXT, "=1+1");
    cost_sheet_text(sheet, 1, 0, COST_STYLE_TEXT, "not \xff UTF-8");
    cost_sheet_number(sheet, 2, 0, COST_STYLE_RATE, 0.5);
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_OK);
    ck_assert_uint_gt(size_of(file), 2000);
}
END_TEST

/* More than a cell takes is cut between two characters. */
START_TEST(long_text)
{
    enum { LENGTH = 40000 };
    char *text = malloc(LENGTH + 1);
    for (int i = 0; i < LENGTH; i += 2)
        memcpy(text + i, "\xc3\xa9", 2);
    text[LENGTH] = '\0';
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_sheet_text(cost_xlsx_add_sheet(book, "One"), 0, 0, COST_STYLE_TEXT, text);
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_OK);
    free(text);
}
END_TEST

START_TEST(limits)
{
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_sheet_number(cost_xlsx_add_sheet(book, "One"), 1048576, 0, COST_STYLE_USD, 1);
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_ERR_LIMIT);
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_sheet_number(cost_xlsx_add_sheet(book, "One"), 0, (size_t)1 << 40, COST_STYLE_USD, 1);
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_ERR_LIMIT);
    ck_assert_ptr_nonnull(strstr(cost_error_text(err, 0), "1,048,576 rows"));
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_sheet_formula(cost_xlsx_add_sheet(book, "One"), 0, 0, COST_STYLE_USD, 1, "=%08191d", 1);
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_ERR_LIMIT);
}
END_TEST

START_TEST(unwritable)
{
    ck_assert_int_eq(cost_xlsx_create(&book, "/nowhere/at/all.xlsx", "all.xlsx", err), COST_OK);
    cost_xlsx_add_sheet(book, "One");
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_ERR_IO);
    ck_assert_ptr_nonnull(
        strstr(cost_error_text(err, 0), "all.xlsx: the workbook cannot be written: No such file or directory"));
    ck_assert_int_eq(cost_xlsx_close(NULL, COST_ERR_RANGE, err), COST_ERR_RANGE);
}
END_TEST

/* What failed elsewhere leaves no file and says nothing of its own. */
START_TEST(given_up)
{
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_xlsx_add_sheet(book, "One");
    ck_assert_int_eq(cost_xlsx_close(book, COST_ERR_RANGE, err), COST_ERR_RANGE);
    ck_assert_uint_eq(size_of(file), 0);
    ck_assert_int_eq(cost_xlsx_create(&book, file, file, err), COST_OK);
    cost_xlsx_fail(book);
    cost_sheet_text(cost_xlsx_add_sheet(book, "One"), 0, 0, COST_STYLE_TEXT, "nothing");
    ck_assert_int_eq(cost_xlsx_close(book, COST_OK, err), COST_ERR_MEMORY);
}
END_TEST

static Suite *make_suite(void)
{
    const TTest *const tests[] = {names, missing, written, long_text, limits, unwritable, given_up, NULL};
    Suite *suite = suite_create("xlsx");
    TCase *tcase = tcase_create("xlsx");
    tcase_add_checked_fixture(tcase, setup, teardown);
    for (size_t i = 0; tests[i]; i++)
        tcase_add_test(tcase, tests[i]);
    suite_add_tcase(suite, tcase);
    return suite;
}

UNIT_MAIN(make_suite)
