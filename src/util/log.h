// SPDX-License-Identifier: Apache-2.0
#ifndef UTIL_LOG_H
#define UTIL_LOG_H

/**
 * One line to standard error a message, prefixed for the journal when
 * systemd reads it. Never log a name, a number, a PIN or form answers: a
 * log outlives the visit it describes.
 */
enum log_level {
    LOG_LEVEL_DEBUG,
    LOG_LEVEL_INFO,
    LOG_LEVEL_WARN,
    LOG_LEVEL_ERROR,
    LOG_LEVEL_OFF, // for tests that provoke errors on purpose
};

#define LOGD(...) log_write(LOG_LEVEL_DEBUG, __VA_ARGS__)
#define LOGI(...) log_write(LOG_LEVEL_INFO, __VA_ARGS__)
#define LOGW(...) log_write(LOG_LEVEL_WARN, __VA_ARGS__)
#define LOGE(...) log_write(LOG_LEVEL_ERROR, __VA_ARGS__)

/** Write one line, cut at 1000 bytes; any thread. */
void
log_write(enum log_level level, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Drop messages below `level`; the default is LOG_LEVEL_INFO. */
void
log_set_level(enum log_level level);

#endif
