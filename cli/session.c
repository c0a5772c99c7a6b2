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
    cost_options_set_catalog(session->options, session->book);
    return status ? output_errors(session->err, status) : DONE;
}

/* A file that could be read is checked when another could not, so that the next run brings up nothing new. */
static void show_problems(const session_t *session, cost_workload_t *const *loaded, cost_error_t *const *problems)
{
    for (size_t i = 0; i < session->arguments->operand_count; i++) {
        if (loaded[i])
            (void)cost_workload_check(loaded[i], session->book, session->options, problems[i]);
        if (cost_error_count(problems[i]))
            output_errors(problems[i], COST_OK);
    }
}

static int load_files(session_t *session, cost_workload_t **loaded, cost_error_t **problems)
{
    const arguments_t *arguments = session->arguments;
    cost_status_t first = COST_OK;
    for (size_t i = 0; i < arguments->operand_count; i++) {
        problems[i] = cost_error_create();
        cost_status_t status =
            problems[i] ? cost_workload_load(&loaded[i], arguments->operands[i], session->options, problems[i])
                        : COST_ERR_MEMORY;
        first = first ? first : status;
        if (loaded[i])
            session->workloads[session->count++] = loaded[i];
    }
    if (first == COST_ERR_MEMORY)
        return output_errors(NULL, first);
    if (first)
        show_problems(session, loaded, problems);
    return first ? FAILED : DONE;
}

int session_load(session_t *session)
{
    const size_t files = session->arguments->operand_count;
    cost_workload_t **loaded = calloc(files + 1, sizeof *loaded);
    cost_error_t **problems = calloc(files + 1, sizeof *problems);
    session->workloads = calloc(files + 1, sizeof *session->workloads);
    const bool memory = loaded && problems && session->workloads;
    int code = memory ? load_files(session, loaded, problems) : output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 0; problems && i < files; i++)
        cost_error_destroy(problems[i]);
    free(problems);
    free(loaded);
    return code;
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
