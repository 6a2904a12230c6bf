// SPDX-License-Identifier: Apache-2.0
#include <string.h>

#include "hub/page.h"
#include "hub/page_lang.h"
#include "hub/query.h"
#include "hub/server.h"
#include "model/scanned.h"
#include "model/site.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/id.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/effective.h"
#include "wire/record.h"

#define PAGES "/p/"
#define FILES "/web/"
#define HEADER_MAX 512
#define TAG_SIZE 40
#define TYPE_HTML "text/html; charset=utf-8"

/** What a reader asked for, and what was found. */
struct visit {
    struct request *request;
    char id[ID_SIZE]; // "" for none that could be one
    struct page page;
    char address[ENROL_URL_SIZE + sizeof(PAGES) + ID_SIZE];
    struct buf body; // of the record
    bool gone;       // it was there once
};

bool
route_is_page(const char *path)
{
    return str_starts(path, PAGES) || str_starts(path, FILES);
}

/** Whoever embeds the page, or a text in it, gets nothing to run. */
static void
add_guards(struct http_reply *reply)
{
    http_reply_header(reply, "Content-Security-Policy",
                      "default-src 'none'; style-src 'self'; img-src 'self';"
                      " base-uri 'none'; form-action 'none';"
                      " frame-ancestors 'none'");
    http_reply_header(reply, "X-Content-Type-Options", "nosniff");
    http_reply_header(reply, "Referrer-Policy", "no-referrer");
}

/** The reader holds this already: 304, without a body. */
static bool
reply_unchanged(struct request *request, const char *tag)
{
    char held[HEADER_MAX];
    struct http_reply *reply = request->reply;
    http_reply_header(reply, "ETag", tag);
    if (!http_header(request->call, "If-None-Match", held, sizeof(held)) ||
        (strstr(held, tag) == NULL && !str_equal(str_trim(held), "*")))
        return false;
    reply->status = 304;
    return true;
}

static void
reply_file(struct request *request)
{
    struct http_reply *reply = request->reply;
    const struct web_file *file = web_find(
        &request->server->web, request->call->path + strlen(FILES));
    char tag[TAG_SIZE], version[HEADER_MAX];
    if (file == NULL) {
        reply_problem(request, 404, "not-found", "there is nothing here");
        return;
    }
    // an address that names the version may be kept for good
    str_format(version, sizeof(version), "v=%s", file->version);
    bool named = str_equal(request->call->query, version);
    add_guards(reply);
    http_reply_header(reply, "Cache-Control",
                      named ? "public, max-age=31536000, immutable"
                            : "public, no-cache");
    str_format(tag, sizeof(tag), "W/\"%s\"", file->version);
    if (reply_unchanged(request, tag))
        return;
    reply->status = 200;
    reply->type = file->type;
    if (!buf_add(&reply->body, file->text.data, file->text.len))
        reply_not_now(request);
}

static void
reply_notice(struct visit *visit, int status, enum page_notice notice)
{
    struct http_reply *reply = visit->request->reply;
    reply->status = status;
    reply->type = TYPE_HTML;
    buf_reset(&reply->body);
    http_reply_header(reply, "Cache-Control",
                      notice == PAGE_BUSY ? "no-store" : "public, no-cache");
    if (notice == PAGE_BUSY)
        http_reply_header(reply, "Retry-After", "2");
    if (page_notice(&visit->page, notice, &reply->body) != ERR_OK)
        reply_not_now(visit->request);
}

static enum err
see_version(const struct hub_version *version, void *userdata)
{
    struct visit *visit = userdata;
    visit->gone = visit->gone || version->rev > 0;
    return ERR_OK;
}

static enum err
see_site(const struct hub_record *record, void *userdata)
{
    struct visit *visit = userdata;
    struct site site = {0};
    struct fault fault = {0};
    if (record_site(record->id, record->body, strlen(record->body), &site,
                    &fault) == ERR_OK)
        visit->page.demo = visit->page.demo || site.demo;
    site_clear(&site);
    return ERR_OK;
}

