/* A set of phone numbers: open addressing with linear probing, doubled when it is two thirds full.
 * 0 marks a free slot, which no number is. */
#ifndef NUMBER_SET_H
#define NUMBER_SET_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

typedef struct {
    uint64_t *slots;
    size_t capacity; /* a power of two */
    size_t count;
} number_set;

/* MurmurHash3's finalizer: numbers that differ in their last digits only land far apart. */
static inline uint64_t number_hash(uint64_t value) {
    value ^= value >> 33;
    value *= 0xff51afd7ed558ccdULL;
    value ^= value >> 33;
    value *= 0xc4ceb9fe1a85ec53ULL;
    value ^= value >> 33;
    return value;
}

/* Where the number is, or the free slot where it belongs. */
static inline uint64_t *number_set_slot(const number_set *set, uint64_t number) {
    size_t mask = set->capacity - 1;
    size_t index = number_hash(number) & mask;
    while (set->slots[index] != 0 && set->slots[index] != number) index = (index + 1) & mask;
    return &set->slots[index];
}

static inline bool number_set_grow(number_set *set) {
    number_set larger = {.capacity = set->capacity ? set->capacity * 2 : 1024, .count = set->count};
    larger.slots = calloc(larger.capacity, sizeof *larger.slots);
    if (!larger.slots) return false;
    for (size_t index = 0; index < set->capacity; index++)
        if (set->slots[index]) *number_set_slot(&larger, set->slots[index]) = set->slots[index];
    free(set->slots);
    *set = larger;
    return true;
}

/* 1 if the number is new, 0 if it was there, -1 without memory. */
static inline int number_set_insert(number_set *set, uint64_t number) {
    if (set->count >= set->capacity / 3 * 2 && !number_set_grow(set)) return -1;
    uint64_t *slot = number_set_slot(set, number);
    if (*slot) return 0;
    *slot = number;
    set->count++;
    return 1;
}

#endif
