#define _XOPEN_SOURCE 700 /* realpath */

#include "libcost/base/replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "libcost/base/error.h"

enum { ATTEMPTS = 100 };

static cost_status_t refuse(const char *file, int reason, cost_error_t *err)
{
    char text[128] = "";
    if (strerror_r(reason, text, sizeof text) || !*text)
        snprintf(text, sizeof text, "error %d", reason);
    return cost_fail(err, COST_ERR_IO, (cost_place_t){.file = file}, "cannot be written: %s", text);
}

/* Beside the target, since a rename stays within a file system; a new file gets the mode that the process gives to its
 * files, another keeps its own. */
static int create_beside(cost_replace_t *out, const struct stat *known)
{
    for (int i = 0; i < ATTEMPTS; i++) {
        const int length = snprintf(out->beside, sizeof out->beside, "%s.%ld-%d", out->target, (long)getpid(), i);
        if (length < 0 || (size_t)length >= sizeof out->beside)
            return ENAMETOOLONG;
        const int file = open(out->beside, O_CREAT | O_EXCL | O_WRONLY, 0666);
        if (file < 0 && errno == EEXIST)
            continue;
        if (file < 0)
            return errno;
        const int reason = known && fchmod(file, known->st_mode & 07777) ? errno : 0;
        if (reason)
            unlink(out->beside);
        return close(file) && !reason ? errno : reason;
    }
    return EEXIST;
}

cost_status_t cost_replace_begin(cost_replace_t *out, const char *file, cost_error_t *err)
{
    struct stat known;
    const bool there = !stat(file, &known);
    if (!there && errno != ENOENT)
        return refuse(file, errno, err);
    if (there && !S_ISREG(known.st_mode))
        return cost_fail(err, COST_ERR_IO, (cost_place_t){.file = file},
                         "is not a file that could be replaced; another name would do");
    if (there && !realpath(file, out->target))
        return refuse(file, errno, err);
    if (!there && strlen(file) >= PATH_MAX)
        return refuse(file, ENAMETOOLONG, err);
    if (!there)
        strcpy(out->target, file);
    const int reason = create_beside(out, there ? &known : NULL);
    return reason ? refuse(file, reason, err) : COST_OK;
}

cost_status_t cost_replace_end(cost_replace_t *replace, cost_status_t status, cost_error_t *err)
{
    if (!status && rename(replace->beside, replace->target))
        status = refuse(replace->target, errno, err);
    if (status)
        unlink(replace->beside);
    return status;
}
