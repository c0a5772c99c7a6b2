/* What goes in comes out, is lost or still waits: over graphs of services that saturate, pause, queue and scale.
 *
 * Nodes of a random graph call one another.  What comes into each is reckoned here from what its sources say that they
 * served, and must be what the node says that it served, lost and has still waiting. */
#include "cost/quality.h"
#include "property.h"

enum { NODES = 7, KINDS = 8, OFFICE_DAYS = 20 }; /* working days of November 2025 */

typedef struct {
    double in, out; /* requests of the month */
    double slack;   /* a column has whole units: where the share that is served changes, a part of one may be off */
    double each;    /* requests that a unit of the traffic is */
} node_t;

static double number_of(const cost_bill_t *bill, size_t i, cost_quality_field_t field)
{
    char text[COST_QUALITY_TEXT_SIZE];
    return strtod(cost_bill_quality_field(bill, i, field, text, sizeof text), NULL);
}

static bool find_entry(size_t *out, const cost_bill_t *bill, int node)
{
    char text[COST_QUALITY_TEXT_SIZE], name[16];
    snprintf(name, sizeof name, "n%d", node);
    for (*out = 0; *out < cost_bill_quality_count(bill); ++*out)
        if (!strcmp(cost_bill_quality_field(bill, *out, COST_QUALITY_RESOURCE, text, sizeof text), name))
            return true;
    return false;
}

/* ---- what is written ---- */

typedef struct {
    int source; /* -1: the traffic */
    unsigned calls;
} edge_t;

static unsigned below(chance_t *chance, unsigned end)
{
    return (unsigned)chance_below(chance, end);
}

static void add_from(text_t *text, const edge_t *edges, int count)
{
    text_add(text, "from: {");
    for (int i = 0; i < count; i++) {
        if (edges[i].source < 0)
            text_add(text, "%sweb: {}", i ? ", " : "");
        else
            text_add(text, "%sn%d: {per_request: %u, request: 1 KiB, response: 1 KiB}", i ? ", " : "", edges[i].source,
                     edges[i].calls);
    }
    text_add(text, "}");
}

static const char *maybe_office(chance_t *chance)
{
    return chance_one_in(chance, 3) ? "schedule: office, " : "";
}

static void add_node(text_t *text, chance_t *chance, int node, const edge_t *edges, int count)
{
    static const char task[] = "task: {vcpu: 1, memory: 2 GiB}, subnets: private";
    const unsigned cpu_ms = 1 + below(chance, 400), units = 1 + below(chance, 6);
    text_add(text, "  n%d: {", node);
    switch (chance_below(chance, KINDS)) {
    case 0: /* too small at times */
        text_add(text, "service: fargate, %s, %stasks: %u, cpu_per_request: %u ms, ", task, maybe_office(chance), units,
                 cpu_ms);
        break;
    case 1:
        text_add(
            text,
            "service: fargate, %s, %stasks: %u, cpu_per_request: %u ms, scaling: {min: 1, max: %u, policies: {cpu: "
            "{metric: cpu, target: 60%%}}}, ",
            task, maybe_office(chance), units, cpu_ms, 1 + units * 2);
        break;
    case 2:
        text_add(text, "service: fargate, %s, %stasks: %u, job: {time: %u ms, concurrency: %u}, ", task,
                 maybe_office(chance), units, 10 * cpu_ms, units);
        break;
    case 3:
        text_add(text,
                 "service: apprunner, instance: {vcpu: 1, memory: 2 GiB}, %sresponse_time: %u ms, max_size: %u, "
                 "max_concurrency: 5, ",
                 maybe_office(chance), cpu_ms, units);
        break;
    case 4:
        text_add(text, "service: ec2, instance_type: c5.large, count: %u, %scpu_per_request: %u ms, ", units,
                 maybe_office(chance), cpu_ms);
        break;
    case 5:
        text_add(text,
                 "service: aurora, engine: aurora-postgresql, %sserverless: {max: %u, cpu_per_query: %u ms}, storage: "
                 "{used: "
                 "1 GiB, requests: 0/month}, ",
                 maybe_office(chance), units, cpu_ms);
        break;
    case 6:
        text_add(text,
                 "service: ecs-ec2, instances: {instance_type: c5.large}, %smanaged_scaling: {}, tasks: {web: {count: "
                 "%u, vcpu: "
                 "0.5, memory: 1 GiB, cpu_per_request: %u ms, scaling: {min: 1, max: %u, policies: {cpu: {metric: cpu, "
                 "target: "
                 "60%%}}}}}, ",
                 maybe_office(chance), units, cpu_ms, 2 * units);
        break;
    default:
        text_add(text, "service: alb, ");
        break;
    }
    add_from(text, edges, count);
    text_add(text, "}\n");
}

