#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""check_style.py finds each thing it is for, and nothing in a good tree."""

import contextlib
import io
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import check_style
from c_source import Source, mutable, prototype

LICENCE = "// SPDX-License-Identifier: Apache-2.0\n"
HEADER = LICENCE + """\
#ifndef UTIL_A_H
#define UTIL_A_H
#include <stddef.h>
/** How many; see the law. */
size_t
a_count(const char *text, size_t max);
#endif
"""
CODE = LICENCE + """\
#include "util/a.h"

#include <string.h>

// Explained: who writes it and why it is global.
static int level;
static const char *const names[] = {"exit()", "strcpy(a, b); // {"};

size_t
a_count(const char *text, size_t max)
{
    level++;
    return strnlen(text ? text : names[0], max);
}
"""


def function(lines, name="long_one"):
    return (f"int\n{name}(void);\nint\n{name}(void)\n{{\n"
            + "    (void)0;\n" * (lines - 4) + "    return 0;\n}\n")


class Tree(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = self.folder.name
        self.write("src/util/a.h", HEADER)
        self.write("src/util/a.c", CODE)
        self.write("tests/util/test_a.c", LICENCE + "// a test\n" * 20)
        self.write("README.md", "read me\n")

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        full = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "w", encoding="utf-8") as file:
            file.write(text)

    def more_tests(self, lines):
        self.write("tests/util/test_more.c", LICENCE + "//\n" * lines)

    def found(self):
        return [f"{path}:{line}: {text}" for path, line, text
                in check_style.Checker(self.root).run()]

    def assert_found(self, *expected):
        self.assertEqual(self.found(), list(expected))

    def test_a_good_tree_has_no_violation(self):
        self.assert_found()

    # Layers

    def test_room_that_is_not_allowed(self):
        self.write("src/model/m.h", LICENCE)
        self.write("src/util/b.c", LICENCE + '\n#include "model/m.h"\n')
        self.assert_found("src/util/b.c:3: util may not include model")

    def test_rooms_that_include_each_other(self):
        self.write("src/model/m.h", LICENCE + '#include "util/a.h"\n')
        self.write("src/util/b.c", LICENCE + '#include "model/m.h"\n')
        self.assertIn("src/util/b.c:2: util and model include each other",
                      self.found())
        self.assertIn("src/model/m.h:2: model and util include each other",
                      self.found())

    def test_headers_that_include_each_other(self):
        self.write("src/util/x.h", LICENCE + '#include "util/y.h"\n')
        self.write("src/util/y.h", LICENCE + '#include "util/x.h"\n')
        self.assert_found(
            "src/util/x.h:2: src/util/x.h and src/util/y.h include each "
            "other",
            "src/util/y.h:2: src/util/y.h and src/util/x.h include each "
            "other")

    def test_libraries(self):
        for room, header, library in [
                ("screens", "SDL2/SDL.h", "sdl"),
                ("wire", "sqlite3.h", "sqlite"),
                ("hub", "curl/curl.h", "curl"),
                ("store", "jansson.h", "jansson"),
                ("ui", "sodium.h", "sodium"),
                ("store", "openssl/x509.h", "openssl"),
                ("app", "SDL2/SDL_ttf.h", "ttf"),
                ("devices", "pinyin.h", "pinyin"),
                ("app", "glib.h", "glib")]:
            path = f"src/{room}/b.c"
            self.write(path, LICENCE + f"#include <{header}>\n")
            self.assert_found(f"{path}:2: {room} may not use {library}")
            os.remove(os.path.join(self.root, path))
        self.write("src/sync/b.c", LICENCE + "#include <curl/curl.h>\n"
                   "#include <openssl/ssl.h>\n#include <sys/stat.h>\n")
        self.write("src/util/b.c", LICENCE + "#include <gtk.h>\n")
        self.assert_found("src/util/b.c:2: unknown library header <gtk.h>")

    def test_includes_from_beside(self):
        self.write("src/util/b.c", LICENCE + '#include "a.h"\n')
        self.assertIn('src/util/b.c:2: "a.h" is not a header below src',
                      self.found())

    def test_folder_that_is_no_room(self):
        self.write("src/misc/m.c", LICENCE)
        self.assert_found("src/misc:0: is not a room",
                          "src/misc/m.c:1: not in a room of src")

    # Sizes

    def test_long_function(self):
        self.more_tests(200)
        self.write("src/util/b.c", LICENCE + function(80))
        found = self.found()
        self.assertFalse(any("long_one" in line for line in found))
        self.write("src/util/b.c", LICENCE + function(81))
        self.assertIn("src/util/b.c:5: long_one has 81 lines, at most 80",
                      self.found())

    def test_dispatch_may_be_longer(self):
        self.more_tests(200)
        body = "    case 1:\n        return 1;\n" * 10 + "    (void)0;\n" * 80
        text = ("int\ngo(int i);\nint\ngo(int i)\n{\n    switch (i) {\n"
                + body + "    }\n    return 0;\n}\n")
        self.write("src/util/b.c", LICENCE + text)
        self.assertFalse(any("go has" in line for line in self.found()))

    def test_too_many_long_functions(self):
        self.more_tests(200)
        self.write("src/util/b.c", LICENCE + function(70))
        self.assert_found("src:0: 1 of 2 functions above 60 lines, at most "
                          "4 %")

    def test_long_file(self):
        self.more_tests(400)
        self.write("src/util/b.c", LICENCE
                   + "".join(function(20, f"f{i}") for i in range(28)))
        self.assert_found("src/util/b.c:601: file of 645 lines, at most 600")

    def test_one_table_may_be_long(self):
        self.more_tests(1200)
        table = "const int t[] = {\n" + "    1,\n" * 700 + "};\n"
        self.write("src/util/b.c", LICENCE + table)
        self.assert_found()
        self.write("src/util/c.c", LICENCE + table)
        self.assert_found("src/util/c.c:601: second data table of 703 "
                          "lines: only one may be long")

    def test_complexity(self):
        for count, good in [(14, True), (15, False)]:
            text = ("int\ngo(int i)\n{\n    return "
                    + "&&".join("i" * (count + 1)) + ";\n}\n")
            self.write("src/util/b.c", LICENCE + text)
            self.assertEqual(self.found(), [] if good else [
                "src/util/b.c:3: go has complexity 16, at most 15"])

    def test_parameters(self):
        six = ", ".join(f"int a{i}" for i in range(5)) \
            + ", int (*f)(int, int)"
        self.write("src/util/b.c", LICENCE + f"void\ngo({six})\n{{\n}}\n")
        self.assert_found()
        self.write("src/util/b.c", LICENCE
                   + f"void\ngo({six}, int g)\n{{\n}}\n")
        self.assert_found("src/util/b.c:3: go takes 7 parameters, at most 6")

    def test_public_functions(self):
        self.more_tests(50)
        names = "".join(f"void\nb_f{i}(int (*hook)(void), int n);\n"
                        for i in range(15))
        other = "struct b {\n    int (*f)(void);\n};\ntypedef void b_fn(int);\n"
        self.write("src/util/b.h", LICENCE + names + other)
        self.assert_found()
        self.write("src/util/b.h", LICENCE + names + other
                   + "int\nb_last(const char *format, ...)\n"
                     "    __attribute__((format(printf, 1, 2)));\n")
        self.assert_found("src/util/b.h:1: 16 public functions, at most 15")

    # Calls and variables

    def test_banned_calls(self):
        self.write("src/util/b.c", LICENCE + "void\ngo(char *a)\n{\n"
                   "    strcpy(a, \"b\");\n    snprintf(a, 1, \"b\");\n"
                   "    exit (1);\n    self->exit(2);\n    printf(\"x\");\n"
                   "    // strcat(a, b)\n}\n")
        self.assert_found("src/util/b.c:5: strcpy is banned here",
                          "src/util/b.c:7: exit is banned here",
                          "src/util/b.c:9: printf is banned here")

    def test_main_may_print_and_exit(self):
        text = LICENCE + "int\nmain(void)\n{\n    printf(\"x\");\n" \
            "    exit(1);\n}\n"
        self.write("src/app/main.c", text)
        self.assert_found()
        self.write("src/app/main.c", text + "// end\nint b = atoi(\"1\");\n")
        self.assertIn("src/app/main.c:9: atoi is banned here", self.found())

    def test_sql(self):
        text = LICENCE + "void\ngo(void)\n{\n    sqlite3_exec(db, q);\n}\n"
        self.write("src/store/db.c", text)
        self.assert_found()
        self.write("src/store/other.c", text)
        self.assert_found("src/store/other.c:5: sqlite3_exec is banned here")
        self.write("src/store/other.c", LICENCE + "void\ngo(void)\n{\n"
                   "    f(\"%s: selected\");\n"
                   "    f(\"SELECT a \"\n      \"FROM %s\");\n}\n")
        self.assert_found("src/store/other.c:6: SQL is built by %s: bind a "
                          "value")

    def test_unexplained_variables(self):
        self.write("src/util/b.c", LICENCE + "\nstatic int seen;\n"
                   "static struct {\n    int a;\n} state = {.a = 1};\n"
                   "const int fixed = 1;\nstatic const char *text;\n"
                   "void\ngo(void)\n{\n    static int calls = 0;\n"
                   "    static const int more[] = {1};\n    int own;\n}\n")
        self.assertEqual(
            [line for line in self.found() if "explains" in line],
            ["src/util/b.c:3: seen can change and no comment explains it",
             "src/util/b.c:4: state can change and no comment explains it",
             "src/util/b.c:8: text can change and no comment explains it",
             "src/util/b.c:12: calls can change and no comment explains it"])

    def test_too_many_variables(self):
        self.write("src/util/b.c", LICENCE + "static int b; // explained\n"
                   "static int c; // explained\n")
        self.assert_found("src:0: 3 mutable variables at file scope in "
                          "18 lines, at most 0.5 in 1000")

    # Files

    def test_wide_lines(self):
        wide = "// " + "x" * 78 + "\n"
        self.more_tests(300)
        self.write("src/util/b.c", LICENCE + wide)
        self.assert_found()
        self.write("src/util/b.c", LICENCE + wide * 9)
        self.assertIn("src/util/b.c:2: 81 columns: more than 1 % of all "
                      "lines are above 80", self.found())

    def test_licence_lines(self):
        self.write("src/util/b.c", "int\nb(void);\n")
        self.write("config/set-up.sh", "#!/bin/sh\necho\n")
        self.assert_found("config/set-up.sh:1: no SPDX line",
                          "src/util/b.c:1: no SPDX line")

    def test_licence_of_another_room(self):
        """libpinyin's licence stays in the one program that links it."""
        copyleft = LICENCE.replace("Apache-2.0", "GPL-3.0-or-later")
        self.write("src/ime/main.c", copyleft)
        self.write("src/util/b.c", LICENCE)
        self.assertEqual(self.found(), [])
        self.write("src/ime/main.c", LICENCE)
        self.write("src/util/b.c", copyleft)
        self.assert_found(
            "src/ime/main.c:1: its room is under GPL-3.0-or-later",
            "src/util/b.c:1: its room is under Apache-2.0")

    def test_words_of_a_build_machine(self):
        self.write("README.md", "see /wor" + "k/main/src\n\nget it from "
                   + "pypi" + ".org\nbut a/wor" + "k/b is fine\n")
        self.assert_found("README.md:1: names a path of one machine",
                          "README.md:3: names a package registry")

    def test_top_level(self):
        self.write("notes.txt", "")
        self.write("docs/a.md", "")
        self.write("build/x.c", "anything")
        self.write(".hidden", "anything")
        self.assert_found("docs:0: does not belong at the top",
                          "notes.txt:0: does not belong at the top")

    def test_too_few_tests(self):
        self.write("src/util/b.c", LICENCE + "//\n" * 60)
        self.assert_found("tests:0: 21 lines of tests for 84 of source, at "
                          "least 0.4")

    def test_unfinished_work(self):
        self.write("src/util/b.c", LICENCE + "// TO" + "DO later\n")
        self.assert_found("src/util/b.c:2: unfinished: more than 0.2 in "
                          "1000 lines")

    # The program

    def run_main(self, *arguments):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = check_style.main([*arguments, self.root])
        return code, out.getvalue()

    def test_exit_code_and_figures(self):
        self.assertEqual(self.run_main(), (0, ""))
        code, out = self.run_main("--figures")
        self.assertEqual(code, 0)
        self.assertRegex(out, r"function lines.* 14 / 50 +80 +5 / 5 / 5")
        self.write("src/util/b.c", "")
        code, out = self.run_main()
        self.assertEqual(code, 1)
        self.assertEqual(out, "src/util/b.c:1: no SPDX line\n")


