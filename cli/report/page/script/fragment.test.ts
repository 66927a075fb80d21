import fc from "fast-check";
import { expect, test } from "vitest";
import { fragmentOf, LISTS, stateOf, type State } from "./fragment.ts";

const all: State = { language: "vi", query: "", kind: "", verdict: "" };

test.each([
  ["#stttt", { subject: "stttt" }],
  ["#3fff:38:60::/48", { subject: "3fff:38:60::/48" }],
  ["#SEC-01&list=policies&lang=en", { subject: "SEC-01", list: "policies" as const, language: "en" as const }],
  ["#verdict=fails&find=th%C3%B4ng%20tin", { verdict: "fails" as const, query: "thông tin" }],
  ["#", {}],
])("%s is a link", (fragment, chosen) => {
  expect(stateOf(fragment, "vi")).toMatchObject({ ...all, ...chosen });
  expect(fragmentOf({ ...all, ...chosen }, "vi")).toBe(fragment);
});

test.each(["#verdict=no&list=such&lang=fr", "#&&", "#%E0%A4%A"])(
  "%s, which the page never wrote, is read all the same",
  (fragment) => {
    expect(stateOf(fragment, "en")).toMatchObject({ language: "en", verdict: "", list: undefined });
  },
);

test("every state comes back from its link", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 12 });
  const states = fc.record({
    language: fc.constantFrom("vi" as const, "en" as const),
    subject: fc.option(word.filter(Boolean), { nil: undefined }),
    query: word,
    kind: word,
    verdict: fc.constantFrom("" as const, "fails" as const, "passes" as const),
    list: fc.option(fc.constantFrom(...LISTS), { nil: undefined }),
  });
  fc.assert(
    fc.property(states, (state) => {
      expect(stateOf(fragmentOf(state, "vi"), "vi")).toEqual(state);
    }),
  );
});
