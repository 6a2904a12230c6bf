// SPDX-License-Identifier: Apache-2.0
#include "hub/server.h"

#include "util/log.h"
#include "util/str.h"

static const char *
title_of(int status)
{
    switch (status) {
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 410:
        return "Gone";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    default:
        return "Service Unavailable";
    }
}

void
reply_problem_full(struct request *request, const struct problem *problem)
{
    struct problem titled = *problem;
    struct http_reply *reply = request->reply;
    str_copy(titled.title, sizeof(titled.title), title_of(problem->status));
    reply->status = problem->status;
    reply->type = PROBLEM_TYPE;
    buf_reset(&reply->body);
    if (problem_write(&titled, &reply->body) != ERR_OK) {
        LOGE("routes: a problem could not be written");
        buf_reset(&reply->body);
    }
}

void
reply_problem(struct request *request, int status, const char *code,
              const char *detail)
{
    struct problem problem = {.status = status};
    str_copy(problem.code, sizeof(problem.code), code);
    str_copy(problem.detail, sizeof(problem.detail), detail);
    reply_problem_full(request, &problem);
}

void
reply_not_now(struct request *request)
{
    http_reply_header(request->reply, "Retry-After", "2");
    reply_problem(request, 503, "busy", "not now: come again");
}
