/* ilm-cost explain: why lines of a bill are what they are. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static cost_status_t write_explanation(char **text, size_t *length, const void *explanation, cost_format_t format,
                                       unsigned flags, cost_error_t *err)
{
    return cost_report_explanation(text, length, explanation, format, flags, err);
}

/* The words behind FILE, with blanks between them; yours to free, NULL when memory is out. */
static char *join_words(const arguments_t *arguments)
{
    size_t size = 1;
    for (size_t i = 1; i < arguments->operand_count; i++)
        size += strlen(arguments->operands[i]) + 1;
    char *words = malloc(size);
    if (words)
        *words = '\0';
    for (size_t i = 1; words && i < arguments->operand_count; i++) {
        strcat(words, i > 1 ? " " : "");
        strcat(words, arguments->operands[i]);
    }
    return words;
}

static int explain(session_t *session, const char *pattern)
{
    cost_bill_t *bill = NULL;
    cost_explanation_t *explanation = NULL;
    int code = session_load(session);
    if (code)
        return code;
    const cost_workload_t *const *workloads = (const cost_workload_t *const *)session->workloads;
    cost_status_t status =
        cost_estimate(&bill, session->book, workloads, session->count, session->options, session->err);
    if (!status)
        status = cost_explain(&explanation, bill, workloads, session->count, pattern, session->err);
    code = status ? output_errors(session->err, status) : reports_write(session, write_explanation, NULL, explanation);
    cost_explanation_destroy(explanation);
    cost_bill_destroy(bill);
    return code;
}

int cmd_explain(const arguments_t *arguments)
{
    session_t session;
    arguments_t file = *arguments; /* the one operand that is a file */
    file.operand_count = 1;
    int code = reports_check(arguments);
    if (code)
        return code;
    char *pattern = join_words(arguments);
    if (!pattern)
        return output_errors(NULL, COST_ERR_MEMORY);
    code = session_open(&session, &file);
    if (!code)
        code = explain(&session, pattern);
    session_close(&session);
    free(pattern);
    return code;
}
