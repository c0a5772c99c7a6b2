#include <string.h>

#include "libcost/base/error.h"
#include "unit.h"

static const char *const known[] = {"memory", "requests", "origin_shield", "tasks", "vcpu", "GB", "s3", "rds"};

static const char *nearest(const char *word)
{
    const char *found = cost_nearest(word, known, sizeof known / sizeof *known);
    return found ? found : "(none)";
}

START_TEST(near)
{
    ck_assert_str_eq(nearest("memory"), "memory");
    ck_assert_str_eq(nearest("memmory"), "memory");
    ck_assert_str_eq(nearest("emmory"), "memory"); /* two neighbours swapped are one edit */
    ck_assert_str_eq(nearest("Request"), "requests");
    ck_assert_str_eq(nearest("origin-shield"), "origin_shield");
    ck_assert_str_eq(nearest("task"), "tasks");
    ck_assert_str_eq(nearest("cvpu"), "vcpu");
    ck_assert_str_eq(nearest("gb"), "GB");
    ck_assert_str_eq(nearest("rsd"), "rds");
    ck_assert_str_eq(nearest("Orig"), "origin_shield"); /* its beginning */
    ck_assert_str_eq(nearest("mem"), "memory");
}
END_TEST

START_TEST(far)
{
    ck_assert_str_eq(nearest("mory"), "(none)"); /* two edits of four letters */
    ck_assert_str_eq(nearest("me"), "(none)");   /* too little of a beginning */
    ck_assert_str_eq(nearest("s4"), "(none)");
    ck_assert_str_eq(nearest(""), "(none)");
    ck_assert_str_eq(nearest("elephant"), "(none)");
    ck_assert_ptr_null(cost_nearest("memory", NULL, 0));
}
END_TEST

START_TEST(long_words)
{
    char word[80] = {0}, longest[64] = {0};
    memset(word, 'a', 79);
    memset(longest, 'a', 63);
    const char *const words[] = {word, longest};
    ck_assert_ptr_null(cost_nearest(word, words, 2));
    ck_assert_ptr_eq(cost_nearest(longest, words, 2), longest);
    longest[0] = 'b';
    ck_assert_ptr_eq(cost_nearest(longest + 1, words, 2), longest);
}
END_TEST

START_TEST(first_of_equals)
{
    const char *const words[] = {"cats", "bats", "rats"};
    ck_assert_str_eq(cost_nearest("zats", words, 3), "cats");
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("nearest", (const TTest *const[]){near, far, long_words, first_of_equals, NULL});
}

UNIT_MAIN(suite)
