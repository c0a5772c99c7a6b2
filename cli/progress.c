/* How far a simulation is, and its end by Ctrl-C. */
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

static const double first_after_s = 0.5, again_after_s = 0.1;

static volatile sig_atomic_t interrupted;

/* The second Ctrl-C ends the process as it would without us. */
static void interrupt(int signal_number)
{
    interrupted = 1;
    signal(signal_number, SIG_DFL);
}

static double now_s(void)
{
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void progress_begin(progress_t *progress, const arguments_t *arguments)
{
    *progress = (progress_t){.shown = isatty(STDERR_FILENO) && !arguments_given(arguments, OPTION_QUIET)};
    progress->since = now_s();
    if (signal(SIGINT, interrupt) == SIG_IGN) /* as under nohup */
        signal(SIGINT, SIG_IGN);
}

int progress_tell(void *user, size_t done, size_t total)
{
    progress_t *progress = user;
    const double now = now_s();
    if (!progress->shown || now - progress->since < first_after_s || now - progress->last < again_after_s)
        return interrupted;
    progress->last = now;
    fprintf(stderr, "\r%zu of %zu trials (%zu%%)", done, total, done * 100 / total);
    fflush(stderr);
    return interrupted;
}

void progress_end(progress_t *progress)
{
    if (progress->last > 0)
        fprintf(stderr, "\r\033[K");
    signal(SIGINT, SIG_DFL);
}
