/* GitHub workflow commands: an annotation at the file and line of every budget that is not kept. */
#include <string.h>

#include "libcost/report/check_words.h"
#include "libcost/report/grid.h"

/* What the runner takes apart: % and line ends everywhere, : and , in properties too (actions/toolkit, command.ts).
 * Other control characters have no business in a log. */
static void add_escaped(cost_buffer_t *out, const char *text, bool property)
{
    out->failed = out->failed || !text;
    for (; text && *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
            cost_buffer_add_format(out, "%%%02X", c);
        else
            cost_buffer_add_char(out, c < 0x20 || c == 0x7f ? '?' : (char)c);
    }
}

static const char *command_of(const cost_verdicts_t *verdicts, const cost_verdict_t *verdict)
{
    const bool broken =
        verdict->state == COST_VERDICT_BROKEN || (verdict->state == COST_VERDICT_UNDECIDED && verdicts->strict);
    if (verdict->state == COST_VERDICT_WAIVED)
        return "notice";
    return broken && !verdict->budget->warning ? "error" : "warning";
}

static const char *title_of(const cost_verdict_t *verdict)
{
    if (verdict->state == COST_VERDICT_WITHIN) /* and annotated all the same */
        return "about nothing";
    return cost_verdict_state_name((int)verdict->state);
}

static void add_reasons(cost_buffer_t *out, const char *label, const char *text)
{
    out->failed = out->failed || !text;
    if (!text || !*text)
        return;
    cost_buffer_add_string(out, "%0A");
    cost_buffer_add_string(out, label);
    add_escaped(out, text, false);
}

static void add_annotation(cost_buffer_t *out, cost_arena_t *arena, const cost_verdicts_t *verdicts,
                           const cost_verdict_t *verdict)
{
    const cost_budget_t *budget = verdict->budget;
    cost_buffer_add_format(out, "::%s file=", command_of(verdicts, verdict));
    add_escaped(out, budget->node->file, true);
    cost_buffer_add_format(out, ",line=%d,title=", budget->node->key_line);
    add_escaped(out, cost_arena_format(arena, "Budget %s is %s", budget->name, title_of(verdict)), true);
    cost_buffer_add_string(out, "::");
    add_escaped(out, cost_check_sentence(arena, verdicts, verdict), false);
    add_reasons(out, "Largest: ", cost_check_largest(arena, verdict));
    add_reasons(out, "Grew most: ", cost_check_grown(arena, verdict));
    cost_buffer_add_char(out, '\n');
}

/* A plain line of the log; a name in front keeps it from being taken for a command. */
static void add_plain(cost_buffer_t *out, cost_arena_t *arena, const cost_verdicts_t *verdicts,
                      const cost_verdict_t *verdict)
{
    const char *sentence = cost_check_sentence(arena, verdicts, verdict);
    out->failed = out->failed || !sentence;
    cost_buffer_add_string(out, "Budget ");
    cost_add_printable(out, verdict->budget->name);
    cost_buffer_add_string(out, " is within: ");
    cost_add_printable(out, sentence ? sentence : "");
    cost_buffer_add_char(out, '\n');
}

void cost_report_check_github(cost_buffer_t *out, const cost_verdicts_t *verdicts)
{
    cost_arena_t *arena = cost_arena_create();
    if (!arena) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < verdicts->count; i++) {
        const cost_verdict_t *verdict = &verdicts->verdicts[i];
        if (verdict->state == COST_VERDICT_WITHIN && verdict->line_count)
            add_plain(out, arena, verdicts, verdict);
        else
            add_annotation(out, arena, verdicts, verdict);
    }
    cost_arena_destroy(arena);
}
