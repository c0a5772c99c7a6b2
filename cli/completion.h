/* What the completion scripts share: words that stand for a placeholder of the tables, such as FORMAT or SERVICE. */
#ifndef COMPLETION_H
#define COMPLETION_H

#include "cli.h"

/* Every word that may stand where `text` (the operands of `command`, the argument of one of its options) stands,
 * separated by blanks: "bash|zsh|fish" are themselves, SERVICE is every service, FORMAT what the command writes. */
void put_words(const command_t *command, const char *text);
/* Whether there are any. */
bool has_words(const command_t *command, const char *text);
/* Whether a name of a file may stand there. */
bool wants_file(const char *text);

int complete_bash(void);
int complete_fish(void);
int complete_zsh(void);

#endif
