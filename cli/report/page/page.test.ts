import { expect, test } from "vitest";
import type { PageData } from "./page-data.ts";
import { planPage } from "./page.ts";
import { WORDS } from "./words.ts";

const DATA: PageData = {
  province: { code: "38", name: "Thanh Hóa", asOf: "2022-12-14", root6: "3fff:38::/40", root4: "10.0.0.0/8" },
  zones: [],
  strips: [],
  areas: {},
  hubSlots: 16,
  sites: [],
  agencies: [],
  stacks: 0,
  others: [],
  policies: [],
};

/** The JSON of one of the page's data elements. */
const embedded = (page: string, id: string): unknown =>
  JSON.parse(new RegExp(`<script type="application/json" id="${id}">(.*?)</script>`, "s").exec(page)?.[1] ?? "");

test("the page holds its data and both languages, and refers to nothing outside", () => {
  const page = planPage(DATA, "vi");
  expect(embedded(page, "data")).toEqual(DATA);
  expect(embedded(page, "words")).toEqual(WORDS);
  expect(page).toContain('<html lang="vi">');
  expect(page).not.toMatch(/https?:\/\/|\s(src|href)=|@import|url\(/);
});

test("text that looks like markup stays text", () => {
  const name = '</script><script>alert(1)</script> & "Phú Sơn" <!--';
  const page = planPage({ ...DATA, province: { ...DATA.province, name } }, "en");
  expect(embedded(page, "data")).toMatchObject({ province: { name } });
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page).toContain("<title>Address plan and policy check · &lt;/script&gt;");
});

test("the languages have the same words", () => {
  expect(Object.keys(WORDS.en)).toEqual(Object.keys(WORDS.vi));
  const holes = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).toSorted();
  expect(Object.values(WORDS.en).map(holes)).toEqual(Object.values(WORDS.vi).map(holes));
});
