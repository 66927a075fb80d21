import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pageData } from "../../cli/report/page/page-data.ts";
import { planPage } from "../../cli/report/page/page.ts";
import { openRepository, repositoryRoot } from "../../infra/repository/repository.ts";
import type { Finding } from "../../policies/policy.ts";

const folder = mkdtempSync(join(tmpdir(), "province-page-"));
const file = join(folder, "plan.html");
let browser: Browser;
let page: Page;
let warnings: string;
const faults: string[] = [];
const requests: string[] = [];

/** A Chromium of this machine; the tests need a real browser, so its absence fails them. */
function browserPath(): string {
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = names
    .flatMap((name) => folders.map((each) => join(each, name)))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
  if (found === undefined) throw new Error("no Chromium on the PATH; on Debian: apt-get install chromium");
  return found;
}

beforeAll(async () => {
  const command = join(repositoryRoot(), "cli/province.js");
  const args = [command, "report", "plan", "--output", file, "--lang", "vi"];
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  warnings = stderr;
  browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox"] });
  page = await browser.newPage();
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
});

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = async (selector: string): Promise<string> => (await page.textContent(selector)) ?? "";

test("the page opens from disk in Vietnamese, without a fault and without asking the network", async () => {
  expect(await page.title()).toBe("Quy hoạch địa chỉ và kiểm tra chính sách · Thanh Hóa");
  const { tenants } = openRepository();
  expect(await text("#shown")).toBe(`${Object.keys(tenants).length} trên ${Object.keys(tenants).length}`);
  expect(requests).toEqual([pathToFileURL(file).href]);
  expect(faults).toEqual([]);
  expect(warnings).not.toContain("Warning");
});

test("an address finds the agency that holds it, and its card opens and closes where the reader was", async () => {
  await page.fill("#search", "3fff:38:60:2000::10:2");
  expect(await page.locator("[data-agency]").count()).toBe(1);
  expect(new URL(page.url()).hash).toBe("#find=3fff:38:60:2000::10:2");
  await page.focus('[data-agency="stttt"]');
  await page.keyboard.press("Enter");
  const card = await text("dialog[open]");
  for (const part of ["3fff:38:60:2000::10:2", "10.96.32.2", "vùng DMZ"]) expect(card).toContain(part);
  await page.keyboard.press("Escape");
  expect(await page.locator("dialog[open]").count()).toBe(0);
  expect(await page.getAttribute(":focus", "data-agency")).toBe("stttt");
  expect(new URL(page.url()).hash).toBe("#find=3fff:38:60:2000::10:2");
});

test("names are found without their diacritics", async () => {
  await page.fill("#search", "thong tin va truyen thong");
  expect(await page.locator("[data-agency]").first().getAttribute("data-agency")).toBe("stttt");
  await page.fill("#search", "no such agency");
  expect(await text("main")).toContain("Không tìm thấy.");
  await page.focus("#search");
  await page.keyboard.press("Escape");
  expect(await page.inputValue("#search")).toBe("");
});

test("what is typed shows on the map, and the arrow down leads to what was found", async () => {
  await page.fill("#search", "15061");
  expect(await page.locator(".map .cell[data-site]:not(.passed-over)").count()).toBe(1);
  expect(await page.getAttribute('.map [data-site="389"]', "class")).not.toContain("passed-over");
  await page.focus("#search");
  await page.keyboard.press("ArrowDown");
  expect(await page.getAttribute(":focus", "data-agency")).toBe("15061");
  await page.fill("#search", "");
});

test("an area on the map opens its communes, a commune its networks, and Back the area again", async () => {
  await page.click('.map [data-site="389"]');
  expect(await text("dialog[open] h2")).toBe("Huyện Ngọc Lặc");
  await page.click('dialog [data-site="15061"]');
  expect(await text("dialog[open]")).toContain("3fff:38:84:8020::/64");
  expect(new URL(page.url()).hash).toBe("#15061");
  await page.goBack();
  expect(await text("dialog[open] h2")).toBe("Huyện Ngọc Lặc");
  await page.click("dialog .close");
});

test("the arrows walk over the map as it lies on the screen, and Tab leaves it", async () => {
  await page.focus('.map [data-site="dc-a"]');
  const at = () => page.getAttribute(":focus", "data-site");
  const walk: (string | null)[] = [];
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "End", "Home"]) {
    await page.keyboard.press(key);
    walk.push(await at());
  }
  expect(walk).toEqual(["cloud", "dr", "wan", "396", "dc-a"]);
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").count()).toBe(1);
  expect(await page.locator(".map :focus").count()).toBe(0);
});

