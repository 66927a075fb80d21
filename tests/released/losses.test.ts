import { expect, test } from "vitest";
import { lossesOf } from "./losses.ts";

const urn = (name: string): string => `urn:pulumi:vp::p::openstack:networking/subnet:Subnet::${name}`;
const made = (name: string, cidr = '"2001:db8::/64"') => ({ urn: urn(name), replacing: { cidr } });
const planned = (name: string, cidr?: string, formerUrns: string[] = []) => ({ ...made(name, cidr), formerUrns });

test("what stays and what is added is no loss", () => {
  expect(lossesOf({ vp: [made("app")] }, { vp: [planned("app"), planned("db")] })).toEqual([]);
});

test("a resource under another name is a loss, unless an alias names the old one", () => {
  const before = { vp: [made("app")] };
  expect(lossesOf(before, { vp: [planned("apps")] })).toEqual([
    expect.stringContaining("::app is gone: give what takes"),
  ]);
  expect(lossesOf(before, { vp: [planned("apps", undefined, [urn("app")])] })).toEqual([]);
});

test("so is a value whose change replaces the resource, set, changed or no longer set", () => {
  expect(lossesOf({ vp: [made("app")] }, { vp: [planned("app", '"2001:db8:1::/64"')] })).toEqual([
    `${urn("app")} is replaced: cidr was "2001:db8::/64" and is "2001:db8:1::/64"`,
  ]);
  expect(lossesOf({ vp: [{ urn: urn("app"), replacing: {} }] }, { vp: [planned("app")] })[0]).toContain(
    "was not set and",
  );
  expect(lossesOf({ vp: [made("app")] }, { vp: [{ ...planned("app"), replacing: {} }] })[0]).toContain(
    "and is not set",
  );
});

test("so is a whole stack that is no longer there", () => {
  expect(lossesOf({ vp: [made("app")] }, {})).toHaveLength(1);
});