class Reading(unittest.TestCase):
    def test_functions_of_all_shapes(self):
        source = Source(CODE + """
struct pair { int a; int b; };
#define EACH(x) for (;;) { x(); }
static void
quiet(const struct pair *p, int (*f)(int a, int b))
    __attribute__((nonnull));
static void
quiet(const struct pair *p, int (*f)(int a, int b))
{
    struct pair list[] = {{1, 2}, {3, 4}};
    if (p->a == '{' || f(1, 2)) { return; }
}
""")
        self.assertEqual([(f.name, f.static, f.params, f.complexity, f.lines)
                          for f in source.functions],
                         [("a_count", False, 2, 2, 5),
                          ("quiet", True, 2, 3, 5)])

    def test_prototypes(self):
        for text, name in [
                ("size_t a_count(const char *text)", "a_count"),
                ("struct x *make(void)", "make"),
                ("void log(const char *f, ...) "
                 "__attribute__((format(printf, 1, 2)))", "log"),
                ("typedef void fn(int)", None),
                ("static_assert(sizeof(int) == 4)", None),
                ("int (*hook)(void)", None),
                ("struct x {}", None), ("int a", None)]:
            source = Source(text + ";\n")
            self.assertEqual(prototype(source.declarations[0]), name, text)

    def test_what_can_change(self):
        for text, name in [
                ("static int a", "a"), ("int a[3] = {}", "a"),
                ("static const int a = 1", None),
                ("static const char *a", "a"),
                ("static const char *const a[] = {}", None),
                ("static struct {} a = {}", "a"), ("struct a {}", None),
                ("struct a", None), ("extern int a", None),
                ("typedef int a", None), ("static const struct {} a = {}",
                                          None),
                ("static _Thread_local int a", "a"),
                ("static int (*hook)(void)", "hook"),
                ("static int (*const hook)(void) = f", None)]:
            self.assertEqual(mutable(text), name, text)


if __name__ == "__main__":
    unittest.main()
