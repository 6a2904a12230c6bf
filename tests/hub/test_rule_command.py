#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""talent-hub rule eval and rule check, run as an administrator runs them:
test_rule_command.py BINARIES"""

import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import terminal  # noqa: E402

BINARIES = pathlib.Path(sys.argv.pop(1)).resolve()
HUB = BINARIES / "talent-hub"
CATALOGUE = terminal.ROOT / "assets" / "catalogue"
GRIN = "\U0001F600"


def deep(levels):
    return '{"!":[' * levels + "true" + "]}" * levels


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def rule(self, *arguments, stdin=None):
        return subprocess.run([str(a) for a in (HUB, "rule", *arguments)],
                              input=stdin, capture_output=True, timeout=60)

    def file(self, name, content):
        path = self.root / name
        if not isinstance(content, (str, bytes)):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content if isinstance(content, bytes)
                         else content.encode("utf-8"))
        return path


class Check(Case):
    def setUp(self):
        super().setUp()
        self.record = json.loads(
            (CATALOGUE / "rule.R1.json").read_text("utf-8"))

    def refused(self, content, field, reason):
        path = self.file("rule.json", content)
        done = self.rule("check", path, "--json")
        self.assertEqual((done.returncode, done.stderr), (1, b""))
        told = json.loads(done.stdout)
        self.assertIs(told["good"], False)
        self.assertEqual(told["field"], field)
        self.assertIn(reason, told["reason"])
        self.assertTrue(told["code"])

    def with_condition(self, when):
        record = copy.deepcopy(self.record)
        record["body"]["conditions"][0]["when"] = when
        return record

    def test_built_in_rules_are_good(self):
        files = sorted(CATALOGUE.glob("rule.*.json"))
        self.assertGreater(len(files), 15)
        for path in files:
            with self.subTest(path.name):
                done = self.rule("check", path)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(b"golden cases: good", done.stdout)
        done = self.rule("check", CATALOGUE / "rule.R1.json", "--json")
        self.assertEqual(done.returncode, 0)
        self.assertEqual(json.loads(done.stdout), {
            "good": True, "id": "R1", "version": self.record["body"]
            ["version"], "questions": len(self.record["body"]["questions"]),
            "conditions": len(self.record["body"]["conditions"]),
            "cases": len(self.record["body"]["cases"])})

    def test_records(self):
        body = self.record["body"]
        self.refused("{", "", "valid JSON")
        self.refused(b'{"kind":"rule","id":"\xff"}', "", "valid JSON")
        self.refused({**self.record, "kind": "form"}, "kind", "kind rule")
        self.refused({"kind": "rule", "id": "x"}, "body", "no body")
        self.refused({"kind": "rule", "body": body}, "id", "missing")
        self.refused([self.record], "kind", "missing")
        done = self.rule("check", self.file("long.json", " " * 600000))
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"it may have 512 KiB", done.stderr)
        self.refused({**self.record, "body": []}, "", "object")
        self.refused({**self.record, "body": {**body, "title": {
            "zh": "题" * 100000}}}, "", "256 KiB")

    def test_a_person_reads_field_and_reason(self):
        path = self.file("rule.json", self.with_condition({"fly": 1}))
        done = self.rule("check", path)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertEqual(done.stderr.decode(), (
            "talent-hub: %s: line 1: conditions[0].when: unknown operator: "
            "correct it and check again\n" % path))

    def test_the_line_is_told(self):
        record = self.with_condition({"fly": 1})
        text = json.dumps(record, indent=1)
        line = text[:text.index('"fly"')].count("\n") # of "when"
        for content, place in (
                (text, (line, None)),
                (text.replace('"kind": "rule",', '"kind" "rule",'), (2, 14)),
                (text.replace('"version": ', '"version": -'),
                 (1 + text[:text.index('"version"')].count("\n"), None)),
                ("\n{" + '"a":[' * 40, (2, 161))):
            path = self.file("place.json", content)
            told = json.loads(self.rule("check", path, "--json").stdout)
            self.assertEqual((told["line"], told["column"]), place, told)
        path = self.file("place.json", text)
        self.assertIn("place.json: line %d: conditions[0].when: " % line,
                      self.rule("check", path).stderr.decode())
        rule, data = self.file("r.json", "{}"), self.file("d.json", "[\n1 2]")
        for pair, place in (((rule, data), "d.json was not evaluated: line 2"),
                            ((data, rule), "d.json was not evaluated: line 2"),
                            ((rule, self.file("e.json", "\n" + deep(10000))),
                             "e.json was not evaluated: line 2, column ")):
            done = self.rule("eval", "--rule", pair[0], "--data", pair[1])
            self.assertEqual((done.returncode, done.stdout), (1, b""))
            self.assertIn(place, done.stderr.decode())

    def test_golden_cases(self):
        record = copy.deepcopy(self.record)
        record["body"]["cases"][1]["outcome"] = "NOT_STATED"
        self.refused(record, "cases[1]", "another result")
        record = copy.deepcopy(self.record)
        record["body"]["cases"][0]["data"] = {"engagement": 1}
        self.refused(record, "cases[0]", "another result")

    def test_differences_from_the_reference(self):
        """Those that model/jsonlogic.h lists, by its numbers."""
        at = "conditions[0].when"
        name = "belongs to JavaScript"
        differences = [
            (1, {"log": "x"}, at, "unknown operator"),
            (2, {"var": "constructor"}, at, name),
            (2, {"==": [{"var": "engagement.trim"}, "x"]}, at, name),
            (2, {"map": [{"var": "l"}, {"var": "push"}]}, at, name),
            (3, {"missing": [{"var": "o"}]}, at, "text or an index"),
            (3, {"missing_some": [1, {"var": "o"}]}, at, "must be a list"),
            (4, {"substr": [GRIN + "x", 1]}, at, "cut in two"),
            (4, {"==": [{"var": "engagement.0"}, GRIN]}, at, "cut in two"),
            (8, {"<": [{"/": [1, "-0"]}, 0]}, "body", "-0"),
            (9, json.loads(deep(15)), "", "deeper than 32"),
        ]
        for number, when, field, reason in differences:
            with self.subTest(number=number, when=str(when)[:60]):
                text = json.dumps(self.with_condition(when))
                self.refused(text.replace('"-0"', "-0"), field, reason)
        for number, when in (
                (5, r'{"==":[{"var":"a"},"\ud83d"]}'),
                (5, r'{"==":[{"var":"a"},"\u0000"]}'),
                (6, '{"==":[1,2],"==":[1,1]}'),
                (7, '{"<":[1e400,{"var":"a"}]}'),
                (7, '{"<":[123456789012345678901234,{"var":"a"}]}')):
            with self.subTest(number=number, when=when):
                text = json.dumps(self.with_condition("WHEN"))
                self.refused(text.replace('"WHEN"', when), "",
                             "valid JSON")

    def test_bounds(self):
        """Difference 9: what takes too long is refused, and soon."""
        many = list(range(300))
        when = {"some": [many, {"some": [many, {"==": [{"var": ""}, -1]}]}]}
        self.refused(self.with_condition(when), "conditions",
                     "cannot be evaluated")
        text = json.dumps(self.with_condition("WHEN"))
        self.refused(text.replace('"WHEN"', deep(10000)), "", "deeper than")

    def test_usage(self):
        self.assertEqual(self.rule("check").returncode, 2)
        self.assertEqual(self.rule("check", "a", "b").returncode, 2)
        self.assertEqual(self.rule("check", "a", "--jsn").returncode, 2)
        done = self.rule("check", self.root / "none.json")
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"cannot be read", done.stderr)
        self.assertEqual(self.rule("check", "--help").returncode, 0)


class Eval(Case):
    def test_files(self):
        rule = self.file("rule.json", '{"+":[{"var":"a"},0.1]}')
        data = self.file("data.json", '{"a":0.2}')
        done = self.rule("eval", "--rule", rule, "--data", data)
        self.assertEqual((done.returncode, done.stdout),
                         (0, b"0.30000000000000004\n"), done.stderr)
        data = self.file("data.json", deep(10000))
        done = self.rule("eval", "--rule", rule, "--data", data)
        self.assertEqual((done.returncode, done.stdout), (1, b""))
        self.assertIn(b"nested too deep", done.stderr)
        self.assertEqual(self.rule("eval", "--rule", rule).returncode, 2)

    def test_numbers_are_written_as_in_javascript(self):
        lines = ['[[1.0,-0,1e21,1e-7,0.1,123456789012345678901234567890]]',
                 '[{"/":[1,0]}]', '[{"<":[{"/":[1,-0]},0]}]',
                 '[{"var":""},{"a":2.0,"b":[1E2]}]']
        done = self.rule("eval", "--lines", "-",
                         stdin="\n".join(lines).encode())
        self.assertEqual((done.returncode, done.stdout.decode()), (0, (
            "[1,0,1e+21,1e-7,0.1,1.2345678901234568e+29]\nnull\ntrue\n"
            '{"a":2,"b":[100]}\n')))

    def test_a_bad_line_is_one_error(self):
        lines = [b'[{"+":[1,1]}]', b"", b"[", b"3", b"[1,2,3]",
                 b'["\xff"]', b"[\x00]", b'[{"fly":1}]',
                 b"[" + deep(10000).encode() + b"]",
                 b'["' + b"a" * 600000 + b'"]', b'[{"+":[2,2]}]']
        for end in (b"", b"\n", b"\r\n"):
            done = self.rule("eval", "--lines", "-",
                             stdin=b"\n".join(lines) + end)
            answers = done.stdout.decode("utf-8").splitlines()
            self.assertEqual(done.returncode, 1)
            self.assertEqual(done.stderr, b"")
            self.assertEqual(len(answers), len(lines))
            self.assertEqual((answers[0], answers[-1]), ("2", "4"))
            for answer in answers[1:-1]:
                self.assertEqual(list(json.loads(answer)), ["error"])
        self.assertIn("too deep", answers[8])
        self.assertIn("512 KiB", answers[9])

    def test_hostile_rules_end(self):
        double = {"reduce": [list(range(60)), None, ["x"]]}
        rules = []
        for operator in ("cat", "merge"):
            rule = copy.deepcopy(double)
            rule["reduce"][1] = {operator: [{"var": "accumulator"},
                                            {"var": "accumulator"}]}
            rules.append(rule)
        nested = {"var": ""}
        for _ in range(20):
            nested = {"map": [list(range(40)), nested]}
        rules.append(nested)
        rules.append({"map": [list(range(20000)),
                              {"substr": ["a" * 100000, -1]}]})
        rules.append({"map": [list(range(1000)), "a" * 100000]})
        text = "\n".join(json.dumps([rule]) for rule in rules)
        done = self.rule("eval", "--lines", "-", stdin=text.encode())
        answers = done.stdout.decode().splitlines()
        self.assertEqual(len(answers), len(rules))
        for answer in answers:
            self.assertIn("too", json.loads(answer)["error"])

    def test_each_line_is_answered_at_once(self):
        log = self.root / "log"
        child = terminal.Process([HUB, "rule", "eval", "--lines", "-"], log,
                                 pipe=True)
        self.addCleanup(child.kill)
        for number in range(3):
            child.child.stdin.write(b'[{"+":[%d,1]}]\n' % number)
            child.child.stdin.flush()
            self.assertEqual(child.read_line(20), str(number + 1))
        child.child.stdin.close()
        self.assertEqual(child.child.wait(20), 0)
        child.child.stdout.close()


if __name__ == "__main__":
    unittest.main()
