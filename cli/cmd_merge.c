/* ilm-cost merge: shards of one run become the whole run. */
#include "cli.h"
#include "trials.h"

static int merge(session_t *session)
{
    const arguments_t *arguments = session->arguments;
    cost_distribution_t *distribution = NULL;
    cost_status_t status =
        cost_distribution_merge(&distribution, arguments->operands, arguments->operand_count, session->err);
    if (status)
        return output_errors(session->err, status);
    int code = trials_write(session, distribution);
    if (!code)
        code = reports_write(session, trials_report, NULL, distribution);
    cost_distribution_destroy(distribution);
    return code;
}

int cmd_merge(const arguments_t *arguments)
{
    int code = reports_check(arguments);
    if (code)
        return code;
    session_t session = {.arguments = arguments, .err = cost_error_create()};
    code = session.err ? merge(&session) : output_errors(NULL, COST_ERR_MEMORY);
    session_close(&session);
    return code;
}
