import { expect, test } from "vitest";
import { allPolicies } from "../all.ts";
import { preview } from "../examples/drafts.ts";
import { examplesOf } from "../examples/examples-of.ts";
import { judge } from "../judge.ts";
import { pulumiName } from "../level.ts";
import { shortType, vietnameseType } from "../resources/types.ts";
import * as types from "../resources/types.ts";
import { applied } from "../testing/draft-views.ts";
import { bothOf, capitalized, commaSeparated, listed, type Text } from "./text.ts";

/** Words that an English sentence can hardly do without, and a Vietnamese one never has. */
const ENGLISH =
  /(?<![\p{L}\p{N}])(?:the|of|and|or|is|are|has|have|with|without|which|that|this|its|from|into|for|not|no|only|should|must|set|add|remove|every|each|because|where|when|been|was|be|as|at|by|on)(?!\p{L})/iu;
/** Letters that only Vietnamese has. */
const VIETNAMESE = /[ăâđêôơưạảãàáằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;

/** What people read, without what is a name in both languages: code, quotes, names of objects, numbers of documents. */
const sentence = (text: string): string => text.replaceAll(/`[^`]*`|“[^”]*”|"[^"]*"|\b\w+(?:[-:/_.]\w+)+/g, "");

function faultOf({ en, vi }: Text): string | undefined {
  if (vi === "" || vi === en) return `no Vietnamese for: ${en}`;
  if (!VIETNAMESE.test(vi)) return `no Vietnamese in: ${vi}`;
  const [english] = ENGLISH.exec(sentence(vi)) ?? [];
  return english === undefined ? undefined : `"${english}" in: ${vi}`;
}

test("a text without its twin, or with English in it, is seen", () => {
  expect(faultOf({ en: "has no IPv6", vi: "has no IPv6" })).toBe("no Vietnamese for: has no IPv6");
  expect(faultOf({ en: "has no IPv6", vi: "mạng has no IPv6" })).toBe('"has" in: mạng has no IPv6');
  expect(faultOf({ en: "in zone app", vi: "trong vùng “the zone” `of` as-is" })).toBeUndefined();
});

test.each(allPolicies.map((policy) => [policy.id, policy] as const))(
  "%s is told in Vietnamese: title, reason, fix, and what it says of its failing example",
  async (_, policy) => {
    const examples = await examplesOf(policy);
    const findings = [preview, applied].flatMap(
      (view) =>
        judge(view(examples!.fails), examples!.failsContext ?? examples!.context ?? {}, { policies: [policy] })
          .findings,
    );
    expect(findings.length).toBeGreaterThan(0);
    const said = [policy.title, policy.why, policy.fix, ...findings.map(({ message }) => message)];
    const all = policy.levelNote === undefined ? said : [...said, policy.levelNote];
    expect(all.map(faultOf).filter((fault) => fault !== undefined)).toEqual([]);
    expect(pulumiName(policy)).toMatch(/^[\x20-\x7e]+$/);
  },
);

test("each kind of resource that policies look at has a Vietnamese name", () => {
  const tokens = Object.values(types).filter((value) => typeof value === "string" && value.startsWith("openstack:"));
  expect(tokens.length).toBeGreaterThan(50);
  expect(tokens.filter((token) => vietnameseType(String(token)) === shortType(String(token)))).toEqual([]);
  expect(vietnameseType("openstack:new/thing:Thing")).toBe("Thing");
});

test("words are listed as each language does", () => {
  const words = ["a", { en: "a server", vi: "một máy chủ" }, "c"];
  expect(listed(words)).toEqual({ en: "a, a server and c", vi: "a, một máy chủ và c" });
  expect(listed(["a"])).toEqual({ en: "a", vi: "a" });
  expect(listed([])).toEqual({ en: "none", vi: "không có" });
  expect(commaSeparated(words)).toEqual({ en: "a, a server, c", vi: "a, một máy chủ, c" });
  expect(capitalized(bothOf("đầu xa"))).toEqual({ en: "Đầu xa", vi: "Đầu xa" });
});
