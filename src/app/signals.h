// SPDX-License-Identifier: Apache-2.0
#ifndef APP_SIGNALS_H
#define APP_SIGNALS_H

#include "util/err.h"

struct post;
struct signals;

/** Before any thread exists: nobody is interrupted, SIGPIPE is ignored. */
void
signals_block(void);

/** SIGTERM, SIGINT and SIGHUP become a letter that ends the program. */
enum err
signals_start(struct post *post, struct signals **out);

void
signals_stop(struct signals *signals);

void
signals_join(struct signals *signals);

#endif
