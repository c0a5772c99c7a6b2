/* Lists of notes, and the set that keeps one from being made month after month. */
#include <string.h>

#include "libcost/workload/workload.h"

enum { FIRST_SLOTS = 64 };

static cost_note_t *append(cost_notes_t *notes, cost_arena_t *arena, const cost_note_t *note)
{
    cost_note_t *copy = cost_arena_alloc(arena, sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *note;
    copy->next = NULL;
    if (notes->last)
        notes->last->next = copy;
    else
        notes->first = copy;
    notes->last = copy;
    notes->count++;
    return copy;
}

bool cost_notes_add(cost_notes_t *notes, cost_arena_t *arena, const cost_note_t *note)
{
    return append(notes, arena, note) != NULL;
}

/* ---- the same note only once ---- */

/* FNV-1a; the NUL ends each text, so that "ab" and "c" are not "a" and "bc". */
static uint64_t hash_text(uint64_t hash, const char *text)
{
    do
        hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    while (*text++);
    return hash;
}

static uint64_t hash_note(const cost_note_t *note)
{
    uint64_t hash = hash_text(UINT64_C(0xcbf29ce484222325), note->path);
    return hash_text(hash_text(hash_text(hash, note->first), note->second), note->workload);
}

static bool same_note(const cost_note_t *a, const cost_note_t *b)
{
    return !strcmp(a->path, b->path) && !strcmp(a->first, b->first) && !strcmp(a->second, b->second) &&
           !strcmp(a->workload, b->workload);
}

/* Where the note is, or the free slot where it belongs. */
static cost_note_t **find_slot(const cost_notes_t *notes, const cost_note_t *note)
{
    size_t at = (size_t)hash_note(note) & (notes->slot_count - 1);
    while (notes->slots[at] && !same_note(notes->slots[at], note))
        at = (at + 1) & (notes->slot_count - 1);
    return &notes->slots[at];
}

/* At most half of the slots are taken. */
static bool make_room(cost_notes_t *notes, cost_arena_t *arena)
{
    if (2 * (notes->count + 1) <= notes->slot_count)
        return true;
    size_t count = notes->slot_count ? 2 * notes->slot_count : FIRST_SLOTS;
    cost_note_t **slots = cost_arena_array(arena, count, sizeof(cost_note_t *));
    if (!slots)
        return false;
    notes->slots = slots;
    notes->slot_count = count;
    for (cost_note_t *note = notes->first; note; note = note->next)
        *find_slot(notes, note) = note;
    return true;
}

bool cost_notes_add_once(cost_notes_t *notes, cost_arena_t *arena, const cost_note_t *note)
{
    if (!make_room(notes, arena))
        return false;
    cost_note_t **slot = find_slot(notes, note);
    if (!*slot)
        *slot = append(notes, arena, note);
    return *slot != NULL;
}
