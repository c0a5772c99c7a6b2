#include "libcost/base/utf8.h"

#include <string.h>

#include "unit.h"

/* Where the bad byte is; -1 for none. */
static int bad(const char *text)
{
    const size_t length = strlen(text), at = cost_utf8_check(text, length);
    return at == length ? -1 : (int)at;
}

START_TEST(well_formed)
{
    ck_assert_int_eq(bad(""), -1);
    ck_assert_int_eq(bad("plain"), -1);
    ck_assert_int_eq(bad("\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf\xf0\x90\x80\x80"), -1);
    ck_assert_int_eq(bad("\xf4\x8f\xbf\xbf"), -1);
}
END_TEST

START_TEST(ill_formed)
{
    ck_assert_int_eq(bad("a\x80"), 1);            /* continuation alone */
    ck_assert_int_eq(bad("\xc0\xaf"), 0);         /* overlong */
    ck_assert_int_eq(bad("\xc1\xbf"), 0);         /* overlong */
    ck_assert_int_eq(bad("\xe0\x9f\xbf"), 0);     /* overlong */
    ck_assert_int_eq(bad("\xf0\x8f\xbf\xbf"), 0); /* overlong */
    ck_assert_int_eq(bad("ab\xed\xa0\x80"), 2);   /* surrogate */
    ck_assert_int_eq(bad("\xf4\x90\x80\x80"), 0); /* over U+10FFFF */
    ck_assert_int_eq(bad("\xf5\x80\x80\x80"), 0); /* over U+10FFFF */
    ck_assert_int_eq(bad("\xff"), 0);
    ck_assert_int_eq(bad("x\xe2\x82"), 1);  /* cut off */
    ck_assert_int_eq(bad("x\xe2\x82y"), 1); /* cut off */
}
END_TEST

START_TEST(cutting)
{
    const char *text = "a\xc3\xa9\xf0\x9f\x98\x80z"; /* 1 + 2 + 4 + 1 bytes */
    const size_t kept[] = {0, 1, 1, 3, 3, 3, 3, 7, 8, 8};
    for (size_t most = 0; most < sizeof kept / sizeof *kept; most++)
        ck_assert_uint_eq(cost_utf8_cut(text, strlen(text), most), kept[most]);
    ck_assert_uint_eq(cost_utf8_width('a'), 1);
    ck_assert_uint_eq(cost_utf8_width(0xc3), 2);
    ck_assert_uint_eq(cost_utf8_width(0xf0), 4);
    ck_assert_uint_eq(cost_utf8_width(0xff), 1);
}
END_TEST

START_TEST(places)
{
    const char *text = "ab\ncd\r\n\re\n";
    const int lines[] = {1, 1, 1, 2, 2, 2, 2, 3, 4, 4, 5}, columns[] = {1, 2, 3, 1, 2, 3, 4, 1, 1, 2, 1};
    for (size_t i = 0; i <= strlen(text); i++) {
        int line = 0, column = 0;
        cost_text_place(text, i, &line, &column);
        if (i == 6)
            continue; /* between CR and LF */
        ck_assert_int_eq(line, lines[i]);
        ck_assert_int_eq(column, columns[i]);
    }
}
END_TEST

static void expect_refused(const char *text, size_t length, const char *message)
{
    cost_error_t *err = cost_error_create();
    ck_assert_int_eq(cost_text_check(&text, &length, "f", err), COST_ERR_SYNTAX);
    unit_expect_errors(err, (const char *const[]){message, NULL});
    cost_error_destroy(err);
}

START_TEST(documents)
{
    const char *text = "\xef\xbb\xbfhi";
    size_t length = 5;
    ck_assert_int_eq(cost_text_check(&text, &length, "f", NULL), COST_OK);
    ck_assert_str_eq(text, "hi");
    ck_assert_uint_eq(length, 2);
    length = 0;
    ck_assert_int_eq(cost_text_check(&text, &length, "f", NULL), COST_OK);
    expect_refused("\xff\xfe"
                   "a\0b\0",
                   6, "f: the text is UTF-16; it should be saved as UTF-8");
    expect_refused("\xfe\xff\0a", 4, "f: the text is UTF-16; it should be saved as UTF-8");
    expect_refused("a\0b\0", 4, "f: the text is UTF-16; it should be saved as UTF-8");
    expect_refused("ab\nc\0d", 6, "f:2:2: a NUL byte stands in the text; it should be plain UTF-8 text");
    expect_refused("ab\ncaf\xe9 au", 10, "f:2:4: byte 0xe9 is not UTF-8; the file should be saved as UTF-8");
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("utf8", (const TTest *const[]){well_formed, ill_formed, cutting, places, documents, NULL});
}

UNIT_MAIN(suite)
