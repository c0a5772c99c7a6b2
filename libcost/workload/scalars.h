/* Reads single values of the file for the tables of fields; fields.c has the maps around them. */
#ifndef COST_SCALARS_H
#define COST_SCALARS_H

#include "libcost/workload/workload.h"

/* A field at its place in the file. */
typedef struct {
    cost_reader_t *reader;
    const cost_field_t *field;
    const cost_scope_t *scope; /* of the field itself */
    bool active;               /* its default, if it comes to that, is in effect and so to be listed */
} cost_site_t;

/* Each answers false, with the problem reported, when the node is not what the field asks for. */
/* AMOUNT, INTEGER, SWITCH, CHOICE or TEXT, whichever the field is. */
bool cost_scalar_read(const cost_site_t *site, const cost_node_t *node, cost_value_t *out);
/* An amount of the field's measure, also one of the many of a field of kind AMOUNTS. */
bool cost_amount_read(const cost_site_t *site, const cost_node_t *node, cost_value_t *out);

bool cost_node_is_scalar(const cost_node_t *node);
/* "a map is not true or false"; always false. */
bool cost_site_wrong_type(const cost_site_t *site, const cost_node_t *node, const char *wanted);
/* The number of a word among the choices, or -1. */
int cost_choice_find(const char *const *choices, const char *text);
/* "x is not one of a, b or c; did you mean b?"; always false. */
bool cost_choice_refuse(const cost_site_t *site, const cost_node_t *node, const char *text);
/* "a, b or c", as many as fit. */
void cost_choices_join(char *buffer, size_t size, const char *const *choices);

#endif
