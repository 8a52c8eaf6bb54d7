/* The reference for a plan: a campaign's CSV against the ledger's file, written plainly in C.
 *
 *     plan_reference FILE LEDGER CAMPAIGN TODAY TEMPLATE
 *     plan_reference clientes.csv ledger.sqlite millon 2026-11-23 1042
 *
 * Reads number, consent and name (the first three columns), sorts the people by number, walks along the ledger's
 * rows in the same order, and compares the SHA-256 of what each person would get with that of what they got. Prints how
 * many sends are new, sent, changed, waiting, in doubt, failed, leaving, and how many rows are excluded.
 * Exit status 65 if the file or the ledger cannot be read to its end. */
#include "csv_rows.h"
#include <openssl/evp.h>
#include <sqlite3.h>
#include <stdint.h>

typedef struct {
    uint64_t number;
    uint32_t name, length; /* within the names */
} person;

typedef struct {
    person *people;
    size_t count, capacity, excluded;
    char *names;
    size_t used, names_capacity;
} audience;

typedef struct {
    size_t new, sent, changed, waiting, in_doubt, failed, leaving;
} classes;

static void *grown(void *memory, size_t *capacity, size_t needed, size_t size) {
    if (needed <= *capacity) return memory;
    *capacity = needed * 2;
    void *larger = realloc(memory, *capacity * size);
    if (!larger) exit(65);
    return larger;
}

static uint64_t phone_number(const char *text, size_t length) {
    if (length != 12 || text[0] != '5' || text[1] != '7') return 0;
    uint64_t value = 0;
    for (size_t index = 0; index < length; index++) {
        if (text[index] < '0' || text[index] > '9') return 0;
        value = value * 10 + (uint64_t)(text[index] - '0');
    }
    return value;
}

/* Dates as ISO writes them sort as they follow one another. */
static bool consents(const char *text, size_t length, const char *today) {
    return length == 10 && text[4] == '-' && text[7] == '-' && memcmp(text, today, 10) <= 0;
}

static bool read_audience(const char *path, const char *today, audience *all) {
    csv_reader reader = {.file = fopen(path, "rb"), .chunk = malloc(csv_chunk), .delimiter = ','};
    if (!reader.file || !reader.chunk) return false;
    setvbuf(reader.file, NULL, _IONBF, 0);
    csv_result result = csv_next(&reader); /* the header */
    while (result == csv_row && (result = csv_next(&reader)) == csv_row) {
        const char *row = reader.row;
        uint64_t number = reader.field_count < 3
            ? 0 : phone_number(row + reader.field_start[0], reader.field_length[0]);
        if (!number || !consents(row + reader.field_start[1], reader.field_length[1], today)) {
            all->excluded++;
            continue;
        }
        size_t length = reader.field_length[2];
        all->people = grown(all->people, &all->capacity, all->count + 1, sizeof *all->people);
        all->names = grown(all->names, &all->names_capacity, all->used + length, 1);
        memcpy(all->names + all->used, row + reader.field_start[2], length);
        all->people[all->count++] = (person){number, (uint32_t)all->used, (uint32_t)length};
        all->used += length;
    }
    fclose(reader.file);
    free(reader.chunk);
    free(reader.row);
    return result == csv_end;
}

static int by_number(const void *one, const void *other) {
    const person *left = one, *right = other;
    if (left->number != right->number) return left->number < right->number ? -1 : 1;
    return left->name < right->name ? -1 : left->name > right->name;
}

/* Sorts the people; of those with the same number the first one stays. */
static void sort_audience(audience *all) {
    qsort(all->people, all->count, sizeof *all->people, by_number);
    size_t kept = 0;
    for (size_t index = 0; index < all->count; index++) {
        if (kept && all->people[kept - 1].number == all->people[index].number) {
            all->excluded++;
        } else {
            all->people[kept++] = all->people[index];
        }
    }
    all->count = kept;
}

static unsigned char *put(unsigned char *at, const char *text, size_t length) {
    for (int shift = 0; shift < 32; shift += 8) *at++ = (unsigned char)(length >> shift);
    memcpy(at, text, length);
    return at + length;
}

