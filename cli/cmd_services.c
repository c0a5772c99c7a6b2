/* ilm-cost services: which services there are, and the manual page of one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { COLUMNS = 3, NUMBER_SIZE = 24 };

static int list_services(void)
{
    size_t count = cost_service_count();
    const char **cells = calloc(COLUMNS * (count + 1), sizeof *cells);
    char(*numbers)[NUMBER_SIZE] = calloc(count + 1, sizeof *numbers);
    int code = cells && numbers ? DONE : output_errors(NULL, COST_ERR_MEMORY);
    for (size_t i = 0; !code && i <= count; i++) {
        if (i)
            snprintf(numbers[i - 1], NUMBER_SIZE, "%zu", cost_service_dimension_count(i - 1));
        cells[COLUMNS * i] = i ? cost_service_name(i - 1) : "Service";
        cells[COLUMNS * i + 1] = i ? cost_service_title(i - 1) : "Name";
        cells[COLUMNS * i + 2] = i ? numbers[i - 1] : "Dimensions";
    }
    if (!code)
        output_columns(cells, COLUMNS, count + 1);
    free(cells);
    free(numbers);
    return code;
}

static int show_service(const char *name)
{
    char *text = NULL;
    cost_error_t *err = cost_error_create();
    cost_status_t status = cost_service_manual(&text, name, err);
    int code = status ? output_errors(err, status) : DONE;
    if (!code)
        output_text(text, strlen(text));
    cost_text_free(text);
    cost_error_destroy(err);
    return code;
}

int cmd_services(const arguments_t *arguments)
{
    int code = DONE;
    if (!arguments->operand_count)
        return list_services();
    for (size_t i = 0; i < arguments->operand_count; i++)
        if (show_service(arguments->operands[i]))
            code = FAILED;
    return code;
}
