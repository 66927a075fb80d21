import { expect, test } from "vitest";
import type { Finding } from "../policy.ts";
import { findingJson, findingOfJson } from "./finding-json.ts";

const finding: Finding = {
  policy: "NET-01",
  level: "mandatory",
  resource: "urn:x",
  message: { en: "has no IPv6", vi: "không có IPv6" },
};

test("a document holds the English words, the Vietnamese beside them, and reads back to the same", () => {
  const written = findingJson(finding);
  expect(written).toEqual({ ...finding, message: "has no IPv6", messageVi: "không có IPv6" });
  expect(findingOfJson(written)).toEqual(finding);
});

test("what an older version said in English alone stands for both", () => {
  const { messageVi: _, ...older } = findingJson(finding);
  expect(findingOfJson(older).message).toEqual({ en: "has no IPv6", vi: "has no IPv6" });
});
