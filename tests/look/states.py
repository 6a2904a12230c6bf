# SPDX-License-Identifier: Apache-2.0
"""Every screen and its important states, in the order of a visit. A scene
starts at home and shows itself by `walk.look(name)`; a new screen is one
more scene, a new state one more line."""

TALENT = "890000198501010015"       # on the roster of the demonstration
STRANGER = "890000199001010013"     # on none
EXPIRED = "policies.item.talent-enterprise-plan"
SERVICE = "services.item.settling-allowance-phd"


def home(walk):
    walk.look("home")


def identify(walk):
    walk.tap("home.scan", "identify")
    walk.look("identify-card")
    walk.tap("identify.tab.id")
    walk.look("identify-id")
    walk.type("identify", TALENT[:7])
    walk.look("identify-typing")
    walk.tap("identify.submit")
    walk.look("identify-too-short")


def identify_errors(walk):
    walk.tap("home.scan", "identify")
    walk.tap("identify.tab.id")
    walk.type("identify", "890000198501010016")
    walk.tap("identify.submit")
    walk.look("identify-wrong-id")
    walk.tap("identify.tab.phone")
    walk.look("identify-phone")
    walk.type("identify", "2")
    walk.look("identify-wrong-phone")


def enter(walk, number):
    walk.tap("home.scan", "identify")
    walk.tap("identify.tab.id")
    walk.type("identify", number)
    walk.tap("identify.submit", "person")


def visit(walk):
    """A talent from the first digit to a second ticket."""
    enter(walk, TALENT)
    walk.look("person-match")
    if walk.has("person.group.employer"):
        walk.tap("person.group.employer")
        walk.look("person-employer")
    walk.tap("person.confirm", "services")
    walk.look("services-personal")
    walk.find(SERVICE)
    walk.tap(SERVICE, "service")
    walk.look("service")
    for number in (1, 2):
        walk.press("service.material.%d" % number)
    walk.look("service-ticked")
    walk.tap("service.take", "ticket")
    walk.look("ticket")
    walk.tap("ticket.again", "services")
    walk.tap_first("services.item.", "service", skip=SERVICE)
    walk.tap("service.take", "ticket")
    walk.look("ticket-second")
    walk.clock(25)
    walk.look("ticket-soon-over", golden=False)


def stranger(walk):
    enter(walk, STRANGER)
    walk.look("person-not-on-roster")


def guest(walk):
    walk.tap("home.services", "services")
    walk.look("services-guest-1")
    for page in range(2, 9):
        if not walk.enabled("pager.next"):
            break
        walk.tap("pager.next")
        walk.look("services-guest-%d" % page)
    walk.tap_first("services.item.", "service")
    walk.look("service-other")
    walk.clock(62)
    walk.look("timeout", golden=False)


def help_sheet(walk):
    walk.tap("bar.help")
    walk.look("help")
    walk.tap("help.call")
    walk.look("help-sent")
    walk.tap("help.close")


def policies(walk):
    if not walk.has("home.policies"):
        return
    walk.tap("home.policies", "policies")
    walk.look("policies-1")
    if walk.enabled("pager.next"):
        walk.tap("pager.next")
        walk.look("policies-2")
        walk.tap("pager.previous")
    walk.tap_first("policies.topic.")
    walk.look("policies-topic")
    search(walk)


def search(walk):
    if not walk.has("policies.search"):
        return
    walk.tap("policies.search")
    walk.look("policies-keyboard")
    walk.text("安家费" if walk.lang == "zh" else "allowance")
    walk.look("policies-found")
    walk.press("keyboard.key.done")
    walk.look("policies-found-all")
    walk.tap("policies.search")
    walk.press("policies.search.clear")
    walk.text("购车补贴" if walk.lang == "zh" else "zeppelin")
    walk.look("policies-nothing")
    walk.press("keyboard.key.done")
    walk.look("policies-nothing-all")


