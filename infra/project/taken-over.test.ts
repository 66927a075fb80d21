import { expect, test } from "vitest";
import { agenciesInPlatform } from "./taken-over.ts";

const urn = (type: string, name: string): string => `urn:pulumi:platform::provincial-cloud::${type}::${name}`;

test("of a platform of 0.1.0 each agency's three components belong into its project", () => {
  const urns = [
    urn("provincial:network:AddressPools", "province"),
    ...["stttt", "15061"].flatMap((code) => [
      urn("provincial:identity:TenantProject", code),
      urn("provincial:identity:TenantProject$openstack:identity/project:Project", code),
      urn("provincial:network:AddressPools", code),
      urn("provincial:network:TenantRouter", code),
    ]),
  ];
  expect([...agenciesInPlatform(urns)]).toEqual(
    ["15061", "stttt"].map((code) => [
      code,
      ["identity:TenantProject", "network:AddressPools", "network:TenantRouter"].map((type) =>
        urn(`provincial:${type}`, code),
      ),
    ]),
  );
});

test("a platform whose making was ended early has what it has, one of today nothing", () => {
  const begun = urn("provincial:identity:TenantProject", "stttt");
  expect([...agenciesInPlatform([begun])]).toEqual([["stttt", [begun]]]);
  expect(agenciesInPlatform([urn("provincial:network:AddressPools", "province")]).size).toBe(0);
});
