// SPDX-License-Identifier: Apache-2.0
#include "hub/roster.h"

#include <stdlib.h>
#include <string.h>

#include "hub/csv.h"
#include "model/number.h"
#include "model/talent.h"
#include "util/id.h"
#include "util/str.h"

/** What one read works with. */
struct reader {
    struct roster *out;
    const char *today;
    struct csv csv;
    int order[CSV_MAX_FIELDS]; // which column each field of a line is
    size_t fields;
    bool no_memory;
};

/** Checks one value into a person: NULL, or why it is not accepted. */
typedef const char *take_fn(struct roster_person *person, char *text,
                            const char *today);

struct column {
    const char *name;
    take_fn *take;
};

static const char *
take_id_number(struct roster_person *person, char *text, const char *today)
{
    if (text[0] == '\0')
        return NULL;
    enum number_problem problem = number_check_id(text, today);
    if (problem == NUMBER_OK
        && number_normalise_id(text, person->id_number))
        return NULL;
    switch (problem) {
    case NUMBER_CHECK:
        return "its check digit is wrong: look for a mistyped digit";
    case NUMBER_DATE:
        return "its birth date does not exist";
    case NUMBER_FUTURE:
        return "its birth date is in the future";
    case NUMBER_OLD_15:
        return "a 15-digit number of the old form: give the 18-digit one";
    case NUMBER_LENGTH:
        return "it does not have 18 characters";
    default:
        return "it is not an ID number (a spreadsheet may have turned it "
               "into 8.9E+17: format the column as text)";
    }
}

static const char *
take_phone(struct roster_person *person, char *text, const char *today)
{
    (void)today;
    if (text[0] == '\0')
        return NULL;
    if (number_check_phone(text) != NUMBER_OK
        || !number_normalise_phone(text, person->phone))
        return "it is not a phone number";
    return NULL;
}

static const char *
take_name(struct roster_person *person, char *text, const char *today)
{
    (void)today;
    if (text[0] == '\0')
        return "a name is required";
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            return "a name has no line breaks or control characters";
    }
    if (!str_copy(person->name, sizeof(person->name), text))
        return "the name is longer than 128 bytes";
    return NULL;
}

static const char *
take_grade(struct roster_person *person, char *text, const char *today)
{
    (void)today;
    if (text[0] == '\0')
        return NULL;
    if (!id_valid(text) || !str_copy(person->grade, sizeof(person->grade),
                                     text))
        return "a grade is a code such as high_level: letters, digits, "
               ". _ : -";
    return NULL;
}

/** Ids joined by ";" with the blanks around them removed. */
static const char *
take_list(char *text, char out[ROSTER_LIST_SIZE])
{
    size_t used = 0;
    size_t items = 0;
    char *rest = text;
    while (rest) {
        char *stop = strchr(rest, ';');
        if (stop)
            *stop = '\0';
        const char *item = str_trim(rest);
        rest = stop ? stop + 1 : NULL;
        if (item[0] == '\0')
            continue;
        if (!id_valid(item))
            return "values are codes separated by \";\": letters, digits, "
                   ". _ : -";
        if (++items > TALENT_LIST_MAX
            || !str_format(out + used, ROSTER_LIST_SIZE - used, "%s%s",
                           used ? ";" : "", item))
            return "too many values";
        used += strlen(out + used);
    }
    return NULL;
}

static const char *
take_programmes(struct roster_person *person, char *text, const char *today)
{
    (void)today;
    return take_list(text, person->programmes);
}

static const char *
take_entitlements(struct roster_person *person, char *text,
                  const char *today)
{
    (void)today;
    return take_list(text, person->entitlements);
}

static const char *
take_valid_to(struct roster_person *person, char *text, const char *today)
{
    (void)today;
    if (text[0] == '\0')
        return NULL;
    if (!day_valid(text)
        || !str_copy(person->valid_to, sizeof(person->valid_to), text))
        return "it is not a day: write it as 2027-06-30";
    return NULL;
}

static const struct column columns[] = {
    {"id_number", take_id_number},
    {"phone", take_phone},
    {"name", take_name},
    {"grade", take_grade},
    {"programmes", take_programmes},
    {"entitlements", take_entitlements},
    {"valid_to", take_valid_to},
};
#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

