// SPDX-License-Identifier: Apache-2.0
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "util/file.h"
#include "util/log.h"
#include "util/str.h"

static int
make_folder(void **state)
{
    char *folder = str_dup("/tmp/test-util-file-XXXXXX");

    log_set_level(LOG_LEVEL_OFF);
    *state = folder;
    return folder && mkdtemp(folder) ? 0 : -1;
}

static void
remove_tree(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *item;

    while (dir && (item = readdir(dir))) {
        char path[FILE_PATH_SIZE];

        if (!str_equal(item->d_name, ".") && !str_equal(item->d_name, "..")
            && file_join(path, sizeof(path), folder, item->d_name)
            && unlink(path) != 0) {
            remove_tree(path);
        }
    }
    if (dir) {
        closedir(dir);
    }
    (void)rmdir(folder);
}

static int
drop_folder(void **state)
{
    remove_tree(*state);
    free(*state);
    return 0;
}

static size_t
count_files(const char *folder)
{
    DIR *dir = opendir(folder);
    size_t count = 0;

    while (dir && readdir(dir)) {
        count++;
    }
    if (dir) {
        closedir(dir);
    }
    return count - 2; // . and ..
}

static void
write_then_read(void **state)
{
    char path[FILE_PATH_SIZE];
    struct buf buf;
    struct stat info;

    buf_init(&buf, 100);
    assert_true(file_join(path, sizeof(path), *state, "key"));
    assert_int_equal(file_read(path, 100, &buf), ERR_NOT_FOUND);
    assert_int_equal(file_write(path, 0600, "first", 5), ERR_OK);
    assert_int_equal(file_write(path, 0600, "second", 6), ERR_OK);
    assert_int_equal(file_read(path, 100, &buf), ERR_OK);
    assert_string_equal(buf_text(&buf), "second");
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    // No temporary file stays behind.
    assert_int_equal(count_files(*state), 1);
    buf_clear(&buf);
}

static void
reading_is_bounded(void **state)
{
    char path[FILE_PATH_SIZE];
    struct buf buf;

    assert_true(file_join(path, sizeof(path), *state, "long"));
    assert_int_equal(file_write(path, 0644, "0123456789", 10), ERR_OK);
    buf_init(&buf, 100);
    assert_int_equal(file_read(path, 9, &buf), ERR_INVALID);
    buf_clear(&buf);
    assert_int_equal(file_read(path, 10, &buf), ERR_OK);
    assert_int_equal(buf.len, 10);
    buf_clear(&buf);
    buf_init(&buf, 5);
    assert_int_equal(file_read(path, 100, &buf), ERR_NO_MEMORY);
    buf_clear(&buf);
    assert_int_equal(file_read(*state, 100, &buf), ERR_IO);
    buf_clear(&buf);
}

static void
folders_and_removal(void **state)
{
    char path[FILE_PATH_SIZE], inside[FILE_PATH_SIZE];

    assert_true(file_join(path, sizeof(path), *state, "a/b/c"));
    assert_int_equal(file_make_dirs(path, 0700), ERR_OK);
    assert_int_equal(file_make_dirs(path, 0700), ERR_OK);
    assert_true(file_exists(path));
    assert_true(file_join(inside, sizeof(inside), path, "file"));
    assert_false(file_exists(inside));
    assert_int_equal(file_write(inside, 0600, "", 0), ERR_OK);
    assert_int_equal(file_make_dirs(inside, 0700), ERR_IO);
    assert_int_equal(file_remove(inside), ERR_OK);
    assert_int_equal(file_remove(inside), ERR_OK);
    assert_int_equal(file_remove(path), ERR_IO);
    assert_int_equal(file_make_dirs("", 0700), ERR_INVALID);
}

static void
joining_fits_or_fails(void **state)
{
    char out[8];

    (void)state;
    assert_true(file_join(out, sizeof(out), "/a", "b"));
    assert_string_equal(out, "/a/b");
    assert_true(file_join(out, sizeof(out), "/a/", "b"));
    assert_string_equal(out, "/a/b");
    assert_true(file_join(out, sizeof(out), "", "b"));
    assert_string_equal(out, "b");
    assert_false(file_join(out, sizeof(out), "/abc", "defg"));
}

// Exit code of a child that tries the lock: the error it got.
static int
lock_in_child(const char *path)
{
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        int fd = -1;

        _exit((int)file_lock(path, &fd));
    }
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    return WEXITSTATUS(status);
}

static void
one_process_holds_a_lock(void **state)
{
    char path[FILE_PATH_SIZE];
    int fd = -1;

    assert_true(file_join(path, sizeof(path), *state, "lock"));
    assert_int_equal(file_lock(path, &fd), ERR_OK);
    assert_int_equal(lock_in_child(path), ERR_CONFLICT);
    file_unlock(fd);
    file_unlock(-1);
    assert_int_equal(lock_in_child(path), ERR_OK);
}

static void
state_dir_follows_the_environment(void **state)
{
    char out[FILE_PATH_SIZE];
    char tiny[4];

    (void)state;
    assert_int_equal(setenv("XDG_STATE_HOME", "/state", 1), 0);
    (void)unsetenv("INVOCATION_ID");
    assert_int_equal(file_state_dir("app", out, sizeof(out)), ERR_OK);
    assert_string_equal(out, geteuid() == 0 ? "/var/lib/app" : "/state/app");
    assert_int_equal(setenv("INVOCATION_ID", "1", 1), 0);
    assert_int_equal(file_state_dir("app", out, sizeof(out)), ERR_OK);
    assert_string_equal(out, "/var/lib/app");
    assert_int_equal(file_state_dir("app", tiny, sizeof(tiny)), ERR_INVALID);
}

/** Commands run as a service's user find what its service keeps. */
static void
state_dir_is_the_services_for_its_user(void **state)
{
    char folder[] = "/var/lib/test-util-file-XXXXXX";
    const char *app = strrchr(folder, '/') + 1;
    char out[FILE_PATH_SIZE] = "";
    char other[FILE_PATH_SIZE] = "";

    (void)state;
    if (geteuid() != 0 || !mkdtemp(folder)) {
        skip();
    }
    (void)unsetenv("INVOCATION_ID");
    assert_int_equal(setenv("XDG_STATE_HOME", "/state", 1), 0);
    bool given = chown(folder, 65534, 65534) == 0;
    if (given && seteuid(65534) == 0) {
        (void)file_state_dir(app, out, sizeof(out));
        assert_int_equal(seteuid(0), 0);
    }
    if (given && seteuid(65533) == 0) {
        (void)file_state_dir(app, other, sizeof(other));
        assert_int_equal(seteuid(0), 0);
    }
    assert_int_equal(rmdir(folder), 0);
    assert_string_equal(out, folder);
    assert_int_equal(strncmp(other, "/state/", 7), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(write_then_read, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(reading_is_bounded, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(folders_and_removal, make_folder,
                                        drop_folder),
        cmocka_unit_test(joining_fits_or_fails),
        cmocka_unit_test_setup_teardown(one_process_holds_a_lock,
                                        make_folder, drop_folder),
        cmocka_unit_test(state_dir_follows_the_environment),
        cmocka_unit_test(state_dir_is_the_services_for_its_user),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
