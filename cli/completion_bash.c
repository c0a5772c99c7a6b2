#include "completion.h"

/* What may stand behind the options of a command; other arguments are names of files or free text. */
static void put_arguments(const command_t *command)
{
    output_format("    case $before in\n");
    for (int i = 0; i < OPTION_COUNT; i++) {
        const option_t *option = &option_table[i];
        if (!option->argument || !command_takes(command, (option_id_t)i))
            continue;
        output_format("    --%s", option->name);
        if (option->letter)
            output_format("|-%c", option->letter);
        if (has_words(command, option->argument)) {
            output_format(") options='' words='");
            put_words(command, option->argument);
            output_format("' ;;\n");
        } else
            output_format(") return ;;\n");
    }
    output_format("    esac ;;\n");
}

static void put_command(const command_t *command)
{
    output_format("  %s)\n    options='", command->name);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command_takes(command, (option_id_t)i))
            output_format("--%s ", option_table[i].name);
    output_format("'\n    words='");
    put_words(command, command->operands);
    output_format("'\n");
    put_arguments(command);
}

/* A word that nothing fits is left to the shell, which knows files.  The shell cuts --name=value at its `=`. */
int complete_bash(void)
{
    output_format("_ilm_cost() {\n"
                  "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options='' words=''\n"
                  "  COMPREPLY=()\n"
                  "  if [ \"$word\" = = ]; then\n"
                  "    word=''\n"
                  "  elif [ \"$before\" = = ]; then\n"
                  "    before=${COMP_WORDS[COMP_CWORD-2]}\n"
                  "  fi\n"
                  "  if [ \"$COMP_CWORD\" -le 1 ]; then\n"
                  "    options='--help --version' words='");
    put_words(NULL, "COMMAND");
    output_format("'\n"
                  "  else\n"
                  "  case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < command_count; i++)
        put_command(&command_table[i]);
    output_format("  esac\n"
                  "  fi\n"
                  "  case $word in\n"
                  "  -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                  "  *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\")) ;;\n"
                  "  esac\n"
                  "}\n"
                  "complete -o default -F _ilm_cost ilm-cost\n");
    return DONE;
}
