/* ilm-cost compare: a workload beside its scenarios. */
#include "cli.h"

static cost_status_t write_comparison(char **text, size_t *length, const void *comparison, cost_format_t format,
                                      unsigned flags, cost_error_t *err)
{
    return cost_report_comparison(text, length, comparison, format, flags, err);
}

static int has_warning(const cost_comparison_t *comparison)
{
    for (size_t i = 0; i < cost_comparison_count(comparison); i++)
        if (cost_bill_warning_count(cost_comparison_bill(comparison, i)))
            return 1;
    return 0;
}

/* Trials only when they are asked for: *out stays NULL without them. */
static int make_simulation(const arguments_t *arguments, progress_t *progress, cost_simulation_t **out)
{
    unsigned long long trials = 2000, seed = 1, threads = processors();
    *out = NULL;
    int code = arguments_number(arguments, OPTION_TRIALS, 1, COST_TRIALS_MAX, &trials);
    if (!code)
        code = arguments_number(arguments, OPTION_SEED, 0, UINT64_MAX, &seed);
    if (!code)
        code = arguments_number(arguments, OPTION_THREADS, 1, COST_THREADS_MAX, &threads);
    if (code || !arguments_given(arguments, OPTION_TRIALS))
        return code;
    *out = cost_simulation_create();
    if (!*out)
        return output_errors(NULL, COST_ERR_MEMORY);
    cost_simulation_set_trials(*out, (size_t)trials);
    cost_simulation_set_seed(*out, seed);
    cost_simulation_set_threads(*out, (size_t)threads);
    cost_simulation_set_progress(*out, progress_tell, progress);
    return DONE;
}

static int show(const session_t *session, const cost_comparison_t *comparison)
{
    int code = reports_write(session, write_comparison, NULL, comparison);
    if (!code && arguments_given(session->arguments, OPTION_FAIL_ON_WARNING) && has_warning(comparison))
        code = WARNED;
    return code;
}

static int compare(session_t *session)
{
    cost_comparison_t *comparison = NULL;
    cost_simulation_t *simulation;
    progress_t progress;
    int code = make_simulation(session->arguments, &progress, &simulation);
    if (!code)
        code = session_load(session);
    if (!code) {
        progress_begin(&progress, session->arguments);
        cost_status_t status = cost_compare_trials(&comparison, session->book, session->workloads[0], session->options,
                                                   simulation, session->err);
        progress_end(&progress);
        code = status ? output_errors(session->err, status) : show(session, comparison);
    }
    cost_comparison_destroy(comparison);
    cost_simulation_destroy(simulation);
    return code;
}

int cmd_compare(const arguments_t *arguments)
{
    session_t session;
    int code = reports_check(arguments);
    if (code)
        return code;
    code = session_open(&session, arguments);
    if (!code)
        code = compare(&session);
    session_close(&session);
    return code;
}
