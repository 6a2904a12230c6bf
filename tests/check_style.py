#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the rules of this code that a compiler does not know.

Which room includes what, how large files and functions are, which calls are
banned, what may change at file scope. Prints `file:line: text` for each
violation and exits 1; `--figures` prints measures beside their aims.

    python3 tests/check_style.py [--figures] [ROOT]
"""

import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True

from c_source import Source, mutable, prototype

# What each room may include: rooms, then libraries.
ROOMS = {
    "util": ("", "sodium"),
    "model": ("util", "jansson md4c"),
    "wire": ("model util", "jansson sodium"),
    "store": ("wire model util", "sqlite"),
    "sync": ("store wire model util", "curl openssl"),
    "devices": ("util", "zxing sdl"),
    "ui": ("model util", "sdl ttf unibreak qrencode"),
    "screens": ("ui store model util", ""),
    "app": ("util model wire store sync devices ui screens",
            "sdl config systemd"),
    "ime": ("", "pinyin glib db"),
    "hub": ("wire model util", "microhttpd sqlite pq zlib qrencode config "
            "sodium"),
}
LIBRARIES = [
    (r"sodium(\.h|/)", "sodium"), (r"jansson\.h", "jansson"),
    (r"md4c.*\.h", "md4c"), (r"sqlite3.*\.h", "sqlite"),
    (r"curl/", "curl"), (r"openssl/", "openssl"), (r"ZXing/", "zxing"),
    (r"SDL2/SDL_ttf\.h|SDL_ttf\.h", "ttf"), (r"SDL2/|SDL.*\.h", "sdl"),
    (r"(linebreak|graphemebreak|wordbreak|unibreak).*\.h", "unibreak"),
    (r"qrencode\.h", "qrencode"), (r"libconfig\.h", "config"),
    (r"systemd/", "systemd"), (r"pinyin\.h", "pinyin"), (r"glib\.h", "glib"),
    (r"microhttpd\.h", "microhttpd"), (r"libpq.*\.h", "pq"),
    (r"zlib\.h", "zlib"), (r"db\.h", "db"),
]
SYSTEM = set("""
    assert ctype dirent dlfcn endian errno fcntl fenv float inttypes libgen
    limits locale malloc math netdb poll pthread pwd sched semaphore setjmp
    signal spawn stdalign stdarg stdatomic stdbool stddef stdint stdio stdlib
    stdnoreturn string strings syslog termios threads time uchar unistd wchar
    wctype getopt glob iconv ifaddrs
    """.split())
SYSTEM_FOLDERS = ("sys/", "net/", "netinet/", "arpa/", "linux/")

# Words that no file may hold, whole here in pieces alone.
HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org",
         "npmjs" + ".com", "crates" + ".io", "proxy.golang" + ".org",
         "rubygems" + ".org", "docker" + ".io", "ghcr" + ".io",
         "quay" + ".io"]
MACHINE = re.compile(r"(?<![\w./~$}-])/(?:wor" + r"k|roo" + r"t)/\w")

UNSAFE = "strcpy strcat sprintf strtok atoi gmtime localtime gets".split()
OUTSIDE_MAIN = "printf exit".split()
EXEC_FILES = re.compile(r"src/store/db\.c|src/hub/store_sqlite\w*\.c")
SQL = re.compile(r"\s*(?:SELECT|INSERT|UPDATE|DELETE FROM|REPLACE INTO|"
                 r"CREATE|ALTER|DROP|PRAGMA|ATTACH|DETACH|VACUUM|WITH)\b")
PERCENT_S = re.compile(r"%[-0-9.*]*s")

TOP = {"src", "assets", "fonts", "config", "tests", "CMakeLists.txt",
       "README.md", "CMakePresets.json", "LICENSE"}
NOT_OURS = {"build", "node_modules", "__pycache__"}
SPDX = "SPDX-License-Identifier:"
LICENCES = {"ime": "GPL-3.0-or-later"}  # rooms under one of their own
SPDX_ENDS = (".c", ".h", ".cpp", ".py", ".sh", ".cmake", ".js", ".css",
             "CMakeLists.txt", ".po", ".service")
BINARY_ENDS = (".otf", ".ttf", ".png", ".jpg", ".ico", ".wav", ".ogg", ".gz",
               ".mo", ".db", ".sqlite", ".woff2", ".bin")

# Signatures that a library prescribes for its callbacks.
PRESCRIBED = {("src/hub/http_mhd.c", "on_request")}

FILE_LINES = 600
FUNCTION_LINES = 80
DISPATCH_LINES = 120
LONG_FUNCTION = 60


def percentile(values, part):
    values = sorted(values)
    if not values:
        return 0
    return values[min(len(values) - 1, int(part * len(values)))]


def library_of(path):
    for pattern, name in LIBRARIES:
        if re.match(pattern, path):
            return name
    return None


class Checker:
    def __init__(self, root):
        self.root = root
        self.found = []
        self.sources = {}
        self.functions = []  # (path, Function)
        self.mutables = 0
        self.headers = {}    # path: public functions
        for path in self.walk("src"):
            if path.endswith((".c", ".h", ".cpp")):
                self.sources[path] = Source(self.read(path))

    def say(self, path, line, text):
        self.found.append((path, line, text))

    def read(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8") as file:
            return file.read()

    def walk(self, *folders):
        for folder in folders:
            base = os.path.join(self.root, folder)
            for at, names, files in os.walk(base):
                names[:] = sorted(n for n in names if n not in NOT_OURS
                                  and not (n.startswith(".")
                                           and at == self.root
                                           and n != ".ci"))
                for name in sorted(files):
                    full = os.path.join(at, name)
                    if not os.path.islink(full):
                        yield os.path.relpath(full, self.root)

    # Layers

    def check_layers(self):
        graph = {}
        for path, source in self.sources.items():
            room = path.split("/")[1] if path.count("/") >= 2 else ""
            if room not in ROOMS:
                self.say(path, 1, "not in a room of src")
                continue
            for line, kind, name in source.includes():
                if kind == '"':
                    self.check_room(path, line, room, name)
                    graph.setdefault(room, {}).setdefault(
                        name.split("/")[0], (path, line))
                else:
                    self.check_library(path, line, room, name)
        self.check_cycles(graph)
        self.check_header_cycles()

    def check_room(self, path, line, room, name):
        other = name.split("/")[0]
        if "src/" + name not in self.sources:
            self.say(path, line, f'"{name}" is not a header below src')
        elif other != room and other not in ROOMS[room][0].split():
            self.say(path, line, f"{room} may not include {other}")

    def check_library(self, path, line, room, name):
        library = library_of(name)
        if library:
            if library not in ROOMS[room][1].split():
                self.say(path, line, f"{room} may not use {library}")
        elif name.split(".")[0] not in SYSTEM \
                and not name.startswith(SYSTEM_FOLDERS) \
                and not path.endswith(".cpp"):
            self.say(path, line, f"unknown library header <{name}>")

    def check_cycles(self, graph):
        for start in sorted(graph):
            for other in sorted(graph[start]):
                if other != start and self.reaches(graph, other, start):
                    path, line = graph[start][other]
                    self.say(path, line,
                             f"{start} and {other} include each other")

    @staticmethod
    def reaches(graph, start, goal):
        todo, seen = [start], set()
        while todo:
            at = todo.pop()
            if at == goal:
                return True
            if at not in seen:
                seen.add(at)
                todo += graph.get(at, {})
        return False

    def check_header_cycles(self):
        graph = {}
        for path, source in self.sources.items():
            if path.endswith(".h"):
                for line, kind, name in source.includes():
                    if kind == '"':
                        graph.setdefault(path, {})["src/" + name] = \
                            (path, line)
        self.check_cycles(graph)

    # Sizes

    def check_sizes(self):
        tables = []
        for path, source in self.sources.items():
            lines = source.text.count("\n")
            code = sum(f.lines for f in source.functions)
            if path.endswith((".c", ".cpp")) and lines > FILE_LINES:
                if code < lines / 10:
                    tables.append((path, lines))
                else:
                    self.say(path, FILE_LINES + 1, f"file of {lines} lines,"
                             f" at most {FILE_LINES}")
            for function in source.functions:
                self.functions.append((path, function))
                self.check_function(path, function)
        for path, lines in tables[1:]:
            self.say(path, FILE_LINES + 1, f"second data table of {lines} "
                     "lines: only one may be long")
        long = [f for _, f in self.functions if f.lines > LONG_FUNCTION]
        if len(long) * 100 > len(self.functions) * 4:
            self.say("src", 0, f"{len(long)} of {len(self.functions)} "
                     f"functions above {LONG_FUNCTION} lines, at most 4 %")

    def check_function(self, path, function):
        most = DISPATCH_LINES if function.dispatch else FUNCTION_LINES
        name = function.name
        if function.lines > most:
            self.say(path, function.line, f"{name} has {function.lines} "
                     f"lines, at most {most}")
        if function.complexity > 15:
            self.say(path, function.line, f"{name} has complexity "
                     f"{function.complexity}, at most 15")
        if function.params > 6 and (path, name) not in PRESCRIBED:
            self.say(path, function.line, f"{name} takes {function.params} "
                     "parameters, at most 6")

    def check_headers(self):
        for path, source in self.sources.items():
            if not path.endswith(".h"):
                continue
            names = [prototype(d) for d in source.declarations]
            count = len([name for name in names if name]) \
                + len([f for f in source.functions if not f.static])
            self.headers[path] = count
            if count > 15:
                self.say(path, 1, f"{count} public functions, at most 15")

    # Calls and variables

    def check_calls(self):
        for path in list(self.sources) + list(self.test_sources()):
            source = self.sources.get(path) or Source(self.read(path))
            banned = list(UNSAFE)
            if path.startswith("src/"):
                if not path.endswith("/main.c"):
                    banned += OUTSIDE_MAIN
                if not EXEC_FILES.fullmatch(path):
                    banned.append("sqlite3_exec")
            word = re.compile(r"(?<![\w.>])(" + "|".join(banned)
                              + r")\s*\(")
            for match in word.finditer(source.code):
                self.say(path, source.line_at(match.start()),
                         f"{match.group(1)} is banned here")
            self.check_sql(path, source)

    def check_sql(self, path, source):
        if not path.startswith("src/"):
            return
        for line, text in source.strings:
            if SQL.match(text) and PERCENT_S.search(text):
                self.say(path, line, "SQL is built by %s: bind a value")

    def test_sources(self):
        return [p for p in self.walk("tests") if p.endswith((".c", ".h"))]

    def check_variables(self):
        lines = sum(s.text.count("\n") for p, s in self.sources.items()
                    if p.endswith(".c"))
        for path, source in self.sources.items():
            for line, name in self.variables(path, source):
                self.mutables += 1
                if not {line, line - 1} & source.comment_lines:
                    self.say(path, line, f"{name} can change and no "
                             "comment explains it")
        if self.mutables > 2 and self.mutables * 1000 > lines * 0.5:
            self.say("src", 0, f"{self.mutables} mutable variables at file "
                     f"scope in {lines} lines, at most 0.5 in 1000")

    @staticmethod
    def variables(path, source):
        for declaration in source.declarations:
            name = None
            # A header's `handler_fn handle;` announces a function.
            hidden = path.endswith(".h") \
                and not declaration.text.startswith("static")
            if not hidden and not prototype(declaration):
                name = mutable(declaration.text)
            if name:
                yield declaration.line, name
        for function in source.functions:
            # One that outlives the call is as global as the others.
            for match in re.finditer(r"\bstatic\b([^;]*)", function.body):
                name = mutable(match.group(1))
                if name:
                    before = function.body[:match.start()].count("\n")
                    start = source.plain.index("{", function.start)
                    yield source.line_at(start) + before, name

    # Files

    def check_files(self):
        for path in self.walk("."):
            if not path.endswith(BINARY_ENDS) and ".git" not in path \
                    .split("/"):
                self.check_file(path)

    def check_file(self, path):
        try:
            text = self.read(path)
        except UnicodeDecodeError:
            return  # fuzz corpora and other bytes
        lines = text.split("\n")
        if path.endswith(SPDX_ENDS) and not any(
                SPDX in line for line in lines[:3]):
            self.say(path, 1, "no SPDX line")
        elif path.startswith("src/") and path.endswith((".c", ".h")):
            licence = LICENCES.get(path.split("/")[1], "Apache-2.0")
            if f"{SPDX} {licence}" not in "\n".join(lines[:3]):
                self.say(path, 1, f"its room is under {licence}")
        for number, line in enumerate(lines, 1):
            for word in HOSTS:
                if word in line:
                    self.say(path, number, "names a package registry")
            if MACHINE.search(line):
                self.say(path, number, "names a path of one machine")

    def check_columns(self):
        wide, total = [], 0
        for path in list(self.sources) + self.test_sources():
            for number, line in enumerate(self.read(path).split("\n"), 1):
                total += 1
                if len(line) > 80:
                    wide.append((path, number, len(line)))
        self.wide = (len(wide), total)
        if len(wide) * 100 > total:
            for path, number, length in wide:
                self.say(path, number, f"{length} columns: more than 1 % of "
                         "all lines are above 80")

    def check_top(self):
        for name in sorted(os.listdir(self.root)):
            if not name.startswith(".") and name not in TOP \
                    and name not in NOT_OURS:
                self.say(name, 0, "does not belong at the top")
        base = os.path.join(self.root, "src")
        for name in sorted(os.listdir(base)):
            if name not in ROOMS and name != "README.md":
                self.say("src/" + name, 0, "is not a room")

    # Whole

    def count_tests(self):
        return sum(self.read(p).count("\n") for p in self.walk("tests")
                   if p.endswith((".c", ".h", ".py", ".sh")))

    def count_source(self):
        return sum(s.text.count("\n") for s in self.sources.values())

    def check_ratios(self):
        tests, source = self.count_tests(), self.count_source()
        if tests < 0.4 * source:
            self.say("tests", 0, f"{tests} lines of tests for {source} of "
                     "source, at least 0.4")
        todo = [(p, s.text, m.start()) for p, s in self.sources.items()
                for m in re.finditer(r"\b(?:TODO|FIXME|XXX)\b", s.text)]
        if len(todo) * 1000 > 0.2 * source:
            for path, text, at in todo:
                self.say(path, text.count("\n", 0, at) + 1,
                         "unfinished: more than 0.2 in 1000 lines")

    def run(self):
        self.check_layers()
        self.check_sizes()
        self.check_headers()
        self.check_calls()
        self.check_variables()
        self.check_files()
        self.check_columns()
        self.check_top()
        self.check_ratios()
        return sorted(set(self.found))

    def figures(self):
        c_files = {p: s for p, s in self.sources.items() if p.endswith(".c")}
        lines = [s.text.count("\n") for s in c_files.values()]
        total = sum(lines) or 1
        sizes = [f.lines for _, f in self.functions]
        static = [f for p, f in self.functions if f.static]
        inside = "".join(f.body for _, f in self.functions)
        count = len(sizes) or 1
        long = sum(1 for n in sizes if n > LONG_FUNCTION)
        asserts = len(re.findall(r"\bassert\s*\(", inside))
        gotos = len(re.findall(r"\bgoto\b", inside))
        todo = sum(len(re.findall(r"\b(?:TODO|FIXME|XXX)\b", s.text))
                   for s in self.sources.values())
        return [
            (".c file lines, median / p95 / max", "180 / 450", "600",
             f"{percentile(lines, .5)} / {percentile(lines, .95)} / "
             f"{max(lines, default=0)}"),
            ("function lines, median / p95 / max", "14 / 50", "80",
             f"{percentile(sizes, .5)} / {percentile(sizes, .95)} / "
             f"{max(sizes, default=0)}"),
            ("functions > 60 lines, %", "2", "4",
             f"{100 * long / count:.1f}"),
            ("complexity, median / max", "8 typical", "15",
             self.spread("complexity")),
            ("parameters, p95 / max", "4", "6",
             f"{percentile([f.params for _, f in self.functions], .95)} / "
             f"{max((f.params for _, f in self.functions), default=0)}"),
            ("public functions a header, max", "8", "15",
             str(max(self.headers.values(), default=0))),
            ("mutable variables / 1000 lines", "0.3", "0.5",
             f"{1000 * self.mutables / total:.2f}"),
            ("static functions, %", ">= 50", "-",
             f"{100 * len(static) / count:.0f}"),
            ("comment lines / code lines, .h, %", "30-45", "-",
             self.comments(".h")),
            ("comment lines / code lines, .c, %", "6-12", "-",
             self.comments(".c")),
            ("asserts / goto, a 1000 lines", "8-16 / 3-10", "-",
             f"{1000 * asserts / total:.1f} / {1000 * gotos / total:.1f}"),
            ("TODO / 1000 lines", "0", "0.2", f"{1000 * todo / total:.2f}"),
            ("test lines / source lines", "0.6-0.9", "0.4",
             f"{self.count_tests() / (self.count_source() or 1):.2f}"),
            ("lines > 80 columns, %", "0.2", "1",
             f"{100 * self.wide[0] / (self.wide[1] or 1):.2f}"),
            ("src/README.md, lines", "150", "-", self.map_lines()),
        ] + self.commits()

    def commits(self):
        """Rows about the history; none where there is no git."""
        try:
            log = subprocess.run(
                ["git", "-C", self.root, "log", "--no-merges", "--numstat",
                 "--format=%x01%s%x02%b%x03"], check=True, timeout=60,
                capture_output=True, encoding="utf-8", errors="replace")
        except (OSError, subprocess.SubprocessError):
            return []
        subjects, bodies, lines, files = [], 0, [], []
        for entry in log.stdout.split("\x01")[1:]:
            subject, rest = entry.split("\x02", 1)
            body, stat = rest.split("\x03", 1)
            rows = [row.split("\t") for row in stat.split("\n") if row]
            subjects.append(len(subject))
            bodies += bool(body.strip())
            lines.append(sum(int(n) for row in rows for n in row[:2]
                             if n.isdigit()))
            files.append(len(rows))
        if not subjects:
            return []
        return [
            ("commit subject median / with body, %", "40 / >= 70", "-",
             f"{percentile(subjects, .5)} / "
             f"{100 * bodies / len(subjects):.0f}"),
            ("commit lines median / p90, files", "25, 1-2", "p90 150",
             f"{percentile(lines, .5)} / {percentile(lines, .9)}, "
             f"{percentile(files, .5)}"),
        ]

    def spread(self, name):
        values = [getattr(f, name) for _, f in self.functions]
        return f"{percentile(values, .5)} / {max(values, default=0)}"

    def comments(self, end):
        comment = code = 0
        for path, source in self.sources.items():
            if path.endswith(end):
                comment += len(source.comment_lines)
                code += sum(1 for line in source.code.split("\n")
                            if line.strip())
        return f"{100 * comment / (code or 1):.0f}"

    def map_lines(self):
        path = os.path.join(self.root, "src", "README.md")
        if not os.path.exists(path):
            return "none"
        return str(self.read("src/README.md").count("\n"))


def main(arguments):
    figures = "--figures" in arguments
    places = [a for a in arguments if not a.startswith("--")]
    here = os.path.dirname(os.path.abspath(__file__))
    checker = Checker(places[0] if places else os.path.dirname(here))
    found = checker.run()
    for path, line, text in found:
        print(f"{path}:{line}: {text}")
    if figures:
        rows = [("measure", "aim", "hard stop", "here")] + checker.figures()
        for row in rows:
            print(f"{row[0]:<36} {row[1]:>12} {row[2]:>10}   {row[3]}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
