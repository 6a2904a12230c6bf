#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""From a key to its candidates, as a visitor sees it: the tap goes in, the
frame with the words has been presented. One figure a line, as bench.py:

    bench_ime.py BINARIES
"""

import os
import pathlib
import shutil
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402
from bench import quantile, show  # noqa: E402

INPUTS = ["anjiafei", "rencaigongyu", "rcgy", "gaocengcirencai", "lvyou",
          "shebao", "zhangwei", "ouyangnana", "jyzt", "xining", "zgr",
          "zinvruxue", "zhichengpingshen", "lvsetongdao"]
ROUNDS = 6


class Board:
    def __init__(self, binaries, folder, env):
        self.kiosk = terminal.Kiosk(binaries, folder / "kiosk", env=env)
        self.kiosk.start()
        for command in ("tap attract.start", "wait-screen home", "idle",
                        "tap home.policies", "wait-screen policies", "idle",
                        "tap policies.search", "wait keyboard.key.a",
                        "idle"):
            self.kiosk.do(command)
        self.type("anjia")  # the helper has started

    def key(self, letter):
        """Milliseconds from the tap to the page with its words."""
        process = self.kiosk.process
        lines = "tap keyboard.key.%s\nwait keyboard.candidate.1\n" % letter
        started = time.perf_counter()
        process.child.stdin.write(lines.encode())
        process.child.stdin.flush()
        answers = [process.read_line(15), process.read_line(15)]
        took = (time.perf_counter() - started) * 1e3
        assert all('"ok":true' in a.replace(" ", "") for a in map(
            lambda a: a if isinstance(a, str) else a.decode(), answers))
        return took

    def type(self, letters):
        samples = [self.key(letter) for letter in letters]
        self.kiosk.do("idle")
        self.kiosk.do("tap policies.search.clear")
        self.kiosk.do("idle")
        return samples

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


def main():
    binaries = sys.argv[1]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-bench-ime-"))
    display = terminal.Display(1080, 1920)
    board = None
    try:
        board = Board(binaries, folder, dict(os.environ, **display.env))
        tails, samples = [], []
        for _ in range(ROUNDS):
            taken = [ms for word in INPUTS for ms in board.type(word)]
            samples += taken
            tails.append(quantile(taken, 0.99))
        show("key_to_candidates", samples, "ms")
        show("key_to_candidates_p99_of_rounds", tails, "ms")
        show("key_to_candidates_p99", [quantile(samples, 0.99)], "ms")
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
