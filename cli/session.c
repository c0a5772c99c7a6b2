/* Options and price book, then the files. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

static int set_options(session_t *session)
{
    const arguments_t *arguments = session->arguments;
    const char *as_of = arguments_value(arguments, OPTION_AS_OF);
    cost_options_set_strict(session->options, arguments_given(arguments, OPTION_STRICT));
    if (cost_options_set_period(session->options, arguments_value(arguments, OPTION_PERIOD)) ||
        cost_options_set_region(session->options, arguments_value(arguments, OPTION_REGION)) ||
        cost_options_set_scenario(session->options, arguments_value(arguments, OPTION_SCENARIO)))
        return output_errors(NULL, COST_ERR_MEMORY);
    if (as_of && cost_options_set_as_of(session->options, as_of))
        return wrong_use(arguments->command, "--as-of \"%s\" is not a date such as 2025-11-01", as_of);
    for (size_t i = 0; i < arguments->value_count[OPTION_SET]; i++) {
        const char *assignment = arguments->values[OPTION_SET][i];
        cost_status_t status = cost_options_add_override(session->options, assignment);
        if (status == COST_ERR_MEMORY)
            return output_errors(NULL, status);
        if (status)
            return wrong_use(arguments->command, "--set \"%s\" is not PATH=VALUE such as resources.app.tasks=3",
                             assignment);
    }
    return DONE;
}

int session_open(session_t *session, const arguments_t *arguments)
{
    *session = (session_t){.arguments = arguments, .err = cost_error_create(), .options = cost_options_create()};
    if (!session->err || !session->options)
        return output_errors(NULL, COST_ERR_MEMORY);
    int code = set_options(session);
    if (code)
        return code;
    cost_status_t status = cost_catalog_create(&session->book, arguments_value(arguments, OPTION_PRICES), session->err);
    return status ? output_errors(session->err, status) : DONE;
}

int session_load(session_t *session)
{
    const arguments_t *arguments = session->arguments;
    cost_status_t first = COST_OK;
    session->workloads = calloc(arguments->operand_count + 1, sizeof *session->workloads);
    if (!session->workloads)
        return output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 0; i < arguments->operand_count; i++) {
        cost_workload_t *workload = NULL;
        cost_status_t status = cost_workload_load(&workload, arguments->operands[i], session->options, session->err);
        if (!first)
            first = status;
        if (!status)
            session->workloads[session->count++] = workload;
    }
    return first ? output_errors(session->err, first) : DONE;
}

void session_close(session_t *session)
{
    for (size_t i = 0; i < session->count; i++)
        cost_workload_destroy(session->workloads[i]);
    free(session->workloads);
    cost_catalog_destroy(session->book);
    cost_options_destroy(session->options);
    cost_error_destroy(session->err);
}
