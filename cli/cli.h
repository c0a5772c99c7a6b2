/* What the files of the command share.  The command is a client like any other: it knows "cost.h" and the C library. */
#ifndef CLI_H
#define CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "cost.h"

/* Exit codes.  The lowest that applies wins (man_page.c says what they mean). */
enum { DONE = 0, FAILED = 1, BROKEN = 2, WARNED = 3, WRONG_USE = 64 };

/* ---- arguments.c: the one table of options ---- */

typedef enum {
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_PERIOD,
    OPTION_REGION,
    OPTION_SCENARIO,
    OPTION_SET,
    OPTION_PRICES,
    OPTION_AS_OF,
    OPTION_OLD_PRICES,
    OPTION_OLD_AS_OF,
    OPTION_THRESHOLD,
    OPTION_BUDGETS,
    OPTION_BASELINE,
    OPTION_TODAY,
    OPTION_STRICT,
    OPTION_LINES,
    OPTION_TIMELINE,
    OPTION_COLOR,
    OPTION_QUIET,
    OPTION_FAIL_ON_WARNING,
    OPTION_FORCE,
    OPTION_TRIALS,
    OPTION_SEED,
    OPTION_THREADS,
    OPTION_UNTIL,
    OPTION_TRIAL,
    OPTION_SHARD,
    OPTION_SOBOL,
    OPTION_MARKDOWN,
    OPTION_MAN,
    OPTION_HELP,
    OPTION_COUNT
} option_id_t;

typedef struct {
    const char *name;     /* without its dashes */
    char letter;          /* '\0': none */
    const char *argument; /* what it takes, NULL: nothing; "A B": two arguments, which are kept one after the other */
    bool repeatable;
    const char *help;
} option_t;
extern const option_t option_table[OPTION_COUNT];
#define TAKES(id)      (1ull << (id))
#define WRITES(format) (1u << (format))

typedef struct arguments arguments_t;

typedef struct {
    const char *name;
    int (*run)(const arguments_t *arguments);
    const char *operands;       /* "FILE...", "" */
    size_t least, most;         /* operands */
    unsigned long long options; /* TAKES(...) | ... ; --help goes without saying */
    const char *help;           /* one phrase */
    const char *details;        /* further paragraphs, "" */
    unsigned formats;           /* WRITES(...) | ... of cost_format_t, when it takes --format */
} command_t;
extern const command_t command_table[];
extern const size_t command_count;

struct arguments {
    const command_t *command;
    const char **operands;
    size_t operand_count;
    const char **values[OPTION_COUNT];
    size_t value_count[OPTION_COUNT];
};

/* Reads argv[2..]; DONE, WRONG_USE (said on stderr) or FAILED (memory). */
int arguments_read(arguments_t *out, const command_t *command, int argc, char **argv);
void arguments_clear(arguments_t *arguments);
bool arguments_given(const arguments_t *arguments, option_id_t option);
/* The last value given, or NULL. */
const char *arguments_value(const arguments_t *arguments, option_id_t option);
/* A whole number and nothing else. */
bool number_read(const char *text, unsigned long long *out);
/* The option as a number in a range, *out untouched when it is not given; DONE or WRONG_USE. */
int arguments_number(const arguments_t *arguments, option_id_t option, unsigned long long least,
                     unsigned long long most, unsigned long long *out);
