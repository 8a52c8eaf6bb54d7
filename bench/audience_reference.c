/* The reference for reading an audience: what the product checks in a CSV, written plainly in C.
 *
 *     audience_reference FILE TODAY PHONE_COLUMN OPT_IN_COLUMN
 *     audience_reference clientes.csv 2026-11-23 celular autorizacion
 *
 * Each row counts once: as invalid (the number is not 12 digits that begin with 57), else as no_opt_in (no
 * ISO date, or none that exists), else as future (a date after TODAY), else as a duplicate of an eligible row,
 * else as eligible. Rows that are not UTF-8 are counted besides: the product reads them as Windows-1252.
 * Exit status 65 if the file cannot be read to its end. */
#include "csv_rows.h"
#include "number_set.h"

typedef struct {
    size_t rows, eligible, duplicates, invalid, no_opt_in, future, not_utf8;
} tally;

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static unsigned decimal(const char *text, size_t length) {
    unsigned value = 0;
    for (size_t index = 0; index < length; index++) value = value * 10 + (unsigned)(text[index] - '0');
    return value;
}

/* The number, or 0 if it is none. */
static uint64_t phone_number(const char *text, size_t length) {
    if (length != 12 || text[0] != '5' || text[1] != '7') return 0;
    uint64_t value = 0;
    for (size_t index = 0; index < length; index++) {
        if (!is_digit(text[index])) return 0;
        value = value * 10 + (uint64_t)(text[index] - '0');
    }
    return value;
}

/* A date as 20261123, or 0 if the text is not one or the calendar has no such day. */
static unsigned iso_date(const char *text, size_t length) {
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (length != 10 || text[4] != '-' || text[7] != '-') return 0;
    for (size_t index = 0; index < length; index++)
        if (index != 4 && index != 7 && !is_digit(text[index])) return 0;
    unsigned year = decimal(text, 4), month = decimal(text + 5, 2), day = decimal(text + 8, 2);
    if (year == 0 || month < 1 || month > 12) return 0;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    unsigned last = days[month - 1];
    if (month == 2 && leap) last++;
    return day >= 1 && day <= last ? year * 10000 + month * 100 + day : 0;
}

/* Unicode 15, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF. */
static bool is_utf8(const char *text, size_t length) {
    const unsigned char *at = (const unsigned char *)text, *end = at + length;
    while (at < end) {
        unsigned char lead = *at++;
        if (lead < 0x80) continue;
        unsigned char low = 0x80, high = 0xBF;
        int more;
        if (lead >= 0xC2 && lead <= 0xDF) {
            more = 1;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            more = 2;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            more = 3;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        } else {
            return false;
        }
        for (; more > 0; more--, low = 0x80, high = 0xBF)
            if (at == end || *at < low || *at++ > high) return false;
    }
    return true;
}

/* The delimiter that the header has most of, outside quotes. */
static char find_delimiter(const char *text, size_t length) {
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (size_t index = 0; index < length && (quoted || text[index] != '\n'); index++) {
        if (text[index] == '"') quoted = !quoted;
        if (quoted) continue;
        commas += text[index] == ',';
        semicolons += text[index] == ';';
        tabs += text[index] == '\t';
    }
    if (tabs > commas && tabs > semicolons) return '\t';
    return semicolons > commas ? ';' : ',';
}

static bool find_column(const csv_reader *reader, const char *name, size_t *column) {
    for (*column = 0; *column < reader->field_count; ++*column) {
        size_t length = reader->field_length[*column];
        if (length == strlen(name) && memcmp(reader->row + reader->field_start[*column], name, length) == 0)
            return true;
    }
    fprintf(stderr, "no column %s in the header\n", name);
    return false;
}

/* A row may have fewer fields than the header: the missing ones are empty. */
static const char *field(const csv_reader *reader, size_t column, size_t *length) {
    bool present = column < reader->field_count;
    *length = present ? reader->field_length[column] : 0;
    return present ? reader->row + reader->field_start[column] : "";
}

static csv_result count_rows(csv_reader *reader, size_t phone, size_t opt_in, unsigned today, tally *sums) {
    number_set seen = {0};
    csv_result result;
    while ((result = csv_next(reader)) == csv_row) {
        size_t length;
        const char *text = field(reader, phone, &length);
        uint64_t number = phone_number(text, length);
        text = field(reader, opt_in, &length);
        unsigned consent = iso_date(text, length);

        sums->rows++;
        sums->not_utf8 += !is_utf8(reader->row, reader->row_used);
        if (!number) {
            sums->invalid++;
        } else if (!consent) {
            sums->no_opt_in++;
        } else if (consent > today) {
            sums->future++;
        } else {
            int inserted = number_set_insert(&seen, number);
            if (inserted < 0) {
                result = csv_no_memory;
                break;
            }
            if (inserted) sums->eligible++;
            else sums->duplicates++;
        }
    }
    free(seen.slots);
    return result;
}

static csv_result read_audience(csv_reader *reader, char **arguments, unsigned today, tally *sums, bool *found) {
    if (csv_fill(reader) && reader->available >= 3 && memcmp(reader->chunk, "\xEF\xBB\xBF", 3) == 0)
        reader->position = 3;
    reader->delimiter = find_delimiter(reader->chunk + reader->position, reader->available - reader->position);
    csv_result result = csv_next(reader);
    if (result != csv_row) return result;
    size_t phone, opt_in;
    *found = find_column(reader, arguments[3], &phone) && find_column(reader, arguments[4], &opt_in);
    return *found ? count_rows(reader, phone, opt_in, today, sums) : csv_end;
}

int main(int count, char **arguments) {
    unsigned today = count == 5 ? iso_date(arguments[2], strlen(arguments[2])) : 0;
    if (!today) {
        fprintf(stderr, "usage: audience_reference FILE YYYY-MM-DD PHONE_COLUMN OPT_IN_COLUMN\n");
        return 64;
    }
    csv_reader reader = {.file = fopen(arguments[1], "rb"), .chunk = malloc(csv_chunk)};
    if (!reader.file || !reader.chunk) {
        perror(arguments[1]);
        if (reader.file) fclose(reader.file);
        free(reader.chunk);
        return 65;
    }
    setvbuf(reader.file, NULL, _IONBF, 0); /* the chunk is the buffer */

    static const char *const problems[] = {
        [csv_open_quote] = "a quote is never closed", [csv_too_long] = "a row is longer than 1 MiB",
        [csv_no_memory] = "no memory",                [csv_read_error] = "cannot be read",
    };
    tally sums = {0};
    bool found = false;
    csv_result result = read_audience(&reader, arguments, today, &sums, &found);
    fclose(reader.file);
    free(reader.chunk);
    free(reader.row);
    if (result != csv_end || !found) {
        fprintf(stderr, "%s: %s\n", arguments[1], result != csv_end ? problems[result] : "no usable header");
        return 65;
    }
    printf("rows %zu\neligible %zu\nduplicates %zu\ninvalid %zu\nno_opt_in %zu\nfuture %zu\nnot_utf8 %zu\n",
           sums.rows, sums.eligible, sums.duplicates, sums.invalid, sums.no_opt_in, sums.future, sums.not_utf8);
    return 0;
}
