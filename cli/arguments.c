/* The options of all commands, and how a command line is read. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

const option_t option_table[OPTION_COUNT] = {
    [OPTION_FORMAT] = {"format", 'f', "FORMAT", false, "how to write it; table when left out"},
    [OPTION_OUTPUT] = {"output", 'o', "FILE", true,
                       "write a file, its format told by its ending; - is standard output"},
    [OPTION_PERIOD] = {"period", '\0', "PERIOD", false,
                       "2025-11, 2025-11..2026-10 or 730h instead of the file's period"},
    [OPTION_REGION] = {"region", '\0', "REGION", false, "another region, such as eu-west-1"},
    [OPTION_SCENARIO] = {"scenario", '\0', "NAME", false, "apply a scenario of the file"},
    [OPTION_SET] = {"set", '\0', "PATH=VALUE", true, "lay a value over the file, such as resources.app.tasks=3"},
    [OPTION_PRICES] = {"prices", '\0', "FILE|DIR", false,
                       "lay another price book over the built-in one, whose rows it replaces key by key"},
    [OPTION_AS_OF] = {"as-of", '\0', "DATE", false, "use the prices of that day, such as 2025-11-01"},
    [OPTION_OLD_PRICES] = {"old-prices", '\0', "FILE|DIR", false, "another price book for OLD; --prices when left out"},
    [OPTION_OLD_AS_OF] = {"old-as-of", '\0', "DATE", false, "the day of OLD's prices; --as-of when left out"},
    [OPTION_THRESHOLD] = {"threshold", '\0', "USD", false, "fold changes that are smaller, 0.01 when left out"},
    [OPTION_BUDGETS] = {"budgets", '\0', "FILE", false, "a file of budgets beside those of the workload files"},
    [OPTION_BASELINE] = {"baseline", '\0', "BILL", false, "a saved bill, .json or .csv, from which growth is measured"},
    [OPTION_TODAY] = {"today", '\0', "DATE", false, "the day on which waivers are judged; the clock's when left out"},
    [OPTION_STRICT] = {"strict", '\0', NULL, false, "a load that nobody stated is an error"},
    [OPTION_LINES] = {"lines", 'l', NULL, false, "table and markdown: every line of the bill and every assumption"},
    [OPTION_TIMELINE] = {"timeline", '\0', "hourly|minute FILE", true,
                         "also write loads, tasks, usage and cost in time to a CSV file"},
    [OPTION_COLOR] = {"color", '\0', "WHEN", false, "auto, always or never; auto asks the terminal and NO_COLOR"},
    [OPTION_QUIET] = {"quiet", 'q', NULL, false, "no warnings and no remarks on standard error"},
    [OPTION_FAIL_ON_WARNING] = {"fail-on-warning", '\0', NULL, false, "exit with 3 when the bill has a warning"},
    [OPTION_TRIALS] = {"trials", '\0', "N", false,
                       "how many possible months, 2000 when left out; with --until the most"},
    [OPTION_SEED] = {"seed", '\0', "N", false, "which of them: another seed draws other months; 1 when left out"},
    [OPTION_THREADS] = {"threads", '\0', "N", false,
                        "on how many threads, all processors when left out; the result does not depend on it"},
    [OPTION_UNTIL] = {"until", '\0', "PART", false,
                      "stop when the standard error of the mean is at most that part of it, such as 0.5%"},
    [OPTION_TRIAL] = {"trial", '\0', "N", false, "that trial alone, from 0 on, as a bill"},
    [OPTION_SOBOL] = {"sobol", '\0', NULL, false,
                      "Sobol indices of the ranges too: (ranges + 2) times the trials' power of two more months"},
    [OPTION_SHARD] = {"shard", '\0', "I/N", false, "only that part of the trials, such as 3/16, for merge"},
    [OPTION_FORCE] = {"force", '\0', NULL, false, "overwrite a file that exists"},
    [OPTION_MARKDOWN] = {"markdown", '\0', NULL, false, "the manual page as Markdown"},
    [OPTION_MAN] = {"man", '\0', NULL, false, "the manual page ilm-cost(1), as roff"},
    [OPTION_HELP] = {"help", 'h', NULL, false, "show this help"},
};

const command_t *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (!strcmp(command_table[i].name, name))
            return &command_table[i];
    return NULL;
}

int wrong_use(const command_t *command, const char *format, ...)
{
    va_list list;
    fputs("ilm-cost: ", stderr);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fprintf(stderr, " (see: ilm-cost help%s%s)\n", command ? " " : "", command ? command->name : "");
    return WRONG_USE;
}

bool command_takes(const command_t *command, option_id_t option)
{
    return option == OPTION_HELP || (command->options & TAKES(option));
}

static int unknown_option(const command_t *command, const char *name)
{
    const char *known[OPTION_COUNT];
    size_t count = 0;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command_takes(command, (option_id_t)i))
            known[count++] = option_table[i].name;
    const char *near = suggest(name, known, count);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (!strcmp(option_table[i].name, name))
            return wrong_use(command, "%s takes no option --%s", command->name, name);
    return wrong_use(command, "there is no option --%s%s%s%s", name, near ? "; did you mean --" : "", near ? near : "",
                     near ? "?" : "");
}

static int keep_value(arguments_t *out, option_id_t option, const char *value)
{
    const option_t *row = &option_table[option];
    if (!row->repeatable)
        out->value_count[option] = 0;
    out->values[option][out->value_count[option]++] = value;
    return DONE;
}

/* `value` is what stood behind = or behind the letter; NULL: the next argument is it. */
static int read_option(arguments_t *out, option_id_t option, const char *value, int argc, char **argv, int *at)
{
    const option_t *row = &option_table[option];
    if (!row->argument && value)
        return wrong_use(out->command, "--%s takes no value", row->name);
    if (row->argument && !value) {
        if (*at + 1 >= argc)
            return wrong_use(out->command, "--%s needs a value: --%s %s", row->name, row->name, row->argument);
        value = argv[++*at];
    }
    if (row->argument && strchr(row->argument, ' ')) {
        keep_value(out, option, value);
        if (*at + 1 >= argc)
            return wrong_use(out->command, "--%s needs two values: --%s %s", row->name, row->name, row->argument);
        value = argv[++*at];
    }
    return keep_value(out, option, value ? value : "");
}

