#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command lines of talent-hub, run as an administrator runs them:
test_commands.py BINARIES"""

import json
import pathlib
import re
import sqlite3
import ssl
import stat
import sys
import tempfile
import time
import unittest
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import terminal  # noqa: E402

BINARIES = pathlib.Path(sys.argv.pop(1)).resolve()
HEADER = "id_number,phone,name,grade,programmes,entitlements,valid_to\n"
COMMANDS = ("serve", "init", "demo", "visits", "kiosk add", "kiosk list",
            "kiosk revoke", "staff add", "staff list", "staff remove",
            "import", "rule eval", "rule check", "import-bundle",
            "catalogue list", "catalogue show", "catalogue versions",
            "catalogue publish", "catalogue withdraw", "catalogue cancel",
            "preview", "case list", "case show", "case answer")


def id_number(serial):
    """A demo ID number (region 890000) that nobody can have."""
    text = "89000019%02d0101%03d" % (serial // 1000 % 100, serial % 1000)
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(c) * w for c, w in zip(text, weights))
    return text + "10X98765432"[total % 11]


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)
        self.hub = terminal.Hub(BINARIES, self.root / "hub")
        self.addCleanup(self.hub.kill)

    def run_hub(self, *arguments, stdin=None):
        return self.hub.command(*arguments, stdin=stdin, check=False)

    def fails(self, *arguments, code=1, says="", stdin=None):
        """Runs a command that must fail with one good complaint."""
        done = self.run_hub(*arguments, stdin=stdin)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertEqual(done.stdout, "")
        last = [line for line in done.stderr.splitlines()
                if line.startswith("talent-hub: ")]
        self.assertTrue(last, done.stderr)
        self.assertGreaterEqual(last[-1].count(": "), 2 if code == 1 else 1)
        self.assertIn(says, done.stderr)
        return done.stderr

    def records(self, kind):
        """id -> (scope, body) of the live records of a kind."""
        path = self.hub.data / "hub.db"
        with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as store:
            return {row[0]: (row[1], json.loads(row[2]))
                    for row in store.execute(
                        "SELECT id, scope, body FROM record WHERE kind = ?"
                        " AND body IS NOT NULL", (kind,))}

    def file(self, name, text, encoding="utf-8"):
        path = self.root / name
        path.write_bytes(text.encode(encoding))
        return path

    def stored_bytes(self):
        return b"".join(p.read_bytes() for p in self.hub.data.rglob("*")
                        if p.is_file())


class Installed(Case):
    def test_finds_all_it_needs(self):
        prefix = self.root / "usr"
        terminal.run(["cmake", "--install", BINARIES.parent, "--component",
                      "hub", "--prefix", prefix])
        self.hub.program = prefix / "bin" / "talent-hub"
        self.assertIn("built-in records", self.hub.command("init"))
        self.hub.command("demo")
        self.hub.start()
        for path in ("v1/openapi.yaml", "web/phone.css", "p/campus-recruit"):
            with urllib.request.urlopen(self.hub.url + "/" + path) as got:
                self.assertEqual(got.status, 200)
        self.assertTrue((prefix / "etc" / "talent-hub.conf.sample").exists())


class Help(Case):
    def test_every_command_has_help_and_version(self):
        for name in COMMANDS:
            words = name.split()
            with self.subTest(name):
                done = terminal.run([self.hub.program, *words, "--help"])
                self.assertIn("Usage: talent-hub " + name, done)
                self.assertIn("--data DIR", done)
                self.assertLessEqual(max(map(len, done.splitlines())), 80)
                done = terminal.run([self.hub.program, *words, "--version"])
                self.assertRegex(done, r"^talent-hub \d+\.\d+\.\d+\n$")
        done = terminal.run([self.hub.program, "--help"])
        for name in COMMANDS:
            self.assertIn("  %s " % name, done)
        for group in ("kiosk", "staff", "catalogue"):
            done = terminal.run([self.hub.program, group, "--help"])
            self.assertIn(group + " list", done)

    def test_wrong_usage_is_2(self):
        self.fails("frobnicate", code=2)
        self.fails("vists", code=2, says="did you mean visits?")
        self.fails("kiosk", "ad", code=2)
        self.fails("visits", "--jsn", code=2, says="did you mean --json?")
        self.fails("visits", "extra", code=2)
        self.fails("visits", "--json=1", code=2)
        self.fails("import", "site", code=2, says="missing")
        self.fails("import", "ticket", "x", code=2)
        self.fails("import", "talent", "x.csv", code=2, says="--site")
        self.fails("staff", "add", "--site", "hall", code=2)
        self.fails("kiosk", "add", code=2, says="--site")
        self.fails("kiosk", "add", "--site", "hall", "--url", "x", code=2)
        done = terminal.run([self.hub.program, "visits", "--data"],
                            check=False)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(
            terminal.run([self.hub.program], check=False).returncode, 2)

    def test_no_hub_yet(self):
        self.fails("visits", says="talent-hub init")
        self.assertEqual(list(self.hub.data.iterdir()), [])

    def test_bad_configuration_and_store(self):
        path = self.file("bad.conf", "listn = 5;\nthreads = \"two\";\n")
        said = self.fails("visits", "--config", str(path))
        self.assertIn("bad.conf:1: listn", said)
        self.assertIn("bad.conf:2: threads", said)
        self.fails("init", "--config", str(self.root / "none.conf"))
        self.fails("init", "--store", "mysql://x", says="--store")


    def test_the_sample_names_real_keys(self):
        sample = (terminal.ROOT / "config" / "talent-hub.conf").read_text(
            "utf-8")
        keys = re.findall(r"^#(\w+ = .*;)$", sample, re.MULTILINE)
        self.assertGreaterEqual(len(keys), 12)
        path = self.file("all.conf", "\n".join(keys) + "\n")
        self.hub.command("init")
        self.hub.command("visits", "--config", path)


class Init(Case):
    def test_init_can_be_repeated(self):
        self.hub.command("init")
        policies = self.records("policy")
        self.assertGreaterEqual(len(policies), 14)
        self.assertEqual(set(self.records("site")), {"hall", "hospital"})
        self.assertEqual(self.records("talent"), {})
        changed = self.file("policy.json", json.dumps(
            {"kind": "policy", "id": "green-channel",
             "body": {"title": {"zh": "改过"}, "state": "verified"}}))
        self.hub.command("import", "policy", str(changed))
        self.hub.command("init")
        after = self.records("policy")
        self.assertEqual(after["green-channel"][1]["title"]["zh"], "改过")
        self.assertEqual(len(after), len(policies))
        made = self.root / "new" / "folder"
        terminal.run([self.hub.program, "init", "--data", made])
        self.assertEqual(stat.S_IMODE(made.stat().st_mode), 0o700)
        for path in made.iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode) & 0o077, 0)

    def test_store_option(self):
        store = self.root / "elsewhere.db"
        self.hub.command("init", "--store", "sqlite:%s" % store)
        self.assertTrue(store.exists())
        self.assertEqual(self.hub.command(
            "visits", "--json", "--store", "sqlite:%s" % store), "[]\n")


class Demo(Case):
    def test_demo_prints_one_object(self):
        made = json.loads(self.hub.command("demo", "--json"))
        self.assertEqual(set(made), {"sites", "staff", "talents"})
        self.assertEqual(made["sites"], ["hall", "hospital"])
        self.assertEqual({(s["site"], s["code"]) for s in made["staff"]},
                         {("hall", "07"), ("hospital", "07")})
        for member in made["staff"]:
            self.assertRegex(member["pin"], r"^\d{6}$")
        self.assertEqual(len(made["talents"]), 11)
        hall = {i for i, (scope, _) in self.records("talent").items()
                if scope == "s:hall"}
        self.assertEqual({t["id"] for t in made["talents"]}, hall)
        for talent in made["talents"]:
            self.assertTrue(talent["id_number"].startswith("890000"))
            self.assertTrue(talent["phone"].startswith("1540000"))
            self.assertIn(talent["grade"], ("high_level", "talent"))
        materials = self.records("service")["settling-allowance-phd"][1][
            "materials"]
        self.assertIn("演示", materials[0]["note"]["zh"])
        self.assertNotIn("hours", self.records("site")["hall"][1])

    def test_people_are_not_stored(self):
        made = json.loads(self.hub.command("demo", "--json"))
        stored = self.stored_bytes()
        for talent in made["talents"]:
            self.assertFalse(talent["id_number"].encode() in stored)
            self.assertFalse(talent["phone"].encode() in stored)
            self.assertFalse(talent["name"].encode("utf-8") in stored)
        for member in made["staff"]:
            body = self.records("staff")[member["site"] + ".07"][1]
            self.assertTrue(body["pin"].startswith("$argon2id$"))
            self.assertNotIn(member["pin"], json.dumps(body))

    def test_demo_can_be_repeated(self):
        first = json.loads(self.hub.command("demo", "--json"))
        second = json.loads(self.hub.command("demo", "--json"))
        self.assertEqual(first["talents"], second["talents"])
        text = self.hub.command("demo")
        self.assertIn("staff  07, PIN ", text)
        self.assertIn("样例·扎西", text)


class Staff(Case):
    def setUp(self):
        super().setUp()
        self.hub.command("init")

    def add(self, pin, *options):
        return self.run_hub("staff", "add", "--site", "hall", "--code", "12",
                            "--name", "甲", *options, stdin=pin)

    def test_add_list_remove(self):
        done = self.add("314159\n", "--role", "lead")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("314159", done.stdout + done.stderr)
        scope, body = self.records("staff")["hall.12"]
        self.assertEqual(scope, "s:hall")
        self.assertTrue(body["pin"].startswith("$argon2id$"))
        self.assertEqual(body["roles"], ["lead"])
        listed = json.loads(self.hub.command("staff", "list", "--json"))
        self.assertEqual(listed, [{"site": "hall", "code": "12",
                                   "name": "甲", "roles": ["lead"],
                                   "status": "active"}])
        self.assertIn("甲", self.hub.command("staff", "list"))
        self.assertEqual(json.loads(self.hub.command(
            "staff", "list", "--site", "hospital", "--json")), [])
        self.hub.command("staff", "remove", "--site", "hall", "--code", "12")
        self.assertEqual(self.records("staff"), {})
        self.fails("staff", "remove", "--site", "hall", "--code", "12")
        self.assertFalse(b"314159" in self.stored_bytes())

    def test_pins_are_six_digits_from_standard_input(self):
        for pin in ("", "\n", "12345\n", "1234567\n", "12345a\n", "１２３４５６"):
            with self.subTest(pin=pin):
                done = self.add(pin)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(self.records("staff"), {})
        self.assertEqual(self.add("123456").returncode, 0)

    def test_wrong_names(self):
        self.fails("staff", "add", "--site", "nowhere", "--code", "12",
                   "--name", "甲", stdin="123456\n", says="nowhere")
        self.fails("staff", "add", "--site", "hall", "--code", "7",
                   "--name", "甲", stdin="123456\n", code=2)
        self.fails("staff", "add", "--site", "hall", "--code", "12",
                   "--name", "x" * 200, stdin="123456\n")


class Roster(Case):
    def setUp(self):
        super().setUp()
        self.hub.command("init")

    def load(self, text, *options, site="hall"):
        path = self.file("roster.csv", text)
        return self.run_hub("import", "talent", str(path), "--site", site,
                            *options)

    def test_import_and_import_again(self):
        first = HEADER + "".join(
            "%s,,演示%d,high_level,nj_300,green_channel,2027-06-30\n"
            % (id_number(i), i) for i in range(5))
        done = self.load(first)
        self.assertEqual(done.returncode, 0, done.stderr)
        before = self.records("talent")
        self.assertEqual(len(before), 5)
        for scope, body in before.values():
            self.assertEqual(scope, "s:hall")
            self.assertEqual({k["k"] for k in body["keys"]}, {"d1"})
            self.assertRegex(body["name"], r"^演\*")
            self.assertEqual(body["programmes"], ["nj_300"])
            self.assertEqual(body["status"], "active")
        # The next one takes a new key; the last stays valid beside it.
        done = self.load(HEADER + "%s,15400000001,演示,high_level,,,\n"
                         "%s,,新来,,,,\n" % (id_number(3), id_number(77)))
        self.assertIn("1 new, 1 known before; 0 left", done.stdout)
        # Who is missing stays while the key before is valid.
        after = self.records("talent")
        self.assertEqual(len(after), 6)
        self.assertEqual(set(before) - set(after), set())
        kept = next(after[i][1] for i in before
                    if "d2" in {k["k"] for k in after[i][1]["keys"]})
        self.assertEqual(sorted(k["k"] for k in kept["keys"]),
                         ["d1", "d1", "d2", "d2"])
        self.assertIsNone(kept["valid_to"])
        keys = self.hub.data / "hub.db-keys"
        self.assertEqual(stat.S_IMODE(keys.stat().st_mode), 0o700)
        found = sorted(p.name for p in keys.glob("directory-hall-*"))
        self.assertEqual(found, ["directory-hall-d1.key",
                                 "directory-hall-d2.key"])
        for path in keys.iterdir():
            self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        stored = (self.hub.data / "hub.db").read_bytes()
        for path in keys.glob("directory-*.key"):
            self.assertFalse(path.read_bytes().strip() in stored, path.name)
        done = self.load(HEADER + "%s,,演示,,,,\n" % id_number(3))
        self.assertIn("0 new, 1 known before; 4 left", done.stdout)
        last = self.records("talent").values()
        self.assertEqual(len(last), 2)
        self.assertIn({"d2", "d3"},
                      [{k["k"] for k in body["keys"]} for _, body in last])

    def test_sites_are_apart(self):
        line = HEADER + "%s,,演示,,,,\n" % id_number(1)
        self.load(line)
        self.load(line, site="hospital")
        talents = self.records("talent")
        self.assertEqual(sorted(s for s, _ in talents.values()),
                         ["s:hall", "s:hospital"])
        hashes = {k["h"] for _, b in talents.values() for k in b["keys"]}
        self.assertEqual(len(hashes), 2)
        self.assertEqual(self.load(line, site="nowhere").returncode, 1)

    def test_every_fault_is_named_and_nothing_imported(self):
        bad = (HEADER + "%s,,演示,,,,\n" % id_number(1)
               + "890000198501010016,,测试甲,,,,\n"
               + "%s,5,,,,,31.12.2027\n" % id_number(2))
        done = self.load(bad)
        self.assertEqual(done.returncode, 1)
        for part in ("line 3, column 1 (id_number): its check digit",
                     "line 4, column 2 (phone)", "line 4, column 3 (name)",
                     "line 4, column 7 (valid_to)", "--skip-bad"):
            self.assertIn(part, done.stderr)
        self.assertNotIn("890000198501010016", done.stderr)
        self.assertEqual(self.records("talent"), {})
        done = self.load(bad, "--skip-bad")
        self.assertEqual(done.returncode, 0)
        self.assertIn("2 lines skipped", done.stdout)
        self.assertEqual(len(self.records("talent")), 1)

    def test_other_encodings_and_files(self):
        text = HEADER + "%s,,演示,,,,\n" % id_number(1)
        for encoding, says in (("gb18030", "GB18030"), ("utf-16", "UTF-16")):
            path = self.file("other.csv", text, encoding)
            for option in ((), ("--skip-bad",)):
                said = self.fails("import", "talent", str(path), "--site",
                                  "hall", *option, says=says)
                self.assertIn("CSV UTF-8", said)
        path = self.file("bom.csv", "\ufeff" + text)
        self.hub.command("import", "talent", str(path), "--site", "hall")
        self.fails("import", "talent", str(self.root / "none.csv"),
                   "--site", "hall")
        self.assertEqual(self.load(HEADER).returncode, 1)
        self.assertEqual(len(self.records("talent")), 1)

    def test_ten_thousand_in_one_go(self):
        text = HEADER + "".join(
            "%s,154%08d,演示人员,high_level,,green_channel,\n"
            % (id_number(i), i) for i in range(10000))
        begun = time.monotonic()
        done = self.load(text)
        took = time.monotonic() - begun
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(self.records("talent")), 10000)
        # A few seconds; sanitizers and a busy machine get more.
        self.assertLess(took, 60)


class Catalogue(Case):
    def setUp(self):
        super().setUp()
        self.hub.command("init")

    def test_import_one_many_and_a_folder(self):
        topic = {"kind": "topic", "id": "more",
                 "body": {"name": {"zh": "更多"}, "order": 900}}
        path = self.file("topic.json", json.dumps(topic))
        self.hub.command("import", "topic", str(path))
        self.assertEqual(self.records("topic")["more"][1], topic["body"])
        several = [dict(topic, id="more-%d" % i) for i in range(3)]
        path = self.file("topics.json", json.dumps(several))
        said = self.hub.command("import", "catalogue", str(path))
        self.assertIn("3 records of 1 files", said)
        folder = terminal.ROOT / "assets" / "catalogue"
        said = self.hub.command("import", "catalogue", str(folder))
        self.assertRegex(said, r"^\d+ records of \d+ files")

    def test_faults_are_named_and_nothing_imported(self):
        folder = self.root / "records"
        folder.mkdir()
        good = {"kind": "topic", "id": "good", "body": {"name": {"zh": "好"}}}
        bad = {"kind": "service", "id": "bad",
               "body": {"letter": "I", "name": {"zh": "坏"},
                        "class": "normal"}}
        (folder / "a.json").write_text(json.dumps(good), "utf-8")
        (folder / "b.json").write_text(json.dumps(bad), "utf-8")
        (folder / "c.json").write_text("{", "utf-8")
        (folder / "d.json").write_text('{"kind":"talent","id":"x"}', "utf-8")
        said = self.fails("import", "catalogue", str(folder))
        for part in ("b.json: line 1: letter: ", "c.json: line 1, column ",
                     "d.json: line 1: kind: "):
            self.assertIn(part, said)
        self.assertNotIn("good", self.records("topic"))
        self.fails("import", "policy", str(folder / "a.json"),
                   says="not the kind")
        self.fails("import", "topic", str(self.root / "none.json"))
        empty = self.root / "empty"
        empty.mkdir()
        self.fails("import", "topic", str(empty))
        setting = self.file("s.json", json.dumps(
            {"kind": "setting", "id": "s", "body": {}}))
        self.fails("import", "setting", str(setting), says="--site")
        self.hub.command("import", "setting", str(setting), "--site", "hall")
        self.assertEqual(self.records("setting")["s"][0], "s:hall")


class Kiosks(Case):
    def setUp(self):
        super().setUp()
        self.hub.command("init")

    def test_add_prints_the_invitation(self):
        self.fails("kiosk", "add", "--site", "hall", says="--url")
        url = "https://hub.example:8443"
        made = self.hub.add_kiosk("hall", "--url", url, "--name", "大厅一号")
        self.assertEqual(set(made), {"v", "hub", "code", "pins"})
        self.assertEqual((made["v"], made["hub"], made["pins"]),
                         (1, url, []))
        self.assertGreaterEqual(len(made["code"]), 22)
        self.assertFalse(made["code"].encode() in self.stored_bytes())
        text = self.hub.command("kiosk", "add", "--site", "hall", "--url",
                                url)
        self.assertIn("talent-kiosk enrol " + url, text)
        self.assertIn("▄", text)
        self.fails("kiosk", "add", "--site", "nowhere", "--url", url,
                   says="nowhere")
        self.fails("kiosk", "add", "--replace", "hall-9", "--url", url,
                   says="hall-9")
        self.fails("kiosk", "revoke", "hall-9", says="hall-9")
        self.assertEqual(json.loads(
            self.hub.command("kiosk", "list", "--json")), [])


class Bundles(Case):
    def test_refuses_what_is_no_bundle(self):
        self.hub.command("init")
        for name, text in (("empty", ""), ("text", "hello\n"),
                           ("json", "{}\n"), ("open", "{")):
            with self.subTest(name):
                self.fails("import-bundle", str(self.file(name, text)),
                           says="was not imported")
        self.fails("import-bundle", str(self.root / "none"))
        other = json.dumps({"v": 1, "kiosk_id": "hall-1", "calls": 0,
                            "created": "2026-12-01T09:00:00+08:00"})
        self.fails("import-bundle", str(self.file("other", other + "\n")),
                   says="hall-1")


class Beside(Case):
    """Commands beside a running server."""

    def test_beside_serve(self):
        made = json.loads(self.hub.command("demo", "--json"))
        self.hub.start()
        invitation = self.hub.add_kiosk("hall")
        self.assertEqual(invitation["hub"], self.hub.url)
        self.hub.command("staff", "add", "--site", "hall", "--code", "08",
                         "--name", "乙", stdin="271828\n")
        path = self.file("roster.csv", HEADER + "%s,,演示,,,,\n"
                         % made["talents"][0]["id_number"])
        self.hub.command("import", "talent", str(path), "--site", "hall")
        self.assertEqual(self.hub.visits(), [])
        self.assertEqual(self.hub.command("visits"), "")
        with urllib.request.urlopen(self.hub.url + "/v1/openapi.yaml",
                                    timeout=10) as answer:
            self.assertTrue(answer.read() == (
                terminal.ROOT / "assets" / "openapi.yaml").read_bytes())
        again = self.run_hub("serve", "--listen",
                             "127.0.0.1:%d" % self.hub.port)
        self.assertEqual(again.returncode, 1)
        self.assertIn("talent-hub: ", again.stderr)
        self.hub.stop()

    def test_own_certificate(self):
        """The script's certificate serves, and its pin is handed out."""
        folder = self.root / "tls"
        script = terminal.ROOT / "config" / "make-certificate.sh"
        said = terminal.run(["sh", script, "127.0.0.1", folder])
        pin = re.search(r"^pin +(sha256//\S+)$", said, re.MULTILINE)[1]
        self.assertEqual(stat.S_IMODE((folder / "hub-key.pem").stat()
                                      .st_mode), 0o600)
        path = self.file("tls.conf", 'tls_cert = "%s/hub.pem";\n'
                         'tls_key = "%s/hub-key.pem";\n'
                         % (folder, folder))
        self.hub.command("init")
        self.hub.start("--config", path)
        invitation = self.hub.add_kiosk("hall")
        self.assertEqual(invitation["pins"], [pin])
        url = "https://127.0.0.1:%d" % self.hub.port
        self.assertEqual(invitation["hub"], url)
        trust = ssl.create_default_context(cafile=str(folder / "ca.pem"))
        with urllib.request.urlopen(url + "/v1/time", timeout=10,
                                    context=trust) as answer:
            self.assertIn("hub_time", json.load(answer))
        again = terminal.run(["sh", script, "127.0.0.1", folder])
        self.assertIn(pin, again)
        self.hub.stop()

    def test_serve_refuses_plain_http_elsewhere(self):
        self.hub.command("init")
        self.fails("serve", "--listen", "0.0.0.0:0", says="tls_cert")
        self.fails("serve", "--listen", "nonsense")


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0], *sys.argv[1:]])