/* How many processors there are: the threads of trials when nobody says. */
size_t processors(void);
const command_t *command_find(const char *name);
/* Whether the command takes the option. */
bool command_takes(const command_t *command, option_id_t option);
/* One line on stderr; answers WRONG_USE.  `command` may be NULL. */
int wrong_use(const command_t *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- help.c ---- */

int help_all(void);
int help_command(const command_t *command);
/* ---- man_page.c ---- */

/* ilm-cost(1), as roff. */
int help_man_page(void);
/* Answers WRONG_USE. */
int unknown_command(const char *name);

/* ---- suggest.c ---- */

/* The known word nearest to `word`, or NULL. */
const char *suggest(const char *word, const char *const *known, size_t count);

/* ---- output.c ---- */

/* Data for standard output; what goes wrong there is reported once, by output_finish(). */
void output_text(const char *text, size_t length);
void output_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The exit code: `code`, but FAILED when standard output did not take everything. */
int output_finish(int code);
/* A file that is either as it was or complete; "-" is standard output.  False when it was not written (said on
 * stderr). */
bool output_file(const char *file, const char *text, size_t length);
/* A file that is written piece by piece, and is there only once it is complete. */
typedef struct output_stream output_stream_t;
/* NULL when it cannot be written (said on stderr). */
output_stream_t *output_open(const char *file);
/* A cost_write_t of an output_stream_t. */
int output_take(void *stream, const void *bytes, size_t length);
/* Puts the file in its place if all of it was `good`, else takes it away.  Whether it is there (said on stderr). */
bool output_close(output_stream_t *stream, bool good);
/* Every problem, one a line, on stderr; empties the list.  Answers FAILED. */
int output_errors(cost_error_t *err, cost_status_t status);
/* A line on stderr; control characters of files become `?`. */
void output_note(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool output_in_color(const arguments_t *arguments);
/* Rows of `columns` texts on standard output, aligned; the first row are titles. */
void output_columns(const char *const *cells, size_t columns, size_t count);

/* ---- session.c: what most commands begin with ---- */

typedef struct {
    const arguments_t *arguments;
    cost_error_t *err;
    cost_options_t *options;
    cost_catalog_t *book;
    cost_workload_t **workloads;
    size_t count;
} session_t;

/* Options, then the price book.  DONE, FAILED or WRONG_USE. */
int session_open(session_t *session, const arguments_t *arguments);
/* Every file is read, so that the problems of all of them are shown. */
int session_load(session_t *session);
void session_close(session_t *session);

/* ---- reports.c: --format, -o, --color and --lines ---- */

/* cost_report_*() of what the command found. */
typedef cost_status_t report_t(char **text, size_t *length, const void *found, cost_format_t format, unsigned flags,
                               cost_error_t *err);
/* The same as a workbook, which is always a file of its own. */
typedef cost_status_t report_file_t(const char *file, const void *found, cost_error_t *err);
/* Among `formats`: the command also writes trials, into files that end in .bin; reports_write() leaves them alone. */
#define WRITES_TRIALS (1u << 31)
bool reports_is_trials(const command_t *command, const char *file);
/* Whether one of the files that are asked for is of that format. */
bool reports_ask_for(const arguments_t *arguments, cost_format_t format);
/* Before any work: DONE or WRONG_USE. */
int reports_check(const arguments_t *arguments);
/* Writes every file that was asked for, or standard output; `workbook` may be NULL where the command writes none.  DONE
 * or FAILED. */
int reports_write(const session_t *session, report_t *report, report_file_t *workbook, const void *found);
/* Whether a table or Markdown on standard output shows warnings itself. */
bool reports_show_notes(const arguments_t *arguments);
/* "table, csv, json or markdown". */
void reports_formats(const command_t *command, char *buffer, size_t size);

/* ---- bill_notes.c: what estimate and simulate share ---- */

/* A report_t of a bill. */
cost_status_t bill_report(char **text, size_t *length, const void *bill, cost_format_t format, unsigned flags,
                          cost_error_t *err);
/* What a bill owns up to, on stderr, unless --quiet. */
void bill_notes_show(const arguments_t *arguments, const cost_bill_t *bill);

/* ---- progress.c ---- */

/* A cost_progress_t: says how far it is on a terminal's stderr when it takes over half a second, and stops at Ctrl-C.
 */
typedef struct {
    bool shown; /* on a terminal, and not --quiet */
    double since, last;
} progress_t;
void progress_begin(progress_t *progress, const arguments_t *arguments);
int progress_tell(void *progress, size_t done, size_t total);
void progress_end(progress_t *progress);

/* ---- cmd_*.c ---- */

int cmd_check(const arguments_t *arguments);
int cmd_compare(const arguments_t *arguments);
int cmd_completion(const arguments_t *arguments);
int cmd_diff(const arguments_t *arguments);
int cmd_estimate(const arguments_t *arguments);
int cmd_explain(const arguments_t *arguments);
int cmd_help(const arguments_t *arguments);
int cmd_init(const arguments_t *arguments);
int cmd_merge(const arguments_t *arguments);
int cmd_prices(const arguments_t *arguments);
int cmd_schedules(const arguments_t *arguments);
int cmd_schema(const arguments_t *arguments);
int cmd_services(const arguments_t *arguments);
int cmd_simulate(const arguments_t *arguments);
int cmd_validate(const arguments_t *arguments);
int cmd_version(const arguments_t *arguments);

#endif
