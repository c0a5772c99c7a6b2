/* ilm-cost completion: scripts for shells, from the tables of commands and options. */
#include <string.h>

#include "cli.h"

static bool takes(const command_t *command, int option)
{
    return option == OPTION_HELP || (command->options & TAKES(option));
}

/* Words behind the command that are no files. */
static const char *words_of(const command_t *command)
{
    if (!strcmp(command->name, "prices"))
        return "list show search check";
    return !strcmp(command->name, "completion") ? "bash zsh fish" : "";
}

static void put_service_names(void)
{
    for (size_t i = 0; i < cost_service_count(); i++)
        output_format("%s%s", i ? " " : "", cost_service_name(i));
}

static void put_command_names(void)
{
    for (size_t i = 0; i < command_count; i++)
        output_format("%s%s", i ? " " : "", command_table[i].name);
}

static void put_words(const command_t *command)
{
    if (!strcmp(command->name, "services"))
        put_service_names();
    else if (!strcmp(command->name, "help"))
        put_command_names();
    else
        output_format("%s", words_of(command));
}

static void put_bash_case(const command_t *command)
{
    output_format("    %s)\n      options='", command->name);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (takes(command, i))
            output_format("--%s ", option_table[i].name);
    output_format("'\n      words='");
    put_words(command);
    output_format("' ;;\n");
}

/* A word that nothing fits is left to the shell, which knows files. */
static int complete_bash(void)
{
    output_format("_ilm_cost() {\n"
                  "  local word=${COMP_WORDS[COMP_CWORD]} options='' words='");
    put_command_names();
    output_format("'\n"
                  "  if [ \"$COMP_CWORD\" -gt 1 ]; then\n"
                  "    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < command_count; i++)
        put_bash_case(&command_table[i]);
    output_format("    *) words='' ;;\n"
                  "    esac\n"
                  "  fi\n"
                  "  case $word in\n"
                  "  -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                  "  *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
                  "  esac\n"
                  "}\n"
                  "complete -o default -F _ilm_cost ilm-cost\n");
    return DONE;
}

static int complete_zsh(void)
{
    output_format("autoload -U +X bashcompinit && bashcompinit\n");
    return complete_bash();
}

static void put_fish_text(const char *text)
{
    output_format("'");
    for (; *text; text++)
        output_format(*text == '\'' || *text == '\\' ? "\\%c" : "%c", *text);
    output_format("'");
}

static void put_fish_command(const command_t *command)
{
    output_format("complete -c ilm-cost -n __fish_use_subcommand -f -a %s -d ", command->name);
    put_fish_text(command->help);
    output_format("\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (!takes(command, i))
            continue;
        output_format("complete -c ilm-cost -n '__fish_seen_subcommand_from %s' -l %s%s -d ", command->name,
                      option_table[i].name, option_table[i].argument ? " -r" : "");
        put_fish_text(option_table[i].help);
        output_format("\n");
    }
    output_format("complete -c ilm-cost -n '__fish_seen_subcommand_from %s' -a '", command->name);
    put_words(command);
    output_format("'\n");
}

static int complete_fish(void)
{
    for (size_t i = 0; i < command_count; i++)
        put_fish_command(&command_table[i]);
    return DONE;
}

int cmd_completion(const arguments_t *arguments)
{
    const char *shell = arguments->operands[0];
    if (!strcmp(shell, "bash"))
        return complete_bash();
    if (!strcmp(shell, "zsh"))
        return complete_zsh();
    if (!strcmp(shell, "fish"))
        return complete_fish();
    return wrong_use(arguments->command, "there is no completion for \"%s\"; bash, zsh and fish are known", shell);
}
