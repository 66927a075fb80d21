import { expect, test } from "vitest";
import { jsonBlocks } from "./json-blocks.ts";

test("blocks stand at their keys, in a list of them at their brackets", () => {
  const text = `{
  "//": "{ \\"resource\\": [",
  "resource": {
    "t": {
      "a": { "tags": ["resource", "{"], "lifecycle": { "resource": {} } },
      "b": [
        { "count": 2 }
      ]
    }
  },
  "provider": {
    "openstack": [
      { "region": "a" },
      { "alias": "eu" }
    ]
  },
  "module": { "m": { "source": "./m" } }
}`;
  expect(jsonBlocks(text)).toEqual([
    { kind: "resource", labels: ["t", "a"], line: 5, column: 7 },
    { kind: "resource", labels: ["t", "b"], line: 7, column: 9 },
    { kind: "provider", labels: ["openstack"], line: 13, column: 7 },
    { kind: "provider", labels: ["openstack"], alias: "eu", line: 14, column: 7 },
    { kind: "module", labels: ["m"], line: 17, column: 15 },
  ]);
});

test("kinds and types may be lists too, and names are read as JSON", () => {
  const text = '{"resource":[{"t":[{"\\u0061":{}}]},\n{"t":{"b":{}}}]}';
  expect(jsonBlocks(text).map(({ labels, line }) => [...labels, line])).toEqual([
    ["t", "a", 1],
    ["t", "b", 2],
  ]);
});

test.each(["", "]", '{"resource":', '"\\', '{"a":{"b', "hello"])("what is no JSON has no block: %j", (text) => {
  expect(jsonBlocks(text)).toEqual([]);
});