/** ERR_NOT_FOUND for what is not there, or not to be shown now. */
static enum err
find_effective(struct visit *visit, int64_t now)
{
    struct effective when;
    struct fault fault = {0};
    struct buf *body = &visit->body;
    enum err err = effective_read(buf_text(body), body->len, &when, &fault);
    if (err == ERR_OK && when.next != 0 && when.next <= now) {
        // its time has come, though nobody has put it in place yet
        struct buf next;
        buf_init(&next, HUB_RECORD_MAX);
        err = effective_next(buf_text(body), body->len, &next);
        buf_clear(body);
        *body = next;
        if (err == ERR_OK)
            err = effective_read(buf_text(body), body->len, &when, &fault);
    }
    if (err != ERR_OK)
        return err;
    visit->gone = when.to != 0 && when.to <= now;
    return effective_at(&when, now) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err
find_record(struct visit *visit, struct hub_store *store, int64_t now)
{
    enum err err = store->ops->record_each(store, "site", NULL, see_site,
                                           visit);
    if (err == ERR_OK)
        err = store->ops->record_get(store, "policy", visit->id,
                                     &visit->body);
    if (err == ERR_OK)
        return find_effective(visit, now);
    if (err != ERR_NOT_FOUND)
        return err;
    err = store->ops->version_each(store, "policy", visit->id, see_version,
                                   visit);
    return err == ERR_OK ? ERR_NOT_FOUND : err;
}

/** All that the page depends on, in short. */
static void
tag_of(const struct visit *visit, char tag[TAG_SIZE])
{
    struct hash hash;
    unsigned char digest[HASH_SIZE];
    char hex[2 * 16 + 1];
    const struct page *page = &visit->page;
    const char *const parts[] = {
        TALENT_VERSION, lang_code(page->lang), page->style, page->today,
        page->demo ? "demo" : "", page->address ? page->address : "",
    };
    hash_start(&hash);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        hash_add(&hash, parts[i], strlen(parts[i]) + 1);
    hash_add(&hash, buf_text(&visit->body), visit->body.len);
    hash_finish(&hash, digest);
    hash_hex(digest, 16, hex);
    str_format(tag, TAG_SIZE, "W/\"%s\"", hex);
}

static void
reply_policy(struct visit *visit)
{
    struct request *request = visit->request;
    struct policy policy;
    struct fault fault = {0};
    char tag[TAG_SIZE];
    tag_of(visit, tag);
    http_reply_header(request->reply, "Cache-Control", "public, no-cache");
    if (reply_unchanged(request, tag))
        return;
    enum err err = record_policy(visit->id, buf_text(&visit->body),
                                 visit->body.len, &policy, &fault);
    request->reply->status = 200;
    request->reply->type = TYPE_HTML;
    if (err == ERR_OK)
        err = page_policy(&visit->page, &policy, &request->reply->body);
    policy_clear(&policy);
    if (err == ERR_OK)
        return;
    LOGE("page: policy %s cannot be shown: %s %s", visit->id, fault.field,
         err_name(err));
    request->reply->header_count = 0;
    add_guards(request->reply);
    reply_notice(visit, 503, PAGE_BUSY);
}

static void
page_begin_visit(struct visit *visit)
{
    struct request *request = visit->request;
    struct page *page = &visit->page;
    char accepted[HEADER_MAX];
    if (!http_header(request->call, "Accept-Language", accepted,
                     sizeof(accepted)))
        accepted[0] = '\0';
    page->lang = page_lang(request->call->query, accepted);
    page->style = web_style_version(&request->server->web);
    timestamp_day(clock_now_ms(), page->today);
    if (scanned_policy_address(request->server->identity.url, visit->id,
                               visit->address, sizeof(visit->address)))
        page->address = visit->address;
    add_guards(request->reply);
    http_reply_header(request->reply, "Vary", "Accept-Language");
    http_reply_header(request->reply, "Content-Language",
                      page->lang == LANG_EN ? "en" : "zh-CN");
}

static void
reply_page(struct request *request)
{
    struct visit visit = {
        .request = request,
    };
    struct hub_store *store = NULL;
    // some who pass an address on write %3A for a colon
    if (!path_decode(request->call->path + strlen(PAGES), visit.id,
                     sizeof(visit.id)))
        visit.id[0] = '\0';
    page_begin_visit(&visit);
    if (!id_valid(visit.id)) {
        reply_notice(&visit, 404, PAGE_UNKNOWN);
        return;
    }
    buf_init(&visit.body, HUB_RECORD_MAX);
    enum err err = server_store_take(request->server, &store);
    if (err == ERR_OK) {
        err = find_record(&visit, store, clock_now_ms());
        server_store_give(request->server, store);
    }
    if (err == ERR_OK)
        reply_policy(&visit);
    else if (err == ERR_NOT_FOUND && visit.gone)
        reply_notice(&visit, 410, PAGE_WITHDRAWN);
    else if (err == ERR_NOT_FOUND)
        reply_notice(&visit, 404, PAGE_UNKNOWN);
    else
        reply_notice(&visit, 503, PAGE_BUSY);
    buf_clear(&visit.body);
}

enum http_outcome
route_page(struct request *request)
{
    const struct http_call *call = request->call;
    if (!str_equal(call->method, "GET") && !str_equal(call->method, "HEAD")) {
        http_reply_header(request->reply, "Allow", "GET, HEAD");
        reply_problem(request, 405, "method-not-allowed",
                      "this address has another method");
    } else if (str_starts(call->path, FILES)) {
        reply_file(request);
    } else {
        reply_page(request);
    }
    return HTTP_DONE;
}
