/* Price rows as text, for those who list and search them. */
#include "libcost/catalog/book.h"

#include <stdio.h>
#include <string.h>

size_t cost_catalog_price_count(const cost_catalog_t *catalog)
{
    return catalog->view[COST_BOOK_PRICES].count;
}

static const char *copy(const char *text, char *buffer, size_t size)
{
    if (size > 0)
        snprintf(buffer, size, "%s", text);
    return buffer;
}

/* A book of readings knows most of its days as the first of the month only: `month` leaves such a day out. */
static const char *date_text(int32_t date, bool month, char *buffer, size_t size)
{
    const int day = date % 100;
    char text[32] = "";
    if (date != 0 && (day == 0 || (month && day == 1)))
        snprintf(text, sizeof text, "%04d-%02d", date / 10000, date / 100 % 100);
    else if (date != 0)
        snprintf(text, sizeof text, "%04d-%02d-%02d", date / 10000, date / 100 % 100, day);
    return copy(text, buffer, size);
}

static const char *model_text(cost_price_model_t model, const char *argument, char *buffer, size_t size)
{
    switch (model) {
    case COST_MODEL_GRADUATED:
        return copy("graduated", buffer, size);
    case COST_MODEL_FLAT_PLAN:
        return copy("flat_plan", buffer, size);
    case COST_MODEL_PERCENT_OF_BILL:
        return copy("percent_of_bill", buffer, size);
    case COST_MODEL_NET_OF:
        if (size > 0)
            snprintf(buffer, size, "net_of:%s", argument);
        return buffer;
    }
    return copy("", buffer, size);
}

static const char *confidence_text(cost_confidence_t confidence, char *buffer, size_t size)
{
    switch (confidence) {
    case COST_CONFIDENCE_LOW:
        return copy("low", buffer, size);
    case COST_CONFIDENCE_MEDIUM:
        return copy("medium", buffer, size);
    case COST_CONFIDENCE_HIGH:
        return copy("high", buffer, size);
    }
    return copy("", buffer, size);
}

const char *cost_catalog_price_field(const cost_catalog_t *catalog, size_t i, cost_price_field_t field, char *buffer,
                                     size_t size)
{
    const cost_book_place_t place = cost_book_at(&catalog->view[COST_BOOK_PRICES], i);
    const cost_book_row_t *row = place.row;
    char tier[COST_WIDE_TEXT_SIZE], price[COST_RATE_TEXT_SIZE];
    switch (field) {
    case COST_PRICE_SERVICE:
        return copy(cost_book_text(place, row->service), buffer, size);
    case COST_PRICE_DIMENSION:
        return copy(cost_book_text(place, row->dimension), buffer, size);
    case COST_PRICE_VARIANT:
        return copy(cost_book_text(place, row->variant), buffer, size);
    case COST_PRICE_REGION:
        return copy(cost_book_text(place, row->region), buffer, size);
    case COST_PRICE_USAGE_TYPE:
        return copy(cost_book_text(place, row->usage_type), buffer, size);
    case COST_PRICE_UNIT:
        return copy(cost_book_text(place, row->unit), buffer, size);
    case COST_PRICE_TIER_FROM:
        return copy(cost_wide_decimal(row->tier_from_micro, 1000000, 6, tier), buffer, size);
    case COST_PRICE_USD:
        return copy(cost_rate_text((cost_rate_t){row->price_digits, row->price_scale}, price), buffer, size);
    case COST_PRICE_MODEL:
        return model_text((cost_price_model_t)row->model, cost_book_text(place, row->model_argument), buffer, size);
    case COST_PRICE_OBSERVED:
        return date_text(row->observed, true, buffer, size);
    case COST_PRICE_VALID_FROM:
        return date_text(row->valid_from, false, buffer, size);
    case COST_PRICE_VALID_TO:
        return date_text(row->valid_to, false, buffer, size);
    case COST_PRICE_CONFIDENCE:
        return confidence_text((cost_confidence_t)row->confidence, buffer, size);
    case COST_PRICE_SOURCE:
        return copy(cost_book_text(place, row->source), buffer, size);
    case COST_PRICE_SOURCE_URL:
        return copy(cost_book_source_url(catalog, cost_book_text(place, row->source)), buffer, size);
    }
    return copy("", buffer, size);
}

/* ASCII only: the host's locale must not decide what a search finds. */
static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool contains(const char *text, const char *word, size_t length)
{
    for (; *text != '\0'; text++) {
        size_t n = 0;
        while (n < length && text[n] != '\0' && lower(text[n]) == lower(word[n]))
            n++;
        if (n == length)
            return true;
    }
    return false;
}

static bool row_contains(cost_book_place_t place, const char *word, size_t length)
{
    const cost_book_row_t *row = place.row;
    const uint32_t searched[] = {row->service, row->dimension, row->variant, row->region, row->usage_type};
    for (size_t k = 0; k < sizeof searched / sizeof *searched; k++)
        if (contains(cost_book_text(place, searched[k]), word, length))
            return true;
    return false;
}

bool cost_catalog_price_matches(const cost_catalog_t *catalog, size_t i, const char *words)
{
    static const char blanks[] = " \t\r\n";
    const cost_book_place_t place = cost_book_at(&catalog->view[COST_BOOK_PRICES], i);
    for (words += strspn(words, blanks); *words != '\0'; words += strspn(words, blanks)) {
        size_t length = strcspn(words, blanks);
        if (!row_contains(place, words, length))
            return false;
        words += length;
    }
    return true;
}
