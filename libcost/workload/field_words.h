/* What a table of fields says, in words: for the JSON Schema and for the manual. */
#ifndef COST_FIELD_WORDS_H
#define COST_FIELD_WORDS_H

#include "libcost/base/buffer.h"
#include "libcost/services/service.h"

/* "bytes such as 4 GiB", "a whole number", "one of a, b". */
void cost_field_add_type(cost_buffer_t *out, const cost_field_t *field);
/* "20 GiB to 200 GiB", "at most 100%", "at least 1"; nothing for a field without bounds. */
void cost_field_add_range(cost_buffer_t *out, const cost_field_t *field);
/* A default that is a value; `{}` of a group only says that its own defaults hold. */
bool cost_field_has_default(const cost_field_t *field);

#endif
