/* ilm-cost: a thin command line over libcost.  A command reads its options, calls the library, chooses a report. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

#define ANY ((size_t)-1)
#define WORKLOAD_OPTIONS                                                                                               \
    (TAKES(OPTION_PERIOD) | TAKES(OPTION_REGION) | TAKES(OPTION_SCENARIO) | TAKES(OPTION_SET) | TAKES(OPTION_PRICES) | \
     TAKES(OPTION_AS_OF) | TAKES(OPTION_QUIET))

#define BILL_FORMATS                                                                                                   \
    (WRITES(COST_FORMAT_TABLE) | WRITES(COST_FORMAT_CSV) | WRITES(COST_FORMAT_JSON) | WRITES(COST_FORMAT_MARKDOWN))

const command_t command_table[] = {
    {"estimate", cmd_estimate, "FILE...", 1, ANY,
     WORKLOAD_OPTIONS | TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_STRICT) | TAKES(OPTION_LINES) |
         TAKES(OPTION_TIMELINE) | TAKES(OPTION_COLOR) | TAKES(OPTION_FAIL_ON_WARNING),
     "the central month of one or more workload files, as a bill",
     "Several files are billed as one account: they share tiers and free allowances.  - is standard input.\n"
     "With -o nothing goes to standard output unless one FILE is -.  Warnings stand in the table and the Markdown\n"
     "report; when neither goes to standard output they are on standard error.  A workbook (-o report.xlsx) shows the\n"
     "scenarios of a single file, too.\n"
     "Exit codes: 0; 1 the input or the run failed; 3 a warning under --fail-on-warning; 64 wrong use.\n",
     BILL_FORMATS | WRITES(COST_FORMAT_XLSX)},
    {"check", cmd_check, "FILE...", 1, ANY,
     WORKLOAD_OPTIONS | TAKES(OPTION_BUDGETS) | TAKES(OPTION_BASELINE) | TAKES(OPTION_TODAY) | TAKES(OPTION_TRIALS) |
         TAKES(OPTION_SEED) | TAKES(OPTION_THREADS) | TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) |
         TAKES(OPTION_STRICT) | TAKES(OPTION_COLOR) | TAKES(OPTION_FAIL_ON_WARNING),
     "whether the bill keeps to its budgets; the gate of a CI job",
     "Budgets stand under `budgets` of the files and in --budgets FILE; docs/budgets.md describes them.  The report "
     "comes\n"
     "first, then the exit code: 0 every budget is kept or waived; 1 the input or the run failed; 2 a budget is "
     "broken;\n"
     "3 a warning under --fail-on-warning: of the bill, of a budget of level warning, or a budget that the trials "
     "leave\n"
     "undecided (--strict makes that 2); 64 wrong use.\n",
     WRITES(COST_FORMAT_TABLE) | WRITES(COST_FORMAT_JSON) | WRITES(COST_FORMAT_MARKDOWN) | WRITES(COST_FORMAT_JUNIT) |
         WRITES(COST_FORMAT_GITHUB)},
    {"compare", cmd_compare, "FILE", 1, 1,
     (WORKLOAD_OPTIONS & ~TAKES(OPTION_SCENARIO)) | TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_STRICT) |
         TAKES(OPTION_COLOR) | TAKES(OPTION_FAIL_ON_WARNING) | TAKES(OPTION_TRIALS) | TAKES(OPTION_SEED) |
         TAKES(OPTION_THREADS),
     "a workload beside each of its scenarios, by service and resource",
     "Each scenario is laid over the file, then what --set says.  The cheapest is marked.  With --trials each of them "
     "is\n"
     "simulated too: what half of the trials cost at most, and 95 of 100.\n",
     BILL_FORMATS},
    {"diff", cmd_diff, "OLD NEW", 2, 2,
     (WORKLOAD_OPTIONS | TAKES(OPTION_OLD_PRICES) | TAKES(OPTION_OLD_AS_OF) | TAKES(OPTION_THRESHOLD) |
      TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_LINES) | TAKES(OPTION_COLOR)) &
         ~TAKES(OPTION_QUIET),
     "what became of a bill, and why: calendar, configuration, usage, prices",
     "OLD and NEW are workload files, or bills that were saved as .json or .csv.  Of two files the old one is billed\n"
     "again with one part after the other taken from the new one, so that the effects add up to the last digit; bills\n"
     "tell as much as their lines do.  --scenario and --set are laid over NEW alone, --period and --region over both:\n"
     "diff FILE FILE --set PATH=VALUE tells what a change would do.\n",
     BILL_FORMATS},
    {"simulate", cmd_simulate, "FILE...", 1, ANY,
     WORKLOAD_OPTIONS | TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_STRICT) | TAKES(OPTION_LINES) |
         TAKES(OPTION_COLOR) | TAKES(OPTION_FAIL_ON_WARNING) | TAKES(OPTION_TRIALS) | TAKES(OPTION_SEED) |
         TAKES(OPTION_THREADS) | TAKES(OPTION_UNTIL) | TAKES(OPTION_TRIAL) | TAKES(OPTION_SHARD) | TAKES(OPTION_SOBOL),
     "many possible months: the distribution of the bill, and what explains it",
     "Every range of the files is drawn anew in every trial, and so are the days and minutes of traffic.  A trial of "
     "a\n"
     "seed is the same whatever is run with it; --trial shows one as a bill.  -o FILE.bin writes the trials\n"
     "themselves: those of all shards of a run are joined by ilm-cost merge.\n",
     BILL_FORMATS | WRITES_TRIALS},
    {"merge", cmd_merge, "FILE...", 1, ANY,
     TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_COLOR) | TAKES(OPTION_QUIET),
     "the distribution of a simulation that was run in shards",
     "Takes the files of simulate --shard I/N -o FILE.bin, all of one run, in any order.  -o FILE.bin writes what the\n"
     "whole run would have written.\n",
     BILL_FORMATS | WRITES_TRIALS},
    {"explain", cmd_explain, "FILE [WORD...]", 1, ANY,
     (WORKLOAD_OPTIONS & ~TAKES(OPTION_QUIET)) | TAKES(OPTION_FORMAT) | TAKES(OPTION_OUTPUT) | TAKES(OPTION_COLOR),
     "why lines of the bill are what they are: input, minutes, hours, quantity, tier, cost",
     "The lines that have every WORD in their id, service or usage type; every line when no WORD is given.  Each step\n"
     "names its rule and source, so that a line can be checked by hand.\n",
     WRITES(COST_FORMAT_TABLE) | WRITES(COST_FORMAT_JSON) | WRITES(COST_FORMAT_MARKDOWN)},
    {"validate", cmd_validate, "FILE...", 1, ANY, WORKLOAD_OPTIONS,
     "check workload files, all their scenarios included", "", 0},
    {"schedules", cmd_schedules, "FILE...", 1, ANY, WORKLOAD_OPTIONS,
     "when schedules start and stop things next, and for how long things are on in each month",
     "The times are the first three from the beginning of the period on, in each schedule's time zone.  Clock hours "
     "are\n"
     "those that the time on touches: what is billed by the started hour.\n",
     0},
    {"init", cmd_init, "[FILE]", 0, 1, TAKES(OPTION_FORCE) | TAKES(OPTION_QUIET),
     "write a workload file to start from, workload.yaml when no FILE is named", "", 0},
    {"services", cmd_services, "[SERVICE...]", 0, ANY, TAKES(OPTION_MARKDOWN),
     "the services that are known and what the price book has of them; or fields, dimensions and prices of some",
     "--markdown     only the manual page, as in docs/services/\n", 0},
    {"prices", cmd_prices, "list | show SERVICE [DIMENSION] | search WORD... | check [FILE|DIR]", 1, ANY,
     TAKES(OPTION_PRICES) | TAKES(OPTION_REGION), "list, show, search or check the price book",
     "list           how many prices each service has\n"
     "show           the prices of a service, or of one of its dimensions\n"
     "search         the prices that have every WORD in their service, dimension, variant, region or usage type\n"
     "check          look the book over for gaps, overlaps, prices that cannot be and names that nothing asks for\n"
     "A row of FILE, or of DIR, stands for all rows that the built-in book has of its service, dimension, variant and\n"
     "region: to change one tier, give all of them.\n"
     "With --region only that region's prices and those that hold everywhere are shown.\n",
     0},
    {"schema", cmd_schema, "", 0, 0, TAKES(OPTION_OUTPUT), "the JSON Schema (2020-12) of workload files, for editors",
     "", 0},
    {"completion", cmd_completion, "bash|zsh|fish", 1, 1, 0, "a script that completes commands and options",
     "bash           source <(ilm-cost completion bash)\n"
     "zsh            source <(ilm-cost completion zsh), behind compinit\n"
     "fish           ilm-cost completion fish | source\n"
     "make install puts them where the shells look.\n",
     0},
    {"version", cmd_version, "", 0, 0, 0, "the versions of the command, the library and the price book", "", 0},
    {"help", cmd_help, "[COMMAND]", 0, 1, TAKES(OPTION_MAN), "this help, or that of a command", "", 0},
};
const size_t command_count = sizeof command_table / sizeof command_table[0];

/* A file that is opened while one of the three is closed would take its place and be written into. */
static void occupy_streams(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)!open("/dev/null", fd == STDERR_FILENO ? O_WRONLY : O_RDONLY);
}

static const char *command_name(const char *word)
{
    if (!strcmp(word, "--help") || !strcmp(word, "-h"))
        return "help";
    return !strcmp(word, "--version") || !strcmp(word, "-V") ? "version" : word;
}

static int run(int argc, char **argv)
{
    arguments_t arguments;
    const command_t *command = argc > 1 ? command_find(command_name(argv[1])) : NULL;
    if (argc < 2)
        return wrong_use(NULL, "a command is missing, such as: ilm-cost estimate FILE");
    if (!command)
        return unknown_command(argv[1]);
    int code = arguments_read(&arguments, command, argc, argv);
    if (!code)
        code = arguments_given(&arguments, OPTION_HELP) ? help_command(command) : command->run(&arguments);
    arguments_clear(&arguments);
    return code;
}

int main(int argc, char **argv)
{
    occupy_streams();
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a write that fails */
    return output_finish(run(argc, argv));
}
