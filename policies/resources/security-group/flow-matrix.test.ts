import { expect, test } from "vitest";
import { preview } from "../../examples/drafts.ts";
import { SEC_GROUP_RULE } from "../types.ts";
import { FlowMatrix } from "./flow-matrix.ts";
import { readRule } from "./rule.ts";

const matrix = new FlowMatrix([
  { from: "lan", to: "app", ports: [{ protocol: "tcp", port: 443, portTo: 443 }] },
  {
    from: "lan",
    to: "app",
    ports: [
      { protocol: "tcp", port: 5000, portTo: 5009 },
      { protocol: "tcp", port: 5010, portTo: 5020 },
    ],
  },
  { from: "app", to: "infra", ports: [{ protocol: "udp", port: 53, portTo: 53 }] },
]);
const rule = (inputs: Record<string, unknown>) =>
  readRule(
    preview([{ type: SEC_GROUP_RULE, name: "r", inputs: { direction: "ingress", ethertype: "IPv6", ...inputs } }])[0]!,
  )!;
const tcp = (portRangeMin: number, portRangeMax: number) => rule({ protocol: "tcp", portRangeMin, portRangeMax });

test("ports are allowed one by one, and ranges across entries that touch", () => {
  expect(matrix.allows("lan", "app", tcp(443, 443))).toBe(true);
  expect(matrix.allows("lan", "app", tcp(5005, 5015))).toBe(true);
  expect(matrix.allows("lan", "app", tcp(5005, 5021))).toBe(false);
  expect(matrix.allows("lan", "app", tcp(443, 5000))).toBe(false);
  expect(matrix.allows("app", "lan", tcp(443, 443))).toBe(false);
});

test("tcp is not udp, and every protocol is more than is listed", () => {
  expect(matrix.allows("app", "infra", rule({ protocol: "udp", portRangeMin: 53, portRangeMax: 53 }))).toBe(true);
  expect(matrix.allows("app", "infra", tcp(53, 53))).toBe(false);
  expect(matrix.allows("lan", "app", rule({}))).toBe(false);
});

test("protocols without ports go where any flow does", () => {
  expect(matrix.allows("lan", "app", rule({ protocol: "esp" }))).toBe(true);
  expect(matrix.allows("lan", "db", rule({ protocol: "esp" }))).toBe(false);
});

test("it says what is listed", () => {
  expect(matrix.sourcesOf("app")).toEqual(["lan (tcp 443, tcp 5000-5009, tcp 5010-5020)"]);
  expect(matrix.targetsOf("app")).toEqual(["infra (udp 53)"]);
  expect([matrix.governs("infra"), matrix.governs("internet")]).toEqual([true, false]);
});
