// The whole report in Firefox, by somebody without JavaScript who lets no page recognise the browser.
// `node firefox.mjs PLAN`: says in lines of JSON what it met, and waits for a line when somebody must answer first.
import { once } from "node:events";
import { createInterface } from "node:readline";
import puppeteer from "../../frontend/node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js";

const UNKNOWN = "[name=always][value=unknown]";
const PATIENCE = 15_000; // milliseconds
const plan = JSON.parse(process.argv[2]);
const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const lines = createInterface({ input: process.stdin });

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: plan.program,
  userDataDir: plan.profile,
  protocolTimeout: PATIENCE,
  env: { ...process.env, TZ: "Asia/Tokyo" }, // a page that resists says another zone
  extraPrefsFirefox: {
    "javascript.enabled": false,
    "privacy.resistFingerprinting": true,
    "browser.sessionstore.interval": 500, // so that what is typed reaches the disk if it ever does
    "intl.accept_languages": plan.language,
  },
});
const [page] = await browser.pages();
page.setDefaultTimeout(PATIENCE);
page.on("request", (each) => {
  if (!each.url().startsWith("data:")) say({ asked: each.url(), referer: each.headers().referer ?? "" });
});

// Without scripts a page answers no promise, and much of puppeteer waits for one; these ask at once.
const find = (selector, what) =>
  page.evaluate((wanted, name) => document.querySelector(wanted)?.[name] ?? "", selector, what);
const textOf = (selector) => find(selector, "innerText");
const there = (selector) => find(selector, "nodeName");

async function meet() {
  const [stored, depth] = await page.evaluate(() => [localStorage.length + sessionStorage.length, history.length]);
  say({ page: page.url(), title: await page.title(), stored, depth });
}

async function open(path) {
  await page.goto(`${plan.site}/${plan.language}/${path}`);
  await meet();
}

async function click(selector) {
  const at = await page.evaluate((wanted) => {
    const found = document.querySelector(wanted);
    const seen = found.labels?.[0] ?? found;
    seen.scrollIntoView({ block: "center" });
    const { x, y, width, height } = seen.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }, selector);
  await page.mouse.click(...at);
}

async function go(selector) {
  await Promise.all([page.waitForNavigation(), click(selector)]);
  await meet();
}

async function answer(said) {
  const kind = await find("main [name=answer]", "type");
  if (kind === "select-one") await page.select("main [name=answer]", said);
  else if (kind === "textarea") await page.type("main [name=answer]", said);
  else await click(`main [name=answer][value="${said}"]`);
}

async function tell() {
  for (let code; (code = await find("main [name=question]", "value")); ) {
    say({ question: code });
    if (!(code in plan.answers) && (await there(UNKNOWN))) await go(UNKNOWN);
    else {
      await answer(plan.answers[code] ?? "unknown");
      await go("main form .button--action");
    }
  }
}

async function back(times) {
  for (let step = 0; step < times; step += 1) {
    await page.goBack({ timeout: 3_000 }).catch(() => null); // Firefox may refuse to send a form again
    say({ back: await page.content() });
  }
}

async function enter(code) {
  await open("");
  await go("main a[href$='/answer/']");
  await page.type("[name=code]", code);
  await go("main form .button--action");
}

async function journey() {
  await page.goto("data:text/html,<noscript><p id=off>off</p></noscript>");
  say({ scripts: !(await there("#off")) });
  say({ zone: await page.evaluate(() => Intl.DateTimeFormat().resolvedOptions().timeZone) });
  await open("");
  await go("main a[href*='/before/contact']");
  await go("main .buttons .button--action");
  await tell();
  say({ check: await textOf("main") });
  await go("[name=act][value=send]");
  const code = (await find(".receipt__code", "textContent")).trim();
  say({ receipt: await textOf("main") });

  await go("[name=files]");
  await (await page.$("[type=file]")).uploadFile(plan.file);
  await go("main form .button--action");
  say({ files: await textOf("main") });
  await go("main a[href$='/answer/open/']");
  await page.type("[name=body]", plan.more);
  await go("main form[action$='/answer/write/'] button");
  say({ written: await textOf("main") });
  await go("main form[action$='/answer/close/'] button");
  await back(3);

  say({ code });
  await once(lines, "line");
  await enter(code);
  say({ answered: await textOf("main") });
  await go("#leave");
  await back(3);
}

try {
  await journey();
} finally {
  await browser.close();
  lines.close();
}
