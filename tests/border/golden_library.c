/* The golden folders through the library alone: public headers, the shared library, nothing of the command.
 * Takes the arguments of ilm-cost that say what is reckoned; tests/three_ways.py compares what is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cost.h>

enum { FILES_MAX = 16 };

typedef struct {
    const char *command, *format, *prices, *threshold, *trial;
    const char *baseline, *budgets, *trials;
    const char *files[FILES_MAX];
    char pattern[256]; /* of explain: what stands behind its file */
    size_t file_count;
    unsigned flags;
    unsigned long long seed;
    cost_simulation_t *simulation;
    cost_gate_t *gate;
    cost_options_t *options;
    cost_error_t *err;
    cost_catalog_t *book;
    cost_workload_t *workloads[FILES_MAX];
} run_t;

static int fail(const run_t *run, cost_status_t status)
{
    for (size_t i = 0; i < cost_error_count(run->err); i++)
        fprintf(stderr, "%s\n", cost_error_text(run->err, i));
    if (!cost_error_count(run->err))
        fprintf(stderr, "%s\n", cost_status_text((int)status));
    return 1;
}

/* Options of check. */
static int set_gate(run_t *run, const char *option, const char *value)
{
    if (!strcmp(option, "--baseline"))
        run->baseline = value;
    else if (!strcmp(option, "--budgets"))
        run->budgets = value;
    else if (!strcmp(option, "--today"))
        return !cost_gate_set_today(run->gate, value);
    else
        return 0;
    return 1;
}

/* Options of simulate, check and diff. */
static int set_more(run_t *run, const char *option, const char *value)
{
    if (!strcmp(option, "--threshold"))
        run->threshold = value;
    else if (!strcmp(option, "--trial"))
        run->trial = value;
    else if (!strcmp(option, "--trials") && (run->trials = value))
        return !cost_simulation_set_trials(run->simulation, strtoul(value, NULL, 10)) &&
               !cost_gate_set_trials(run->gate, strtoul(value, NULL, 10));
    else if (!strcmp(option, "--threads"))
        return !cost_simulation_set_threads(run->simulation, strtoul(value, NULL, 10)) &&
               !cost_gate_set_threads(run->gate, strtoul(value, NULL, 10));
    else if (!strcmp(option, "--until"))
        return !cost_simulation_set_until(run->simulation, strtod(value, NULL) / (strchr(value, '%') ? 100 : 1));
    else if (!strcmp(option, "--seed")) {
        cost_simulation_set_seed(run->simulation, run->seed = strtoull(value, NULL, 10));
        cost_gate_set_seed(run->gate, run->seed);
    } else
        return set_gate(run, option, value);
    return 1;
}

/* An option that takes a value; false when it is not one of them. */
static int set(run_t *run, const char *option, const char *value)
{
    if (!strcmp(option, "--format"))
        run->format = value;
    else if (!strcmp(option, "--prices"))
        run->prices = value;
    else if (!strcmp(option, "--period"))
        return !cost_options_set_period(run->options, value);
    else if (!strcmp(option, "--region"))
        return !cost_options_set_region(run->options, value);
    else if (!strcmp(option, "--scenario"))
        return !cost_options_set_scenario(run->options, value);
    else if (!strcmp(option, "--as-of"))
        return !cost_options_set_as_of(run->options, value);
    else if (!strcmp(option, "--set"))
        return !cost_options_add_override(run->options, value);
    else
        return set_more(run, option, value);
    return 1;
}

static int read_arguments(run_t *run, int argc, char **argv)
{
    run->command = argc > 1 ? argv[1] : "";
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--strict"))
            cost_options_set_strict(run->options, 1);
        else if (!strcmp(argv[i], "--sobol"))
            cost_simulation_set_sobol(run->simulation, 1);
        else if (!strcmp(argv[i], "--lines"))
            run->flags |= COST_REPORT_LINES;
        else if (argv[i][0] == '-' && i + 1 < argc && set(run, argv[i], argv[i + 1]))
            i++;
        else if (argv[i][0] != '-' && !strcmp(run->command, "explain") && run->file_count == 1)
            snprintf(run->pattern + strlen(run->pattern), sizeof run->pattern - strlen(run->pattern), "%s%s",
                     *run->pattern ? " " : "", argv[i]);
        else if (argv[i][0] != '-' && run->file_count < FILES_MAX)
            run->files[run->file_count++] = argv[i];
        else if (strcmp(argv[i], "--quiet") != 0 && strcmp(argv[i], "--fail-on-warning") != 0)
            return 0;
    }
    return run->file_count > 0;
}

/* The overrides are for the new side of a diff. */
static cost_status_t read_files(run_t *run)
{
    cost_options_t *none = cost_options_create();
    cost_status_t status = cost_catalog_create(&run->book, run->prices, run->err);
    cost_options_set_catalog(run->options, run->book);
    for (size_t i = 0; !status && i < run->file_count; i++)
        status = cost_workload_load(&run->workloads[i], run->files[i],
                                    !strcmp(run->command, "diff") && i == 0 ? none : run->options, run->err);
    cost_options_destroy(none);
    return status;
}

