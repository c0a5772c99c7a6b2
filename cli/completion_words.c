#include <ctype.h>
#include <string.h>

#include "completion.h"

enum { WORD_SIZE = 32 };

typedef struct {
    const command_t *command;
    size_t count;
    bool silent; /* only count */
} sink_t;

static void add(sink_t *sink, const char *word)
{
    if (!sink->silent)
        output_format("%s%s", sink->count ? " " : "", word);
    sink->count++;
}

static void add_formats(sink_t *sink)
{
    for (int i = 0; cost_format_name(i); i++)
        if (sink->command->formats & WRITES(i))
            add(sink, cost_format_name(i));
}

/* Lower case stands for itself, upper case for what is known of it. */
static void add_meaning(sink_t *sink, const char *word)
{
    static const char *const colors[] = {"auto", "always", "never"};
    if (islower((unsigned char)*word))
        add(sink, word);
    else if (!strcmp(word, "FORMAT"))
        add_formats(sink);
    else if (!strcmp(word, "WHEN"))
        for (size_t i = 0; i < sizeof colors / sizeof colors[0]; i++)
            add(sink, colors[i]);
    else if (!strcmp(word, "SERVICE"))
        for (size_t i = 0; i < cost_service_count(); i++)
            add(sink, cost_service_name(i));
    else if (!strcmp(word, "COMMAND"))
        for (size_t i = 0; i < command_count; i++)
            add(sink, command_table[i].name);
}

/* The next word of `*text`; false at its end. */
static bool next_word(const char **text, char word[WORD_SIZE])
{
    size_t length = 0;
    while (**text && !isalpha((unsigned char)**text))
        ++*text;
    for (; isalnum((unsigned char)**text); ++*text)
        if (length + 1 < WORD_SIZE)
            word[length++] = **text;
    word[length] = '\0';
    return length > 0;
}

static size_t walk(const command_t *command, const char *text, bool silent)
{
    sink_t sink = {.command = command, .silent = silent};
    char word[WORD_SIZE];
    while (next_word(&text, word))
        add_meaning(&sink, word);
    return sink.count;
}

void put_words(const command_t *command, const char *text)
{
    walk(command, text, false);
}

bool has_words(const command_t *command, const char *text)
{
    return walk(command, text, true) > 0;
}

bool wants_file(const char *text)
{
    char word[WORD_SIZE];
    while (next_word(&text, word))
        if (!strcmp(word, "FILE") || !strcmp(word, "DIR"))
            return true;
    return false;
}
