import { expect, test } from "vitest";
import { isTransient } from "./transient.ts";

const refused = (code: number): string =>
  `province-ipv6: 1 error occurred:\n\t* Error creating openstack_networking_addressscope_v2: Expected HTTP response code [201] when accessing [POST http://127.0.0.1:9696/v2.0/address-scopes], but got ${code} instead: {}`;

test.each([429, 500, 502, 503, 504])("a cloud that answers %i is asked again", (code) => {
  expect(isTransient([refused(code), "update failed"])).toBe(true);
});

test.each([
  'web-1: Post "http://127.0.0.1:8774/v2.1/servers": dial tcp 127.0.0.1:8774: connect: connection refused',
  'web-1: Get "http://127.0.0.1:5000/v3": EOF',
  "web-1: error waiting for instance to become ready: timeout while waiting for state to become 'ACTIVE'",
])("so is one that did not answer: %s", (error) => expect(isTransient([error])).toBe(true));

test.each([400, 401, 403, 404, 409])("a refusal with %i is not", (code) => {
  expect(isTransient([refused(code), "update failed"])).toBe(false);
});

const conflict = (type: string, message = ""): string =>
  `${refused(409).replace("{}", "")}{"NeutronError": {"type": "${type}", "message": "${message}", "detail": ""}}`;

test("a write that met another one passes, a conflict with what is there does not", () => {
  expect(isTransient([conflict("RetryRequest")])).toBe(true);
  expect(isTransient([conflict("Conflict", "Concurrent update, please try again")])).toBe(true);
  for (const type of ["SecurityGroupRuleExists", "AddressScopePrefixConflict", "OverQuota"])
    expect(isTransient([conflict(type)]), type).toBe(false);
  const subnet = `${refused(500).replace("{}", "")}{"NeutronError": {"type": "SubnetAllocationError"}}`;
  expect(isTransient([subnet])).toBe(false);
});

test("what was in the way and was found is in the way no more", () => {
  const errors = [conflict("SecurityGroupRuleExists"), refused(503)];
  expect(isTransient(errors)).toBe(false);
  expect(isTransient(errors, true)).toBe(true);
  expect(isTransient([...errors, refused(403)], true)).toBe(false);
});

test("one lasting reason among passing ones is enough to stop", () => {
  expect(isTransient([refused(503), "db: NET-01: no IPv6"])).toBe(false);
  expect(isTransient([refused(503), "Error: the program threw"])).toBe(false);
});

test("what the program says of a resource that hangs on a failed one is no reason of its own", () => {
  const hanging =
    'Error: error serializing property "networkId": resource web [openstack:networking/network:Network] failed to register';
  expect(
    isTransient([
      refused(504),
      "Error: resource web [openstack:networking/network:Network] failed to register",
      hanging,
    ]),
  ).toBe(true);
  expect(isTransient([hanging])).toBe(false);
});

test("a provider that was killed is started again", () => {
  const crash =
    "Detected that /plugins/pulumi-resource-openstack exited prematurely. \n       This is *always* a bug in the provider.";
  expect(isTransient(["v6: error reading from server: EOF", "update failed", crash])).toBe(true);
});

test("an update without a reason is not tried again", () => {
  expect(isTransient([])).toBe(false);
  expect(isTransient(["update failed"])).toBe(false);
});
