#include "libcost/bill/line_keys.h"

const cost_line_key_t cost_line_keys[COST_LINE_KEYS] = {
    {"id", COST_KEY_TEXT, COST_LINE_ID},
    {"workload", COST_KEY_TEXT, COST_LINE_WORKLOAD},
    {"resource", COST_KEY_TEXT, COST_LINE_RESOURCE},
    {"month", COST_KEY_TEXT, COST_LINE_MONTH},
    {"service", COST_KEY_TEXT, COST_LINE_SERVICE},
    {"dimension", COST_KEY_TEXT, COST_LINE_DIMENSION},
    {"variant", COST_KEY_TEXT, COST_LINE_VARIANT},
    {"usage_type", COST_KEY_TEXT, COST_LINE_USAGE_TYPE},
    {"region", COST_KEY_TEXT, COST_LINE_REGION},
    {"category", COST_KEY_TEXT, COST_LINE_CATEGORY},
    {"tier_from", COST_KEY_NUMBER, COST_LINE_TIER_FROM},
    {"quantity", COST_KEY_NUMBER, COST_LINE_QUANTITY},
    {"unit", COST_KEY_TEXT, COST_LINE_UNIT},
    {"unit_price", COST_KEY_NUMBER, COST_LINE_UNIT_PRICE},
    {"list_cost", COST_KEY_NUMBER, COST_LINE_LIST_COST},
    {"cost", COST_KEY_NUMBER, COST_LINE_COST},
    {"effective_cost", COST_KEY_NUMBER, COST_LINE_EFFECTIVE_COST},
    {"tags", COST_KEY_TAGS, COST_LINE_ID},
    {"implied_by", COST_KEY_OPTIONAL, COST_LINE_IMPLIED_BY},
    {"price_source", COST_KEY_TEXT, COST_LINE_PRICE_SOURCE},
};

const char *const cost_category_names[COST_CATEGORIES] = {"standard", "spot", "committed", "free"};
