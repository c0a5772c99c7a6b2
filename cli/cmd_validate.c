/* ilm-cost validate: everything that can be wrong with a file, its scenarios included. */
#include <string.h>

#include "cli.h"

static cost_status_t check(const session_t *session, const char *file, cost_error_t *err)
{
    cost_workload_t *workload = NULL;
    cost_status_t status = cost_workload_load(&workload, file, session->options, err);
    if (!status)
        status = cost_workload_check(workload, session->book, session->options, err);
    cost_workload_destroy(workload);
    return status;
}

static bool is_told(const cost_error_t *told, const char *text)
{
    for (size_t i = 0; i < cost_error_count(told); i++)
        if (!strcmp(cost_error_text(told, i), text))
            return true;
    return false;
}

/* Problems that the file has without the scenario are told once. */
static int tell_scenario(const cost_error_t *told, cost_error_t *err, cost_status_t status, const char *file,
                         const char *scenario)
{
    size_t count = cost_error_count(err);
    bool any = !count;
    for (size_t i = 0; i < count; i++)
        any = any || !is_told(told, cost_error_text(err, i));
    if (any)
        output_note("%s: with scenario \"%s\":", file, scenario);
    for (size_t i = 0; i < count; i++)
        if (!is_told(told, cost_error_text(err, i)))
            output_note("%s", cost_error_text(err, i));
    return count ? FAILED : output_errors(NULL, status);
}

static int check_scenario(const session_t *session, const char *file, const char *scenario)
{
    cost_error_t *err = cost_error_create();
    if (!err || cost_options_set_scenario(session->options, scenario)) {
        cost_error_destroy(err);
        return output_errors(NULL, COST_ERR_MEMORY);
    }
    cost_status_t status = check(session, file, err);
    int code = status ? tell_scenario(session->err, err, status, file, scenario) : DONE;
    cost_error_destroy(err);
    return code;
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

static void tell(const session_t *session, cost_status_t status)
{
    for (size_t i = 0; i < cost_error_count(session->err); i++)
        output_note("%s", cost_error_text(session->err, i));
    if (!cost_error_count(session->err))
        output_errors(NULL, status);
}

static int validate_file(const session_t *session, const char *file)
{
    cost_workload_t *workload = NULL;
    cost_status_t status = cost_workload_load(&workload, file, session->options, session->err);
    if (!status)
        status = cost_workload_check(workload, session->book, session->options, session->err);
    if (status)
        tell(session, status);
    int code = workload ? check_scenarios(session, workload, file) : DONE;
    cost_error_clear(session->err);
    if (status)
        code = FAILED;
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
