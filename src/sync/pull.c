// SPDX-License-Identifier: Apache-2.0
#include <string.h>
#include "sync/address.h"
#include "sync/loops.h"
#include "util/clock.h"
#include "util/hash.h"
#include "util/log.h"
#include "util/str.h"
#include "wire/change.h"
#include "wire/people.h"

#define PAGE_LIMIT 200
#define WAIT_S 25
#define TIMEOUT_MS 20000
#define QUERY_MAX 1024
// A long poll that comes back empty sooner than this was not held open.
#define HELD_LEAST_MS 1000

static bool
may_hold(const struct worker *worker)
{
    return worker->pull.caught_up && !worker->run.active &&
           worker->options->mode == SYNC_AUTOMATIC;
}

static bool
write_query(struct worker *worker, int wait_s, struct buf *out)
{
    char cursor[CHANGE_CURSOR_SIZE] = "";
    struct pull *pull = &worker->pull;
    bool refetch = pull->phase == PULL_REFETCH;
    if (refetch)
        str_copy(cursor, sizeof(cursor), pull->cursor);
    else if (changes_cursor(worker->store, cursor, sizeof(cursor)))
        return false;
    buf_add_str(out, "cursor=");
    address_escape(cursor, out);
    buf_addf(out, "&limit=%d", PAGE_LIMIT);
    if (wait_s > 0)
        buf_addf(out, "&wait=%d", wait_s);
    if (refetch) {
        buf_add_str(out, "&kinds=");
        address_escape(pull->kinds[pull->kind_count - 1], out);
    }
    return !out->failed;
}

bool
pull_start(struct worker *worker)
{
    struct loop *loop = &worker->loops[LOOP_PULL];
    struct buf query;
    bool hold = worker->pull.phase == PULL_MAIN && may_hold(worker);
    int wait_s = hold ? WAIT_S : 0;
    buf_init(&query, QUERY_MAX);
    buf_reset(&loop->call.body);
    enum err err = write_query(worker, wait_s, &query) ? ERR_OK : ERR_IO;
    struct call_request request = {
        .method = "GET",
        .path = "/v1/changes",
        .query = buf_text(&query),
        .timeout_ms = TIMEOUT_MS + wait_s * 1000,
    };
    if (!err)
        err = call_start(&loop->call, worker->multi, &worker->peer, &request);
    buf_clear(&query);
    worker->pull.holding = !err && hold;
    worker->pull.held_ms = clock_mono_ms();
    if (err)
        worker_fail(worker, LOOP_PULL, SYNC_HUB_TROUBLE, err_name(err), 0);
    return !err;
}

void
pull_interrupt(struct worker *worker)
{
    if (!worker->pull.holding)
        return;
    call_cancel(&worker->loops[LOOP_PULL].call);
    worker->pull.holding = false;
}

// Commands are kept by id and rev, so that a set fetched anew does not
// carry one out twice.
static bool
command_is_new(struct worker *worker, const struct change *change)
{
    char mark[128];
    size_t len;
    str_format(mark, sizeof(mark), "%s/%lld,", change->id,
               (long long)change->rev);
    if (strstr(worker->commands, mark))
        return false;
    len = strlen(mark);
    while (strlen(worker->commands) + len >= sizeof(worker->commands)) {
        const char *rest = strchr(worker->commands, ',') + 1;
        memmove(worker->commands, rest, strlen(rest) + 1);
    }
    str_copy(worker->commands + strlen(worker->commands), len + 1, mark);
    if (setting_set(worker->store, "commands.done", worker->commands))
        LOGW("sync: a command may be carried out again after a restart");
    return true;
}

static void
take_command(struct worker *worker, const struct change *change)
{
    struct command_record command;
    struct fault fault = {0};
    struct sync_event event = {.type = SYNC_EVENT_COMMAND};
    if (record_command(change->body, change->body_len, &command, &fault)) {
        LOGW("sync: command %s refused: %s", change->id, fault.en);
        return;
    }
    if (command.expires_ms && command.expires_ms < clock_now_ms())
        return;
    if (!command_is_new(worker, change))
        return;
    event.online = worker->online;
    str_copy(event.command, sizeof(event.command),
             command_name_text(command.name));
    str_copy(event.command_id, sizeof(event.command_id), change->id);
    str_copy(event.reason, sizeof(event.reason), command.reason);
    worker->options->callbacks->on_event(&event, worker->options->userdata);
}

static void
take_commands(struct worker *worker, const struct change_page *page)
{
    if (!worker->options->callbacks)
        return;
    for (size_t i = 0; i < page->count; i++)
        if (page->changes[i].op == CHANGE_PUT &&
            str_equal(page->changes[i].kind, "command"))
            take_command(worker, &page->changes[i]);
}

static bool
differs(struct worker *worker, const struct check *check)
{
    int64_t count;
    char held[HASH_HEX_SIZE], told[HASH_HEX_SIZE];
    if (changes_check(worker->store, check->kind, &count, held))
        return false;
    hash_hex(check->hash, HASH_SIZE, told);
    return count != check->count || !str_equal(held, told);
}

static void
compare(struct worker *worker, const struct change_page *page)
{
    struct pull *pull = &worker->pull;
    size_t most = sizeof(pull->kinds) / sizeof(*pull->kinds);
    pull->kind_count = 0;
    for (size_t i = 0; i < page->check_count; i++) {
        const struct check *check = &page->checks[i];
        if (pull->kind_count == most || !differs(worker, check))
            continue;
        LOGW("sync: kind %s differs from the hub's", check->kind);
        str_copy(pull->kinds[pull->kind_count++], sizeof(*pull->kinds),
                 check->kind);
    }
}