def policy(walk):
    if not walk.has("home.policies"):
        return
    walk.tap("home.policies", "policies")
    walk.tap_first("policies.item.", "policy")
    walk.look("policy")
    for page in range(2, 4):
        if not walk.enabled("policy.page.down"):
            break
        walk.tap("policy.page.down")
        walk.look("policy-page-%d" % page)
    if walk.has("policy.whole"):
        walk.tap("policy.whole")
        walk.look("policy-whole")


def expired(walk):
    """A policy whose term is over stands last."""
    if not walk.has("home.policies"):
        return
    walk.tap("home.policies", "policies")
    walk.find(EXPIRED)
    walk.tap(EXPIRED, "policy")
    walk.look("policy-expired")


def eligibility(walk):
    walk.find("home.eligibility")
    walk.tap("home.eligibility", "eligibility")
    walk.look("eligibility")
    walk.tap_first("eligibility.choice.")
    walk.look("eligibility-chosen")
    for number in range(2, 16):
        walk.press("eligibility.next")
        if walk.kiosk.tree()["screen"] != "eligibility":
            break
        if number == 2:
            walk.press("eligibility.skip")
            walk.look("eligibility-skipped")
        elif not walk.tap_first("eligibility.choice."):
            walk.press("eligibility.skip")
    if walk.kiosk.tree()["screen"] == "result":
        walk.look("result")
        if walk.tap_first("result.item."):
            walk.look("result-item")


def directory(walk):
    walk.find("home.directory")
    walk.tap("home.directory", "directory")
    walk.look("directory")
    walk.tap("directory.item.platform")
    walk.look("directory-platforms")
    walk.tap_first("directory.item.", "entry")
    walk.look("entry")


# What the fields of a form take that are typed by digits.
DIGITS = {"phone": "15400000001", "from": "20310115", "day": "20310115"}


def fill_field(walk, node, shown):
    """Answer one field; what its keyboard looks like is shown once."""
    name = node["id"].split(".")[2]
    walk.tap(node["id"])
    keys = {"keyboard.key.done": "keyboard", "form.key.done": "digits"}
    for done, kind in keys.items():
        if not walk.has(done):
            continue
        if kind not in shown:
            shown.add(kind)
            walk.look("form-" + kind)
        if kind == "keyboard":
            walk.text("测试" if walk.lang == "zh" else "Test")
        else:
            walk.type("form", DIGITS.get(name, "3"))
        walk.tap(done)


def fill_page(walk, answered, shown):
    """Answer the fields of the page that are not yet, one by one."""
    while True:
        for node in walk.kiosk.tree()["nodes"]:
            name = node["id"].split(".")[2:3]
            if node["id"].startswith("form.field.") and node["enabled"] \
                    and node["role"] != "text" and name[0] not in answered:
                answered.add(name[0])
                fill_field(walk, node, shown)
                break
        else:
            return


def form(walk):
    """A request from its first page to its receipt, then its progress."""
    walk.tap("home.services", "services")
    walk.find("services.item.flexible-intro")
    walk.tap("services.item.flexible-intro", "service")
    walk.tap("service.form", "form")
    walk.look("form-1")
    walk.press("form.next")
    walk.look("form-missing")
    answered, shown = set(), set()
    for page in range(1, 9):
        fill_page(walk, answered, shown)
        walk.look("form-filled-%d" % page)
        if not walk.enabled("form.next"):
            break
        walk.tap("form.next")
    walk.tap("form.submit")
    walk.wait("form.slip")
    walk.look("form-done")
    slip = walk.kiosk.node("form.slip")["value"]
    walk.go_home()
    progress(walk, slip)


def progress(walk, slip):
    walk.find("home.progress")
    walk.tap("home.progress", "progress")
    walk.look("progress-enter")
    walk.type("progress", "0000000000")
    walk.tap("progress.submit")
    walk.look("progress-unknown")
    for _ in range(10):
        walk.press("progress.key.delete")
    walk.type("progress", slip)
    walk.tap("progress.submit")
    walk.wait("progress.state")
    walk.look("progress-state")


