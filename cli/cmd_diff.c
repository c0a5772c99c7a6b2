/* ilm-cost diff: what became of a bill, and why. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "cli.h"

/* One of the two: a workload file, or a bill that was saved. */
typedef struct {
    const char *file;
    cost_catalog_t *own_book; /* NULL: the session's */
    cost_options_t *options;
    cost_workload_t *workload;
    cost_bill_t *bill;
} side_t;

typedef struct {
    session_t *session;
    side_t old, fresh;
    cost_money_t threshold;
} job_t;

typedef struct {
    const cost_diff_t *diff;
    cost_money_t threshold;
} found_t;

static cost_status_t write_diff(char **text, size_t *length, const void *found, cost_format_t format, unsigned flags,
                                cost_error_t *err)
{
    const found_t *of = found;
    return cost_report_diff(text, length, of->diff, of->threshold, format, flags, err);
}

static int read_threshold(const arguments_t *arguments, cost_money_t *out)
{
    const char *text = arguments_value(arguments, OPTION_THRESHOLD);
    out->nano_usd = 10000000; /* a cent */
    if (!text || (!cost_money_parse(out, text) && out->nano_usd >= 0))
        return DONE;
    return wrong_use(arguments->command, "--threshold \"%s\" is not an amount in USD such as 0.50", text);
}

/* ---- what a file is ---- */

static bool ends_with(const char *file, const char *ending)
{
    size_t length = strlen(file), size = strlen(ending);
    return length >= size && !strcasecmp(file + length - size, ending);
}

/* A JSON file may be either: a bill says so at its beginning. */
static bool begins_as_bill(const char *file)
{
    char head[256] = "";
    FILE *stream = fopen(file, "rb");
    size_t length = stream ? fread(head, 1, sizeof head - 1, stream) : 0;
    if (stream)
        fclose(stream);
    head[length] = '\0';
    return strstr(head, "libcost-bill/");
}

static bool is_bill(const char *file)
{
    return ends_with(file, ".csv") || (strcmp(file, "-") && begins_as_bill(file));
}

/* ---- reading ---- */

static int set_old_options(const job_t *job)
{
    const arguments_t *arguments = job->session->arguments;
    const char *as_of = arguments_value(arguments, OPTION_OLD_AS_OF);
    cost_options_t *options = job->old.options;
    if (!as_of)
        as_of = arguments_value(arguments, OPTION_AS_OF);
    if (cost_options_set_period(options, arguments_value(arguments, OPTION_PERIOD)) ||
        cost_options_set_region(options, arguments_value(arguments, OPTION_REGION)))
        return output_errors(NULL, COST_ERR_MEMORY);
    if (as_of && cost_options_set_as_of(options, as_of))
        return wrong_use(arguments->command, "--old-as-of \"%s\" is not a date such as 2025-11-01", as_of);
    return DONE;
}

static int open_side(job_t *job, side_t *side)
{
    session_t *session = job->session;
    const cost_catalog_t *book = side->own_book ? side->own_book : session->book;
    cost_status_t status;
    if (is_bill(side->file)) {
        status = cost_bill_load(&side->bill, side->file, session->err);
    } else {
        cost_options_set_catalog(side->options, book);
        status = cost_workload_load(&side->workload, side->file, side->options, session->err);
    }
    return status ? output_errors(session->err, status) : DONE;
}

/* Beside a bill a file counts as its bill. */
static int bill_side(job_t *job, side_t *side)
{
    session_t *session = job->session;
    const cost_workload_t *const account[] = {side->workload};
    if (side->bill)
        return DONE;
    cost_status_t status = cost_estimate(&side->bill, side->own_book ? side->own_book : session->book, account, 1,
                                         side->options, session->err);
    return status ? output_errors(session->err, status) : DONE;
}

static int make_diff(job_t *job, cost_diff_t **out)
{
    session_t *session = job->session;
    cost_status_t status;
    if (job->old.workload && job->fresh.workload) {
        status =
            cost_diff_workloads(out, job->old.own_book ? job->old.own_book : session->book, job->old.workload,
                                job->old.options, session->book, job->fresh.workload, job->fresh.options, session->err);
    } else {
        int code = bill_side(job, &job->old);
        if (!code)
            code = bill_side(job, &job->fresh);
        if (code)
            return code;
        status = cost_diff_bills(out, job->old.bill, job->fresh.bill, session->err);
    }
    return status ? output_errors(session->err, status) : DONE;
}

/* A saved bill has its prices and its scenario already. */
static int check_heeded(const job_t *job)
{
    static const option_id_t of_old[] = {OPTION_OLD_PRICES, OPTION_OLD_AS_OF};
    static const option_id_t of_new[] = {OPTION_SCENARIO, OPTION_SET};
    const arguments_t *arguments = job->session->arguments;
    for (size_t i = 0; i < sizeof of_old / sizeof of_old[0]; i++)
        if (arguments_given(arguments, of_old[i]) && is_bill(job->old.file))
            return wrong_use(arguments->command, "--%s is about a workload file; %s is a saved bill",
                             option_table[of_old[i]].name, job->old.file);
    for (size_t i = 0; i < sizeof of_new / sizeof of_new[0]; i++)
        if (arguments_given(arguments, of_new[i]) && is_bill(job->fresh.file))
            return wrong_use(arguments->command, "--%s is about a workload file; %s is a saved bill",
                             option_table[of_new[i]].name, job->fresh.file);
    return DONE;
}

static int diff(job_t *job)
{
    session_t *session = job->session;
    const char *old_prices = arguments_value(session->arguments, OPTION_OLD_PRICES);
    cost_diff_t *made = NULL;
    job->old.options = cost_options_create();
    if (!job->old.options)
        return output_errors(NULL, COST_ERR_MEMORY);
    int code = check_heeded(job);
    if (!code)
        code = set_old_options(job);
    if (code)
        return code;
    cost_status_t status = old_prices ? cost_catalog_create(&job->old.own_book, old_prices, session->err) : COST_OK;
    if (status)
        return output_errors(session->err, status);
    code = open_side(job, &job->old);
    int other = open_side(job, &job->fresh);
    code = code ? code : other;
    if (!code)
        code = make_diff(job, &made);
    if (code)
        return code;
    const found_t found = {made, job->threshold};
    code = reports_write(session, write_diff, NULL, &found);
    cost_diff_destroy(made);
    return code;
}

static void close_side(side_t *side)
{
    cost_bill_destroy(side->bill);
    cost_workload_destroy(side->workload);
    cost_catalog_destroy(side->own_book);
}

int cmd_diff(const arguments_t *arguments)
{
    session_t session;
    job_t job = {
        .session = &session, .old = {.file = arguments->operands[0]}, .fresh = {.file = arguments->operands[1]}};
    int code = reports_check(arguments);
    if (!code)
        code = read_threshold(arguments, &job.threshold);
    if (code)
        return code;
    code = session_open(&session, arguments);
    job.fresh.options = session.options;
    if (!code)
        code = diff(&job);
    close_side(&job.old);
    close_side(&job.fresh);
    cost_options_destroy(job.old.options);
    session_close(&session);
    return code;
}