static int read_long(arguments_t *out, int argc, char **argv, int *at)
{
    const char *name = argv[*at] + 2;
    size_t length = strcspn(name, "=");
    char word[64];
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command_takes(out->command, (option_id_t)i) && strlen(option_table[i].name) == length &&
            !strncmp(option_table[i].name, name, length))
            return read_option(out, (option_id_t)i, name[length] ? name + length + 1 : NULL, argc, argv, at);
    snprintf(word, sizeof word, "%.*s", (int)(length < sizeof word ? length : sizeof word - 1), name);
    return unknown_option(out->command, word);
}

/* -o FILE, -oFILE, -ql */
static int read_letters(arguments_t *out, int argc, char **argv, int *at)
{
    for (const char *letter = argv[*at] + 1; *letter; letter++) {
        int option = 0;
        while (option < OPTION_COUNT &&
               (option_table[option].letter != *letter || !command_takes(out->command, (option_id_t)option)))
            option++;
        if (option == OPTION_COUNT)
            return wrong_use(out->command, "%s takes no option -%c", out->command->name, *letter);
        bool argument = option_table[option].argument != NULL;
        int code = read_option(out, (option_id_t)option, argument && letter[1] ? letter + 1 : NULL, argc, argv, at);
        if (code || argument)
            return code;
    }
    return DONE;
}

static int read_all(arguments_t *out, int argc, char **argv)
{
    bool operands_only = false;
    for (int i = 2; i < argc; i++) {
        const char *word = argv[i];
        int code = DONE;
        if (!operands_only && !strcmp(word, "--"))
            operands_only = true;
        else if (!operands_only && !strncmp(word, "--", 2))
            code = read_long(out, argc, argv, &i);
        else if (!operands_only && word[0] == '-' && word[1])
            code = read_letters(out, argc, argv, &i);
        else
            out->operands[out->operand_count++] = word;
        if (code)
            return code;
    }
    return DONE;
}

static int check_operands(const arguments_t *arguments)
{
    const command_t *command = arguments->command;
    if (arguments_given(arguments, OPTION_HELP))
        return DONE;
    if (arguments->operand_count < command->least)
        return wrong_use(command, "%s needs %s", command->name, command->operands);
    if (arguments->operand_count > command->most)
        return wrong_use(command, "%s takes no \"%s\"", command->name, arguments->operands[command->most]);
    return DONE;
}

int arguments_read(arguments_t *out, const command_t *command, int argc, char **argv)
{
    *out = (arguments_t){.command = command};
    size_t most = (size_t)argc + 1;
    out->operands = calloc(most, sizeof *out->operands);
    bool enough = out->operands != NULL;
    for (int i = 0; i < OPTION_COUNT; i++) {
        out->values[i] = calloc(most, sizeof *out->values[i]);
        enough = enough && out->values[i];
    }
    if (!enough)
        return output_errors(NULL, COST_ERR_MEMORY);
    int code = read_all(out, argc, argv);
    return code ? code : check_operands(out);
}

void arguments_clear(arguments_t *arguments)
{
    free(arguments->operands);
    for (int i = 0; i < OPTION_COUNT; i++)
        free(arguments->values[i]);
}

bool arguments_given(const arguments_t *arguments, option_id_t option)
{
    return arguments->value_count[option] > 0;
}

const char *arguments_value(const arguments_t *arguments, option_id_t option)
{
    size_t count = arguments->value_count[option];
    return count ? arguments->values[option][count - 1] : NULL;
}

/* A whole number and nothing else. */
bool number_read(const char *text, unsigned long long *out)
{
    char *end = NULL;
    errno = 0;
    *out = strtoull(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end && !errno;
}

int arguments_number(const arguments_t *arguments, option_id_t option, unsigned long long least,
                     unsigned long long most, unsigned long long *out)
{
    const char *text = arguments_value(arguments, option);
    if (!text || (number_read(text, out) && *out >= least && *out <= most))
        return DONE;
    return wrong_use(arguments->command, "--%s \"%s\" is not a whole number from %llu to %llu",
                     option_table[option].name, text, least, most);
}

size_t processors(void)
{
    const long count = sysconf(_SC_NPROCESSORS_ONLN);
    if (count < 1)
        return 1;
    return count > COST_THREADS_MAX ? COST_THREADS_MAX : (size_t)count;
}
