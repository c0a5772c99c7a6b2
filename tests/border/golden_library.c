/* The golden folders through the library alone: public headers, the shared library, nothing of the command.
 * Takes the arguments of ilm-cost that say what is reckoned; tests/three_ways.py compares what is written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cost.h>

enum { FILES_MAX = 16 };

typedef struct {
    const char *command, *format, *prices;
    const char *files[FILES_MAX];
    size_t file_count;
    unsigned flags;
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
        return 0;
    return 1;
}

static int read_arguments(run_t *run, int argc, char **argv)
{
    run->command = argc > 1 ? argv[1] : "";
    for (int i = 2; i < argc; i++) {
        if (!strcmp(argv[i], "--strict"))
            cost_options_set_strict(run->options, 1);
        else if (!strcmp(argv[i], "--lines"))
            run->flags |= COST_REPORT_LINES;
        else if (argv[i][0] == '-' && i + 1 < argc && set(run, argv[i], argv[i + 1]))
            i++;
        else if (argv[i][0] != '-' && run->file_count < FILES_MAX)
            run->files[run->file_count++] = argv[i];
        else if (strcmp(argv[i], "--quiet") != 0 && strcmp(argv[i], "--fail-on-warning") != 0)
            return 0;
    }
    return run->file_count > 0;
}

static cost_status_t read_files(run_t *run)
{
    cost_status_t status = cost_catalog_create(&run->book, run->prices, run->err);
    cost_options_set_catalog(run->options, run->book);
    for (size_t i = 0; !status && i < run->file_count; i++)
        status = cost_workload_load(&run->workloads[i], run->files[i], run->options, run->err);
    return status;
}

static cost_status_t write_estimate(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_bill_t *bill = NULL;
    const cost_workload_t *account[FILES_MAX];
    for (size_t i = 0; i < run->file_count; i++)
        account[i] = run->workloads[i];
    cost_status_t status = cost_estimate(&bill, run->book, account, run->file_count, run->options, run->err);
    if (!status)
        status = cost_report_bill(text, length, bill, format, run->flags, run->err);
    cost_bill_destroy(bill);
    return status;
}

static cost_status_t write_comparison(const run_t *run, cost_format_t format, char **text, size_t *length)
{
    cost_comparison_t *choice = NULL;
    cost_status_t status = cost_compare(&choice, run->book, run->workloads[0], run->options, run->err);
    if (!status)
        status = cost_report_comparison(text, length, choice, format, run->flags, run->err);
    cost_comparison_destroy(choice);
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
    if (!status && !strcmp(run->command, "estimate"))
        status = write_estimate(run, (cost_format_t)format, &text, &length);
    else if (!status && !strcmp(run->command, "compare"))
        status = write_comparison(run, (cost_format_t)format, &text, &length);
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
    run_t run = {.format = "table", .options = cost_options_create(), .err = cost_error_create()};
    int code = read_arguments(&run, argc, argv) ? answer(&run) : 64;
    for (size_t i = 0; i < run.file_count; i++)
        cost_workload_destroy(run.workloads[i]);
    cost_catalog_destroy(run.book);
    cost_options_destroy(run.options);
    cost_error_destroy(run.err);
    return code;
}
