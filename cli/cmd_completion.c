/* ilm-cost completion: scripts for shells, from the tables of commands and options. */
#include <string.h>

#include "completion.h"

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
