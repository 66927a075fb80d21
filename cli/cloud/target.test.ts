import { expect, test } from "vitest";
import { chooseTarget, namedTarget, stackEnvironment } from "./target.ts";

test("OS_CLOUD names the cloud that is used", async () => {
  expect(await chooseTarget({ OS_CLOUD: "province" })).toEqual({ kind: "named", label: "province" });
  expect(await chooseTarget({ OS_AUTH_URL: "http://192.0.2.1:5000/v3" })).toEqual({
    kind: "named",
    label: "http://192.0.2.1:5000/v3",
  });
});

test("after `province env platform` OS_CLOUD names a local cloud, and it stays one", () => {
  const file = "/run/provincial-cloud/second/clouds.yaml";
  const named = (path: string) => namedTarget({ OS_CLOUD: "devcloud", OS_CLIENT_CONFIG_FILE: path });
  expect(named(file)).toEqual({ kind: "local", name: "second" });
  expect(named("/etc/openstack/clouds.yaml")).toEqual({ kind: "named", label: "devcloud" });
  expect(named("/run/provincial-cloud/clouds.yaml")).toEqual({ kind: "named", label: "devcloud" });
  expect(namedTarget({ OS_CLIENT_CONFIG_FILE: file })).toBeUndefined();
});

test("no OS_* variable but the clouds file reaches an agency's stack", () => {
  const base = { PATH: "/bin", OS_CLOUD: "admin", OS_PROJECT_NAME: "admin", OS_REGION_NAME: "x" };
  expect(stackEnvironment(base, "agency", { cloudsYaml: "/c.yaml" })).toEqual({
    PATH: "/bin",
    OS_CLIENT_CONFIG_FILE: "/c.yaml",
  });
  expect(stackEnvironment({ PATH: "/bin" }, "platform", { osCloud: "devcloud", cloudsYaml: "/c.yaml" })).toEqual({
    PATH: "/bin",
    OS_CLOUD: "devcloud",
    OS_CLIENT_CONFIG_FILE: "/c.yaml",
  });
});