/** Note a fault; the returned one may be completed, NULL when not kept. */
static struct roster_fault *
fault(struct reader *reader, int64_t line, int column, const char *reason)
{
    struct roster *out = reader->out;
    if (out->fault_count++ >= ROSTER_MAX_FAULTS)
        return NULL;
    if (!out->faults)
        out->faults = calloc(ROSTER_MAX_FAULTS, sizeof(*out->faults));
    if (!out->faults) {
        reader->no_memory = true;
        return NULL;
    }
    struct roster_fault *added = &out->faults[out->fault_count - 1];
    added->line = line;
    added->column = column;
    added->reason = reason;
    if (column > 0 && (size_t)column <= reader->fields)
        added->name = columns[reader->order[column - 1]].name;
    return added;
}

static void
unusable(struct reader *reader, int64_t line, int column, const char *reason)
{
    fault(reader, line, column, reason);
    reader->out->unusable = true;
}

static void
check_encoding(struct reader *reader, const char *data, size_t len)
{
    int64_t line;
    switch (csv_encoding(data, len, &line)) {
    case CSV_UTF8:
        break;
    case CSV_GB18030:
        unusable(reader, line, 0, "the file is GB18030 (GBK): save it as "
                                  "\"CSV UTF-8\"");
        break;
    case CSV_UTF16:
        unusable(reader, line, 0, "the file is UTF-16: save it as "
                                  "\"CSV UTF-8\"");
        break;
    case CSV_BINARY:
        unusable(reader, line, 0, "the file is not UTF-8 text: save it as "
                                  "\"CSV UTF-8\"");
        break;
    }
}

/** The number of a column by its name, or -1. */
static int
column_of(const char *name)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (str_equal(columns[i].name, name))
            return (int)i;
    }
    return -1;
}

static void
read_header(struct reader *reader)
{
    struct csv *csv = &reader->csv;
    enum err err = csv_next(csv);
    if (err) {
        unusable(reader, csv->line, csv->column,
                 err == ERR_NOT_FOUND ? "the file is empty" : csv->what);
        return;
    }
    bool seen[COLUMN_COUNT] = {false};
    for (size_t i = 0; i < csv->count; i++) {
        int which = column_of(str_trim(csv->fields[i].text));
        if (which < 0)
            unusable(reader, 1, (int)i + 1,
                     "the header names a column that is not known");
        else if (seen[which])
            unusable(reader, 1, (int)i + 1,
                     "the header names a column twice");
        else
            seen[which] = true;
        reader->order[i] = which < 0 ? 0 : which;
    }
    for (size_t i = 0; i < COLUMN_COUNT; i++) {
        if (seen[i])
            continue;
        struct roster_fault *added = NULL;
        reader->out->unusable = true;
        added = fault(reader, 1, 0, "the header misses this column");
        if (added)
            added->name = columns[i].name;
    }
    reader->fields = csv->count;
}

/** Room for one more person, zeroed; NULL when there is none. */
static struct roster_person *
next_person(struct reader *reader)
{
    struct roster *out = reader->out;
    if (out->count == out->size) {
        size_t size = out->size ? out->size * 2 : 64;
        // Not realloc: it would leave personal data in the old memory.
        struct roster_person *people = calloc(size, sizeof(*people));
        if (!people || out->count >= ROSTER_MAX_PEOPLE) {
            free(people);
            reader->no_memory = true;
            return NULL;
        }
        if (out->count > 0)
            memcpy(people, out->people, out->count * sizeof(*people));
        secret_wipe(out->people, out->count * sizeof(*people));
        free(out->people);
        out->people = people;
        out->size = size;
    }
    struct roster_person *person = &out->people[out->count];
    memset(person, 0, sizeof(*person));
    return person;
}

/** Check the fields of one line; true when all are good. */
static bool
take_fields(struct reader *reader, struct roster_person *person)
{
    struct csv *csv = &reader->csv;
    bool good = true;
    for (size_t i = 0; i < csv->count && i < reader->fields; i++) {
        const struct csv_field *field = &csv->fields[i];
        take_fn *take = columns[reader->order[i]].take;
        const char *reason = take(person, str_trim(field->text),
                                  reader->today);
        if (reason) {
            fault(reader, field->line, (int)i + 1, reason);
            good = false;
        }
    }
    return good;
}

static void
read_person(struct reader *reader)
{
    struct csv *csv = &reader->csv;
    struct roster_person *person = next_person(reader);
    if (!person)
        return;
    person->line = csv->fields[0].line;
    bool good = csv->count == reader->fields;
    if (!good) {
        fault(reader, person->line, 0,
              csv->count < reader->fields
                  ? "the line has fewer fields than the header"
                  : "the line has more fields than the header");
    } else {
        good = take_fields(reader, person);
        if (good && person->id_number[0] == '\0'
            && person->phone[0] == '\0') {
            fault(reader, person->line, 0,
                  "an ID number or a phone number is required");
            good = false;
        }
    }
    if (good)
        reader->out->count++;
    else
        reader->out->bad_people++;
}

