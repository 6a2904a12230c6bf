// SPDX-License-Identifier: Apache-2.0
#ifndef TESTS_STORE_POWERCUT_VFS_H
#define TESTS_STORE_POWERCUT_VFS_H

#include <stdbool.h>
#include <stdint.h>

/**
 * A SQLite VFS under which a power cut can be tried out.
 *
 * Writes and truncations stay in memory until their file is synced; reads
 * see them. A process that is killed therefore leaves what a machine
 * without power leaves. Because a disk may also write early, some sectors
 * of some writes go to the file at once (`leak`), in any order.
 *
 * As a shared object loaded with LD_PRELOAD it becomes the default VFS of a
 * whole program when POWERCUT is set; POWERCUT_LEAK gives the leak in per
 * cent (25 unless set), POWERCUT_SEED the random numbers. In a test it is
 * installed by hand and the cut comes after a number of operations.
 *
 * Valid for databases whose commits are synced (synchronous FULL): another
 * process does not see what is not.
 */

/** Become the default VFS; false when SQLite refuses. */
bool
powercut_install(uint64_t seed, unsigned leak_percent);

/** Cut the power at the n-th write, truncation, deletion or sync from now;
 *  everything fails from then on. 0 disarms. */
void
powercut_arm(uint64_t operations);

/** Cut now. */
void
powercut_now(void);

bool
powercut_happened(void);

/** Power is back; every file of before must be closed. */
void
powercut_restore(void);

/** Operations counted since the start. */
uint64_t
powercut_operations(void);

#endif
