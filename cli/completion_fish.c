#include "completion.h"

/* fish knows \' inside its single quotes, and no other way. */
static void put_text(const char *text)
{
    output_format("'");
    for (; *text; text++)
        output_format(*text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
    output_format("'");
}

static void put_option(const command_t *command, const option_t *option)
{
    output_format("complete -c ilm-cost -n '__fish_seen_subcommand_from %s' -l %s", command->name, option->name);
    if (option->letter)
        output_format(" -s %c", option->letter);
    if (option->argument && wants_file(option->argument))
        output_format(" -r -F");
    else if (option->argument) {
        output_format(" -x -a '");
        put_words(command, option->argument);
        output_format("'");
    }
    output_format(" -d ");
    put_text(option->help);
    output_format("\n");
}

static void put_operands(const command_t *command)
{
    output_format("complete -c ilm-cost -n '__fish_seen_subcommand_from %s' %s", command->name,
                  wants_file(command->operands) ? "-F" : "-f");
    if (has_words(command, command->operands)) {
        output_format(" -a '");
        put_words(command, command->operands);
        output_format("'");
    }
    output_format("\n");
}

int complete_fish(void)
{
    for (size_t i = 0; i < command_count; i++) {
        output_format("complete -c ilm-cost -n __fish_use_subcommand -f -a %s -d ", command_table[i].name);
        put_text(command_table[i].help);
        output_format("\n");
    }
    for (size_t i = 0; i < command_count; i++) {
        for (int option = 0; option < OPTION_COUNT; option++)
            if (command_takes(&command_table[i], (option_id_t)option))
                put_option(&command_table[i], &option_table[option]);
        put_operands(&command_table[i]);
    }
    return DONE;
}
