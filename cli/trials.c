#include "trials.h"

cost_status_t trials_report(char **text, size_t *length, const void *distribution, cost_format_t format, unsigned flags,
                            cost_error_t *err)
{
    return cost_report_distribution(text, length, distribution, format, flags, err);
}

static int write_one(const session_t *session, const cost_distribution_t *distribution, const char *file)
{
    output_stream_t *stream = output_open(file);
    if (!stream)
        return FAILED;
    const cost_status_t status = cost_distribution_write(distribution, output_take, stream, session->err);
    const bool there = output_close(stream, !status);
    if (status && status != COST_ERR_IO)
        return output_errors(session->err, status);
    cost_error_clear(session->err); /* output_close() has said why */
    return there ? DONE : FAILED;
}

int trials_write(const session_t *session, const cost_distribution_t *distribution)
{
    const arguments_t *arguments = session->arguments;
    int code = DONE;
    for (size_t i = 0; i < arguments->value_count[OPTION_OUTPUT]; i++) {
        const char *file = arguments->values[OPTION_OUTPUT][i];
        if (reports_is_trials(arguments->command, file) && write_one(session, distribution, file))
            code = FAILED;
    }
    return code;
}