def activities(walk):
    walk.find("home.activities")
    walk.tap("home.activities", "activities")
    walk.look("activities")
    if walk.tap_first("activities.class."):
        walk.look("activities-class")
        walk.tap_first("activities.class.")
    if walk.tap_first("activities.item.", "activity"):
        walk.look("activity")
        walk.press("bar.back")
    walk.tap("activities.checkin")
    walk.look("activities-checkin")
    if walk.tap_first("activities.item.", "activity"):
        walk.look("activity-checkin")
        walk.press("activity.checkin")
        walk.look("activity-done")


def staff(walk):
    walk.hold("header.site", 3200, "pin")
    walk.look("pin")
    walk.type("pin", walk.world.staff["code"] + "12")
    walk.look("pin-typing")
    for _ in range(4):
        walk.press("pin.key.delete")
    walk.type("pin", walk.world.staff["code"] + walk.world.staff["pin"])
    walk.tap("pin.submit", "staff")
    walk.look("staff-sync")
    sync(walk)
    set_aside(walk)
    walk.tap("staff.lock", "home")


def sync(walk):
    with walk.silent_hub():
        walk.tap("staff.sync.now")
        walk.wait("staff.sync.running")
        walk.look("staff-running", golden=False)
    walk.wait("staff.sync.result")
    walk.look("staff-offline")
    if walk.has("staff.sync.export") and walk.enabled("staff.sync.export"):
        walk.tap("staff.sync.export")
        walk.wait("toast.text")
        walk.look("toast", golden=False)
        walk.clock(6)


def set_aside(walk):
    if not walk.tap_first("staff.sync.item."):
        return
    walk.look("staff-item", golden=False)
    walk.tap_first("staff.sync.discard.")
    walk.look("staff-discard")
    walk.tap("dialog.discard.reason.1")
    walk.look("staff-discard-reason")
    walk.tap("dialog.discard.cancel")
    walk.press("dialog.item.close")


def pin_errors(walk):
    walk.hold("header.site", 3200, "pin")
    for tries in range(5):
        walk.type("pin", "99000000")
        walk.tap("pin.submit")
        walk.wait("pin.error")
        walk.idle()
        if tries == 0:
            walk.look("pin-wrong")
    walk.look("pin-locked", golden=False)


def online(walk):
    with walk.hub():
        # The longest pause between two tries is over.
        walk.clock(310)
        walk.go_home()
        walk.wait_online()
        walk.look("home-online", golden=False)


# In this order: a PIN that is locked stays so, and what the hub has taken
# is gone from the page of the staff.
SCENES = [home, identify, identify_errors, visit, stranger, guest,
          help_sheet, policies, policy, expired, eligibility, directory,
          form, activities, staff, pin_errors, online]


def out_of_service(walk):
    """On a kiosk that was started out of service."""
    walk.look("out-of-service")


# Elements whose id begins so are of their own moment: nothing of them is
# in a stored picture.
VOLATILE = ("header.status", "header.site", "identify.field",
            "ticket.countdown", "form.countdown", "form.slip", "form.qr",
            "progress.slip", "progress.fetched", "attract.status",
            "staff.sync.pending", "staff.sync.last", "staff.sync.set_aside",
            "staff.sync.received", "staff.recent")


PILL = 400  # px that the longest pill of the header takes
EDGE = 16   # px of the pill around its words


def moment(node, width):
    """What of a page belongs to its own moment: the element, or the whole
    row of a log, which begins with the time."""
    x, y, w, h = node["rect"]
    if node["id"] == "header.status":  # its length goes with a number
        return x + w - PILL, y - EDGE, PILL + 2 * EDGE, h + 2 * EDGE
    if node["id"].startswith("staff.recent."):
        return 0, y - 8, width, h + 16
    return x, y, w, h
