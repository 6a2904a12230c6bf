// SPDX-License-Identifier: Apache-2.0
// Read the hub's pages as a phone does, in Chromium without scripts:
//   node phone.js PLAN.json
// The plan: {"chromium","folder","pages":[{"name","url","lang","texts"}]}.
// Every page is looked at 390 px wide and at twice the zoom, which halves
// the width that CSS sees, and printed, with scripts off. axe-core needs
// timers, so it judges the same page loaded once more with scripts on, from
// a world of its own that the page's content policy does not reach. One line
// a fault; exit 1 with any.
"use strict";
const fs = require("fs");
const path = require("path");
const { chromium } = require("playwright-core");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const VIEWS = [
    { name: "390", width: 390, height: 844, scale: 1 },
    { name: "zoom", width: 195, height: 422, scale: 2 },
];
const faults = [];

function fault(page, view, what) {
    faults.push(`${page.name} ${view.name}: ${what}`);
}

// Scripts of a debugger, in a world of their own: they run although the
// page's do not.
async function world(context, tab) {
    const session = await context.newCDPSession(tab);
    const { frameTree } = await session.send("Page.getFrameTree");
    const { executionContextId } = await session.send(
        "Page.createIsolatedWorld", { frameId: frameTree.frame.id });
    return async (expression) => {
        const answer = await session.send("Runtime.evaluate", {
            expression, contextId: executionContextId,
            awaitPromise: true, returnByValue: true });
        if (answer.exceptionDetails) {
            throw new Error(answer.exceptionDetails.exception.description);
        }
        return answer.result.value;
    };
}

async function checkText(evaluate, page, view) {
    const seen = await evaluate(`({
        lang: document.documentElement.lang,
        scripts: document.scripts.length,
        ran: document.title === "ran",
        handlers: [...document.querySelectorAll("*")].some((e) =>
            [...e.attributes].some((a) => a.name.startsWith("on"))),
        width: document.documentElement.scrollWidth,
        room: document.documentElement.clientWidth,
        text: document.body.innerText,
        small: [...document.querySelectorAll("main *")].filter((e) =>
            parseFloat(getComputedStyle(e).fontSize) < 15).length })`);
    if (seen.lang !== page.lang) {
        fault(page, view, `lang is ${seen.lang}`);
    }
    if (seen.scripts || seen.ran || seen.handlers) {
        fault(page, view, "a script came through");
    }
    if (seen.width > seen.room) {
        fault(page, view, `${seen.width} px wide in ${seen.room}`);
    }
    if (seen.small) {
        fault(page, view, `${seen.small} elements below 15 px`);
    }
    for (const text of page.texts) {
        if (!seen.text.includes(text)) {
            fault(page, view, `does not read: ${text}`);
        }
    }
}

async function checkAxe(context, page, view) {
    const tab = await context.newPage();
    await tab.goto(page.url);
    const evaluate = await world(context, tab);
    await evaluate(AXE + ";0");
    const { violations, passes } = await evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then((r) => ({"
        + "passes: r.passes.length, violations: r.violations.map((v) =>"
        + " v.id + ': ' + v.nodes[0].html.slice(0, 160))}))");
    if (passes < 10) {
        fault(page, view, `axe judged by ${passes} rules only`);
    }
    violations.forEach((v) => fault(page, view, `axe: ${v}`));
    await tab.close();
}

async function checkLook(context, plan, page, view) {
    const tab = await context.newPage();
    const failed = [];
    tab.on("requestfailed", (request) => failed.push(request.url()));
    const answer = await tab.goto(page.url);
    if (answer.status() !== (page.status || 200) || failed.length) {
        fault(page, view, `status ${answer.status()}, failed: ${failed}`);
    }
    await checkText(await world(context, tab), page, view);
    const file = path.join(plan.folder, `${page.name}-${view.name}`);
    await tab.screenshot({ path: `${file}.png`, fullPage: !page.long });
    if (view.name === "390") {
        const paper = await tab.pdf({ format: "A4", path: `${file}.pdf` });
        if (paper.length < 4000 || !paper.includes("%%EOF")) {
            fault(page, view, "does not print");
        }
    }
    await tab.close();
}

async function main() {
    const plan = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
    const browser = await chromium.launch({
        executablePath: plan.chromium, chromiumSandbox: false,
        args: ["--disable-gpu", "--disable-dev-shm-usage"] });
    try {
        for (const view of VIEWS) {
            const settings = { locale: "zh-CN",
                deviceScaleFactor: view.scale,
                viewport: { width: view.width, height: view.height } };
            const plain = await browser.newContext(
                { ...settings, javaScriptEnabled: false });
            const judged = await browser.newContext(settings);
            for (const page of plan.pages) {
                await checkLook(plain, plan, page, view);
                await checkAxe(judged, page, view);
            }
        }
    } finally {
        await browser.close();
    }
    faults.forEach((line) => console.log(line));
    console.log(`${plan.pages.length} pages, ${faults.length} faults`);
    process.exitCode = faults.length ? 1 : 0;
}

main().catch((error) => {
    console.error(error);
    process.exitCode = 2;
});
