import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRepository, repositoryRoot } from "../../infra/repository/repository.ts";

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
  expect(await text("#shown")).toBe(`${Object.keys(tenants).length} trên ${Object.keys(tenants).length} cơ quan`);
  expect(requests).toEqual([pathToFileURL(file).href]);
  expect(faults).toEqual([]);
  expect(warnings).not.toContain("Warning");
});

test("an address finds the agency that holds it, and its row opens", async () => {
  await page.fill("#search", "3fff:38:60:2000::10:2");
  expect(await page.locator("tr[data-agency]").count()).toBe(1);
  await page.click('tr[data-agency="stttt"]');
  const details = await text("tr.details");
  expect(details).toContain("3fff:38:60:2000::10:2");
  expect(details).toContain("10.96.32.2");
  expect(details).toContain("vùng DMZ");
});

test("names are found without their diacritics", async () => {
  await page.fill("#search", "thong tin va truyen thong");
  expect(await page.locator("tr[data-agency]").first().getAttribute("data-agency")).toBe("stttt");
  await page.fill("#search", "no such agency");
  expect(await text("main")).toContain("Không tìm thấy cơ quan nào.");
  await page.fill("#search", "");
});

test("an area on the map opens its communes, and a commune its networks", async () => {
  await page.click('button[data-site="389"]');
  expect(await text("#area")).toContain("Ngọc Lặc");
  await page.click('button[data-site="15061"]');
  expect(await text("tr.details")).toContain("3fff:38:84:8020::/64");
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
  expect(await other.textContent("header")).toContain("2025-12-14");
  await other.click('button[data-site="stttt"]');
  expect(await other.textContent("#site")).toContain("in quarantine until 2027-03-01");
  expect(await other.getAttribute('button[data-site="stttt"]', "class")).toContain("quarantined");
});

test("the language button changes every label", async () => {
  await page.click("#language");
  expect(await page.title()).toBe("Address plan and policy check · Thanh Hóa");
  expect(await page.getAttribute("html", "lang")).toBe("en");
  const shown = await text("main");
  expect(shown).toContain("Address map");
  expect(shown).not.toContain("Bản đồ địa chỉ");
  await page.click("#language");
  expect(await text("main")).toContain("Bản đồ địa chỉ");
  expect(faults).toEqual([]);
});
