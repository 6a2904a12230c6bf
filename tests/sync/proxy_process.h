// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_SYNC_PROXY_PROCESS_H
#define TESTS_SYNC_PROXY_PROCESS_H
#include <sys/types.h>

/** A running tests/fault_proxy.c. */
struct proxy_process {
    pid_t pid;
    int in, out; // its commands and its answers
    int port;
};

void
proxy_start(struct proxy_process *proxy, int to_port);
/** Give one command and wait for its answer. */
void
proxy_order(struct proxy_process *proxy, const char *command);
void
proxy_stop(struct proxy_process *proxy);

#endif
