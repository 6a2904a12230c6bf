#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the built-in catalogue may say: sources, states, links, figures."""

import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "assets" / "catalogue"

# Figures that the source states, by row of the table of facts; 2022 and
# 2024 are the term of the plan in row 24.
FIGURES = {
    10: {"90", "2022"},
    11: {"83", "2022"},
    12: {"45", "2022"},
    13: {"62", "2022"},
    24: {"2022", "2024"},
    26: {"12"},
    36: {"100"},
    41: {"70"},
    45: {"135"},
    60: {"2.0"},
    61: {"2.0"},
    63: {"10"},
    66: {"540", "5.4"},
    70: {"10", "100,000"},
    71: {"10", "100,000"},
    75: {"2022", "10", "11"},
}
UNKNOWN = {"zh": "暂无公开信息，请咨询窗口",
           "en": "ot published – please ask the desk"}


def load(folder):
    records = []
    for path in sorted(folder.glob("*.json")):
        record = json.loads(path.read_text("utf-8"))
        assert path.name == "%s.%s.json" % (record["kind"], record["id"]), \
            path
        records.append(record)
    return records


def texts(value, language):
    """Every text of a language in a body, whatever its depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == language and isinstance(inner, str):
                # a name, not a figure
                yield inner.replace("No. 1 People", "People")
            else:
                yield from texts(inner, language)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, language)


class Catalogue(unittest.TestCase):
    def setUp(self):
        self.records = load(CATALOGUE)
        self.by = {(r["kind"], r["id"]): r["body"] for r in self.records}
        self.facts = [r for r in self.records
                      if r["kind"] in ("policy", "entry")]

    def of(self, kind):
        return {i: b for (k, i), b in self.by.items() if k == kind}

    def rows(self, *kinds):
        return {row for r in self.records if r["kind"] in kinds
                for row in r["body"].get("rows", [])}

    def test_every_row_is_covered(self):
        self.assertEqual(set(range(1, 76)),
                         self.rows("policy", "entry", "form"))
        self.assertLessEqual(set(range(59, 73)), self.rows("policy"))
        self.assertLessEqual(set(range(30, 39)) | {4, 47},
                             self.rows("entry"))

    def test_intents_and_bookings_have_their_form(self):
        # Kinds I and B of the table of facts, and group check-in.
        asked = {3, 25, 26, 28, 34, 40, 43, 44, 46, 53, 54, 55, 59, 63, 65,
                 66, 68, 70, 71, 72, 73}
        self.assertEqual(asked, self.rows("form"))

    def test_forms_ask_nothing_they_must_not(self):
        for name, body in self.of("form").items():
            with self.subTest(name):
                kinds = {f["kind"] for f in body["fields"]}
                self.assertIn("consent", kinds)
                for text in texts(body["fields"], "zh"):
                    if "请不要写" not in text:
                        for word in ("证件号", "身份证", "病", "孩子的姓名",
                                     "护照", "诊断"):
                            self.assertNotIn(word, text)
                for text in texts(body["fields"], "en"):
                    if not text.startswith("No ID numbers"):
                        self.assertNotRegex(
                            text, r"(?i)\bID\b|passport|illness|diagnos|"
                            r"disease|child's name")
                for field in body["fields"]:
                    self.assertNotRegex(
                        field["name"], r"id_|_id$|^id$|card|passport|"
                        r"child_name|diagnos|illness|disease|symptom")

    def test_every_form_is_reached(self):
        # From a service, an entry or an activity that names it, or from
        # its policy where no service does.
        named = {b["form"] for kind in ("service", "entry", "activity")
                 for b in self.of(kind).values() if b.get("form")}
        forms = self.of("form")
        self.assertLessEqual(named, set(forms))
        policies = self.of("policy")
        for name, body in forms.items():
            with self.subTest(name):
                by_policy = (body.get("policy") in policies
                             and not body.get("service"))
                self.assertTrue(name in named or by_policy)
                pages = max(f.get("page", 1) for f in body["fields"])
                self.assertEqual(len(body["pages"]), pages)

    def test_facts_name_their_source(self):
        for record in self.facts:
            body = record["body"]
            with self.subTest(record["id"]):
                self.assertEqual(body["source"]["date"], "2022-10-11")
                self.assertEqual(body["source"]["document"]["zh"],
                                 "《当代组工干部》")
                self.assertTrue(body["source"]["place"]["zh"])
                self.assertIn(body["state"], ("unverified", "expired"))
                ended = body.get("valid_to")
                self.assertEqual(body["state"] == "expired",
                                 ended is not None)

    def test_figures_are_those_of_the_source(self):
        for record in self.facts:
            body = dict(record["body"])
            allowed = set()
            for row in body["rows"]:
                allowed |= FIGURES.get(row, set())
            del body["source"]
            for language in ("zh", "en"):
                for text in texts(body, language):
                    found = re.findall(r"\d+(?:[.,]\d+)*", text)
                    with self.subTest(record["id"], text=text):
                        self.assertLessEqual(set(found), allowed)
        for kind in ("site", "service", "topic"):
            for name, body in self.of(kind).items():
                for language in ("zh", "en"):
                    for text in texts(body, language):
                        self.assertNotRegex(text, r"\d", name)

    def test_amount_stands_with_its_conditions(self):
        seen = 0
        for body in self.of("policy").values():
            for language, amount, conditions in (
                    ("zh", r"10 ?万", ("全职引进", "校园引才平台")),
                    ("en", r"100,000", ("full-time", "campus"))):
                for text in texts(body, language):
                    for line in text.split("\n"):
                        if re.search(amount, line):
                            seen += 1
                            for condition in conditions:
                                self.assertIn(condition, line)
        self.assertGreaterEqual(seen, 8)

    def test_fund_is_no_amount_for_a_person(self):
        body = self.by["policy", "talent-apartment"]
        for text in texts(body, "zh"):
            if "540" in text:
                self.assertIn("总额", text)
        for text in texts(body, "en"):
            self.assertNotRegex(text, r"5\.4 million(?!.*(total|fund))")

    def test_english_spells_the_cities(self):
        for record in self.records:
            for text in texts(record["body"], "en"):
                self.assertNotRegex(text, r"\bNing\b", record["id"])
                self.assertNotRegex(text, "[\u4e00-\u9fff]", record["id"])

    def test_provincial_amount_is_unknown(self):
        body = self.by["policy", "settling-allowance-phd"]
        provincial = [t for t in texts(body, "zh") if "省级待遇" in t]
        self.assertTrue(provincial)
        for text in provincial:
            self.assertIn(UNKNOWN["zh"], text)

    def test_unknown_reads_the_same_everywhere(self):
        for record in self.records:
            zh = " ".join(texts(record["body"], "zh"))
            en = " ".join(texts(record["body"], "en"))
            self.assertEqual(zh.count("暂无公开信息"),
                             zh.count(UNKNOWN["zh"]), record["id"])
            self.assertEqual(zh.count(UNKNOWN["zh"]) > 0,
                             en.count(UNKNOWN["en"]) > 0, record["id"])

    def test_every_text_has_both_languages(self):
        for record in self.records:
            zh = list(texts(record["body"], "zh"))
            en = list(texts(record["body"], "en"))
            self.assertEqual(len(zh), len(en), record["id"])

    def test_links_lead_somewhere(self):
        icons = {p.stem for p in (ROOT / "assets" / "icons").glob("*.svg")}
        for name, body in self.of("service").items():
            if body["policy"]:
                self.assertIn(("policy", body["policy"]), self.by, name)
            for site in body["sites"]:
                self.assertIn(("site", site), self.by, name)
            self.assertIn(body["icon"], icons)
        for name, body in self.of("policy").items():
            self.assertTrue(body["topics"], name)
            for topic in body["topics"]:
                self.assertIn(("topic", topic), self.by, name)
            for service in body["services"]:
                self.assertIn(("service", service), self.by, name)
        used = {t for b in self.of("policy").values() for t in b["topics"]}
        self.assertEqual(used, set(self.of("topic")))
        for body in self.of("topic").values():
            self.assertIn(body["icon"], icons)

    def test_services_can_be_ticketed(self):
        services = self.of("service")
        self.assertEqual(len(services), 15)
        letters = [b["letter"] for b in services.values()]
        self.assertEqual(len(set(letters)), 15)
        self.assertFalse(set(letters) & {"I", "O"})
        for body in services.values():
            self.assertEqual(body["materials"], [])
            self.assertIsNone(body["quota"])
            self.assertIsNone(body["hours"])
        orders = [b["order"] for b in services.values()]
        self.assertEqual(len(set(orders)), 15)

    def test_sites_state_nothing_unknown(self):
        for body in self.of("site").values():
            self.assertNotIn("hours", body)
            self.assertIsNone(body["phone"])
            self.assertEqual(body["windows"], [])

    def test_demo_differs_in_materials_and_its_mark_alone(self):
        demo = load(ROOT / "assets" / "demo")
        self.assertTrue(demo)
        for record in demo:
            built_in = dict(self.by[record["kind"], record["id"]])
            body = dict(record["body"])
            self.assertIs(body.pop("demo"), True)
            self.assertNotIn("demo", built_in)
            for material in body.pop("materials", []):
                self.assertIn("演示", material["note"]["zh"])
            built_in.pop("materials", None)
            self.assertEqual(body, built_in)


if __name__ == "__main__":
    unittest.main()
