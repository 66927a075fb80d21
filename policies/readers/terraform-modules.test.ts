import { expect, test } from "vitest";
import { moduleSources } from "./terraform-modules.ts";

test("a module is known by the names of the calls that lead to it", () => {
  const ports = { module_calls: { ports: { source: "./ports", module: {} } } };
  const configuration = {
    root_module: {
      module_calls: {
        a: { source: "../net", module: ports },
        b: { source: "registry.example/net/openstack", module: ports },
        odd: { module: ports },
      },
    },
  };
  expect(Object.fromEntries(moduleSources(configuration))).toEqual({
    a: "../net",
    "a.ports": "./ports",
    b: "registry.example/net/openstack",
    "b.ports": "./ports",
    "odd.ports": "./ports",
  });
  expect([undefined, {}, { root_module: [] }].map((each) => moduleSources(each).size)).toEqual([0, 0, 0]);
});