static void
read_people(struct reader *reader)
{
    struct csv *csv = &reader->csv;
    while (!reader->no_memory) {
        enum err err = csv_next(csv);
        if (err == ERR_NOT_FOUND)
            return;
        if (err) {
            fault(reader, csv->line, csv->column, csv->what);
            reader->out->bad_people++;
        } else {
            read_person(reader);
        }
    }
}

/** One number of one person, for finding duplicates. */
struct numbered {
    const char *number; // borrowed from the person
    struct roster_person *person;
};

static int
compare_numbered(const void *a, const void *b)
{
    const struct numbered *x = a;
    const struct numbered *y = b;
    int order = strcmp(x->number, y->number);
    if (order)
        return order;
    return (x->person->line > y->person->line)
           - (x->person->line < y->person->line);
}

static int
field_of(const struct reader *reader, int column)
{
    for (size_t i = 0; i < reader->fields; i++) {
        if (reader->order[i] == column)
            return (int)i + 1;
    }
    return 0;
}

/** Note every person whose number an earlier line has; bad ones get line
 * 0. */
static void
mark_duplicates(struct reader *reader, struct numbered *list, size_t count,
                int column)
{
    qsort(list, count, sizeof(*list), compare_numbered);
    int64_t first = 0;
    for (size_t i = 0; i < count; i++) {
        struct roster_person *person = list[i].person;
        if (i == 0 || strcmp(list[i].number, list[i - 1].number) != 0) {
            first = person->line;
            continue;
        }
        struct roster_fault *added
            = fault(reader, person->line, field_of(reader, column),
                    "another line has the same number");
        if (added)
            added->other = first;
    }
    for (size_t i = 1; i < count; i++) {
        if (strcmp(list[i].number, list[i - 1].number) == 0)
            list[i].person->line = 0;
    }
}

/** Keep the people that no duplicate was found for. */
static void
drop_marked(struct roster *out)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (out->people[i].line == 0) {
            out->bad_people++;
            continue;
        }
        if (kept != i)
            out->people[kept] = out->people[i];
        kept++;
    }
    secret_wipe(out->people + kept,
                (out->count - kept) * sizeof(*out->people));
    out->count = kept;
}

static size_t
list_numbers(struct roster *out, int column, struct numbered *list)
{
    size_t count = 0;
    for (size_t i = 0; i < out->count; i++) {
        struct roster_person *person = &out->people[i];
        const char *number = column == 0 ? person->id_number : person->phone;
        if (number[0] != '\0' && person->line != 0)
            list[count++] = (struct numbered){number, person};
    }
    return count;
}

static void
find_duplicates(struct reader *reader)
{
    struct roster *out = reader->out;
    if (out->count == 0)
        return;
    struct numbered *list = calloc(out->count, sizeof(*list));
    if (!list) {
        reader->no_memory = true;
        return;
    }
    for (int column = 0; column < 2; column++) {
        size_t count = list_numbers(out, column, list);
        mark_duplicates(reader, list, count, column);
    }
    free(list);
    drop_marked(out);
}

enum err
roster_parse(const char *data, size_t len, const char *today,
             struct roster *out)
{
    memset(out, 0, sizeof(*out));
    struct reader *reader = calloc(1, sizeof(*reader));
    if (!reader)
        return ERR_NO_MEMORY;
    reader->out = out;
    reader->today = today;
    check_encoding(reader, data, len);
    if (!out->unusable) {
        csv_init(&reader->csv, data, len);
        read_header(reader);
    }
    if (!out->unusable)
        read_people(reader);
    if (!out->unusable && !reader->no_memory)
        find_duplicates(reader);
    csv_clear(&reader->csv);
    bool no_memory = reader->no_memory;
    secret_wipe(reader, sizeof(*reader));
    free(reader);
    if (no_memory)
        return ERR_NO_MEMORY;
    return out->fault_count > 0 ? ERR_INVALID : ERR_OK;
}

void
roster_clear(struct roster *roster)
{
    if (!roster)
        return;
    if (roster->people) {
        secret_wipe(roster->people,
                    roster->size * sizeof(*roster->people));
        free(roster->people);
    }
    free(roster->faults);
    memset(roster, 0, sizeof(*roster));
}
