/* The manual page ilm-cost(1), from the tables of commands and options. */
#include <ctype.h>
#include <string.h>

#include "cli.h"

static const struct {
    int code;
    const char *meaning;
} exit_codes[] = {
    {DONE, "All went well."},
    {FAILED, "The input or the run failed; what was wrong is on standard error."},
    {BROKEN, "A budget is broken."},
    {WARNED, "There was a warning, under \\fB\\-\\-fail\\-on\\-warning\\fR."},
    {WRONG_USE, "Wrong use of the command."},
};

/* ---- roff ---- */

/* A line that begins with . or ' would be a request; - would become a hyphen that nobody can type. */
static void put_line(const char *text, size_t length)
{
    if (length && (*text == '.' || *text == '\''))
        output_format("\\&");
    for (size_t i = 0; i < length; i++)
        if (text[i] == '\\')
            output_format("\\e");
        else
            output_format(text[i] == '-' ? "\\-" : "%c", text[i]);
}

static void put_text(const char *text)
{
    put_line(text, strlen(text));
}

static void put_sentence(const char *text)
{
    output_format("%c", toupper((unsigned char)*text));
    put_text(text + 1);
    output_format(text[strlen(text) - 1] == '.' ? "\n" : ".\n");
}

/* Words in capitals stand for something: they are set in italics, as manual pages do. */
static void put_operands(const char *text)
{
    while (*text) {
        size_t length = 0;
        while (isupper((unsigned char)text[length]))
            length++;
        if (length)
            output_format("\\fI%.*s\\fR", (int)length, text);
        else
            put_line(text, length = 1);
        text += length;
    }
}

/* ---- commands ---- */

static size_t line_length(const char *text)
{
    return strcspn(text, "\n");
}

/* Where the right column of "list           how many prices" begins; 0: the line is running text. */
static size_t right_column(const char *text, size_t length)
{
    for (size_t i = 1; i + 3 < length; i++)
        if (!strncmp(text + i, "   ", 3)) {
            while (text[i] == ' ')
                i++;
            return i;
        }
    return 0;
}

static void put_detail(const char *text, size_t length)
{
    size_t right = right_column(text, length), left = right;
    if (!right) {
        put_line(text, length);
        output_format("\n");
        return;
    }
    while (left > 0 && text[left - 1] == ' ')
        left--;
    output_format(".TP\n.B ");
    put_line(text, left);
    output_format("\n");
    put_line(text + right, length - right);
    output_format("\n");
}

static void put_details(const char *details)
{
    bool listed = false;
    for (const char *line = details; *line; line += line_length(line), line += *line == '\n') {
        size_t length = line_length(line);
        bool item = right_column(line, length) > 0;
        if (!item && (listed || line == details))
            output_format("%s.PP\n", listed ? ".RE\n" : "");
        else if (item && !listed)
            output_format(".RS\n");
        listed = item;
        put_detail(line, length);
    }
    if (listed)
        output_format(".RE\n");
}

static void put_option_list(const command_t *command)
{
    output_format(".PP\nOptions:");
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command_takes(command, (option_id_t)i)) {
            output_format(" \\fB\\-\\-");
            put_text(option_table[i].name);
            output_format("\\fR%s", i == OPTION_HELP ? ".\n" : ",");
        }
}

static void put_command(const command_t *command)
{
    output_format(".SS \"ilm\\-cost %s", command->name);
    if (*command->operands) {
        output_format(" ");
        put_operands(command->operands);
    }
    output_format("\"\n");
    put_sentence(command->help);
    put_details(command->details);
    if (command->formats) {
        char formats[128];
        reports_formats(command, formats, sizeof formats);
        output_format(".PP\nFormats: %s.\n", formats);
    }
    put_option_list(command);
}

/* ---- options ---- */

static void put_takers(option_id_t option)
{
    const char *separator = "(";
    if (option == OPTION_HELP)
        return;
    for (size_t i = 0; i < command_count; i++)
        if (command_takes(&command_table[i], option)) {
            output_format("%s%s", separator, command_table[i].name);
            separator = ", ";
        }
    output_format(")\n");
}

static void put_option(option_id_t id)
{
    const option_t *option = &option_table[id];
    output_format(".TP\n");
    if (option->letter)
        output_format("\\fB\\-%c\\fR, ", option->letter);
    output_format("\\fB\\-\\-");
    put_text(option->name);
    output_format("\\fR");
    if (option->argument) {
        output_format(" ");
        put_operands(option->argument);
    }
    output_format("\n");
    put_sentence(option->help);
    if (option->repeatable)
        output_format("May be given several times.\n");
    put_takers(id);
}

int help_man_page(void)
{
    output_format(
        ".\\\" Made by `ilm-cost help --man` from the tables of commands and options.\n"
        ".TH ILM\\-COST 1 \"\" \"libcost %s\" \"User Commands\"\n"
        ".SH NAME\n"
        "ilm\\-cost \\- the AWS bill that a workload and its traffic will cause\n"
        ".SH SYNOPSIS\n"
        ".B ilm\\-cost\n"
        "\\fICOMMAND\\fR [\\fIOPTION\\fR...] [\\fIFILE\\fR...]\n"
        ".SH DESCRIPTION\n"
        "Reads workload files, which say what runs and what comes in, and computes the bill from public list\n"
        "prices: metered as AWS meters, with tiers and free allowances over the whole account.\n"
        "Prices are compiled in; no account, no key and no network is needed.\n"
        "Data go to standard output, everything else to standard error.\n"
        ".SH COMMANDS\n",
        COST_VERSION);
    for (size_t i = 0; i < command_count; i++)
        put_command(&command_table[i]);
    output_format(".SH OPTIONS\n"
                  "In parentheses the commands that take the option.\n");
    for (int i = 0; i < OPTION_COUNT; i++)
        put_option((option_id_t)i);
    output_format(".SH EXIT STATUS\n"
                  "The lowest that applies.\n");
    for (size_t i = 0; i < sizeof exit_codes / sizeof exit_codes[0]; i++)
        output_format(".TP\n.B %d\n%s\n", exit_codes[i].code, exit_codes[i].meaning);
    output_format(".SH ENVIRONMENT\n"
                  ".TP\n.B NO_COLOR\nSet and not empty: no colour, unless \\fB\\-\\-color always\\fR asks for it.\n"
                  ".TP\n.B TERM\nIf it is \\fBdumb\\fR, no colour either.\n"
                  ".SH EXAMPLES\n"
                  ".EX\n"
                  "ilm\\-cost init shop.yaml\n"
                  "ilm\\-cost estimate shop.yaml\n"
                  "ilm\\-cost estimate shop.yaml \\-\\-set resources.app.tasks=4 \\-o bill.json \\-o bill.md\n"
                  ".EE\n");
    return DONE;
}
