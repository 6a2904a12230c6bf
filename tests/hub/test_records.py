#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Keeping the catalogue from the command line, as a clerk does it: import,
complaints, versions, times and previews. test_records.py BINARIES"""

import html.parser
import json
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import terminal  # noqa: E402

BINARIES = pathlib.Path(sys.argv.pop(1)).resolve()
LATER = "2099-01-01T00:00:00.000+08:00"
LATEST = "2099-06-01T00:00:00.000+08:00"
POLICY = """---
id: %s
title: %s
title.en: Clerk's policy
summary: 手写的一条
facts:
- label: 谁可以
  label.en: Who
  value: 所有人
topics: [housing]
source.document: 《当代组工干部》
source.date: 2022-10-11
state: unverified
---

# 要点

**正文**在这里。

--- en ---

Text.
"""
RULE = {"version": 1, "title": {"zh": "题"}, "result": {"zh": "结果"},
        "outcome": "MAY_APPLY",
        "questions": [{"field": "degree", "title": {"zh": "学历"},
                       "choices": [{"value": "phd", "label": {"zh": "博士"}},
                                   {"value": "other",
                                    "label": {"zh": "其他"}}]}],
        "conditions": [{"text": {"zh": "是博士"},
                        "when": {"==": [{"var": "degree"}, "phd"]}}],
        "cases": [{"data": {"degree": "phd"}, "outcome": "MAY_APPLY"}]}


class Tags(html.parser.HTMLParser):
    """Every tag of a document, and attributes that could do something."""

    def __init__(self, text):
        super().__init__()
        self.open, self.names, self.bad = [], set(), []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.names.add(tag)
        if tag != "meta":
            self.open.append(tag)
        for name, value in attributes:
            if name.startswith("on") or name in ("href", "src", "style"):
                self.bad.append((tag, name, value))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(("unclosed", tag, ""))


class Case(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        cls.hub = terminal.Hub(BINARIES, cls.root / "hub")
        cls.hub.command("init")

    @classmethod
    def tearDownClass(cls):
        cls.hub.kill()
        cls.folder.cleanup()

    def file(self, name, content):
        path = self.root / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False)
        if isinstance(content, str):
            content = content.encode()
        path.write_bytes(content)
        return path

    def refused(self, *arguments, code=1):
        done = self.hub.command(*arguments, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def states(self, kind, name):
        """The listing of one record."""
        for row in json.loads(self.hub.command("catalogue", "list", kind,
                                               "--json")):
            if row["id"] == name:
                return row
        return None

    def shown(self, kind, name, *options):
        return json.loads(self.hub.command("catalogue", "show", kind, name,
                                           *options))["body"]

    def actions(self, kind, name):
        return [(v["version"], v["action"]) for v in json.loads(
            self.hub.command("catalogue", "versions", kind, name, "--json"))]


class Import(Case):
    def test_markdown_with_a_head(self):
        path = self.file("clerk.md", POLICY % ("clerk", "手写的政策"))
        said = self.hub.command("import", "policy", path)
        self.assertEqual(said, "1 records of 1 files imported\n")
        body = self.shown("policy", "clerk")
        self.assertEqual(body["title"], {"zh": "手写的政策",
                                         "en": "Clerk's policy"})
        self.assertEqual(body["body"], {"zh": "# 要点\n\n**正文**在这里。",
                                        "en": "Text."})
        self.assertEqual(body["facts"][0]["label"]["en"], "Who")
        self.assertIn("1 as they were",
                      self.hub.command("import", "policy", path))
        [version] = json.loads(self.hub.command(
            "catalogue", "versions", "policy", "clerk", "--json"))
        self.assertEqual(version["source"], "clerk.md")
        self.assertTrue(version["by"])

    def test_what_is_shown_can_be_imported(self):
        for kind, name in (("policy", "green-channel"), ("rule", "R10"),
                           ("form", "suggestion"), ("topic", "housing"),
                           ("service", "suggestions"),
                           ("entry", "officer.chief")):
            text = self.hub.command("catalogue", "show", kind, name)
            path = self.file("again.json", text)
            self.assertIn("1 as they were",
                          self.hub.command("import", kind, path))

    def test_a_folder_is_all_or_nothing(self):
        folder = self.root / "mixed"
        self.file("mixed/README.md", "not a record")
        self.file("mixed/a.md", POLICY % ("mix-a", "甲"))
        self.file("mixed/b.md", POLICY % ("mix-b", "乙\u202e"))
        self.file("mixed/c.json", {"kind": "topic", "id": "mix-c",
                                   "body": {"name": {"zh": "丙"}}})
        self.file("mixed/d.md", POLICY % ("mix-a", "丁"))
        said = self.refused("import", "policy", folder)
        self.assertIn("b.md: line 3: title.zh: ", said)
        self.assertIn("c.json: line 1: kind: ", said)
        self.assertIn("d.md: line 2: id: another record", said)
        self.assertIn("talent-hub: nothing was imported", said)
        self.assertIsNone(self.states("policy", "mix-a"))
        done = self.hub.command("import", "policy", folder, "--skip-bad")
        self.assertEqual(done, "1 records of 4 files imported; "
                               "3 left out\n")
        self.assertEqual(self.shown("policy", "mix-a")["title"]["zh"], "甲")

    def test_every_error_names_file_field_and_reason(self):
        failing = dict(RULE, cases=[{"data": {"degree": "other"},
                                     "outcome": "MAY_APPLY"}])
        deep = b'{"kind":"policy","id":"x","body":' \
            + b'{"a":' * 10000 + b"1" + b"}" * 10000 + b"}"
        record = {"kind": "policy", "id": "x", "body": {}}
        cases = (
            ("policy", "no.json", b"", "no.json: the file is empty"),
            ("policy", "utf.json", b'{"id":\n"\xff"}', "line 2: "),
            ("policy", "nul.md", b"---\nid: \0\n---\n", "line 2: "),
            ("policy", "cut.json", b'{"kind":', "not valid JSON"),
            ("policy", "deep.json", deep, "deeper than 32"),
            ("policy", "list.json", b"[1]", "kind: "),
            ("policy", "kind.json", dict(record, kind="polity"), "kind: "),
            ("policy", "id.json", dict(record, id="a b"), "id: "),
            ("policy", "none.json", {"kind": "policy", "id": "x"},
             "body: it is missing"),
            ("policy", "text.json", dict(record, body=[]), "body: "),
            ("policy", "real.json", dict(record, body={"title": 1.5}),
             "not an integer"),
            ("policy", "miss.json", record, "title.zh: "),
            ("policy", "type.json", dict(record, body={"title": "x"}),
             "title.zh: "),
            ("policy", "title.json", dict(record, body={
                "title": {"zh": "长" * 171}}), "title.zh: the text is too"),
            ("policy", "mega.json", dict(record, body={
                "title": {"zh": "a" * 1048576}}), "larger than 1 MiB"),
            ("policy", "large.json", dict(record, body={
                "title": {"zh": "a"}, "x": "a" * 262144}), "256 KiB"),
            ("policy", "turn.json", dict(record, body={
                "title": {"zh": "a\u2066b"}}), "changes the direction"),
            ("policy", "day.json", dict(record, body={
                "title": {"zh": "a"}, "valid_to": "2026-02-30"}),
             "valid_to: "),
            ("policy", "time.json", dict(record, body={
                "title": {"zh": "a"}, "effective_from": "tomorrow"}),
             "effective_from: "),
            ("policy", "next.json", dict(record, body={
                "title": {"zh": "a"}, "next": {"effective_from": LATER}}),
             "next.title.zh: "),
            ("rule", "case.json", {"kind": "rule", "id": "r",
                                   "body": failing}, "cases[0]: "),
            ("rule", "logic.json", {"kind": "rule", "id": "r", "body": dict(
                RULE, conditions=[{"text": {"zh": "x"},
                                   "when": {"nope": [1]}}])},
             "conditions[0].when: "),
            ("form", "form.json", {"kind": "form", "id": "f", "body": {
                "title": {"zh": "x"}, "fields": []}}, "fields: "),
            ("entry", "entry.json", {"kind": "entry", "id": "e", "body": {
                "group": "club", "title": {"zh": "x"}}}, "group: "),
            ("service", "letter.json", {"kind": "service", "id": "s",
                                        "body": {"letter": "I"}},
             "letter: "),
            ("activity", "when.json", {"kind": "activity", "id": "a",
                                       "body": {"title": {"zh": "x"},
                                                "starts_at": "soon"}},
             "starts_at: "),
            ("topic", "topic.json", {"kind": "topic", "id": "t",
                                     "body": {}}, "name.zh: "),
            ("policy", "head.md", b"title: x\n", "line 1: the head is"),
            ("policy", "key.md", b"---\nid: x\nsumary: x\n---\n",
             "line 3: a policy has no field sumary: did you mean summary?"),
        )
        for kind, name, content, expected in cases:
            with self.subTest(name):
                path = self.file("bad-" + name, content)
                said = self.refused("import", kind, path)
                self.assertIn("bad-" + name, said)
                self.assertIn(expected, said)
                # the reason, and behind it what to do
                line = next(l for l in said.splitlines()
                            if l.startswith(str(path)))
                self.assertGreaterEqual(line.count(": "), 2)

    def test_every_error_names_its_line(self):
        title = {"zh": "甲"}
        facts = [{"label": title, "value": title},
                 {"label": title, "value": {"en": "no Chinese"}}]
        good = {"kind": "policy", "id": "l1", "body": {"title": title}}
        wrong = {"kind": "policy", "id": "l2",
                 "body": {"title": title, "facts": facts}}
        shown = json.dumps([good, wrong], indent=1, ensure_ascii=False)
        nested = json.dumps(wrong, indent=1)
        twice = json.dumps([good, good], indent=1)

        def line(text, part):
            return 1 + text[:text.rindex(part)].count("\n")

        cases = (
            ("missing in an array", shown,
             "line %d: facts[1].value.zh: the Chinese text is missing"
             % line(shown, '"value"')),
            ("wrong in one", nested.replace("l2", "l 2"),
             "line 3: id: "),
            ("twice", twice, "line %d: id: another" % line(twice, '"id"')),
            ("in the next body", json.dumps(
                {"kind": "policy", "id": "l3", "body": {
                    "title": title, "next": {
                        "effective_from": LATER,
                        "title": 5}}}, indent=1),
             "line 10: next.title.zh: "),
            ("syntax", '{\n "kind": "policy",\n "id" "人"\n}',
             "line 3, column 9: this is not valid JSON"),
            ("no end", '{"kind":\n', "line 2, column 1: this is not valid"),
        )
        for name, content, expected in cases:
            with self.subTest(name):
                path = self.file("line.json", content)
                said = self.refused("import", "policy", path)
                self.assertIn("line.json: %s" % expected, said)
        text = POLICY % ("l4", "甲")
        for name, content, expected in (
                ("head", text.replace("  value: 所有人\n", ""),
                 "line 7: facts[0].value.zh: "),
                ("list", text.replace("[housing]", "[housing, a b]"),
                 "line 10: topics[1]: "),
                ("text", text + "\u202e", "line 22: body.en: ")):
            with self.subTest(name):
                path = self.file("line.md", content)
                self.assertIn("line.md: %s" % expected,
                              self.refused("import", "policy", path))
                self.assertIn("line.md: %s" % expected,
                              self.refused("preview", "policy", path))

    def test_what_is_no_file_is_named(self):
        self.file("mixed/good.json", {"kind": "topic", "id": "mixed-in",
                                      "body": {"name": {"zh": "题"}}})
        folder = self.root / "mixed"
        (folder / "old.md").mkdir()
        (folder / "lost.json").symlink_to("nowhere.json")
        os.mkfifo(folder / "pipe.json")
        said = self.refused("import", "topic", folder)
        for name in ("old.md", "lost.json", "pipe.json"):
            self.assertRegex(said, name + ": this .*: check its rights")
        self.hub.command("import", "topic", folder, "--skip-bad")
        self.assertIsNotNone(self.states("topic", "mixed-in"))

    def test_wrong_usage(self):
        path = self.file("usage.md", POLICY % ("usage", "甲"))
        self.refused("import", "policy", path, "--at", "soon", code=2)
        self.refused("import", "talent", path, "--draft", code=2)
        self.refused("import", "policy", self.root / "nothing")
        self.refused("catalogue", "publish", "polity", "x", code=2)
        self.refused("catalogue", "show", "policy", "nothing")
        self.refused("catalogue", "versions", "policy", "nothing")
        self.refused("catalogue", "withdraw", "policy", "nothing")
        self.refused("catalogue", "publish", "policy", "green-channel",
                     "--number", "99")


def topic(name, **body):
    return {"kind": "topic", "id": name,
            "body": dict({"name": {"zh": "题"}}, **body)}


def policy(name, **body):
    return {"kind": "policy", "id": name,
            "body": dict({"title": {"zh": "策"}}, **body)}


class Links(Case):
    def folder_of(self, name, *records):
        folder = self.root / name
        for record in records:
            self.file("%s/%s.json" % (name, record["id"]),
                      json.dumps(record, indent=1, ensure_ascii=False))
        return folder

    def test_a_link_to_nothing_is_an_error(self):
        folder = self.folder_of(
            "nothing", topic("n-topic"),
            policy("n-policy", topics=["n-topic", "n-none", "housing"],
                   next={"effective_from": LATER, "title": {"zh": "后"},
                         "rules": ["n-rule"]}),
            {"kind": "entry", "id": "n-entry", "body": {
                "group": "story", "title": {"zh": "x"}, "form": "n-form"}})
        said = self.refused("import", "catalogue", folder)
        self.assertIn("n-policy.json: line 10: topics[1]: there is no topic "
                      "n-none, neither in the hub nor in this import: "
                      "correct the id, or import that record with it\n",
                      said)
        self.assertIn("n-policy.json: line 19: next.rules[0]: there is no "
                      "rule n-rule, ", said)
        self.assertIn("n-entry.json: line 9: form: there is no form n-form",
                      said)
        self.assertEqual(said.count("there is no "), 3, said)
        self.assertIn("correct the 3 places", said)
        self.assertIsNone(self.states("topic", "n-topic"))
        sheet = self.file("n.md", (POLICY % ("n", "甲")).replace(
            "[housing]", "[housing, n-none]"))
        for options in ((), ("--draft",)):
            self.assertIn("n.md: line 10: topics[1]: there is no topic n-none",
                          self.refused("import", "policy", sheet, *options))

    def test_records_may_lead_to_each_other(self):
        folder = self.folder_of(
            "each", policy("e-policy", services=["e-service"],
                           topics=["e-topic"]),
            {"kind": "service", "id": "e-service", "body": {
                "letter": "Z", "name": {"zh": "务"}, "class": "normal",
                "policy": "e-policy", "sites": ["some-day"]}},
            topic("e-topic", parent="e-topic"))
        self.hub.command("import", "catalogue", folder, "--draft")
        self.hub.command("import", "catalogue", folder)
        self.assertIn("3 as they were",
                      self.hub.command("import", "catalogue", folder))

    def test_one_mistake_is_one_complaint(self):
        folder = self.folder_of("one", topic("o-topic", order="x"),
                                policy("o-policy", topics=["o-topic"]))
        said = self.refused("import", "catalogue", folder)
        self.assertIn("correct the 1 places", said)
        self.file("one/o-topic.json", "{")
        said = self.refused("import", "catalogue", folder)
        self.assertIn("correct the 1 places", said)

    def test_what_leads_to_what_is_left_out_is_left_out(self):
        folder = self.folder_of(
            "skip", policy("s-a", services=["s-b"]),
            {"kind": "service", "id": "s-b", "body": {
                "letter": "Z", "name": {"zh": "务"}, "class": "normal",
                "policy": "s-c"}},
            policy("s-c", topics=["s-none", "s-none"]),
            policy("s-d", topics=["s-bad"]), topic("s-bad", order="x"),
            policy("s-e", topics=["s-good"]), topic("s-good"))
        self.hub.command("import", "policy", self.file(
            "before.json", policy("s-d", title={"zh": "前"})))
        done = self.hub.command("import", "catalogue", folder, "--skip-bad")
        self.assertEqual(done, "2 records of 7 files imported; "
                               "5 left out\n")
        for kind, name in (("policy", "s-a"), ("service", "s-b"),
                           ("policy", "s-c"), ("topic", "s-bad")):
            self.assertIsNone(self.states(kind, name))
        self.assertEqual(self.shown("policy", "s-d")["title"]["zh"], "前")
        self.assertEqual(self.shown("policy", "s-e")["topics"], ["s-good"])

    def test_withdrawing_names_who_still_leads_there(self):
        self.hub.command("import", "catalogue", self.folder_of(
            "away", topic("w-topic"), policy("w-b", topics=["w-topic"]),
            policy("w-a", topics=["housing"], next={
                "effective_from": LATER, "title": {"zh": "后"},
                "topics": ["housing", "w-topic"]})))

        def said(*arguments):
            done = self.hub.command("catalogue", *arguments, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            return done.stderr

        self.assertEqual(
            said("withdraw", "topic", "w-topic"),
            "talent-hub: warning: topic w-topic is still led to by policy "
            "w-a (next.topics[1]), policy w-b (topics[0]): change or "
            "withdraw those too\n")
        self.assertIn("policy w-b leads to what is not published: topic "
                      "w-topic (topics[0]): ", said("publish", "policy", "w-b"))
        self.assertEqual(said("publish", "topic", "w-topic"), "")
        self.assertEqual(said("publish", "policy", "w-b"), "")
        self.assertEqual(said("withdraw", "policy", "w-b"), "")
        self.assertIn("by policy w-a (next", said(
            "withdraw", "topic", "w-topic", "--at", LATER))


class Versions(Case):
    def put(self, name, title, *options):
        return self.hub.command("import", "policy", self.file(
            name + ".md", POLICY % (name, title)), *options)

    def test_earlier_bodies_come_back(self):
        self.put("old", "甲")
        self.put("old", "乙")
        self.assertEqual(self.actions("policy", "old"),
                         [(2, "published"), (1, "published")])
        self.assertEqual(self.shown("policy", "old", "--number", "1")
                         ["title"]["zh"], "甲")
        self.hub.command("catalogue", "publish", "policy", "old",
                         "--number", "1")
        self.assertEqual(self.shown("policy", "old")["title"]["zh"], "甲")
        self.hub.command("catalogue", "withdraw", "policy", "old")
        self.assertEqual(self.states("policy", "old")["state"], "withdrawn")
        self.refused("catalogue", "show", "policy", "old")
        self.refused("catalogue", "withdraw", "policy", "old")
        # what was withdrawn stays away when the hub is set up again
        self.hub.command("init")
        self.hub.command("catalogue", "publish", "policy", "old")
        self.assertEqual(self.states("policy", "old")["state"], "published")
        self.assertEqual([a for _, a in self.actions("policy", "old")],
                         ["published", "withdrawn", "published",
                          "published", "published"])

    def test_init_brings_nothing_back(self):
        self.hub.command("catalogue", "withdraw", "topic", "campus")
        self.hub.command("init")
        self.assertEqual(self.states("topic", "campus")["state"],
                         "withdrawn")

    def test_drafts_are_shown_to_nobody(self):
        said = self.put("draft", "草稿", "--draft")
        self.assertIn("as drafts", said)
        self.assertEqual(self.states("policy", "draft")["state"], "draft")
        self.refused("catalogue", "show", "policy", "draft")
        self.hub.command("catalogue", "publish", "policy", "draft",
                         "--at", LATER)
        row = self.states("policy", "draft")
        self.assertEqual(row["state"], "waiting")
        self.assertEqual(row["effective_from"], LATER)

    def test_planned_changes(self):
        self.put("plan", "甲")
        self.assertIn("1 planned", self.put("plan", "乙", "--at", LATER))
        self.assertEqual(self.states("policy", "plan")["next_at"], LATER)
        body = self.shown("policy", "plan")
        self.assertEqual(body["title"]["zh"], "甲")
        self.assertEqual(body["next"]["title"]["zh"], "乙")
        self.hub.command("catalogue", "withdraw", "policy", "plan", "--at",
                         LATEST)
        row = self.states("policy", "plan")
        self.assertEqual((row["state"], row["effective_to"]),
                         ("published", LATEST))
        self.hub.command("catalogue", "cancel", "policy", "plan")
        self.assertNotIn("next", self.shown("policy", "plan"))
        self.assertIsNone(self.states("policy", "plan")["effective_to"])
        self.refused("catalogue", "cancel", "policy", "plan")


class Preview(Case):
    def test_every_kind_has_one(self):
        for kind, name, words in (
                ("policy", "settling-allowance-phd",
                 ("10<small> 万元", "CNY </small>100,000",
                  "全职引进 · 校园引才平台")),
                ("entry", "officer.chief", ("首席",)),
                ("service", "suggestions", ("请带齐材料",)),
                ("form", "suggestion", ("必填", "Required")),
                ("rule", "R10", ("为什么这样提示", "Why")),
                ("topic", "housing", ("住房",))):
            with self.subTest(kind):
                shown = self.hub.command("preview", kind, name)
                for word in words:
                    self.assertIn(word, shown)
                self.assertIn("width=1080", shown)
                self.assertIn("#0B3150", shown)
                tags = Tags(shown)
                self.assertEqual((tags.open, tags.bad), ([], []))
                self.assertNotIn("script", tags.names)

    def test_an_activity_and_a_file_without_a_hub(self):
        path = self.file("week.md", "---\nkind: activity\nid: week\n"
                         "title: 人才周\nclasses: [honour]\n"
                         "starts_at: 2026-12-01T09:00:00+08:00\n---\n"
                         "# 议程\n")
        out = self.root / "week.html"
        terminal.run([self.hub.program, "preview", "activity", path, "--out",
                      out, "--data", self.root / "no-hub"])
        shown = out.read_text("utf-8")
        self.assertIn("敬才", shown)
        self.assertIn("2026-12-01 09:00", shown)
        self.assertIn("<h2>议程</h2>", shown)

    def test_what_a_record_holds_is_text(self):
        evil = "<script>alert(1)</script>\"'&<b onclick=x>"
        names = {"zh": evil, "en": evil}
        path = self.file("evil.json", {"kind": "policy", "id": "evil", "body": {
            "title": names, "summary": names,
            "facts": [{"label": names, "value": names}],
            "body": {"zh": evil + "\n\n[a](javascript:alert(1))\n\n"
                           "![x](http://example.org/x)"},
            "source": {"document": names, "date": None, "place": names}}})
        shown = self.hub.command("preview", "policy", path)
        tags = Tags(shown)
        self.assertEqual((tags.open, tags.bad), ([], []))
        self.assertFalse({"script", "b", "a", "img"} & tags.names)
        self.assertIn("&lt;script&gt;", shown)
        bad = self.file("evil.md", POLICY % ("evil", "甲\u202e"))
        self.assertIn("title.zh", self.refused("preview", "policy", bad))
        self.refused("preview", "policy", "nothing-of-the-kind")
        self.refused("preview", "site", "hall")

    def test_without_one_it_says_why(self):
        empty = self.file("none.json", "[]")
        self.assertIn("no record", self.refused("preview", "policy", empty))
        gone = self.root / "gone.json"
        self.assertIn("check the name",
                      self.refused("preview", "policy", gone))
        # one bad record of a file, whichever it is
        good = {"kind": "topic", "id": "t", "body": {"name": {"zh": "题"}}}
        both = self.file("both.json", json.dumps(
            [{"kind": "topic", "id": "u", "body": {}}, good]))
        self.assertIn("name", self.refused("preview", "topic", both))


class Words(Case):
    def test_what_is_not_there_is_said_as_it_is(self):
        self.assertIn("no kind", self.refused("catalogue", "list", "polizy",
                                              code=2))
        self.hub.command("import", "topic", self.file("t.json", {
            "kind": "topic", "id": "passing", "body": {
                "name": {"zh": "题"}, "icon": "doc"}}))
        self.hub.command("catalogue", "withdraw", "topic", "passing")
        said = self.refused("catalogue", "show", "topic", "passing")
        self.assertIn("catalogue versions", said)
        said = self.refused("catalogue", "show", "topic", "passing",
                            "--number", "2")
        self.assertIn("version 2", said)


if __name__ == "__main__":
    unittest.main()
