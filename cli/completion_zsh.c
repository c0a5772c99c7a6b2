#include "completion.h"

/* Inside '...', where _arguments gives [ ] : and \ a meaning of their own. */
static void put_text(const char *text)
{
    for (; *text; text++)
        if (*text == '\'')
            output_format("'\\''");
        else
            output_format(*text == '[' || *text == ']' || *text == ':' || *text == '\\' ? "\\%c" : "%c", *text);
}

/* `:what is asked for:how it is completed` */
static void put_action(const command_t *command, const char *text)
{
    output_format(":");
    put_text(text);
    if (has_words(command, text)) {
        output_format(":(");
        put_words(command, text);
        output_format(")");
    } else
        output_format(wants_file(text) ? ":_files" : ": ");
}

static void put_option(const command_t *command, const option_t *option)
{
    output_format("      ");
    if (option->repeatable)
        output_format("'*'");
    else if (option->letter)
        output_format("'(-%c --%s)'", option->letter, option->name);
    if (option->letter)
        output_format("{-%c%s,--%s%s}", option->letter, option->argument ? "+" : "", option->name,
                      option->argument ? "=" : "");
    else
        output_format("--%s%s", option->name, option->argument ? "=" : "");
    output_format("'[");
    put_text(option->help);
    output_format("]");
    if (option->argument)
        put_action(command, option->argument);
    output_format("' \\\n");
}

static void put_case(const command_t *command)
{
    output_format("  (%s)\n    _arguments -s -S \\\n", command->name);
    for (int i = 0; i < OPTION_COUNT; i++)
        if (command_takes(command, (option_id_t)i))
            put_option(command, &option_table[i]);
    if (command->most > 0) {
        output_format("      '*");
        put_action(command, command->operands);
        output_format("' \\\n");
    }
    output_format("      && return ;;\n");
}

/* Works as a file `_ilm-cost` on $fpath and as `source <(ilm-cost completion zsh)`. */
int complete_zsh(void)
{
    output_format("#compdef ilm-cost\n\n"
                  "_ilm-cost() {\n"
                  "  local -a commands\n"
                  "  commands=(\n");
    for (size_t i = 0; i < command_count; i++) {
        output_format("    '%s:", command_table[i].name);
        put_text(command_table[i].help);
        output_format("'\n");
    }
    output_format("  )\n"
                  "  if (( CURRENT == 2 )); then\n"
                  "    _describe -t commands 'command' commands\n"
                  "    return\n"
                  "  fi\n"
                  "  shift words\n"
                  "  (( CURRENT-- ))\n"
                  "  case $words[1] in\n");
    for (size_t i = 0; i < command_count; i++)
        put_case(&command_table[i]);
    output_format("  esac\n"
                  "}\n\n"
                  "if [ \"$funcstack[1]\" = _ilm-cost ]; then\n"
                  "  _ilm-cost \"$@\"\n"
                  "else\n"
                  "  compdef _ilm-cost ilm-cost\n"
                  "fi\n");
    return DONE;
}