static void add_web(text_t *text, chance_t *chance)
{
    static const char *const shapes[] = {"flat", "business-hours", "diurnal"};
    text_add(text, "schedules: {office: {start: \"cron(0 8 ? * MON-FRI *)\", stop: \"cron(0 18 ? * MON-FRI *)\"}}\n");
    text_add(text, "traffic: {web: {requests: %u/month, shape: %s, request: 1 KiB, response: 1 KiB}}\n",
             100000 + below(chance, 20000000), shapes[below(chance, 3)]);
    text_add(text, "resources:\n");
}

static unsigned requests_of(const text_t *text)
{
    unsigned requests = 0;
    const char *at = strstr(text->text, "requests: ");
    return at && sscanf(at, "requests: %u", &requests) == 1 ? requests : 0;
}

static bool has_office(const text_t *text, int number)
{
    char line[24];
    snprintf(line, sizeof line, "  n%d: {", number);
    const char *at = strstr(text->text, line), *end = at ? strchr(at, '\n') : NULL,
               *office = at ? strstr(at, "office") : NULL;
    return office && office < end;
}

/* ---- what must hold ---- */

static void check_node(run_t *run, const cost_bill_t *bill, const text_t *text, node_t *node, int number)
{
    size_t i;
    node->out = node->in;
    if (!find_entry(&i, bill, number))
        return;
    const double served = number_of(bill, i, COST_QUALITY_SERVED), lost = number_of(bill, i, COST_QUALITY_LOST);
    const double sum = served + lost + number_of(bill, i, COST_QUALITY_BACKLOG);
    const double off = sum > node->in ? sum - node->in : node->in - sum;
    hold(run, off <= node->slack, "n%d: %.3f come in, %.3f are served, lost or wait, %.3f off; at most %.3f\n%s",
         number, node->in, sum, off, node->slack, text->text);
    node->out = served;
    /* Whole units of the traffic, minute by minute; whole jobs.  A day that is cut out of a column begins and ends
     * within a unit, the same part of it every day where each day has the same. */
    node->slack += 2 * node->each + 1 + 1e-5 * served + (has_office(text, number) ? OFFICE_DAYS * node->each : 0);
}

static void conserves(run_t *run, chance_t *chance)
{
    static text_t text;
    edge_t edges[NODES][2];
    int counts[NODES];
    node_t nodes[NODES] = {{.in = 0}};
    billed_t billed;
    text_clear(&text);
    text_add(&text, "%speriod: 2025-11\n", head);
    add_web(&text, chance);
    for (int i = 0; i < NODES; i++) {
        const int first = i ? (int)below(chance, (unsigned)i) : -1;
        edges[i][0] = (edge_t){first, 1 + below(chance, 3)};
        counts[i] = 1;
        if (first > 0)
            edges[i][counts[i]++] = (edge_t){(int)below(chance, (unsigned)first), 1 + below(chance, 3)};
        add_node(&text, chance, i, edges[i], counts[i]);
    }
    bill_text(&billed, run->book, text.text);
    if (hold(run, !billed.status, "%s\n%s", billed.error, text.text))
        for (int i = 0; i < NODES; i++) {
            nodes[i].slack = 0.01;
            for (int k = 0; k < counts[i]; k++) {
                const node_t *source = edges[i][k].source < 0 ? NULL : &nodes[edges[i][k].source];
                const double calls = source ? edges[i][k].calls : 1;
                nodes[i].in += calls * (source ? source->out : requests_of(&text));
                nodes[i].each += calls * (source ? source->each : 1);
                nodes[i].slack += calls * (source ? source->slack : 0);
            }
            check_node(run, billed.bill, &text, &nodes[i], i);
        }
    billed_clear(&billed);
}

int main(void)
{
    cost_catalog_t *book;
    run_t run = start_run("conservation", &book);
    try_cases(&run, conserves, 100);
    return finish_run(&run, book);
}