test("each tile leads to what it counts", async () => {
  for (const tile of await page.locator("a.tile").all()) {
    await tile.click();
    const count = (await tile.locator("b").textContent()) ?? "";
    expect(await text("#shown")).toMatch(new RegExp(`^${count.replace(".", "\\.")} trên `));
    expect(await tile.getAttribute("aria-current")).toBe("true");
  }
  await page.click(".filters button");
  expect(new URL(page.url()).hash).toBe("");
});

/** A page of its own at an address of the report. */
async function opened(fragment: string): Promise<Page> {
  const other = await browser.newPage();
  await other.goto(`${pathToFileURL(file).href}${fragment}`);
  return other;
}

test.each([
  ["#stttt", "Sở Thông tin và Truyền thông", []],
  [
    "#3fff:38:60:2000::/64",
    "Sở Thông tin và Truyền thông",
    ["dmz", "stttt-web-1 (công khai)", "stttt-web-2 (công khai)"],
  ],
  ["#10.96.32.2", "Sở Thông tin và Truyền thông", ["dmz", "stttt-web-1 (công khai)"]],
  ["#3fff%3A38%3A84%3A8000%3A%3A%2F56", "Thị trấn Ngọc Lặc", []],
  ["#3fff:38:84::/48", "Huyện Ngọc Lặc", undefined],
  ["#3fff:38:c0::/42", "3fff:38:c0::/42", []],
  ["#no-such", "no-such", []],
])("%s is a link to %s", async (fragment, title, marked) => {
  const other = await opened(fragment);
  expect(await other.textContent("dialog[open] h2")).toBe(title);
  const asked = await other.locator("tr.asked td:first-child").allTextContents();
  if (marked) expect(asked).toEqual(marked);
  await other.close();
});

test("a policy has its title, what it wants and a link", async () => {
  const other = await opened("#list=policies&lang=en");
  await other.click("#list a:has-text('NET-02')");
  expect(await other.textContent("dialog[open] h2")).toMatch(/^NET-02 · .{10}/);
  expect(await other.textContent("dialog[open]")).toContain("npx province policy explain NET-02");
  expect(new URL(other.url()).hash).toBe("#NET-02&list=policies&lang=en");
  await other.close();
});

test("a block in quarantine is told apart, with its end", async () => {
  const later = join(folder, "later.html");
  const command = join(repositoryRoot(), "cli/province.js");
  execFileSync(
    process.execPath,
    [command, "report", "plan", "--as-of", "2025-12-14", "--output", later, "--lang", "en", "15061"],
    { stdio: "pipe" },
  );
  const other = await browser.newPage();
  await other.goto(pathToFileURL(later).href);
  expect(await other.textContent("#app > header")).toContain("2025-12-14");
  expect(await other.getAttribute('.map [data-site="stttt"]', "class")).toContain("resting");
  await other.click('.map [data-site="stttt"]');
  expect(await other.textContent("dialog[open]")).toContain("in quarantine until 2027-03-01");
  await other.close();
});

test("the language button changes every label and keeps what was chosen", async () => {
  await page.fill("#search", "stttt");
  await page.click("#language");
  expect(await page.title()).toBe("Address plan and policy check · Thanh Hóa");
  expect(await page.getAttribute("html", "lang")).toBe("en");
  expect(await page.inputValue("#search")).toBe("stttt");
  expect(await page.getAttribute(":focus", "id")).toBe("language");
  const shown = await text("main");
  expect(shown).toContain("Address map");
  expect(shown).not.toContain("Bản đồ địa chỉ");
  await page.click("#language");
  expect(await text("main")).toContain("Bản đồ địa chỉ");
  await page.fill("#search", "");
  expect(faults).toEqual([]);
});

test.each(["light", "dark"] as const)("a narrow screen needs no scrolling aside (%s)", async (colorScheme) => {
  const other = await browser.newPage({ viewport: { width: 390, height: 844 }, colorScheme });
  for (const fragment of ["", "#389", "#stttt", "#list=servers&find=web", "#SEC-01"]) {
    await other.goto(`${pathToFileURL(file).href}${fragment}`);
    for (const part of ["html", "dialog"]) {
      const wider = await other.locator(part).evaluate((each) => each.scrollWidth > each.clientWidth);
      expect([fragment, part, wider]).toEqual([fragment, part, false]);
    }
  }
  await other.close();
});

