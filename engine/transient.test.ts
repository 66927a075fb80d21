import { expect, test } from "vitest";
import { isTransient } from "./transient.ts";

const refused = (code: number): string =>
  `province-ipv6: 1 error occurred:\n\t* Error creating openstack_networking_addressscope_v2: Expected HTTP response code [201] when accessing [POST http://127.0.0.1:9696/v2.0/address-scopes], but got ${code} instead: {}`;

test.each([409, 429, 500, 502, 503, 504])("a cloud that answers %i is asked again", (code) => {
  expect(isTransient([refused(code), "update failed"])).toBe(true);
});

test.each([
  'web-1: Post "http://127.0.0.1:8774/v2.1/servers": dial tcp 127.0.0.1:8774: connect: connection refused',
  'web-1: Get "http://127.0.0.1:5000/v3": EOF',
  "web-1: error waiting for instance to become ready: timeout while waiting for state to become 'ACTIVE'",
])("so is one that did not answer: %s", (error) => expect(isTransient([error])).toBe(true));

test.each([400, 401, 403, 404])("a refusal with %i is not", (code) => {
  expect(isTransient([refused(code), "update failed"])).toBe(false);
});

test("one lasting reason among passing ones is enough to stop", () => {
  expect(isTransient([refused(503), "db: NET-01: no IPv6"])).toBe(false);
  expect(isTransient([refused(503), "Error: the program threw"])).toBe(false);
});

test("an update without a reason is not tried again", () => {
  expect(isTransient([])).toBe(false);
  expect(isTransient(["update failed"])).toBe(false);
});
