# SPDX-License-Identifier: Apache-2.0
"""The figures of the terminal, one a line:

    name median unit min … max … n …

    bench.py BINARIES [--only NAME]

Whole processes on this machine, hub and kiosk on loopback, in a real window
of a virtual X server.
"""

import argparse
import json
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import terminal  # noqa: E402


def show(name, samples, unit):
    samples = sorted(samples)
    print("%s %.4g %s min %.4g max %.4g n %d" % (
        name, statistics.median(samples), unit, samples[0], samples[-1],
        len(samples)), flush=True)


def quantile(samples, share):
    samples = sorted(samples)
    return samples[min(int(share * len(samples)), len(samples) - 1)]


class Bench:
    """An enrolled kiosk with 10,000 talents and 30 days of visits."""

    def __init__(self, binaries, folder, display):
        self.binaries = pathlib.Path(binaries)
        self.folder = folder
        self.hub = terminal.Hub(binaries, folder / "hub")
        self.kiosk = terminal.Kiosk(binaries, folder / "kiosk",
                                    env=display.env)

    def prepare(self):
        self.hub.command("init")
        self.hub.command("demo", "--json")
        roster = self.folder / "roster.csv"
        roster.write_text(self.roster(10000), encoding="utf-8")
        started = time.monotonic()
        self.hub.command("import", "talent", roster, "--site", "hall")
        show("roster_import_10000", [time.monotonic() - started], "s")
        self.hub.start()
        started = time.monotonic()
        self.kiosk.enrol(self.hub.url, self.hub.add_kiosk("hall")["code"])
        seconds = time.monotonic() - started
        show("enrol_with_first_pull", [seconds], "s")
        terminal.run([self.binaries / "bench_fill", self.kiosk.data, 30,
                      300])
        terminal.run([self.kiosk.program, "sync", "--data",
                      self.kiosk.data], env=self.kiosk.env)

    @staticmethod
    def roster(count):
        """Fictional talents: region 890000, phones that are not dialled."""
        weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
        lines = ["id_number,phone,name,grade,programmes,entitlements,"
                 "valid_to"]
        for i in range(count):
            first = "890000%04d0101%03d" % (1950 + i // 1000, i % 1000)
            total = sum(int(d) * w for d, w in zip(first, weights))
            lines.append("%s,1540%07d,测试甲,high_level,,,"
                         % (first + "10X98765432"[total % 11], i))
        return "\n".join(lines) + "\n"

    def first_frame(self):
        samples = []
        for _ in range(11):
            self.kiosk.start()
            samples.append(self.kiosk.do("stats")["first_frame_ms"])
            self.kiosk.quit()
        show("first_frame", samples, "ms")

    def idle(self):
        """On home with the long-poll open; the hub is quiet."""
        self.kiosk.start()
        self.kiosk.do("tap attract.start")
        self.kiosk.do("wait-screen home")
        time.sleep(5)  # what the start began comes to rest
        cpu, samples = self.cpu_ns(), []
        for _ in range(5):
            time.sleep(8)  # the span that is measured
            now = self.cpu_ns()
            samples.append((now - cpu) / 8e9 * 100)
            cpu = now
        show("idle_cpu", samples, "percent")
        show("rss_home", [self.rss_mib()], "MiB")
        self.kiosk.quit()

    def cpu_ns(self):
        total = 0
        for task in pathlib.Path(
                "/proc/%d/task" % self.kiosk.process.pid).iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total

    def rss_mib(self):
        for line in pathlib.Path("/proc/%d/status" % self.kiosk.process.pid
                                 ).read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        return 0

    def open_identify(self):
        self.kiosk.do("tap attract.start")
        self.kiosk.do("wait-screen home")
        self.kiosk.do("tap home.scan")
        self.kiosk.do("tap identify.tab.id")

    def taps(self, name, rounds=200):
        """Round trips of a tap: handled, drawn and presented."""
        samples = []
        for i in range(rounds):
            key = "delete" if i % 2 else str(random.randrange(1, 9))
            started = time.perf_counter()
            self.kiosk.do("tap identify.key." + key)
            samples.append((time.perf_counter() - started) * 1e3)
        show(name, samples, "ms")
        show(name + "_p99", [quantile(samples, 0.99)], "ms")

    def tap_to_frame(self):
        self.kiosk.start()
        self.open_identify()
        self.taps("tap_to_frame")
        self.kiosk.quit()

    def tap_while_syncing(self):
        """10,000 events drain and 10,000 records arrive meanwhile."""
        self.hub.stop()
        self.fill(10000)
        self.kiosk.start()
        self.open_identify()
        self.hub.start()
        roster = self.folder / "roster.csv"
        with subprocess.Popen(
                [self.hub.program, "import", "talent", roster, "--site",
                 "hall", "--data", self.hub.data],
                stdout=subprocess.DEVNULL):
            self.taps("tap_to_frame_syncing", 600)
        self.kiosk.quit()

    def fill(self, count):
        terminal.run([self.binaries / "bench_sync", self.kiosk.data, count,
                      "--fill-only"])

    def sync(self):
        """An outbox of 10,000 to the hub; then all records anew."""
        terminal.run([self.kiosk.program, "sync", "--data",
                      self.kiosk.data], env=self.kiosk.env)
        rates = []
        for _ in range(5):
            line = terminal.run([self.binaries / "bench_sync",
                                 self.kiosk.data, 10000])
            words = line.split()
            rates.append(int(words[1]) / float(words[5]))
        show("events_drained", rates, "per_s")
        rates = []
        for i in range(3):
            fresh = terminal.Kiosk(self.binaries, self.folder / (
                "pull-%d" % i))
            code = self.hub.add_kiosk("hall")["code"]
            started = time.monotonic()
            fresh.enrol(self.hub.url, code)
            rates.append(10000 / (time.monotonic() - started))
        show("records_pulled_enrolling", rates, "per_s")

    def store(self):
        folder = self.folder / "store"
        folder.mkdir()
        print(terminal.run([self.binaries / "bench_store", folder, 7],
                           timeout=600), end="", flush=True)

    def program(self, *arguments):
        """A bench of its own that prints lines of the same form."""
        print(terminal.run([self.binaries / arguments[0], *arguments[1:]],
                           timeout=600, env=self.kiosk.env), end="",
              flush=True)

    def render(self):
        self.program("bench_render")

    def scroll(self):
        self.program("bench_scroll")

    def search(self):
        self.program("bench_search", self.folder / "search", 10000)

    def frame(self, command):
        """Milliseconds of the last frame that a command led to."""
        self.kiosk.do(command)
        return self.kiosk.do("stats")["frame_us"] / 1e3

    def turns(self, screen, rounds=100):
        """Turn a list's pages to its end and back, over and over."""
        self.kiosk.do("tap home." + screen)
        self.kiosk.do("wait-screen " + screen)
        self.kiosk.do("idle")
        samples, way = [], "next"
        for _ in range(rounds):
            node = self.kiosk.node("pager." + way)
            if node is None or not node["enabled"]:
                way = "previous" if way == "next" else "next"
                node = self.kiosk.node("pager." + way)
            if node is None or not node["enabled"]:
                return  # all of it fits one page
            samples.append(self.frame("tap pager." + way))
        show("page_turn_" + screen, samples, "ms")
        show("page_turn_%s_p99" % screen, [quantile(samples, 0.99)], "ms")

    def page_turn(self):
        for screen in ("services", "policies"):
            self.kiosk.start()
            self.kiosk.do("tap attract.start")
            self.kiosk.do("wait-screen home")
            self.turns(screen)
            self.kiosk.quit()

    def fonts(self):
        """Memory after every language, the large type and a policy."""
        self.kiosk.start()
        self.kiosk.do("tap attract.start")
        self.kiosk.do("wait-screen home")
        for language in ("en", "bo", "zh"):
            self.kiosk.do("tap bar.language." + language)
        self.kiosk.do("tap bar.large")
        self.kiosk.do("tap home.policies")
        self.kiosk.do("wait-screen policies")
        self.kiosk.do("idle")
        show("rss_all_fonts", [self.rss_mib()], "MiB")
        self.kiosk.quit()

    def close(self):
        self.kiosk.kill()
        self.hub.kill()


PARTS = ["render", "scroll", "store", "search", "first_frame", "idle",
         "page_turn", "fonts", "tap_to_frame", "tap_while_syncing", "sync"]
# Those that need neither a hub nor an enrolled kiosk.
ALONE = ["render", "scroll", "store", "search"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binaries")
    parser.add_argument("--only", choices=PARTS)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-bench-"))
    display = terminal.Display(1080, 1920)
    bench = Bench(options.binaries, folder, display)
    try:
        if options.only not in ALONE:
            bench.prepare()
        for part in [options.only] if options.only else PARTS:
            getattr(bench, part)()
    finally:
        bench.close()
        display.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
