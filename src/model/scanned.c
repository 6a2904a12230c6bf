// SPDX-License-Identifier: Apache-2.0
#include "model/scanned.h"

#include <string.h>
#include <strings.h>

#include "model/receipt.h"
#include "util/str.h"

#define POLICY_PATH "/p/"
#define CARD_HEADER "v4.public."

static bool
is_space(char c)
{
    return c == ' ' || c == '\r' || c == '\n' || c == '\t';
}

// The last line that is not empty, without the space around it.
static const char *
last_line(const char *text, size_t *len)
{
    size_t end = strlen(text), start;

    while (end > 0 && is_space(text[end - 1])) {
        end--;
    }
    start = end;
    while (start > 0 && text[start - 1] != '\n') {
        start--;
    }
    while (start < end && is_space(text[start])) {
        start++;
    }
    *len = end - start;
    return text + start;
}

// Behind "https://host:port", at the path; NULL for no such address.
static const char *
skip_host(const char *address)
{
    const char *host = strncasecmp(address, "https://", 8) == 0 ? address + 8
                       : strncasecmp(address, "http://", 7) == 0
                           ? address + 7
                           : NULL;

    if (!host || *host == '/' || *host == '\0') {
        return NULL;
    }
    return host + strcspn(host, "/?#");
}

static bool
read_policy(const char *text, struct scanned *out)
{
    char line[512];
    const char *path, *id;
    size_t len;
    const char *start = last_line(text, &len);

    if (len == 0 || len >= sizeof(line)) {
        return false;
    }
    memcpy(line, start, len);
    line[len] = '\0';
    path = line[0] == '/' ? line : skip_host(line);
    if (!path) {
        return false;
    }
    // What a query or a mark in the page asks for is not for us.
    line[(size_t)(path - line) + strcspn(path, "?#")] = '\0';
    id = strrchr(path, '/');
    if (!id || !id_valid(id + 1)) {
        return false;
    }
    // A hub may stand below another path; a line alone has none.
    if ((size_t)(id - path) < strlen(POLICY_PATH) - 1
        || strncmp(id - 2, POLICY_PATH, strlen(POLICY_PATH)) != 0
        || (path == line && id != line + 2)) {
        return false;
    }
    return str_copy(out->id, sizeof(out->id), id + 1);
}

static bool
read_receipt(const char *text, struct scanned *out)
{
    size_t digits = 0;
    size_t i;

    if (str_starts(text, RECEIPT_PREFIX)) {
        text += sizeof(RECEIPT_PREFIX) - 1;
    }
    for (i = 0; text[i]; i++) {
        if (is_space(text[i])) {
            continue;
        }
        if (text[i] < '0' || text[i] > '9' || digits == RECEIPT_DIGITS) {
            return false;
        }
        out->id[digits++] = text[i];
    }
    out->id[digits] = '\0';
    return receipt_valid(out->id);
}

void
scanned_read(const char *text, struct scanned *out)
{
    *out = (struct scanned){0};
    if (strnlen(text, SCANNED_MAX + 1) > SCANNED_MAX) {
        return;
    }
    if (str_starts(text, CARD_HEADER)) {
        out->kind = SCANNED_CARD;
    } else if (read_policy(text, out)) {
        out->kind = SCANNED_POLICY;
    } else if (read_receipt(text, out)) {
        out->kind = SCANNED_RECEIPT;
    } else {
        secret_wipe(out, sizeof(*out));
    }
}

bool
scanned_policy_address(const char *hub, const char *id, char *out,
                       size_t size)
{
    const char *path = skip_host(hub);
    size_t len = strlen(hub);

    // A query or a mark would swallow the path.
    if (!path || strpbrk(path, "?#") || !id_valid(id)) {
        return false;
    }
    while (len > 0 && hub[len - 1] == '/') {
        len--;
    }
    return str_format(out, size, "%.*s%s%s", (int)len, hub, POLICY_PATH, id);
}

bool
scanned_policy_line(const char *id, char *out, size_t size)
{
    return id_valid(id) && str_format(out, size, "%s%s", POLICY_PATH, id);
}
