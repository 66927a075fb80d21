import { expect, test } from "vitest";
import { chooseTarget, stackEnvironment } from "./target.ts";

test("OS_CLOUD names the cloud that is used", async () => {
  expect(await chooseTarget({ OS_CLOUD: "province" })).toEqual({ kind: "named", label: "province" });
  expect(await chooseTarget({ OS_AUTH_URL: "http://192.0.2.1:5000/v3" })).toEqual({
    kind: "named",
    label: "http://192.0.2.1:5000/v3",
  });
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
