import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { CloudApiError } from "../cloud-api-error.ts";
import { cloudConfig } from "../cloud-config.ts";
import { ownCertificate } from "../testing/certificate.ts";
import { folderWith } from "../testing/clouds.ts";
import { startFakeCloud } from "../testing/fake-cloud.ts";
import { logIn, type ProbedService } from "./login.ts";

const SERVICES: ProbedService[] = ["network", "compute", "image"];

/** The words of a clouds.yaml whose entry `c` has this address, and the message of a login with it. */
async function messageAt(authUrl: string, more = "region_name: RegionOne"): Promise<string> {
  const words = `auth_url: ${authUrl}, username: operator, password: s3cret, project_name: admin`;
  const cwd = folderWith({ "clouds.yaml": `clouds: { c: { auth: { ${words} }, ${more} } }` });
  const config = cloudConfig({ OS_CLOUD: "c", HOME: cwd }, { cwd });
  const fault: unknown = await logIn(config, { services: SERVICES, patienceMs: 300 }).catch((error: unknown) => error);
  if (!(fault instanceof CloudApiError)) return "no error";
  expect(fault.message).not.toContain("s3cret");
  return fault.message.replaceAll(cwd, "/etc");
}

/** A fake cloud that ends with the test. */
async function cloudThat(...args: Parameters<typeof startFakeCloud>): Promise<string> {
  const cloud = await startFakeCloud(...args);
  onTestFinished(() => cloud.close());
  return cloud.url;
}

/** A server that accepts connections and never says a word. */
async function silentServer(): Promise<string> {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const lists = (path: string) => (path.includes("/auth/") ? undefined : { body: {} });

test("a cloud that lets in and answers is asked one small thing of each service", async () => {
  const cloud = await startFakeCloud(({ path }) => lists(path));
  onTestFinished(() => cloud.close());
  expect(await messageAt(cloud.url)).toBe("no error");
  expect(cloud.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /v3/auth/tokens",
    expect.stringContaining("/network/v2.0/networks?limit=1"),
    expect.stringContaining("/compute/flavors?limit=1"),
    expect.stringContaining("/image/v2/images?limit=1"),
  ]);
});

const ENTRY = "the cloud 'c' of /etc/clouds.yaml";

test.each([
  [
    401,
    `Keystone refused the login of user 'operator' to project 'admin' (401), as ${ENTRY} has it.\nCorrect username`,
  ],
  [503, /^Keystone answers 503 at http:\S+\/v3, the auth_url of the cloud 'c' of .*\nIt is not well: ask who runs/],
  [404, /is no Keystone: POST http:\S+\/v3\/auth\/tokens answered 404\.\nCorrect auth_url: it is the address of/],
  [201, /is no Keystone: POST \S+ answered without a token\.\n/],
])("a login that is answered with %i", async (status, expected) => {
  const message = await messageAt(await cloudThat(() => ({ status, body: "<html>" })));
  expect(message).toEqual(
    typeof expected === "string" ? expect.stringContaining(expected) : expect.stringMatching(expected),
  );
  expect(message.split("\n")).toHaveLength(2);
});

test("an address where nothing listens, or nobody speaks", async () => {
  const [first, second] = (await messageAt("http://127.0.0.1:1")).split("\n");
  expect(first).toBe(
    `Keystone can't be reached at http://127.0.0.1:1/v3, the auth_url of ${ENTRY}: connect ECONNREFUSED 127.0.0.1:1.`,
  );
  expect(second).toMatch(/^Correct auth_url there, or make the cloud reachable from here .*\.$/);
  expect(await messageAt(await silentServer())).toMatch(/^Keystone can't be reached at .*: no answer in 0\.3 s\.\n/);
});

test("a certificate that nobody vouches for, and one made out to another name", async () => {
  const folder = folderWith({});
  const own = ownCertificate(folder);
  const url = await cloudThat(({ path }) => lists(path), own);
  expect(await messageAt(url)).toMatch(
    /^Nobody vouches for the certificate at https:.*, the auth_url of .*: self-signed certificate\.\nGive the file .* as cacert there, or as OS_CACERT\./,
  );
  expect(await messageAt(url, `cacert: '${own.certFile}', region_name: RegionOne`)).toBe("no error");
  const other = ownCertificate(folder, "DNS:cloud.example");
  const elsewhere = await cloudThat(({ path }) => lists(path), other);
  expect(await messageAt(elsewhere, `cacert: '${other.certFile}'`)).toMatch(
    /^The certificate at .*, does not hold: .*\nUse the host name/,
  );
  expect(await messageAt(url.replace("https:", "http:"))).toMatch(/Keystone can't be reached|does not speak http\./);
  expect(await messageAt((await cloudThat(() => undefined)).replace("http:", "https:"))).toMatch(
    /^What answers at .*, does not speak https\.\nCorrect auth_url: it may have to begin with http:\/\//,
  );
});

test("every service that is missing, unwell or silent is named, with its address", async () => {
  const silent = await silentServer();
  const url = await cloudThat(({ path }) => {
    if (path.startsWith("/compute")) return { status: 503 };
    return lists(path);
  });
  const more = `region_name: RegionOne, network_endpoint_override: ${silent}, image_endpoint_override: ${url}/nothing`;
  const message = await messageAt(url, more);
  expect(message).toContain(`The login with ${ENTRY} is good, but the cloud is not complete:`);
  expect(message).toContain(`network: GET ${silent}/v2.0/networks?limit=1&fields=id: no answer in 0.3 s\n`);
  expect(message).toMatch(/ {2}compute: GET http:\S+\/compute\/flavors\S+ answered 503\n/);
  expect(message).not.toContain("image");
});

test("a region or an interface that the catalogue has not is told with those that it has", async () => {
  const url = await cloudThat(({ path }) => lists(path));
  expect(await messageAt(url, "region_name: RegionTow")).toContain(
    "network: the cloud's catalogue has no public endpoint of network in region RegionTow; " +
      "it has internal in region RegionOne, public in region RegionTwo, public in region RegionOne\n",
  );
  expect(await messageAt(url, "interface: admin")).toMatch(
    /compute: the cloud's catalogue has no admin endpoint of compute/,
  );
});
