// SPDX-License-Identifier: Apache-2.0
#include "sync/address.h"
#include <string.h>
#include "util/buf.h"
#include "util/str.h"

#define ALPHANUMERIC                                                         \
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

bool
address_is_secure(const char *url)
{
    return str_starts(url, "https://");
}

// 127.0.0.0/8 written as four numbers, so that 127.0.0.1.example is none.
static bool
is_loopback_v4(const char *host)
{
    int64_t part;
    char text[4];
    if (!str_starts(host, "127."))
        return false;
    for (int i = 0; i < 4; i++) {
        size_t len = strspn(host, "0123456789");
        if (len == 0 || len > 3 || (i < 3 && host[len] != '.'))
            return false;
        memcpy(text, host, len);
        text[len] = '\0';
        if (!str_parse_int(text, 0, 255, &part))
            return false;
        host += len + (i < 3);
    }
    return *host == '\0';
}

static bool
is_loopback(const char *host)
{
    return str_equal(host, "localhost") || str_equal(host, "[::1]") ||
           is_loopback_v4(host);
}

// Split "host[:port]"; the host must hold no more than a name can.
static bool
split_host(const char *authority, char *host, size_t size)
{
    int64_t port;
    size_t len = strspn(authority, ALPHANUMERIC "-._");
    if (authority[0] == '[') {
        len = 1 + strspn(authority + 1, "0123456789abcdefABCDEF:.");
        if (authority[len++] != ']')
            return false;
    }
    if (len == 0 || len >= size)
        return false;
    memcpy(host, authority, len);
    host[len] = '\0';
    if (!authority[len])
        return true;
    return authority[len] == ':' &&
           str_parse_int(authority + len + 1, 1, 65535, &port);
}

bool
address_parse(const char *url, char *out, size_t size)
{
    char host[256];
    if (!url || !str_copy(out, size, url))
        return false;
    size_t len = strlen(out);
    while (len > 0 && out[len - 1] == '/')
        out[--len] = '\0';
    if (address_is_secure(out))
        return split_host(out + strlen("https://"), host, sizeof(host));
    return str_starts(out, "http://") &&
           split_host(out + strlen("http://"), host, sizeof(host)) &&
           is_loopback(host);
}

bool
address_escape(const char *value, struct buf *out)
{
    for (; *value; value++) {
        if (strchr(ALPHANUMERIC "-._~,", *value))
            buf_add_char(out, *value);
        else
            buf_addf(out, "%%%02X", (unsigned char)*value);
    }
    return !out->failed;
}
