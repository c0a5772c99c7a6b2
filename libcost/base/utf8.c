#include "libcost/base/utf8.h"

#include <stdbool.h>
#include <string.h>

#include "libcost/base/error.h"

/* Well-formed sequences by their first byte, with the range of the second one: RFC 3629, section 4. */
typedef struct {
    unsigned char first, last, width, second_min, second_max;
} form_t;

static const form_t forms[] = {
    {0x00, 0x7f, 1, 0, 0},       {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
    {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
    {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

static const form_t *form_of(unsigned char first)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (first >= forms[i].first && first <= forms[i].last)
            return &forms[i];
    return NULL;
}

static bool continues(unsigned char byte)
{
    return (byte & 0xc0) == 0x80;
}

static bool well_formed(const unsigned char *at, size_t left, const form_t *form)
{
    if (!form || form->width > left)
        return false;
    if (form->width > 1 && (at[1] < form->second_min || at[1] > form->second_max))
        return false;
    for (size_t i = 2; i < form->width; i++)
        if (!continues(at[i]))
            return false;
    return true;
}

size_t cost_utf8_check(const char *text, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t at = 0;
    while (at < length) {
        if (bytes[at] < 0x80) {
            at++;
            continue;
        }
        const form_t *form = form_of(bytes[at]);
        if (!well_formed(bytes + at, length - at, form))
            return at;
        at += form->width;
    }
    return length;
}

size_t cost_utf8_cut(const char *text, size_t length, size_t most)
{
    if (length <= most)
        return length;
    while (most && continues((unsigned char)text[most]))
        most--;
    return most;
}

size_t cost_utf8_width(unsigned char first)
{
    const form_t *form = first < 0x80 ? NULL : form_of(first);
    return form ? form->width : 1;
}

void cost_text_place(const char *text, size_t offset, int *line, int *column)
{
    size_t start = 0;
    *line = 1;
    for (size_t i = 0; i < offset; i++) {
        if (text[i] != '\n' && (text[i] != '\r' || (i + 1 < offset && text[i + 1] == '\n')))
            continue;
        (*line)++;
        start = i + 1;
    }
    *column = (int)(offset - start) + 1;
}

/* With a byte order mark, or without one when the text begins with a plain character. */
static bool looks_like_utf16(const char *text, size_t length)
{
    return length >= 2 && (!memcmp(text, "\xff\xfe", 2) || !memcmp(text, "\xfe\xff", 2) || !text[0] != !text[1]);
}

static cost_status_t fail_byte(const char *text, size_t at, const char *file, cost_error_t *err)
{
    cost_place_t place = {.file = file};
    cost_text_place(text, at, &place.line, &place.column);
    if (!text[at])
        return cost_fail(err, COST_ERR_SYNTAX, place, "a NUL byte stands in the text; it should be plain UTF-8 text");
    return cost_fail(err, COST_ERR_SYNTAX, place, "byte 0x%02x is not UTF-8; the file should be saved as UTF-8",
                     (unsigned char)text[at]);
}

cost_status_t cost_text_check(const char **text, size_t *length, const char *file, cost_error_t *err)
{
    if (looks_like_utf16(*text, *length))
        return cost_fail(err, COST_ERR_SYNTAX, (cost_place_t){.file = file},
                         "the text is UTF-16; it should be saved as UTF-8");
    if (*length >= 3 && !memcmp(*text, "\xef\xbb\xbf", 3)) {
        *text += 3;
        *length -= 3;
    }
    size_t bad = cost_utf8_check(*text, *length);
    const char *nul = *length ? memchr(*text, '\0', bad) : NULL;
    if (nul)
        return fail_byte(*text, (size_t)(nul - *text), file, err);
    return bad < *length ? fail_byte(*text, bad, file, err) : COST_OK;
}
