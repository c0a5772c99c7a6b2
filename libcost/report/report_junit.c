/* JUnit XML: one test case a budget.  What the schema of Jenkins and GitLab has: testsuites, testsuite, testcase,
 * failure, skipped, system-out. */
#include <string.h>

#include "libcost/report/check_words.h"
#include "libcost/report/report_rows.h"

/* XML 1.0 has no way to write most control characters, nor U+FFFE and U+FFFF (EF BF BE, EF BF BF). */
static void add_escaped(cost_buffer_t *out, const char *text)
{
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c == '&')
            cost_buffer_add_string(out, "&amp;");
        else if (c == '<')
            cost_buffer_add_string(out, "&lt;");
        else if (c == '>')
            cost_buffer_add_string(out, "&gt;");
        else if (c == '"')
            cost_buffer_add_string(out, "&quot;");
        else if (c == '\n' || c == '\t' || c == '\r')
            cost_buffer_add_format(out, "&#%d;", (int)c);
        else if (c == 0xEF && !strncmp(text + 1, "\xBF\xBE", 2)) {
            cost_buffer_add_char(out, '?');
            text += 2;
        } else if (c == 0xEF && !strncmp(text + 1, "\xBF\xBF", 2)) {
            cost_buffer_add_char(out, '?');
            text += 2;
        } else
            cost_buffer_add_char(out, c < 0x20 ? '?' : (char)c);
    }
}

static void add_attribute(cost_buffer_t *out, const char *name, const char *value)
{
    out->failed = out->failed || !value;
    cost_buffer_add_format(out, " %s=\"", name);
    add_escaped(out, value ? value : "");
    cost_buffer_add_char(out, '"');
}

static void add_line(cost_buffer_t *out, const char *label, const char *text)
{
    out->failed = out->failed || !text;
    if (!text || !*text)
        return;
    cost_buffer_add_string(out, label);
    add_escaped(out, text);
    cost_buffer_add_char(out, '\n');
}

static bool fails(const cost_verdicts_t *verdicts, const cost_verdict_t *verdict)
{
    return !verdict->budget->warning &&
           (verdict->state == COST_VERDICT_BROKEN || (verdict->state == COST_VERDICT_UNDECIDED && verdicts->strict));
}

static void add_details(cost_buffer_t *out, cost_arena_t *arena, const cost_verdicts_t *verdicts,
                        const cost_verdict_t *verdict)
{
    add_line(out, "", cost_check_sentence(arena, verdicts, verdict));
    add_line(out, "Largest: ", cost_check_largest(arena, verdict));
    add_line(out, "Grew most: ", cost_check_grown(arena, verdict));
}

static void add_case(cost_buffer_t *out, cost_arena_t *arena, const cost_verdicts_t *verdicts,
                     const cost_verdict_t *verdict)
{
    const cost_budget_t *budget = verdict->budget;
    const char *sentence = cost_check_sentence(arena, verdicts, verdict);
    cost_buffer_add_string(out, "    <testcase");
    add_attribute(out, "name", budget->name);
    add_attribute(out, "classname", cost_check_scope(arena, budget));
    add_attribute(out, "file", budget->node->file);
    cost_buffer_add_format(out, " line=\"%d\">\n", budget->node->key_line);
    if (fails(verdicts, verdict)) {
        cost_buffer_add_string(out, "      <failure");
        add_attribute(out, "type", cost_verdict_state_name((int)verdict->state));
        add_attribute(out, "message", sentence);
        cost_buffer_add_char(out, '>');
        add_details(out, arena, verdicts, verdict);
        cost_buffer_add_string(out, "</failure>\n");
    } else if (verdict->state == COST_VERDICT_WAIVED) {
        cost_buffer_add_string(out, "      <skipped");
        add_attribute(out, "message", sentence);
        cost_buffer_add_string(out, "/>\n");
    } else {
        cost_buffer_add_format(out, "      <system-out>%s: ", cost_verdict_state_name((int)verdict->state));
        add_details(out, arena, verdicts, verdict);
        cost_buffer_add_string(out, "</system-out>\n");
    }
    cost_buffer_add_string(out, "    </testcase>\n");
}

void cost_report_check_junit(cost_buffer_t *out, const cost_verdicts_t *verdicts)
{
    cost_arena_t *arena = cost_arena_create();
    size_t failures = 0, skipped = 0;
    if (!arena) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < verdicts->count; i++) {
        failures += fails(verdicts, &verdicts->verdicts[i]);
        skipped += verdicts->verdicts[i].state == COST_VERDICT_WAIVED;
    }
    cost_buffer_add_format(out,
                           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<testsuites name=\"ilm-cost check\" tests=\"%zu\" failures=\"%zu\" errors=\"0\">\n"
                           "  <testsuite tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\"",
                           verdicts->count, failures, verdicts->count, failures, skipped);
    add_attribute(out, "name", cost_report_subject(arena, verdicts->cases[0].bill));
    cost_buffer_add_string(out, ">\n");
    for (size_t i = 0; i < verdicts->count; i++)
        add_case(out, arena, verdicts, &verdicts->verdicts[i]);
    cost_buffer_add_string(out, "  </testsuite>\n</testsuites>\n");
    cost_arena_destroy(arena);
}
