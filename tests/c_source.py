# SPDX-License-Identifier: Apache-2.0
"""What check_style.py needs to know of a C file: words without comments and
strings, functions with their size, declarations, includes."""

import re

TOKEN = re.compile(r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<char>'(?:\\.|[^'\\\n])*')
""", re.S | re.X)
DIRECTIVE = re.compile(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", re.M)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.M)
ATTRIBUTE = re.compile(r"__attribute__\s*\(\(.*?\)\)\)?", re.S)
DECISION = re.compile(r"\b(?:if|for|while|case)\b|&&|\|\||\?")
KEYWORDS = {"if", "for", "while", "switch", "return", "sizeof", "do", "else",
            "defined", "static_assert", "_Static_assert", "alignas"}


def blank(text):
    """As many characters, but only line breaks of them left."""
    return re.sub(r"[^\n]", " ", text)


class Function:
    def __init__(self, name, line, lines, head, params, body):
        self.name = name
        self.line = line      # of the name, as an editor's tags have it
        self.lines = lines    # from there to the closing brace
        self.static = re.search(r"\bstatic\b", head) is not None
        self.params = count_params(params)
        self.body = body
        self.complexity = 1 + len(DECISION.findall(body))
        # A table in the shape of a switch may be longer than code.
        self.dispatch = len(re.findall(r"\bswitch\b", body)) == 1 \
            and not re.search(r"\b(?:for|while|do)\b", body)


class Declaration:
    def __init__(self, text, line):
        self.text = text
        self.line = line


def split_params(params):
    depth, start, parts = 0, 0, []
    for i, char in enumerate(params):
        depth += (char in "([{") - (char in ")]}")
        if char == "," and depth == 0:
            parts.append(params[start:i])
            start = i + 1
    return parts + [params[start:]]


def count_params(params):
    parts = [part.strip() for part in split_params(params)]
    return 0 if parts in ([""], ["void"]) else len(parts)


def opening(text, close):
    """The bracket that the one at `close` belongs to, or -1."""
    depth = 0
    for i in range(close, -1, -1):
        depth += (text[i] == ")") - (text[i] == "(")
        if depth == 0:
            return i
    return -1


def closing_brace(text, start):
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return i
    return len(text) - 1


class Source:
    def __init__(self, text):
        self.text = text
        self.strings = []          # (line, text of neighbouring literals)
        self.comment_lines = set()
        self.code = self._mask()   # no comments, strings, characters
        self.plain = DIRECTIVE.sub(lambda m: blank(m.group()), self.code)
        self.functions = []
        self.declarations = []     # of the file, bodies folded to {}
        self._split()

    def line_at(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def includes(self):
        """(line, '<' or '"', path)."""
        return [(self.line_at(m.start(1)), m.group(1), m.group(2))
                for m in INCLUDE.finditer(self.text)]

    def _mask(self):
        out, at, last = [], 0, -1
        for match in TOKEN.finditer(self.text):
            between = self.text[at:match.start()]
            out.append(between)
            found = match.group()
            if match.lastgroup == "comment":
                first = self.line_at(match.start())
                self.comment_lines.update(
                    range(first, first + found.count("\n") + 1))
                out.append(blank(found))
            else:
                out.append(found[0] + blank(found[1:-1]) + found[-1])
            if match.lastgroup == "string":
                if last == len(self.strings) - 1 and not between.strip() \
                        and self.strings:
                    line, text = self.strings[-1]
                    self.strings[-1] = (line, text + found[1:-1])
                else:
                    self.strings.append(
                        (self.line_at(match.start()), found[1:-1]))
                last = len(self.strings) - 1
            elif match.lastgroup == "char" or between.strip():
                last = -1
            at = match.end()
        out.append(self.text[at:])
        return "".join(out)

    def _split(self):
        """Walk the top level: functions, and all else that ends in ;"""
        text, start, at, folded = self.plain, 0, 0, ""
        while at < len(text):
            char = text[at]
            if char == "{":
                end = closing_brace(text, at)
                head = folded + text[start:at]
                if self._function(head, at, end):
                    folded, start = "", end + 1
                else:
                    folded, start = head + "{}", end + 1
                at = end + 1
                continue
            if char == ";":
                whole = folded + text[start:at]
                if whole.strip():
                    first = self._first_line(whole, at)
                    self.declarations.append(Declaration(
                        " ".join(whole.split()), first))
                folded, start = "", at + 1
            at += 1

    def _first_line(self, whole, end):
        # `whole` lost the insides of braces; the masked text has them all.
        begin = self.plain.rfind(";", 0, end)
        wanted = whole.split()[0]
        word = re.compile(r"(?<!\w)" + re.escape(wanted))
        depth_start = self._declaration_start(end)
        match = word.search(self.plain, depth_start)
        return self.line_at(match.start() if match else begin + 1)

    def _declaration_start(self, end):
        """Behind the last ; or closing function brace at the top level."""
        depth, last = 0, 0
        for i in range(end):
            char = self.plain[i]
            depth += (char == "{") - (char == "}")
            if depth == 0 and char == ";":
                last = i + 1
        for function in self.functions:
            if last < function.end <= end:
                last = function.end
        return last

    def _function(self, head, brace, end):
        bare = ATTRIBUTE.sub("", head).rstrip()
        if not bare.endswith(")") or "=" in bare.split("(")[0]:
            return False
        left = opening(bare, len(bare) - 1)
        match = re.search(r"(\w+)\s*$", bare[:left]) if left > 0 else None
        if not match or match.group(1) in KEYWORDS:
            return False
        name = match.group(1)
        at = self.plain.rfind(name, 0, brace)
        while at > 0 and not re.match(r"\b" + name + r"\s*\(",
                                      self.plain[at:]):
            at = self.plain.rfind(name, 0, at)
        line = self.line_at(at)
        function = Function(name, line, self.line_at(end) - line + 1,
                            bare[:match.start()],
                            bare[left + 1:-1], self.plain[brace:end + 1])
        function.start, function.end = at, end + 1
        self.functions.append(function)
        return True


def prototype(declaration):
    """The name of the function that a declaration announces, or None."""
    text = ATTRIBUTE.sub("", declaration.text).strip()
    if "=" in text or "{" in text or not text.endswith(")") \
            or re.match(r"(?:typedef|static_assert|_Static_assert)\b", text):
        return None
    left = opening(text, len(text) - 1)
    match = re.search(r"(\w+)\s*$", text[:left])
    # `int (*hook)(void)` is a variable, and nothing precedes a macro call.
    if not match or match.group(1) in KEYWORDS \
            or not text[:match.start()].strip(" *"):
        return None
    return match.group(1)


def mutable(text):
    """The name of the changeable variable that a declaration makes."""
    text = ATTRIBUTE.sub("", text)
    text = re.split(r"(?<![=!<>])=(?!=)", text)[0].strip()
    if not text or re.match(
            r"(?:typedef|extern|static_assert|_Static_assert)\b", text):
        return None
    text = re.sub(r"(?:\[[^\]]*\]\s*)+$", "", text).strip()
    pointer = re.search(r"\(\s*\*\s*(const\s+)?(\w+)\s*(?:\[[^\]]*\])?\s*\)"
                        r"\s*\(", text)
    if pointer:
        return None if pointer.group(1) else pointer.group(2)
    if text.endswith(")") or text.endswith("}"):
        return None
    match = re.match(r"(.*?)(\w+)$", text, re.S)
    if not match or not match.group(1).strip():
        return None
    before = match.group(1)
    if re.fullmatch(r"\s*(?:struct|enum|union)\s*", before):
        return None
    if "*" in before:
        return None if re.search(r"\*\s*const\s*$", before) \
            else match.group(2)
    return None if re.search(r"\bconst\b", before) else match.group(2)
