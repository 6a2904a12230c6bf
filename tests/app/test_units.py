# SPDX-License-Identifier: Apache-2.0
"""The systemd units are well formed, and the hub's shuts out what it does
not need. Exit 77 (skipped) without systemd-analyze.

    test_units.py CONFIG_FOLDER
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

EXPOSURE_MAX = 2.0


def verify(unit, folder):
    """systemd-analyze looks for the programs: give it ones that exist."""
    text = re.sub(r"^(Exec\w+=)(\S+)", r"\1/bin/true",
                  unit.read_text("utf-8"), flags=re.M)
    text = re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.M)
    copy = folder / unit.name
    copy.write_text(text, "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(copy)],
                          text=True, capture_output=True)
    complaints = [line for line in (done.stdout + done.stderr).splitlines()
                  if unit.name in line]
    if done.returncode != 0 or complaints:
        raise AssertionError("%s: %s" % (
            unit.name, "\n".join(complaints) or done.stderr))
    print("ok    %s" % unit.name)
    return copy


def check_exposure(copy):
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--no-pager",
         str(copy)], text=True, capture_output=True)
    found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    if not found:
        print("      no exposure told: " + done.stderr.strip())
        return
    level = float(found.group(1))
    print("ok    exposure %.1f" % level)
    if level > EXPOSURE_MAX:
        raise AssertionError("exposure %.1f, at most %.1f" % (
            level, EXPOSURE_MAX))


def main():
    if not shutil.which("systemd-analyze"):
        return 77
    config = pathlib.Path(sys.argv[1])
    folder = pathlib.Path(tempfile.mkdtemp(prefix="talent-units-"))
    try:
        verify(config / "talent-kiosk.service", folder)
        check_exposure(verify(config / "talent-hub.service", folder))
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
