/* ilm-cost check: whether the bill keeps to its budgets.  The report first, then the exit code. */
#include <time.h>

#include "cli.h"

typedef struct {
    session_t *session;
    cost_gate_t *gate;
    cost_budgets_t *budgets;
    cost_bill_t *baseline;
    unsigned long long trials, seed, threads;
} job_t;

static cost_status_t write_check(char **text, size_t *length, const void *verdicts, cost_format_t format,
                                 unsigned flags, cost_error_t *err)
{
    return cost_report_check(text, length, verdicts, format, flags, err);
}

/* ---- what is asked for ---- */

static int read_numbers(job_t *job, const arguments_t *arguments)
{
    job->threads = processors();
    int code = arguments_number(arguments, OPTION_TRIALS, 1, COST_TRIALS_MAX, &job->trials);
    if (!code)
        code = arguments_number(arguments, OPTION_SEED, 0, UINT64_MAX, &job->seed);
    return code ? code : arguments_number(arguments, OPTION_THREADS, 1, COST_THREADS_MAX, &job->threads);
}

/* UTC, as the days of a waiver are. */
static int set_today(const job_t *job, const arguments_t *arguments)
{
    const char *given = arguments_value(arguments, OPTION_TODAY);
    char day[16] = "";
    struct tm now;
    const time_t seconds = time(NULL);
    if (!given && gmtime_r(&seconds, &now))
        strftime(day, sizeof day, "%Y-%m-%d", &now);
    if (!cost_gate_set_today(job->gate, given ? given : *day ? day : NULL))
        return DONE;
    return wrong_use(arguments->command, "--today \"%s\" is not a day such as 2026-01-31", given ? given : day);
}

static int open_files(job_t *job)
{
    session_t *session = job->session;
    const char *budgets = arguments_value(session->arguments, OPTION_BUDGETS);
    const char *baseline = arguments_value(session->arguments, OPTION_BASELINE);
    cost_status_t status = budgets ? cost_budgets_load(&job->budgets, budgets, session->err) : COST_OK;
    cost_status_t other = baseline ? cost_bill_load(&job->baseline, baseline, session->err) : COST_OK;
    if (status || other)
        return output_errors(session->err, status ? status : other);
    cost_gate_set_budgets(job->gate, job->budgets);
    cost_gate_set_baseline(job->gate, job->baseline);
    return DONE;
}

static int fill_gate(job_t *job, progress_t *progress)
{
    const arguments_t *arguments = job->session->arguments;
    cost_gate_set_trials(job->gate, (size_t)job->trials);
    if (arguments_given(arguments, OPTION_SEED))
        cost_gate_set_seed(job->gate, job->seed);
    cost_gate_set_threads(job->gate, (size_t)job->threads);
    cost_gate_set_progress(job->gate, progress_tell, progress);
    int code = set_today(job, arguments);
    return code ? code : open_files(job);
}

/* ---- what comes out ---- */

static int code_of(const job_t *job, const cost_verdicts_t *verdicts)
{
    const cost_gate_outcome_t outcome = cost_verdicts_outcome(verdicts);
    const bool warned = outcome == COST_GATE_WARNED || cost_bill_warning_count(cost_verdicts_bill(verdicts));
    if (outcome == COST_GATE_BROKEN)
        return BROKEN;
    return warned && arguments_given(job->session->arguments, OPTION_FAIL_ON_WARNING) ? WARNED : DONE;
}

static int check(job_t *job)
{
    session_t *session = job->session;
    cost_verdicts_t *verdicts = NULL;
    progress_t progress;
    int code = fill_gate(job, &progress);
    int other = session_load(session);
    if (code || other)
        return code ? code : other;
    progress_begin(&progress, session->arguments);
    cost_status_t status = cost_check(&verdicts, session->book, (const cost_workload_t *const *)session->workloads,
                                      session->count, session->options, job->gate, session->err);
    progress_end(&progress);
    if (status)
        return output_errors(session->err, status);
    code = reports_write(session, write_check, NULL, verdicts);
    bill_notes_show(session->arguments, cost_verdicts_bill(verdicts));
    if (!code)
        code = code_of(job, verdicts);
    cost_verdicts_destroy(verdicts);
    return code;
}

int cmd_check(const arguments_t *arguments)
{
    session_t session;
    job_t job = {.session = &session, .gate = cost_gate_create()};
    int code = reports_check(arguments);
    if (!code)
        code = read_numbers(&job, arguments);
    if (!code && !job.gate)
        code = output_errors(NULL, COST_ERR_MEMORY);
    if (!code) {
        code = session_open(&session, arguments);
        if (!code)
            code = check(&job);
        session_close(&session);
    }
    cost_budgets_destroy(job.budgets);
    cost_bill_destroy(job.baseline);
    cost_gate_destroy(job.gate);
    return code;
}
