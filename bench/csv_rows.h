/* A CSV read in chunks and split into rows (RFC 4180); memory is bounded by the chunk and the longest row.
 *
 * Lines end in LF or CRLF. A quote counts where it opens a field; what follows its closing quote is kept as it
 * stands, as spreadsheets do. Lines with nothing on them are skipped. */
#ifndef CSV_ROWS_H
#define CSV_ROWS_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { csv_chunk = 256 * 1024, csv_longest_row = 1024 * 1024, csv_most_fields = 256 };

typedef enum { csv_row, csv_end, csv_open_quote, csv_too_long, csv_no_memory, csv_read_error } csv_result;

typedef struct {
    FILE *file;
    char delimiter;
    char *chunk;
    size_t position, available; /* within the chunk */

    /* The row handed out last: its fields unquoted, one behind the other, each followed by a NUL. */
    char *row;
    size_t row_used, row_capacity;
    size_t field_start[csv_most_fields], field_length[csv_most_fields];
    size_t field_count; /* fields beyond csv_most_fields are left out */
    size_t open_field;  /* where the field being read began */
} csv_reader;

static inline bool csv_fill(csv_reader *reader) {
    reader->position = 0;
    reader->available = fread(reader->chunk, 1, csv_chunk, reader->file);
    return reader->available > 0;
}

static inline csv_result csv_append(csv_reader *reader, const char *text, size_t length) {
    size_t needed = reader->row_used + length;
    if (needed > csv_longest_row) return csv_too_long;
    if (needed > reader->row_capacity) {
        size_t larger = needed * 2;
        char *moved = realloc(reader->row, larger);
        if (!moved) return csv_no_memory;
        reader->row = moved;
        reader->row_capacity = larger;
    }
    memcpy(reader->row + reader->row_used, text, length);
    reader->row_used = needed;
    return csv_row;
}

static inline csv_result csv_end_field(csv_reader *reader) {
    if (reader->field_count < csv_most_fields) {
        reader->field_start[reader->field_count] = reader->open_field;
        reader->field_length[reader->field_count] = reader->row_used - reader->open_field;
        reader->field_count++;
    }
    csv_result result = csv_append(reader, "", 1);
    reader->open_field = reader->row_used;
    return result;
}

/* Reads the next row. Anything but csv_row is the end: of the file, or of what can be read. */
static inline csv_result csv_next(csv_reader *reader) {
    enum { beginning, plain, quoted, after_quote } state = beginning;
    csv_result result = csv_row;
    reader->row_used = reader->field_count = reader->open_field = 0;

    while (result == csv_row) {
        if (reader->position == reader->available && !csv_fill(reader)) {
            if (ferror(reader->file)) return csv_read_error;
            if (state == quoted) return csv_open_quote;
            if (state == beginning && reader->field_count == 0) return csv_end;
            return csv_end_field(reader);
        }
        const char *at = reader->chunk + reader->position, *stop = reader->chunk + reader->available;

        if (state == beginning && *at == '"') {
            state = quoted;
            reader->position++;
        } else if (state == quoted) {
            const char *quote = memchr(at, '"', (size_t)(stop - at));
            size_t length = (size_t)((quote ? quote : stop) - at);
            result = csv_append(reader, at, length);
            reader->position += length + (quote ? 1 : 0);
            if (quote) state = after_quote;
        } else if (state == after_quote && *at == '"') {
            result = csv_append(reader, "\"", 1); /* a doubled quote */
            state = quoted;
            reader->position++;
        } else {
            const char *end = at;
            while (end < stop && *end != reader->delimiter && *end != '\n') end++;
            size_t length = (size_t)(end - at);
            reader->position += length;
            if (length) {
                result = csv_append(reader, at, length);
                state = plain;
            }
            if (end == stop || result != csv_row) continue;

            reader->position++;
            if (*end == reader->delimiter) {
                result = csv_end_field(reader);
                state = beginning;
                continue;
            }
            /* The CR of a CRLF is no text, but one inside quotes is. */
            if (state == plain && reader->row[reader->row_used - 1] == '\r') reader->row_used--;
            bool nothing = state != after_quote && reader->field_count == 0 && reader->row_used == 0;
            if (!nothing) return csv_end_field(reader);
            state = beginning;
        }
    }
    return result;
}

#endif
