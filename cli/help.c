#include <stdio.h>
#include <string.h>

#include "cli.h"

enum { COLUMN = 26 };

static void put_row(const char *left, const char *right)
{
    int length = (int)strlen(left);
    if (length < COLUMN)
        output_format("  %s%*s%s\n", left, COLUMN - length, "", right);
    else
        output_format("  %s\n  %*s%s\n", left, COLUMN, "", right);
}

int help_all(void)
{
    output_format("ilm-cost computes the AWS bill that a workload will cause, from public list prices.\n\n"
                  "Usage: ilm-cost COMMAND [OPTION...] [FILE...]\n\n");
    for (size_t i = 0; i < command_count; i++)
        put_row(command_table[i].name, command_table[i].help);
    output_format(
        "\nilm-cost help COMMAND tells more.  Begin with: ilm-cost init shop.yaml && ilm-cost estimate shop.yaml\n");
    return DONE;
}

static void put_option(const option_t *option)
{
    char left[64];
    snprintf(left, sizeof left, "%c%c%s--%s%s%s", option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
             option->letter ? ", " : "  ", option->name, option->argument ? " " : "",
             option->argument ? option->argument : "");
    put_row(left, option->help);
}

int help_command(const command_t *command)
{
    output_format("ilm-cost %s: %s\n\nUsage: ilm-cost %s%s%s%s\n", command->name, command->help, command->name,
                  command->options ? " [OPTION...]" : "", *command->operands ? " " : "", command->operands);
    if (*command->details)
        output_format("\n%s", command->details);
    if (command->formats) {
        char formats[128];
        reports_formats(command, formats, sizeof formats);
        output_format("\nFormats: %s.\n", formats);
    }
    output_format("\nOptions:\n");
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command_takes(command, (option_id_t)i))
            put_option(&option_table[i]);
    return DONE;
}

int unknown_command(const char *name)
{
    const char *known[32];
    size_t count = command_count < 32 ? command_count : 32;
    for (size_t i = 0; i < count; i++)
        known[i] = command_table[i].name;
    const char *near = suggest(name, known, count);
    return wrong_use(NULL, "there is no command \"%s\"%s%s%s", name, near ? "; did you mean " : "", near ? near : "",
                     near ? "?" : "");
}

int cmd_help(const arguments_t *arguments)
{
    const char *name = arguments->operand_count ? arguments->operands[0] : NULL;
    const command_t *command = name ? command_find(name) : NULL;
    if (arguments_given(arguments, OPTION_MAN))
        return help_man_page();
    if (!name)
        return help_all();
    return command ? help_command(command) : unknown_command(name);
}
