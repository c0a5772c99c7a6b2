/* ilm-cost simulate: many possible months, or one of them. */
#include <stdlib.h>
#include <string.h>

#include "trials.h"

/* ---- what is asked for ---- */

/* 0.5% or 0.005 */
static int read_until(const arguments_t *arguments, double *out)
{
    const char *text = arguments_value(arguments, OPTION_UNTIL);
    char *end = NULL;
    if (!text)
        return DONE;
    *out = strtod(text, &end);
    const bool number = end != text && strspn(text, "0123456789.") == (size_t)(end - text);
    if (!strcmp(end, "%"))
        *out /= 100;
    if (number && (!*end || !strcmp(end, "%")) && *out > 0 && *out <= 1)
        return DONE;
    return wrong_use(arguments->command, "--until \"%s\" is not a part of the mean such as 0.5%%", text);
}

static int read_shard(const arguments_t *arguments, unsigned long long *shard, unsigned long long *of)
{
    const char *text = arguments_value(arguments, OPTION_SHARD);
    char first[32];
    const size_t length = text ? strcspn(text, "/") : 0;
    *shard = *of = 1;
    if (!text)
        return DONE;
    if (text[length] && length < sizeof first) {
        memcpy(first, text, length);
        first[length] = '\0';
        if (number_read(first, shard) && number_read(text + length + 1, of) && *shard >= 1 && *shard <= *of &&
            *of <= COST_TRIALS_MAX)
            return DONE;
    }
    return wrong_use(arguments->command, "--shard \"%s\" is not a part such as 3/16, the third of sixteen", text);
}

static bool writes_trials(const arguments_t *arguments)
{
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        if (reports_is_trials(arguments->command, arguments->values[OPTION_OUTPUT][i]))
            return true;
    return false;
}

static int check_together(const arguments_t *arguments)
{
    static const option_id_t not_with_trial[] = {OPTION_TRIALS, OPTION_UNTIL, OPTION_SHARD, OPTION_THREADS,
                                                 OPTION_SOBOL};
    const bool trial = arguments_given(arguments, OPTION_TRIAL);
    for (size_t i = 0; i < sizeof not_with_trial / sizeof not_with_trial[0]; i++)
        if (trial && arguments_given(arguments, not_with_trial[i]))
            return wrong_use(arguments->command, "--trial is one trial alone; --%s is about many",
                             option_table[not_with_trial[i]].name);
    if (trial && writes_trials(arguments))
        return wrong_use(arguments->command, "--trial writes a bill; a .bin file holds the trials of a run");
    if (arguments_given(arguments, OPTION_SHARD) && !writes_trials(arguments))
        return wrong_use(arguments->command,
                         "a shard says nothing by itself; -o FILE.bin writes it for ilm-cost merge");
    if (arguments_given(arguments, OPTION_SHARD) && arguments_given(arguments, OPTION_UNTIL))
        return wrong_use(arguments->command, "a shard knows nothing of the others; --until needs all trials");
    return DONE;
}

typedef struct {
    unsigned long long trials, seed, threads, shard, of, trial;
    double until;
    bool sobol;
} settings_t;

static int read_settings(const arguments_t *arguments, settings_t *out)
{
    *out = (settings_t){
        .trials = 2000, .seed = 1, .threads = processors(), .sobol = arguments_given(arguments, OPTION_SOBOL)};
    int code = arguments_number(arguments, OPTION_TRIALS, 1, COST_TRIALS_MAX, &out->trials);
    if (!code)
        code = arguments_number(arguments, OPTION_SEED, 0, UINT64_MAX, &out->seed);
    if (!code)
        code = arguments_number(arguments, OPTION_THREADS, 1, COST_THREADS_MAX, &out->threads);
    if (!code)
        code = arguments_number(arguments, OPTION_TRIAL, 0, UINT64_MAX, &out->trial);
    if (!code)
        code = read_until(arguments, &out->until);
    if (!code)
        code = read_shard(arguments, &out->shard, &out->of);
    return code ? code : check_together(arguments);
}

static cost_simulation_t *make_simulation(const settings_t *settings, progress_t *progress)
{
    cost_simulation_t *simulation = cost_simulation_create();
    if (!simulation)
        return NULL;
    cost_simulation_set_trials(simulation, (size_t)settings->trials);
    cost_simulation_set_seed(simulation, settings->seed);
    cost_simulation_set_threads(simulation, (size_t)settings->threads);
    cost_simulation_set_until(simulation, settings->until);
    cost_simulation_set_shard(simulation, (size_t)settings->shard, (size_t)settings->of);
    cost_simulation_set_sobol(simulation, settings->sobol);
    cost_simulation_set_progress(simulation, progress_tell, progress);
    return simulation;
}

/* ---- running ---- */

static int finish(const session_t *session, const cost_bill_t *bill, int code)
{
    if (!code && arguments_given(session->arguments, OPTION_FAIL_ON_WARNING) && cost_bill_warning_count(bill))
        return WARNED;
    return code;
}

static int run_trial(session_t *session, const settings_t *settings)
{
    cost_bill_t *bill = NULL;
    cost_status_t status =
        cost_simulate_trial(&bill, session->book, (const cost_workload_t *const *)session->workloads, session->count,
                            session->options, settings->seed, settings->trial, session->err);
    if (status)
        return output_errors(session->err, status);
    int code = reports_write(session, bill_report, NULL, bill);
    if (!reports_show_notes(session->arguments))
        bill_notes_show(session->arguments, bill);
    code = finish(session, bill, code);
    cost_bill_destroy(bill);
    return code;
}

static int show(const session_t *session, const cost_distribution_t *distribution)
{
    const cost_bill_t *bill = cost_distribution_bill(distribution);
    int code = trials_write(session, distribution);
    if (reports_write(session, trials_report, NULL, distribution))
        code = FAILED;
    bill_notes_show(session->arguments, bill);
    return finish(session, bill, code);
}

static int run_trials(session_t *session, const settings_t *settings)
{
    cost_distribution_t *distribution = NULL;
    progress_t progress;
    cost_simulation_t *simulation = make_simulation(settings, &progress);
    if (!simulation)
        return output_errors(NULL, COST_ERR_MEMORY);
    progress_begin(&progress, session->arguments);
    cost_status_t status =
        cost_simulate(&distribution, session->book, (const cost_workload_t *const *)session->workloads, session->count,
                      session->options, simulation, session->err);
    progress_end(&progress);
    int code = status ? output_errors(session->err, status) : show(session, distribution);
    cost_distribution_destroy(distribution);
    cost_simulation_destroy(simulation);
    return code;
}

int cmd_simulate(const arguments_t *arguments)
{
    session_t session = {.arguments = arguments};
    settings_t settings;
    int code = reports_check(arguments);
    if (!code)
        code = read_settings(arguments, &settings);
    if (code)
        return code;
    code = session_open(&session, arguments);
    if (!code)
        code = session_load(&session);
    if (!code)
        code =
            arguments_given(arguments, OPTION_TRIAL) ? run_trial(&session, &settings) : run_trials(&session, &settings);
    session_close(&session);
    return code;
}
