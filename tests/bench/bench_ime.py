#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From a key to its candidates, as a visitor sees it: the tap goes in, the
frame with the words has been presented; and to the first frame, that with
the letter and what it finds. First of a helper that has just started
(`fresh_`), then of one that had half a minute to make answers ahead, as
between two visitors. One figure a line, as bench.py:

    bench_ime.py BINARIES [FOLDER]

With a FOLDER that bench_search made, the policies there are searched while
the letters are typed. The processor's time of one key is that of the whole
helper, and of the kiosk with its threads: it holds on a busy machine, too.
"""

import os
import pathlib
import shutil
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402
from bench import quantile, show  # noqa: E402

INPUTS = ["anjiafei", "rencaigongyu", "rcgy", "gaocengcirencai", "lvyou",
          "shebao", "zhangwei", "ouyangnana", "jyzt", "xining", "zgr",
          "zinvruxue", "zhichengpingshen", "lvsetongdao"]
ROUNDS = 8


class Board:
    def __init__(self, binaries, folder, env):
        self.kiosk = terminal.Kiosk(binaries, folder, env=env)
        self.kiosk.patience = 120  # a big store is checked first
        self.kiosk.start()
        self.pids = ()
        for command in ("tap attract.start", "wait-screen home", "idle",
                        "tap home.policies", "wait-screen policies", "idle",
                        "tap policies.search", "wait keyboard.key.a",
                        "idle"):
            self.kiosk.do(command)
        self.type("anjia")  # the helper has started
        self.pids = (self.kiosk.process.pid, self.helper())
        time.sleep(2)       # and had a quiet moment, as any has by then

    def rest(self):
        """Until the helper has made its answers ahead, after 20 s."""
        time.sleep(22)
        spent = -1
        while spent != self.spent()[1]:
            spent = self.spent()[1]
            time.sleep(1)

    def key(self, letter):
        """Milliseconds from the tap to its frame, and to its words."""
        process = self.kiosk.process
        lines = "tap keyboard.key.%s\nwait keyboard.candidate.1\n" % letter
        started = time.perf_counter()
        process.child.stdin.write(lines.encode())
        process.child.stdin.flush()
        answers = [process.read_line(15)]
        frame = time.perf_counter() - started
        answers.append(process.read_line(15))
        words = time.perf_counter() - started
        assert all('"ok":true' in a.replace(" ", "") for a in map(
            lambda a: a if isinstance(a, str) else a.decode(), answers))
        return frame * 1e3, words * 1e3

    def type(self, letters):
        samples = []
        for letter in letters:
            before = self.spent()
            frame, words = self.key(letter)
            samples.append((frame, words, *[
                (now - then) / 1e6
                for now, then in zip(self.spent(), before)]))
        self.kiosk.do("idle")
        self.kiosk.do("tap policies.search.clear")
        self.kiosk.do("idle")
        return samples

    def spent(self):
        """Nanoseconds of processor time: kiosk, helper."""
        if not self.pids:
            return 0, 0
        return tuple(sum(
            int((task / "schedstat").read_text().split()[0])
            for task in pathlib.Path("/proc/%d/task" % pid).iterdir())
            for pid in self.pids)

    def helper(self):
        pid = self.kiosk.process.pid
        for task in pathlib.Path("/proc/%d/task" % pid).iterdir():
            for child in (task / "children").read_text().split():
                return int(child)
        raise terminal.ProgramError("no helper runs")


def memory(pid, field):
    for line in pathlib.Path("/proc/%d/status" % pid).read_text() \
            .splitlines():
        if line.startswith(field + ":"):
            return int(line.split()[1]) / 1024
    return 0


def measure(board, name):
    """Rounds of all words; how far they differ says how calm it was."""
    rounds = [[sample for word in INPUTS for sample in board.type(word)]
              for _ in range(ROUNDS)]
    columns = [("key_to_candidates", 1), ("key_to_frame", 0),
               ("key_cpu_kiosk", 2), ("key_cpu_helper", 3)]
    for figure, column in columns:
        values = [[s[column] for s in taken] for taken in rounds]
        everything = sum(values, [])
        figure = name + figure
        show(figure, everything, "ms")
        show(figure + "_p99", [quantile(everything, 0.99)], "ms")
        show(figure + "_median_of_rounds",
             [statistics.median(taken) for taken in values], "ms")
        show(figure + "_p99_of_rounds",
             [quantile(taken, 0.99) for taken in values], "ms")


def main():
    binaries = sys.argv[1]
    filled = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-bench-ime-"))
    display = terminal.Display(1080, 1920)
    board = None
    try:
        data = filled / "store" if filled else folder / "kiosk"
        board = Board(binaries, data, dict(os.environ, **display.env))
        name = "full_store_" if filled else ""
        measure(board, "fresh_" + name)
        board.rest()
        measure(board, name)
        helper = board.helper()
        show("ime_rss", [memory(helper, "VmRSS")], "MiB")
        show("ime_rss_anon", [memory(helper, "RssAnon")], "MiB")
        board.kiosk.quit()
    finally:
        if board:
            board.kiosk.kill()
        display.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
