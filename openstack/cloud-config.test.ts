import { join } from "node:path";
import { expect, test } from "vitest";
import { type CloudConfig, cloudConfig } from "./cloud-config.ts";
import { AUTH, errorOf, folderWith } from "./testing/clouds.ts";

const OPERATOR = { name: "operator", domain: { id: "default" }, password: "s3cret" };

/** The cloud `c` whose entry has these words and a login, beside some certificates. */
function cloudWith(words: string, variables: Record<string, string> = {}): CloudConfig {
  const entry = `clouds: { c: { auth: { ${AUTH} }, ${words} } }`;
  const cwd = folderWith({ "clouds.yaml": entry, "ca.pem": "ca", "client.pem": "cert", "client.key": "key" });
  return cloudConfig({ HOME: cwd, OS_CLOUD: "c", ...variables }, { cwd });
}

test("an entry of clouds.yaml", () => {
  expect(cloudWith("network_endpoint_override: https://n.example")).toEqual({
    origin: {
      en: expect.stringMatching(/^the cloud 'c' of .*clouds.yaml$/) as string,
      vi: expect.stringMatching(/^đám mây 'c' trong .*clouds.yaml$/) as string,
    },
    authUrl: "https://k.example:5000/v3",
    auth: {
      identity: { methods: ["password"], password: { user: OPERATOR } },
      scope: { project: { name: "p", domain: { id: "default" } } },
    },
    region: undefined,
    interface: "public",
    tls: { rejectUnauthorized: true },
    endpointOverrides: { network: "https://n.example" },
  });
});

test("an openrc of kolla-ansible", () => {
  const cwd = folderWith({ "root.crt": "-----BEGIN CERTIFICATE-----" });
  const openrc = {
    OS_AUTH_URL: "https://192.0.2.250:5000",
    OS_USERNAME: "admin",
    OS_PASSWORD: "s3cret",
    OS_PROJECT_NAME: "admin",
    OS_TENANT_NAME: "admin",
    OS_USER_DOMAIN_NAME: "Default",
    OS_PROJECT_DOMAIN_NAME: "Default",
    OS_INTERFACE: "internal",
    OS_ENDPOINT_TYPE: "internalURL",
    OS_REGION_NAME: "RegionOne",
    OS_CACERT: join(cwd, "root.crt"),
  };
  const domain = { name: "Default" };
  expect(cloudConfig(openrc)).toMatchObject({
    authUrl: "https://192.0.2.250:5000/v3",
    auth: {
      identity: { password: { user: { name: "admin", domain, password: "s3cret" } } },
      scope: { project: { name: "admin", domain } },
    },
    interface: "internal",
    region: "RegionOne",
    tls: { ca: "-----BEGIN CERTIFICATE-----", rejectUnauthorized: true },
  });
});

test.each([
  ["https://k.example/identity", "https://k.example/identity/v3"],
  ["https://k.example/identity/v2.0/", "https://k.example/identity/v3"],
  ["https://k.example:5000//", "https://k.example:5000/v3"],
])("Keystone at %s is asked at %s", (given, authUrl) => {
  expect(cloudConfig({ OS_AUTH_URL: given, OS_TOKEN: "t" }).authUrl).toBe(authUrl);
});

test("cacert, cert and key are files, or the certificates themselves", () => {
  expect(cloudWith("cacert: ca.pem, cert: client.pem, key: ~/client.key").tls).toEqual({
    ca: "ca",
    cert: "cert",
    key: "key",
    rejectUnauthorized: true,
  });
  expect(cloudWith("cert: client.pem").tls).toMatchObject({ cert: "cert", key: "cert" });
  expect(cloudWith("cacert: '-----BEGIN CERTIFICATE-----'").tls.ca).toBe("-----BEGIN CERTIFICATE-----");
  expect(cloudWith("cacert: ca.pem", { OS_CACERT: "client.pem" }).tls.ca).toBe("cert");
  expect(errorOf(() => cloudWith("cacert: /nowhere/ca.pem"))).toMatch(
    /^the cacert of the cloud 'c' of .*clouds.yaml can't be read: ENOENT.*'\/nowhere\/ca.pem'$/,
  );
});

test.each([
  ["verify: false", {}, false],
  ["verify: no", {}, false],
  ["verify: 'False'", {}, false],
  ["verify: true", {}, true],
  ["insecure: true", {}, false],
  ["verify: false", { OS_INSECURE: "false" }, true],
  ["verify: true", { OS_INSECURE: "1" }, false],
])("with %s and %o certificates are verified: %s", (words, variables, verified) => {
  expect(cloudWith(words, variables).tls.rejectUnauthorized).toBe(verified);
});

test.each([
  ["interface: internal", {}, "internal"],
  ["interface: internalURL", {}, "internal"],
  ["endpoint_type: admin, interface: internal", {}, "admin"],
  ["interface: internal", { OS_INTERFACE: "admin" }, "admin"],
  ["endpoint-type: internal", { OS_ENDPOINT_TYPE: "publicURL" }, "public"],
])("with %s and %o the interface is %s", (words, variables, expected) => {
  expect(cloudWith(words, variables).interface).toBe(expected);
});

