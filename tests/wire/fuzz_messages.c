// SPDX-License-Identifier: Apache-2.0
#include <stdint.h>
#include "wire/bundle.h"
#include "wire/enrol.h"
#include "wire/heartbeat.h"
#include "wire/problem.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    struct fault fault = {0};
    struct enrol_invite invite;
    struct enrol_request request;
    struct enrol_reply reply;
    struct heartbeat_call call;
    struct problem problem;
    struct bundle bundle;
    int64_t time;
    (void)enrol_invite_parse(text, size, &invite, &fault);
    (void)enrol_request_parse(text, size, &request, &fault);
    (void)enrol_reply_parse(text, size, &reply, &fault);
    (void)heartbeat_call_parse(text, size, &call, &fault);
    heartbeat_call_clear(&call);
    (void)problem_parse(text, size, &problem);
    (void)bundle_open(&bundle, text, size, &fault);
    (void)hub_time_parse(text, size, &time);
    return 0;
}