static cost_status_t write_estimate(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_bill_t *bill = NULL;
    const cost_workload_t *const *account = (const cost_workload_t *const *)run->workloads;
    cost_status_t status = run->trial
                               ? cost_simulate_trial(&bill, run->book, account, run->file_count, run->options,
                                                     run->seed, strtoull(run->trial, NULL, 10), run->err)
                               : cost_estimate(&bill, run->book, account, run->file_count, run->options, run->err);
    if (!status)
        status = cost_report_bill(text, length, bill, format, run->flags, run->err);
    cost_bill_destroy(bill);
    return status;
}

static cost_status_t write_distribution(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_distribution_t *found = NULL;
    cost_status_t status = cost_simulate(&found, run->book, (const cost_workload_t *const *)run->workloads,
                                         run->file_count, run->options, run->simulation, run->err);
    if (!status)
        status = cost_report_distribution(text, length, found, format, run->flags, run->err);
    cost_distribution_destroy(found);
    return status;
}

static cost_status_t write_diff(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_diff_t *diff = NULL;
    cost_money_t threshold = {10000000};
    cost_status_t status = run->threshold ? cost_money_parse(&threshold, run->threshold) : COST_OK;
    if (!status)
        status = cost_diff_workloads(&diff, run->book, run->workloads[0], NULL, run->book, run->workloads[1],
                                     run->options, run->err);
    if (!status)
        status = cost_report_diff(text, length, diff, threshold, format, run->flags, run->err);
    cost_diff_destroy(diff);
    return status;
}

static cost_status_t write_comparison(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_comparison_t *choice = NULL;
    cost_status_t status = cost_compare_trials(&choice, run->book, run->workloads[0], run->options,
                                               run->trials ? run->simulation : NULL, run->err);
    if (!status)
        status = cost_report_comparison(text, length, choice, format, run->flags, run->err);
    cost_comparison_destroy(choice);
    return status;
}

static cost_status_t write_check(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_budgets_t *budgets = NULL;
    cost_bill_t *baseline = NULL;
    cost_verdicts_t *verdicts = NULL;
    cost_status_t status = run->budgets ? cost_budgets_load(&budgets, run->budgets, run->err) : COST_OK;
    if (!status && run->baseline)
        status = cost_bill_load(&baseline, run->baseline, run->err);
    cost_gate_set_budgets(run->gate, budgets);
    cost_gate_set_baseline(run->gate, baseline);
    if (!status)
        status = cost_check(&verdicts, run->book, (const cost_workload_t *const *)run->workloads, run->file_count,
                            run->options, run->gate, run->err);
    if (!status)
        status = cost_report_check(text, length, verdicts, format, run->flags, run->err);
    cost_verdicts_destroy(verdicts);
    cost_bill_destroy(baseline);
    cost_budgets_destroy(budgets);
    return status;
}

static cost_status_t write_explanation(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_bill_t *bill = NULL;
    cost_explanation_t *why = NULL;
    const cost_workload_t *const *account = (const cost_workload_t *const *)run->workloads;
    cost_status_t status = cost_estimate(&bill, run->book, account, 1, run->options, run->err);
    if (!status)
        status = cost_explain(&why, bill, account, 1, run->pattern, run->err);
    if (!status)
        status = cost_report_explanation(text, length, why, format, run->flags, run->err);
    cost_explanation_destroy(why);
    cost_bill_destroy(bill);
    return status;
}

static int answer(run_t *run)
{
    char *text = NULL;
    size_t length = 0;
    int format = cost_format_find(run->format);
    cost_status_t status = read_files(run);
    if (format < 0)
        return 64;
    if (!status && (!strcmp(run->command, "estimate") || run->trial))
        status = write_estimate(run, (cost_format_t)format, &text, &length);
    else if (!status && !strcmp(run->command, "compare"))
        status = write_comparison(run, (cost_format_t)format, &text, &length);
    else if (!status && !strcmp(run->command, "simulate"))
        status = write_distribution(run, (cost_format_t)format, &text, &length);
    else if (!status && !strcmp(run->command, "explain"))
        status = write_explanation(run, (cost_format_t)format, &text, &length);
    else if (!status && !strcmp(run->command, "check"))
        status = write_check(run, (cost_format_t)format, &text, &length);
    else if (!status && !strcmp(run->command, "diff") && run->file_count == 2)
        status = write_diff(run, (cost_format_t)format, &text, &length);
    else if (!status)
        return 64;
    if (status)
        return fail(run, status);
    fwrite(text, 1, length, stdout);
    cost_text_free(text);
    return 0;
}

int main(int argc, char **argv)
{
    run_t run = {.format = "table",
                 .seed = 1,
                 .simulation = cost_simulation_create(),
                 .gate = cost_gate_create(),
                 .options = cost_options_create(),
                 .err = cost_error_create()};
    int code = read_arguments(&run, argc, argv) ? answer(&run) : 64;
    for (size_t i = 0; i < run.file_count; i++)
        cost_workload_destroy(run.workloads[i]);
    cost_catalog_destroy(run.book);
    cost_options_destroy(run.options);
    cost_simulation_destroy(run.simulation);
    cost_gate_destroy(run.gate);
    cost_error_destroy(run.err);
    return code;
}