test("an interface that there is not is an error", () => {
  expect(errorOf(() => cloudWith("interface: pubic"))).toMatch(
    /has the interface 'pubic'; there are public, internal and admin$/,
  );
});

const REGIONS = "regions: [north, { name: south, values: { interface: internal, auth: { project_name: q } } }]";

test.each([
  ["the first of the regions", REGIONS, {}, { region: "north", interface: "public" }],
  ["the one that the entry names", `region_name: south, ${REGIONS}`, {}, { region: "south", interface: "internal" }],
  ["the environment's", `region_name: north, ${REGIONS}`, { OS_REGION_NAME: "south" }, { region: "south" }],
  ["one that is not listed", REGIONS, { OS_REGION_NAME: "east" }, { region: "east", interface: "public" }],
])("the region is %s", (_, words, variables, expected) => {
  const config = cloudWith(words, variables);
  expect(config).toMatchObject(expected);
  expect(config.auth.scope).toMatchObject({ project: { name: config.region === "south" ? "q" : "p" } });
});

test("what an entry does not say of the login comes from the variables", () => {
  const { auth } = cloudWith("", { OS_USERNAME: "other", OS_USER_DOMAIN_ID: "1f3a9c" });
  expect(auth.identity).toMatchObject({ password: { user: { ...OPERATOR, domain: { id: "1f3a9c" } } } });
});

const PROVIDER = {
  cloud: "",
  authUrl: "https://provider.example/v3",
  userName: "deployer",
  password: "own",
  userDomainName: "Default",
  tenantId: "t",
  region: "R",
  cacertFile: "-----BEGIN CERTIFICATE-----",
  insecure: "true",
  endpointType: "internalURL",
  endpointOverrides: '{"network":"https://n.example/v2.0/"}',
};

test("a provider's own inputs count over variables", () => {
  const environment = { OS_AUTH_URL: "https://k.example", OS_PASSWORD: "s3cret", OS_REGION_NAME: "other" };
  expect(cloudConfig(environment, { provider: PROVIDER })).toEqual({
    origin: {
      en: "the provider with the environment (OS_CLOUD, or OS_AUTH_URL, OS_USERNAME, ...)",
      vi: "provider cùng các biến môi trường (OS_CLOUD, hoặc OS_AUTH_URL, OS_USERNAME, ...)",
    },
    authUrl: "https://provider.example/v3",
    auth: {
      identity: {
        methods: ["password"],
        password: { user: { name: "deployer", domain: { name: "Default" }, password: "own" } },
      },
      scope: { project: { id: "t" } },
    },
    region: "R",
    interface: "internal",
    tls: { ca: "-----BEGIN CERTIFICATE-----", rejectUnauthorized: false },
    endpointOverrides: { network: "https://n.example/v2.0/" },
  });
});

test("when a cloud is named, the provider's region counts over the entry's, but not its login", () => {
  const cwd = folderWith({ "clouds.yaml": `clouds: { c: { region_name: other, auth: { ${AUTH} } } }` });
  for (const [environment, provider] of [
    [{ OS_CLOUD: "c" }, PROVIDER],
    [{}, { ...PROVIDER, cloud: "c" }],
  ] as const) {
    expect(cloudConfig({ HOME: cwd, ...environment }, { provider, cwd })).toMatchObject({
      authUrl: "https://k.example:5000/v3",
      auth: { identity: { password: { user: OPERATOR } }, scope: { project: { name: "p" } } },
      region: "R",
    });
  }
});

test("what is missing is named, and no secret", () => {
  const variables = {
    OS_AUTH_URL: "https://k.example",
    OS_PASSWORD: "s3cret",
    OS_APPLICATION_CREDENTIAL_SECRET: "s3cret",
  };
  const environment = "the environment (OS_CLOUD, or OS_AUTH_URL, OS_USERNAME, ...)";
  expect(errorOf(() => cloudConfig({}))).toBe(`${environment} has no auth_url`);
  expect(errorOf(() => cloudConfig({}, { provider: {} }))).toBe(`the provider with ${environment} has no auth_url`);
  expect(errorOf(() => cloudConfig(variables))).toBe(
    `${environment} has neither username and password, nor a token, nor an application credential with its secret`,
  );
  expect(errorOf(() => cloudConfig({ ...variables, OS_AUTH_URL: "https//operator:s3cret@k.example" }))).toBe(
    `${environment} has an auth_url that is no http or https address`,
  );
  const cwd = folderWith({ "clouds.yaml": "clouds: { c: { auth: { password: s3cret } } }" });
  expect(errorOf(() => cloudConfig({ OS_CLOUD: "c", HOME: cwd }, { cwd }))).toBe(
    `the cloud 'c' of ${cwd}/clouds.yaml has no auth_url`,
  );
});
