#include "libcost/report/page.h"

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static const char *const tones[] = {
    [COST_TONE_PLAIN] = "",           [COST_TONE_GOOD] = "\033[32m", [COST_TONE_BAD] = "\033[1;31m",
    [COST_TONE_DOUBT] = "\033[1;33m", [COST_TONE_DIM] = "\033[2m",
};

static void add_text(cost_page_t *page, const char *tone, const char *format, va_list arguments)
{
    cost_buffer_t text;
    cost_buffer_init(&text);
    cost_buffer_add_arguments(&text, format, arguments);
    const bool colored = page->color && !page->markdown && *tone;
    cost_buffer_add_string(page->out, colored ? tone : "");
    if (!text.failed && text.text)
        (page->markdown ? cost_add_markdown : cost_add_printable)(page->out, text.text);
    cost_buffer_add_string(page->out, colored ? PLAIN : "");
    page->out->failed = page->out->failed || text.failed;
    cost_buffer_clear(&text);
}

void cost_page_space(cost_page_t *page)
{
    const cost_buffer_t *out = page->out;
    const bool there = out->length > 1 && out->text[out->length - 1] == '\n' && out->text[out->length - 2] == '\n';
    if (out->length && !there)
        cost_buffer_add_char(page->out, '\n');
}

void cost_page_title(cost_page_t *page, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    cost_buffer_add_string(page->out, page->markdown ? "# " : "");
    add_text(page, BOLD, format, arguments);
    cost_buffer_add_string(page->out, page->markdown ? "\n\n" : "\n");
    va_end(arguments);
}

void cost_page_heading(cost_page_t *page, cost_tone_t tone, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    cost_page_space(page);
    cost_buffer_add_string(page->out, page->markdown ? "## " : "");
    add_text(page, *tones[tone] ? tones[tone] : BOLD, format, arguments);
    cost_buffer_add_string(page->out, page->markdown ? "\n\n" : "\n");
    va_end(arguments);
}

void cost_page_text(cost_page_t *page, cost_tone_t tone, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_text(page, tones[tone], format, arguments);
    cost_buffer_add_string(page->out, page->markdown ? "\n\n" : "\n");
    va_end(arguments);
}

void cost_page_item(cost_page_t *page, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    cost_buffer_add_string(page->out, page->markdown ? "- " : "  ");
    add_text(page, "", format, arguments);
    cost_buffer_add_char(page->out, '\n');
    va_end(arguments);
}

void cost_page_grid(cost_page_t *page, const cost_grid_t *grid)
{
    if (page->markdown)
        cost_grid_write_markdown(grid, page->out);
    else
        cost_grid_write_text(grid, page->out, page->color);
}
