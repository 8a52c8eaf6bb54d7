/* The reference for validation: libyaml's event parser over the same files, and nothing else.
 *
 *     yaml_events PATH…        a file, or a folder whose *.yaml and *.yml are taken, subfolders included
 *
 * No tree is built and no key looked at, so this is the least that any program on libyaml has to spend.
 * Prints how many files, bytes and events there were; exit status 1 if one cannot be read or parsed. */
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <yaml.h>

static size_t files, bytes, scalars, events;

/* One buffer for all files: it grows to the largest. */
static unsigned char *content;
static size_t capacity;

static bool read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        return false;
    }
    *length = 0;
    for (;;) {
        if (*length == capacity) {
            size_t larger = capacity ? capacity * 2 : 65536;
            unsigned char *moved = realloc(content, larger);
            if (!moved) {
                perror(path);
                fclose(file);
                return false;
            }
            content = moved;
            capacity = larger;
        }
        size_t got = fread(content + *length, 1, capacity - *length, file);
        if (got == 0) break;
        *length += got;
    }
    bool failed = ferror(file);
    if (failed) perror(path);
    fclose(file);
    return !failed;
}

static bool parse_file(const char *path) {
    size_t length;
    if (!read_file(path, &length)) return false;

    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        fprintf(stderr, "%s: no memory for the parser\n", path);
        return false;
    }
    yaml_parser_set_input_string(&parser, content, length);
    bool ended = false, parsed = true;
    while (!ended) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            fprintf(stderr, "%s:%zu: %s\n", path, parser.problem_mark.line + 1,
                    parser.problem ? parser.problem : "no memory");
            parsed = false;
            break;
        }
        events++;
        scalars += event.type == YAML_SCALAR_EVENT;
        ended = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    files++;
    bytes += length;
    return parsed;
}

static bool is_yaml(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0);
}

static bool parse_path(const char *path, bool named) {
    struct stat status;
    if (stat(path, &status) != 0) {
        perror(path);
        return false;
    }
    if (!S_ISDIR(status.st_mode)) return named || is_yaml(path) ? parse_file(path) : true;

    DIR *folder = opendir(path);
    if (!folder) {
        perror(path);
        return false;
    }
    bool good = true;
    for (struct dirent *entry; (entry = readdir(folder));) {
        if (entry->d_name[0] == '.') continue; /* ".", ".." and what the product leaves out, too */
        size_t size = strlen(path) + strlen(entry->d_name) + 2;
        char *inner = malloc(size);
        if (!inner) {
            perror(path);
            good = false;
            break;
        }
        snprintf(inner, size, "%s/%s", path, entry->d_name);
        good = parse_path(inner, false) && good;
        free(inner);
    }
    closedir(folder);
    return good;
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: yaml_events PATH...\n");
        return 64;
    }
    bool good = true;
    for (int index = 1; index < count; index++) good = parse_path(arguments[index], true) && good;
    free(content);
    printf("files %zu\nbytes %zu\nscalars %zu\nevents %zu\n", files, bytes, scalars, events);
    return good ? 0 : 1;
}