test("in print all agencies are there, light, and an open card is alone", async () => {
  const other = await browser.newPage({ colorScheme: "dark" });
  await other.goto(pathToFileURL(file).href);
  await other.emulateMedia({ media: "print" });
  expect(await other.evaluate("getComputedStyle(document.body).color")).toBe("rgb(26, 32, 44)");
  expect(await other.locator("[data-agency]:visible").count()).toBe(Object.keys(openRepository().tenants).length);
  expect(await other.locator("#search").isVisible()).toBe(false);
  await other.evaluate('location.hash = "#stttt"');
  await other.waitForSelector("dialog[open]");
  expect(await other.locator("h1").isVisible()).toBe(false);
  await other.close();
});

/** The page of the province with mandatory findings, and advice, in the stacks named. */
async function failingPage(failing: readonly string[], advised: readonly string[] = []): Promise<Page> {
  const repository = openRepository();
  const finding = (stack: string, level: Finding["level"]): Finding => ({
    policy: "SEC-01",
    level,
    resource: `urn:pulumi:${stack}::provincial-cloud::openstack:networking/secGroup:SecGroup::${stack}-web`,
    message: { en: `narrow \`remoteIpPrefix\` of ${stack}`, vi: `thu hẹp \`remoteIpPrefix\` của ${stack}` },
  });
  const verdicts = ["platform", ...Object.keys(repository.tenants)].map((stack) => ({
    stack,
    resources: 1,
    findings: [
      ...(failing.includes(stack) ? [finding(stack, "mandatory")] : []),
      ...(advised.includes(stack) ? [finding(stack, "advisory")] : []),
    ],
  }));
  const path = join(folder, "failing.html");
  writeFileSync(path, planPage(pageData(repository, verdicts), "vi"));
  const other = await browser.newPage();
  await other.goto(pathToFileURL(path).href);
  return other;
}

test("who fails comes first: above the map, on it, in the area of a commune, and in the list", async () => {
  const other = await failingPage(["platform", "snv", "15061"], ["snv", "15064"]);
  const sections = await other.locator("main h2").allTextContents();
  expect(sections.map((title) => title.split(" ")[0])).toEqual(["Cần", "Chính", "Bản", "Cơ"]);
  const first = other.locator("main section").first();
  expect(await first.locator("tbody a").allTextContents()).toEqual([
    "platform Dùng chung",
    "snv Sở Nội vụ",
    "15061 Thị trấn Ngọc Lặc",
  ]);
  expect(await first.locator("code").first().textContent()).toBe("remoteIpPrefix");

  expect(
    await other.locator(".map .failing").evaluateAll((cells) => cells.map((each) => each.dataset["site"])),
  ).toEqual(["snv", "389"]);
  expect(await other.textContent('.map [data-site="389"]')).toContain("✗ 1");
  expect(await other.textContent(".strip.platform h3")).toContain("platform ✗ 1");
  await other.click('.map [data-site="389"]');
  expect(await other.locator("dialog .failing").getAttribute("data-site")).toBe("15061");
  await other.click("dialog .close");

  const listed = other.locator("[data-agency]");
  expect(await listed.evaluateAll((links) => links.slice(0, 3).map((each) => each.dataset["agency"]))).toEqual([
    "snv",
    "15061",
    "15064",
  ]);
  await other.click(".tile.fails");
  expect(await listed.count()).toBe(2);
  await other.close();
});

test("of many who fail the first are shown, and a link leads to all", async () => {
  const communes = Object.values(openRepository().tenants).filter(({ kind }) => kind === "commune");
  const other = await failingPage(communes.slice(0, 30).map(({ code }) => code));
  expect(await other.locator("main section").first().locator("tbody tr").count()).toBe(8);
  await other.click(".more");
  expect(await other.locator("[data-agency]").count()).toBe(30);
  expect(await other.textContent(":focus")).toContain("30 trên");
  await other.close();
});

test("a finding leads to its policy, and the policy to who does not meet it", async () => {
  const other = await failingPage(["snv"]);
  await other.click("main section:first-child a:has-text('snv')");
  await other.click("dialog .findings a");
  expect(await other.textContent("dialog h2")).toMatch(/^SEC-01 · /);
  await other.click("dialog td a:has-text('snv')");
  expect(await other.textContent("dialog h2")).toBe("Sở Nội vụ");
  await other.close();
});
