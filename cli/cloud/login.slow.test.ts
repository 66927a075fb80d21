import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { ownCertificate } from "../../openstack/testing/certificate.ts";
import { folderWith } from "../../openstack/testing/clouds.ts";
import { startFakeCloud } from "../../openstack/testing/fake-cloud.ts";
import { type CommandResult, runProvince } from "../../tests/province-command.ts";
import { REPOSITORY } from "../../tests/sources-with.ts";

/** Runs a command on the cloud `province` of a clouds.yaml; its folder reads /etc in what is printed. */
async function run(command: string, clouds: string, osCloud = "province"): Promise<CommandResult> {
  const folder = folderWith({ "clouds.yaml": clouds });
  vi.stubEnv("OS_CLOUD", osCloud);
  vi.stubEnv("OS_CLIENT_CONFIG_FILE", join(folder, "clouds.yaml"));
  const { out, err, code } = await runProvince(REPOSITORY, ...command.split(" "));
  const there = (text: string): string => text.replaceAll(folder, "/etc");
  return { out: there(out), err: there(err), code };
}

async function refusingCloud(status: number): Promise<string> {
  const cloud = await startFakeCloud(() => ({ status }));
  onTestFinished(() => cloud.close());
  return cloud.url;
}

const entry = (authUrl: string): string =>
  `clouds: { province: { auth: { auth_url: "${authUrl}", username: operator, password: s3cret, project_name: admin } } }`;

/** The fault is told once, without a trace or an object that Node printed, and no secret. */
function toldOnce({ out, err }: CommandResult): void {
  const lines = err.split("\n").filter((line) => line !== "");
  expect(new Set(lines).size).toBe(lines.length);
  for (const line of lines) expect(out).not.toContain(line);
  expect(out + err).not.toMatch(/s3cret|<ref|\n\s+at |unhandled|PROVINCE_DEBUG|FAILED/);
}

test("a login that is refused ends `up` before the engine is set up, in two lines", async () => {
  const result = await run("up stttt", entry(await refusingCloud(401)));
  expect(result.err).toMatch(
    /^Keystone refused the login of user 'operator' to project 'admin' \(401\), as the cloud 'province' of \/etc\/clouds\.yaml has it\.\nCorrect username, password.*\n$/,
  );
  expect(result.out).toContain("every policy passes");
  expect(result.out).not.toContain("engine");
  expect(result.code).toBe(1);
  toldOnce(result);
});

test("an address where nothing listens", async () => {
  const result = await run("up stttt", entry("http://127.0.0.1:1"));
  expect(result.err).toMatch(
    /^Keystone can't be reached at http:\/\/127\.0\.0\.1:1\/v3, the auth_url of .*\nCorrect auth_url.*\n$/,
  );
  expect(result.code).toBe(1);
  toldOnce(result);
});

test("a certificate that nobody vouches for", async () => {
  const cloud = await startFakeCloud(() => undefined, ownCertificate(folderWith({})));
  onTestFinished(() => cloud.close());
  const result = await run("up stttt", entry(cloud.url));
  expect(result.err).toMatch(/^Nobody vouches for the certificate at https:.*\nGive the file .* as OS_CACERT\.\n$/);
  expect(result.code).toBe(1);
  toldOnce(result);
});

test("a service that is unwell", async () => {
  const cloud = await startFakeCloud(({ path }) => {
    if (path.includes("/auth/")) return undefined;
    return path.includes("/network/") ? { status: 503 } : { body: {} };
  });
  onTestFinished(() => cloud.close());
  const result = await run("up stttt", entry(cloud.url).replace("} } }", "}, region_name: RegionOne } }"));
  expect(result.err).toMatch(
    /^The login with .* is good, but .*:\n {2}network: GET \S+ answered 503\n.*ask who runs the cloud\.\n$/,
  );
  expect(result.code).toBe(1);
  toldOnce(result);
});

test("a region that is not the province's", async () => {
  const result = await run("up stttt", entry("http://127.0.0.1:1").replace("} } }", "}, region_name: north } }"));
  expect(result.err).toMatch(
    /^The region is 'north' in the cloud 'province' of .*, and 'RegionOne' in the environment 'example' of stacks\/.*\n$/,
  );
  expect(result.code).toBe(2);
});

test("an entry that clouds.yaml has not is told with those that it has, and the nearest", async () => {
  const result = await run("up stttt", entry("http://127.0.0.1:1"), "provnice");
  expect(result.err).toBe(
    "/etc/clouds.yaml has no cloud 'provnice'; it has province. Did you mean province?\n" +
      "Set OS_CLOUD to one of them, or OS_CLIENT_CONFIG_FILE to the file that has it.\n",
  );
  expect(result.code).toBe(2);
  toldOnce(result);
});

test("`doctor` says the same of the cloud, and what to do", async () => {
  const result = await run("doctor --json", entry(await refusingCloud(401)));
  const findings = JSON.parse(result.out) as Record<string, string>[];
  expect(findings.find(({ what }) => what === "cloud")).toMatchObject({
    state: "problem",
    where: "province",
    note: expect.stringMatching(/^Keystone refused the login/) as string,
    todo: expect.stringMatching(/^Correct username/) as string,
  });
  expect(result.code).toBe(1);
});
