/* Texts as they come from outside: UTF-8 or refused. */
#ifndef COST_UTF8_H
#define COST_UTF8_H

#include <stddef.h>

#include "cost/status.h"

/* Where the first bytes that are not UTF-8 (RFC 3629) begin; `length` when there are none. */
size_t cost_utf8_check(const char *text, size_t length);
/* The longest beginning of a UTF-8 text that has at most `most` bytes and cuts no character. */
size_t cost_utf8_cut(const char *text, size_t length, size_t most);
/* How many bytes the character has that this byte begins; 1 for a byte that begins none. */
size_t cost_utf8_width(unsigned char first);

/* Line and column (both from 1, the column in bytes) of an offset.  Lines end with LF, CR LF or CR. */
void cost_text_place(const char *text, size_t offset, int *line, int *column);
/* Checks a whole document and steps over its byte order mark.  COST_ERR_SYNTAX for other encodings (UTF-16 is named,
 * with what to do), for bytes that are not UTF-8 and for NUL. */
cost_status_t cost_text_check(const char **text, size_t *length, const char *file, cost_error_t *err);

#endif
