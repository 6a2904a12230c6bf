// SPDX-License-Identifier: Apache-2.0
#include "hub_process.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "kiosk.h"
#include "util/str.h"
#include "wire/enrol.h"
#include "wire/json.h"

#define PROGRAM BINARY_DIR "/bin/talent-hub"
#define ARGUMENTS 24

static pid_t
spawn(const char *const *argv, int in, int out)
{
    pid_t pid = fork();
    if (pid == 0) {
        dup2(in, 0);
        dup2(out, 1);
        execv(PROGRAM, (char *const *)argv);
        _exit(127);
    }
    assert_true(pid > 0);
    return pid;
}

bool
hub_run(struct hub_process *hub, const char *const *argv, const char *input,
        struct buf *out)
{
    const char *all[ARGUMENTS] = {PROGRAM};
    int in[2], from[2], status, count = 1;
    char data[4096];
    ssize_t got;
    for (int i = 0; argv[i]; i++)
        all[count++] = argv[i];
    all[count++] = "--data";
    all[count++] = hub->dir;
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    assert_int_equal(pipe2(from, O_CLOEXEC), 0);
    pid_t pid = spawn(all, in[0], from[1]);
    close(in[0]);
    close(from[1]);
    if (input && write(in[1], input, strlen(input)) < 0)
        fail();
    close(in[1]);
    while ((got = read(from[0], data, sizeof(data))) > 0)
        if (out)
            buf_add(out, data, (size_t)got);
    close(from[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void
hub_create(struct hub_process *hub)
{
    static const char *const demo[] = {"demo", "--json", NULL};
    *hub = (struct hub_process){.dir = "/tmp/talent-hub-XXXXXX"};
    assert_non_null(mkdtemp(hub->dir));
    assert_true(hub_run(hub, demo, NULL, NULL));
}

void
hub_start(struct hub_process *hub)
{
    char listen[32], line[128] = "";
    size_t len = 0;
    int out[2], null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    str_format(listen, sizeof(listen), "127.0.0.1:%d", hub->port);
    const char *argv[] = {PROGRAM,    "serve", "--data", hub->dir,
                          "--listen", listen,  NULL,     NULL,
                          NULL};
    if (hub->config[0]) {
        argv[6] = "--config";
        argv[7] = hub->config;
    }
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    hub->pid = spawn(argv, null, out[1]);
    close(out[1]);
    close(null);
    while (len + 1 < sizeof(line) && !strchr(line, '\n')) {
        ssize_t got = read(out[0], line + len, 1);
        assert_int_equal(got, 1);
        line[++len] = '\0';
    }
    close(out[0]);
    const char *port = strrchr(line, ':');
    assert_non_null(port);
    hub->port = (int)strtol(port + 1, NULL, 10);
    assert_true(hub->port > 0);
    str_format(hub->url, sizeof(hub->url), "http://127.0.0.1:%d", hub->port);
}

void
hub_stop(struct hub_process *hub, bool kill_it)
{
    int status;
    if (hub->pid == 0)
        return;
    kill(hub->pid, kill_it ? SIGKILL : SIGTERM);
    assert_int_equal(waitpid(hub->pid, &status, 0), hub->pid);
    hub->pid = 0;
}

void
hub_destroy(struct hub_process *hub)
{
    hub_stop(hub, true);
    remove_tree(hub->dir);
}

void
hub_code(struct hub_process *hub, const char *replace, char out[64])
{
    const char *argv[] = {"kiosk",  "add",    "--site", "hall",
                          "--json", NULL, NULL, NULL};
    struct enrol_invite invite;
    struct buf text;
    if (replace) {
        argv[5] = "--replace";
        argv[6] = replace;
    }
    buf_init(&text, 4096);
    assert_true(hub_run(hub, argv, NULL, &text));
    assert_int_equal(enrol_invite_parse(text.data, text.len, &invite, NULL),
                     ERR_OK);
    assert_true(str_copy(out, 64, invite.code));
    buf_clear(&text);
}

size_t
hub_visits(struct hub_process *hub)
{
    static const char *const argv[] = {"visits", "--json", NULL};
    struct json_t *json;
    struct buf text;
    buf_init(&text, 8 << 20);
    assert_true(hub_run(hub, argv, NULL, &text));
    assert_int_equal(json_parse(text.data, text.len, &json, NULL), ERR_OK);
    struct json_node root = json_root(json, NULL);
    size_t count = json_count(&root);
    json_free(json);
    buf_clear(&text);
    return count;
}
