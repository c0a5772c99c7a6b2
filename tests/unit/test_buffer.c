#include "libcost/base/buffer.h"

#include <string.h>

#include "libcost/base/alloc.h"
#include "unit.h"

START_TEST(appending)
{
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    ck_assert_ptr_null(buffer.text);
    cost_buffer_add(&buffer, "abcdef", 2);
    cost_buffer_add_char(&buffer, '-');
    cost_buffer_add_repeat(&buffer, '=', 3);
    cost_buffer_add_repeat(&buffer, '?', 0);
    cost_buffer_add_string(&buffer, "end ");
    cost_buffer_add_format(&buffer, "%d of %s", 7, "nine");
    ck_assert_str_eq(buffer.text, "ab-===end 7 of nine");
    ck_assert_uint_eq(buffer.length, strlen(buffer.text));
    cost_buffer_clear(&buffer);
    ck_assert_ptr_null(buffer.text);
    ck_assert_uint_eq(buffer.length, 0);
}
END_TEST

START_TEST(growing)
{
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    for (int i = 0; i < 10000; i++)
        cost_buffer_add_format(&buffer, "%04d,", i);
    ck_assert_uint_eq(buffer.length, 50000);
    ck_assert(!strncmp(buffer.text + 5 * 1234, "1234,1235", 9));
    cost_buffer_clear(&buffer);
}
END_TEST

START_TEST(json)
{
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    cost_buffer_add_json(&buffer, "a \"b\" c:\\d\b\f\n\r\t\x01\x1f\x7f/ \xc3\xa9\xf0\x9f\x98\x80");
    ck_assert_str_eq(buffer.text, "\"a \\\"b\\\" c:\\\\d\\b\\f\\n\\r\\t\\u0001\\u001f\x7f/ \xc3\xa9\xf0\x9f\x98\x80\"");
    cost_buffer_clear(&buffer);
    cost_buffer_add_json(&buffer, "");
    ck_assert_str_eq(buffer.text, "\"\"");
    cost_buffer_clear(&buffer);
}
END_TEST

START_TEST(taking)
{
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    char *empty = cost_buffer_take(&buffer);
    ck_assert_str_eq(empty, "");
    cost_free(empty);
    cost_buffer_add_string(&buffer, "gift");
    char *text = cost_buffer_take(&buffer);
    ck_assert_str_eq(text, "gift");
    ck_assert_ptr_null(buffer.text);
    cost_free(text);
}
END_TEST

START_TEST(failure_sticks)
{
    cost_buffer_t buffer;
    cost_buffer_init(&buffer);
    cost_buffer_add_string(&buffer, "abc");
    cost_buffer_add_repeat(&buffer, 'x', SIZE_MAX - 2);
    ck_assert(buffer.failed);
    cost_buffer_add_string(&buffer, "def");
    ck_assert_str_eq(buffer.text, "abc");
    ck_assert_ptr_null(cost_buffer_take(&buffer));
    ck_assert(!buffer.failed);
}
END_TEST

static Suite *suite(void)
{
    return unit_suite("buffer", (const TTest *const[]){appending, growing, json, taking, failure_sticks, NULL});
}

UNIT_MAIN(suite)