// Begin with the next kind that differs, or return to the main cursor.
static enum err
next_phase(struct worker *worker)
{
    struct pull *pull = &worker->pull;
    pull->phase = pull->kind_count > 0 ? PULL_REFETCH : PULL_MAIN;
    pull->cursor[0] = '\0';
    if (pull->phase == PULL_MAIN)
        return ERR_OK;
    return changes_refetch_begin(worker->store,
                                 pull->kinds[pull->kind_count - 1]);
}

static void
settle(struct worker *worker)
{
    struct loop *loop = &worker->loops[LOOP_PULL];
    worker->pull.caught_up = true;
    worker->times.last_pull = clock_now_ms();
    run_part(worker, PART_PULL, SYNC_DONE, "");
    loop->wanted = worker->options->mode == SYNC_AUTOMATIC;
}

static enum err
take_main(struct worker *worker, const struct change_page *page)
{
    struct changes_result applied = {0};
    enum err err = changes_apply(worker->store, page, &applied);
    if (err)
        return err;
    worker->run.received += (int64_t)applied.applied;
    if (applied.applied > 0)
        worker_tell(worker, SYNC_EVENT_CHANGED);
    if (applied.refused > 0)
        worker_poke(worker); // each refusal is an event of its own
    take_commands(worker, page);
    if (page->more) {
        worker->pull.caught_up = false;
        return ERR_OK;
    }
    compare(worker, page);
    err = next_phase(worker);
    if (!err && worker->pull.phase == PULL_MAIN)
        settle(worker);
    return err;
}

static enum err
take_refetch(struct worker *worker, const struct change_page *page)
{
    struct pull *pull = &worker->pull;
    const char *kind = pull->kinds[pull->kind_count - 1];
    enum err err = changes_refetch_add(worker->store, page);
    worker->run.received += (int64_t)page->count;
    if (err)
        return err;
    str_copy(pull->cursor, sizeof(pull->cursor), page->cursor);
    if (page->more)
        return ERR_OK;
    err = changes_refetch_end(worker->store, kind);
    if (err)
        return err;
    worker_tell(worker, SYNC_EVENT_CHANGED);
    pull->kind_count--;
    err = next_phase(worker);
    if (!err && pull->phase == PULL_MAIN)
        settle(worker);
    return err;
}

// Whatever went wrong in the middle of a refetch, the main cursor is right.
static void
leave_refetch(struct worker *worker)
{
    worker->pull.phase = PULL_MAIN;
    worker->pull.kind_count = 0;
}

static void
take_page(struct worker *worker, const struct change_page *page, bool held)
{
    struct loop *loop = &worker->loops[LOOP_PULL];
    int64_t now = clock_mono_ms();
    worker_hear_time(worker, page->hub_time_ms);
    pace_reset(&loop->pace);
    if (page->slow_ms > 0)
        pace_hold(&loop->pace, now, page->slow_ms);
    if (held && page->count == 0 && now - worker->pull.held_ms < HELD_LEAST_MS)
        pace_hold(&loop->pace, now, HELD_LEAST_MS);
    loop->wanted = true;
    enum err err = worker->pull.phase == PULL_REFETCH
                       ? take_refetch(worker, page)
                       : take_main(worker, page);
    if (err) {
        leave_refetch(worker);
        worker_fail(worker, LOOP_PULL, SYNC_HUB_TROUBLE, "store", 0);
        return;
    }
    run_progress(worker);
}

// A cursor that the hub cannot read is as good as one too old; but without
// one there is nothing left to begin anew from.
static bool
cursor_is_gone(struct worker *worker, const struct call_result *result)
{
    char cursor[CHANGE_CURSOR_SIZE];
    if (result->status == 410)
        return str_equal(result->problem.code, "cursor-too-old");
    return result->status == 400 && worker->pull.phase == PULL_MAIN &&
           !changes_cursor(worker->store, cursor, sizeof(cursor)) &&
           cursor[0];
}

static void
start_over(struct worker *worker)
{
    LOGW("sync: the hub's cursor is gone, fetching everything anew");
    leave_refetch(worker);
    worker->pull.caught_up = false;
    // it was restored or moved, and may have lost events, too
    worker->push.probe = true;
    if (worker->options->mode == SYNC_AUTOMATIC)
        worker->loops[LOOP_PUSH].wanted = true;
    if (changes_restart(worker->store))
        worker_fail(worker, LOOP_PULL, SYNC_HUB_TROUBLE, "store", 0);
}

void
pull_done(struct worker *worker, const struct call_result *result)
{
    struct change_page page;
    struct fault fault = {0};
    struct loop *loop = &worker->loops[LOOP_PULL];
    bool held = worker->pull.holding;
    worker->pull.holding = false;
    enum reaction reaction = worker_react(worker, LOOP_PULL, result);
    if (reaction == REACT_FAILED) {
        worker->pull.caught_up = false;
        leave_refetch(worker);
    } else if (reaction == REACT_GOOD) {
        if (change_page_parse(buf_text(&loop->call.reply),
                              loop->call.reply.len, &page, &fault)) {
            LOGW("sync: bad page: %s %s", fault.field, fault.en);
            leave_refetch(worker);
            worker_fail(worker, LOOP_PULL, SYNC_HUB_TROUBLE, "bad-reply", 0);
        } else {
            take_page(worker, &page, held);
        }
        change_page_clear(&page);
    } else if (reaction == REACT_OTHER) {
        if (cursor_is_gone(worker, result))
            start_over(worker);
        else
            worker_fail(worker, LOOP_PULL, SYNC_HUB_TROUBLE,
                        result->problem.code, result->retry_after_ms);
    }
}
