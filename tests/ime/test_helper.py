#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The pinyin helper as a process: words, rare characters, hostile lines.

    python3 test_helper.py BINARIES SOURCE
"""

import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
import unittest

ARGUMENTS = {}


class Helper:
    """The program with one question at a time."""

    def __init__(self, folder, words=True):
        command = [ARGUMENTS["program"]]
        if words:
            command += ["--words", ARGUMENTS["words"]]
        env = dict(os.environ, HOME=str(folder), TMPDIR=str(folder),
                   XDG_CONFIG_HOME=str(folder), XDG_CACHE_HOME=str(folder))
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd=folder, env=env)
        self.id = 0
        assert self.read() == "ready 1"

    def read(self):
        line = self.process.stdout.readline()
        assert len(line) <= 4096, len(line)
        return line.decode("utf-8").rstrip("\n")

    def send(self, data):
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def line(self, text):
        self.send(text.encode("utf-8") + b"\n")
        return self.read()

    def ask(self, letters, verb="ask", first=0, count=30, context=""):
        """(total, split, [(letters, word)])"""
        self.id += 1
        text = "%s %d %d %d %s" % (verb, self.id, first, count, letters)
        answer = self.line(text + (" " + context if context else ""))
        head, *words = answer.split("\t")
        ok, number, total, split = head.split(" ")
        assert (ok, int(number)) == ("ok", self.id), answer
        pairs = [word.split(" ") for word in words]
        return int(total), split, [(int(n), word) for n, word in pairs]

    def words(self, letters, **options):
        return [word for _, word in self.ask(letters, **options)[2]]

    def all_words(self, letters, verb):
        found = []
        while True:
            total, _, words = self.ask(letters, verb, len(found))
            found += [word for _, word in words]
            if len(found) >= total or not words:
                return found

    def end(self):
        self.process.stdin.close()
        errors = self.process.stderr.read().decode("utf-8", "replace")
        self.process.stdout.close()
        self.process.stderr.close()
        return self.process.wait(timeout=20), errors


class HelperTest(unittest.TestCase):
    """All with one process: no question may disturb the next."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="talent-ime-")
        cls.helper = Helper(pathlib.Path(cls.folder.name))

    @classmethod
    def tearDownClass(cls):
        status, errors = cls.helper.end()
        left = os.listdir(cls.folder.name)
        cls.folder.cleanup()
        assert (status, errors) == (0, ""), (status, errors)
        assert left == [], "it wrote files: %s" % left

    def test_hall(self):
        self.assertEqual(self.helper.words("anjiafei")[0], "安家费")
        self.assertEqual(self.helper.words("rcgy")[0], "人才公寓")
        # Three initials, which libpinyin reads as a sentence.
        self.assertEqual(self.helper.words("ajf")[0], "安家费")
        self.assertEqual(self.helper.words("lstd")[0], "绿色通道")
        self.assertEqual(self.helper.words("a'j'f")[0], "安家费")
        self.assertEqual(self.helper.words("anjia")[:2], ["安家", "安家费"])

    def test_every_word_of_the_hall_comes_first(self):
        late = []
        for line in pathlib.Path(ARGUMENTS["words"]).read_text(
                encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                word, syllables = line.split(" ")
                letters = syllables.replace("'", "")
                if len(letters) > 32:
                    letters = "".join(s[0] for s in syllables.split("'"))
                if "guan'ai" in syllables:
                    letters = syllables  # reads as "gua'nai" without
                if self.helper.words(letters)[0] != word:
                    late.append((letters, word, self.helper.words(letters)[0]))
        self.assertEqual(late, [])

    def test_names(self):
        self.assertEqual(self.helper.words("ouyangnana")[0], "欧阳娜娜")
        for letters, word in [("zhangwei", "张伟"), ("zhangkun", "张坤"),
                              ("shan", "单"), ("xie", "解"), ("zha", "查"),
                              ("ou", "区")]:
            self.assertIn(word, self.helper.words(letters), letters)

    def test_umlaut(self):
        self.assertIn("女", self.helper.words("nv")[:2])
        self.assertIn("绿", self.helper.words("lv")[:6])
        self.assertEqual(self.helper.words("lvsetongdao")[0], "绿色通道")
        self.assertIn("略", self.helper.words("lve"))
        self.assertIn("略", self.helper.words("lue"))

    def test_incomplete_and_fuzzy(self):
        self.assertIn("公寓", self.helper.words("gongy"))
        self.assertIn("中国人", self.helper.words("zgr")[:3])
        self.assertIn("身份证", self.helper.words("senfenzen"))
        self.assertIn("时间", self.helper.words("sijian"))
        # What was typed exactly stays in front of what was not.
        exact = self.helper.words("si")
        self.assertLess(exact.index("四"), exact.index("司") + 30)
        self.assertNotIn("是", exact[:10])

    def test_letters_that_a_word_stands_for(self):
        _, split, words = self.helper.ask("anjiafei")
        self.assertEqual(split, "an'jia'fei")
        self.assertIn((8, "安家费"), words)
        self.assertIn((5, "安家"), words)
        self.assertIn((2, "安"), words)
        _, split, words = self.helper.ask("xi'an")
        self.assertEqual((split, words[0]), ("xi'an", (5, "西安")))
        self.assertIn((2, "西"), words)

    def test_parts(self):
        """Chosen part by part, the rest is asked with its context."""
        self.assertIn((5, "测试"), self.helper.ask("ceshi")[2])
        words = self.helper.ask("zhangkun")[2]
        self.assertIn((5, "张"), words)
        rest = self.helper.words("kun", context="张", count=20)
        self.assertIn("堃", rest)

    def test_letters_of_no_syllable(self):
        self.assertEqual(self.helper.ask("vv"), (0, "vv", []))
        total, split, words = self.helper.ask("bav")
        self.assertGreater(total, 0)
        self.assertEqual(split, "ba'v")
        self.assertTrue(all(n <= 2 for n, _ in words))

    def test_pages(self):
        total, _, first = self.helper.ask("shi")
        self.assertGreater(total, 300)
        self.assertEqual(len(first), 30)
        found = self.helper.all_words("shi", "ask")
        self.assertEqual(len(found), total)
        self.assertEqual(len(set(found)), total, "a word twice")
        self.assertEqual(self.helper.ask("shi", first=9999)[2], [])

    def test_rare_characters(self):
        for letters, word in [("kun", "堃"), ("zhe", "喆"), ("yun", "赟"),
                              ("yan", "䶮"), ("hong", "𬭎"), ("yi", "祎"),
                              ("di", "𬱖"), ("jie", "㛃"), ("lv", "闾"),
                              ("lue", "锊"), ("lve", "锊")]:
            self.assertIn(word, self.helper.all_words(letters, "rare"))
        for letters in ("kun", "zhe", "yan", "hong"):
            first = self.helper.words(letters, verb="rare", count=18)
            self.assertTrue(set(first) & set("堃喆赟䶮𬭎"), letters)
        self.assertNotIn("人", self.helper.all_words("ren", "rare"))

    def test_rare_takes_one_syllable(self):
        self.assertEqual(self.helper.ask("kunming", "rare")[2][0][0], 3)
        self.assertEqual(self.helper.ask("xi'an", "rare")[2][0][0], 2)
        self.assertEqual(self.helper.ask("zh", "rare")[2][0][0], 2)
        self.assertEqual(self.helper.ask("vvv", "rare")[0], 0)

    def test_never_learns(self):
        letters = ["zhangwei", "shi", "anjiafei", "lihua", "rcgy"]
        before = [self.helper.ask(word) for word in letters]
        for _ in range(5):
            for word in letters:
                words = self.helper.words(word)
                self.helper.ask("shi", context=words[-1][:8])
                self.helper.ask(word, first=20)
        self.assertEqual([self.helper.ask(word) for word in letters], before)
        other = Helper(pathlib.Path(self.folder.name))
        self.assertEqual([other.ask(word) for word in letters], before)
        self.assertEqual(other.end(), (0, ""))

    def test_answers_made_ahead(self):
        """They are what would be found; 29 words are never made ahead."""
        other = Helper(pathlib.Path(self.folder.name))
        stat = pathlib.Path("/proc/%d/schedstat" % other.process.pid)
        letters = list("abcdefghijklmnopqrstuvwxyz") + ["zh", "ch", "sh"]
        before = [other.ask(word) for word in letters]
        begun = int(stat.read_text().split()[0])
        deadline = time.monotonic() + 60
        while int(stat.read_text().split()[0]) < begun + 30e6:
            self.assertLess(time.monotonic(), deadline, "nothing was made")
            time.sleep(0.05)
        self.assertEqual([other.ask(word) for word in letters], before)
        for word, (total, split, words) in zip(letters, before):
            self.assertEqual(other.ask(word, count=29),
                             (total, split, words[:29]))
        # With other characters before, another answer.
        self.assertNotEqual(other.ask("g", context="中华人民"),
                            other.ask("g"))
        self.assertEqual(other.end(), (0, ""))

    def test_refuses(self):
        for line, answer in [
                ("", "error 0 verb"), ("hello", "error 0 verb"),
                ("ask", "error 0 id"), ("ask 0 0 9 an", "error 0 id"),
                ("ask -1 0 9 an", "error 0 id"),
                ("ask 4294967296 0 9 an", "error 0 id"),
                ("ask 99999999999999999999 0 9 an", "error 0 id"),
                ("ask 7 10000 9 an", "error 7 first"),
                ("ask 7 0 0 an", "error 7 count"),
                ("ask 7 0 31 an", "error 7 count"),
                ("ask 7 0 9", "error 7 letters"),
                ("ask 7 0 9 ", "error 7 letters"),
                ("ask 7 0 9 An", "error 7 letters"),
                ("ask 7 0 9 '", "error 7 letters"),
                ("ask 7 0 9 安", "error 7 letters"),
                ("ask 7 0 9 " + "a" * 33, "error 7 letters"),
                ("ask 7 0 9 an an", "error 7 context"),
                ("ask 7 0 9 an 安安安安安安安安安", "error 7 context"),
                ("ask 7 0 9 an 安 ", "error 7 context"),
                ("ask\t7 0 9 an", "error 0 verb")]:
            self.assertEqual(self.helper.line(line), answer, line)
        self.assertEqual(self.helper.words("anjiafei")[0], "安家费")

    def test_hostile_bytes(self):
        self.helper.send(b"x" * 300000 + b"\n")
        self.assertEqual(self.helper.read(), "error 0 length")
        self.helper.send(b"x" * 257 + b"\n")
        self.assertEqual(self.helper.read(), "error 0 length")
        self.helper.send(b"\0\xff\xfe\n")
        self.assertEqual(self.helper.read(), "error 0 verb")
        self.helper.send("ask 7 0 9 an ".encode() + b"\xe5\xae\n")
        self.assertEqual(self.helper.read(), "error 7 context")
        self.helper.send("ask 7 0 9 an ".encode() + b"\xff\xff\xff\n")
        self.assertEqual(self.helper.read(), "error 7 context")
        chance = random.Random(7)
        for _ in range(300):
            line = bytes(chance.choice(b"ask rare0123 '\xe5\xae\x89\tz")
                         for _ in range(chance.randrange(60)))
            self.helper.send(line + b"\n")
            self.assertRegex(self.helper.read(), "^(ok|error) ")
        self.assertEqual(self.helper.words("rcgy")[0], "人才公寓")

    def test_any_letters(self):
        """libpinyin aborts on misuse: letters alone must never do it."""
        chance = random.Random(11)
        for _ in range(40):
            letters = "".join(chance.choice("abcdefghijklmnopqrstuvwxyz'")
                              for _ in range(chance.randrange(1, 32)))
            letters = "a" + letters
            for verb in ("ask", "rare"):
                total, _, words = self.helper.ask(letters, verb)
                self.assertLessEqual(len(words), total)
                self.assertTrue(all(0 < n <= len(letters)
                                    for n, _ in words), letters)
        for letter in "abcdefghijklmnopqrstuvwxyz":
            self.helper.ask(letter * 32)

    def test_answers_in_order(self):
        lines = ["ask %d 0 3 an\n" % i for i in range(1, 101)]
        self.helper.send("".join(lines).encode())
        for i in range(1, 101):
            self.assertTrue(self.helper.read().startswith("ok %d " % i))

    def test_killed_leaves_nothing(self):
        other = Helper(pathlib.Path(self.folder.name))
        other.send(b"ask 1 0 9 an")
        other.process.send_signal(signal.SIGKILL)
        self.assertEqual(other.end()[0], -signal.SIGKILL)


class StartTest(unittest.TestCase):
    def run_helper(self, *arguments):
        return subprocess.run([ARGUMENTS["program"], *arguments], input=b"",
                              capture_output=True, timeout=20)

    def test_options(self):
        self.assertIn(b"usage", self.run_helper("--help").stdout)
        self.assertRegex(self.run_helper("--version").stdout,
                         rb"^talent-kiosk-ime \d")
        self.assertEqual(self.run_helper("--what").returncode, 2)
        self.assertEqual(self.run_helper("--words").returncode, 2)

    def test_without_words(self):
        done = self.run_helper("--words", "/none")
        self.assertEqual((done.returncode, done.stdout), (0, b"ready 1\n"))
        self.assertIn(b"/none cannot be read", done.stderr)


if __name__ == "__main__":
    binaries, source = map(pathlib.Path, sys.argv[1:3])
    ARGUMENTS["program"] = binaries / "talent-kiosk-ime"
    ARGUMENTS["words"] = source / "assets" / "ime" / "hall.txt"
    unittest.main(argv=sys.argv[:1])
