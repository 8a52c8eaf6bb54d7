// What SQLite itself can do: durable commits a second on one file, each as large as one step of a send (a row
// changed, a row added, a counter moved), with the ledger's own settings.
//
//     ledger_commits FILE SECONDS
//
// Prints commits a second.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static sqlite3 *database;

static void fail(const char *what) {
    fprintf(stderr, "%s: %s\n", what, database ? sqlite3_errmsg(database) : "no memory");
    exit(65);
}

static void run(const char *sql) {
    if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK) fail(sql);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
    if (count != 3) return fprintf(stderr, "ledger_commits FILE SECONDS\n"), 64;
    if (sqlite3_open(arguments[1], &database) != SQLITE_OK) fail(arguments[1]);
    // As the ledger: WAL is sound from 3.51.3 on.
    run(sqlite3_libversion_number() >= 3051003 ? "PRAGMA journal_mode = WAL" : "PRAGMA journal_mode = PERSIST");
    run("PRAGMA synchronous = EXTRA");
    run("CREATE TABLE sends (id INTEGER PRIMARY KEY, state TEXT NOT NULL, content BLOB NOT NULL);"
        "CREATE TABLE attempts (id INTEGER PRIMARY KEY, send INTEGER NOT NULL, hash BLOB NOT NULL, began INTEGER);"
        "CREATE INDEX attempts_by_moment ON attempts (began);"
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID;"
        "INSERT INTO meta VALUES ('serial', 0);"
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
        "  INSERT INTO sends SELECT i, 'planned', randomblob(200) FROM n;");
    double begun = now(), limit = atof(arguments[2]);
    long commits = 0;
    char sql[400];
    while (now() - begun < limit) {
        snprintf(sql, sizeof sql,
                 "BEGIN IMMEDIATE; UPDATE sends SET state = 'inflight' WHERE id = %ld;"
                 "INSERT INTO attempts (send, hash, began) VALUES (%ld, randomblob(32), %ld);"
                 "UPDATE meta SET value = value + 1 WHERE name = 'serial'; COMMIT",
                 commits % 2000 + 1, commits % 2000 + 1, commits);
        run(sql);
        commits++;
    }
    printf("%.1f\n", commits / (now() - begun));
    return sqlite3_close(database) == SQLITE_OK ? 0 : 65;
}
