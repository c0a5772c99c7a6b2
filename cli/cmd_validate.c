/* ilm-cost validate: everything that can be wrong with a file, its scenarios included. */
#include "cli.h"

static cost_status_t check(const session_t *session, const char *file)
{
    cost_workload_t *workload = NULL;
    cost_status_t status = cost_workload_load(&workload, file, session->options, session->err);
    if (!status)
        status = cost_workload_check(workload, session->book, session->options, session->err);
    cost_workload_destroy(workload);
    return status;
}

static int check_scenario(const session_t *session, const char *file, const char *scenario)
{
    if (cost_options_set_scenario(session->options, scenario))
        return output_errors(NULL, COST_ERR_MEMORY);
    cost_status_t status = check(session, file);
    if (!status)
        return DONE;
    output_note("%s: with scenario \"%s\":", file, scenario);
    return output_errors(session->err, status);
}

/* Standard input can be read only once, so its scenarios are left alone. */
static int check_scenarios(const session_t *session, const cost_workload_t *workload, const char *file)
{
    int code = DONE;
    if (arguments_given(session->arguments, OPTION_SCENARIO) || (file[0] == '-' && !file[1]))
        return DONE;
    for (size_t i = 0; i < cost_workload_scenario_count(workload); i++)
        if (check_scenario(session, file, cost_workload_scenario(workload, i)))
            code = FAILED;
    cost_options_set_scenario(session->options, NULL);
    return code;
}

static int validate_file(const session_t *session, const char *file)
{
    cost_workload_t *workload = NULL;
    cost_status_t status = cost_workload_load(&workload, file, session->options, session->err);
    if (!status)
        status = cost_workload_check(workload, session->book, session->options, session->err);
    int code = status ? output_errors(session->err, status) : check_scenarios(session, workload, file);
    if (!code && !arguments_given(session->arguments, OPTION_QUIET)) {
        size_t resources = cost_workload_resource_count(workload), scenarios = cost_workload_scenario_count(workload);
        output_format("%s: valid, %zu resource%s, %zu scenario%s\n", file, resources, resources == 1 ? "" : "s",
                      scenarios, scenarios == 1 ? "" : "s");
    }
    cost_workload_destroy(workload);
    return code;
}

int cmd_validate(const arguments_t *arguments)
{
    session_t session;
    int code = session_open(&session, arguments);
    for (size_t i = 0; session.book && i < arguments->operand_count; i++)
        if (validate_file(&session, arguments->operands[i]))
            code = FAILED;
    session_close(&session);
    return code;
}
