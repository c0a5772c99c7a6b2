/* Titles, paragraphs, lists and grids, for a terminal or as Markdown: one text for both.  Everything stands in words
 * too; colour only sets it off.  A page that runs out of memory sets out->failed and goes on. */
#ifndef COST_PAGE_H
#define COST_PAGE_H

#include "libcost/report/grid.h"

typedef enum { COST_TONE_PLAIN, COST_TONE_GOOD, COST_TONE_BAD, COST_TONE_DOUBT, COST_TONE_DIM } cost_tone_t;

typedef struct {
    cost_buffer_t *out;
    cost_arena_t *arena;
    bool markdown, color;
} cost_page_t;

void cost_page_title(cost_page_t *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cost_page_heading(cost_page_t *page, cost_tone_t tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A paragraph. */
void cost_page_text(cost_page_t *page, cost_tone_t tone, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* An item of a list. */
void cost_page_item(cost_page_t *page, const char *format, ...) __attribute__((format(printf, 2, 3)));
void cost_page_grid(cost_page_t *page, const cost_grid_t *grid);
/* An empty line, where one is needed before what comes next. */
void cost_page_space(cost_page_t *page);

#endif
