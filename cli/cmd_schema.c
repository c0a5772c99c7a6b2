/* ilm-cost schema: the JSON Schema of workload files. */
#include <string.h>

#include "cli.h"

static int write_schema(const arguments_t *arguments, const char *text)
{
    int code = DONE;
    if (!arguments_given(arguments, OPTION_OUTPUT))
        output_text(text, strlen(text));
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++)
        if (!output_file(arguments->values[OPTION_OUTPUT][i], text, strlen(text)))
            code = FAILED;
    return code;
}

int cmd_schema(const arguments_t *arguments)
{
    char *text = NULL;
    cost_status_t status = cost_schema_text(&text, NULL);
    int code = status ? output_errors(NULL, status) : write_schema(arguments, text);
    cost_text_free(text);
    return code;
}