/* The SHA-256 of a template with one variable, no media and no field of its own. */
static bool hash(EVP_MD_CTX *context, const char *template, const audience *all, const person *who,
                 unsigned char *digest) {
    static unsigned char content[csv_longest_row];
    unsigned char *end = content;
    *end++ = 1;
    end = put(end, template, strlen(template));
    end = put(end, "", 0);
    end[-4] = 1; /* one variable */
    end = put(end, all->names + who->name, who->length);
    *end++ = 0;
    *end++ = 0;
    unsigned length = 0;
    return EVP_DigestInit_ex(context, NULL, NULL) && EVP_DigestUpdate(context, content, (size_t)(end - content))
        && EVP_DigestFinal_ex(context, digest, &length) && length == 32;
}

static bool is(const unsigned char *state, const char *name) { return strcmp((const char *)state, name) == 0; }

static bool compare(sqlite3 *database, const char *campaign, const char *template, const audience *all,
                    classes *sums) {
    sqlite3_stmt *rows = NULL;
    const char *sql = "SELECT recipient, message, state, fingerprint, line, position, reason, permanent, id FROM sends"
                      " WHERE campaign = ? AND revision = 1 AND occurrence = 'once' ORDER BY recipient";
    if (sqlite3_prepare_v2(database, sql, -1, &rows, NULL) != SQLITE_OK) return false;
    sqlite3_bind_text(rows, 1, campaign, -1, SQLITE_STATIC);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    size_t at = 0;
    int step;
    while ((step = sqlite3_step(rows)) == SQLITE_ROW) {
        uint64_t number = (uint64_t)sqlite3_column_int64(rows, 0);
        const unsigned char *state = sqlite3_column_text(rows, 2);
        while (at < all->count && all->people[at].number < number) {
            sums->new++;
            at++;
        }
        if (at == all->count || all->people[at].number != number) {
            sums->leaving += is(state, "planned");
            continue;
        }
        unsigned char digest[EVP_MAX_MD_SIZE];
        if (!hash(context, template, all, &all->people[at++], digest)) return false;
        const void *known = sqlite3_column_blob(rows, 3);
        bool same = sqlite3_column_bytes(rows, 3) == 32 && memcmp(known, digest, 32) == 0;
        if (is(state, "accepted")) {
            if (same) sums->sent++;
            else sums->changed++;
        } else if (is(state, "planned")) {
            sums->waiting++;
        } else if (is(state, "refused")) {
            sums->failed++;
        } else {
            sums->in_doubt++;
        }
    }
    sums->new += all->count - at;
    EVP_MD_CTX_free(context);
    sqlite3_finalize(rows);
    return step == SQLITE_DONE;
}

int main(int count, char **arguments) {
    if (count != 6 || strlen(arguments[4]) != 10) {
        fprintf(stderr, "usage: plan_reference FILE LEDGER CAMPAIGN YYYY-MM-DD TEMPLATE\n");
        return 64;
    }
    audience all = {0};
    classes sums = {0};
    sqlite3 *database = NULL;
    if (!read_audience(arguments[1], arguments[4], &all)) {
        fprintf(stderr, "%s cannot be read\n", arguments[1]);
        return 65;
    }
    sort_audience(&all);
    if (sqlite3_open_v2(arguments[2], &database, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK
        || !compare(database, arguments[3], arguments[5], &all, &sums)) {
        fprintf(stderr, "%s: %s\n", arguments[2], database ? sqlite3_errmsg(database) : "no memory");
        return 65;
    }
    sqlite3_close(database);
    printf("new %zu\nsent %zu\nchanged %zu\nwaiting %zu\nin_doubt %zu\nfailed %zu\nleaving %zu\nexcluded %zu\n",
           sums.new, sums.sent, sums.changed, sums.waiting, sums.in_doubt, sums.failed, sums.leaving, all.excluded);
    free(all.people);
    free(all.names);
    return 0;
}
