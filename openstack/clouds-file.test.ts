import { join } from "node:path";
import { expect, test } from "vitest";
import { type CloudEntry, readCloud } from "./clouds-file.ts";
import { AUTH, errorOf, folderWith } from "./testing/clouds.ts";

const WORDS = {
  auth_url: "https://k.example:5000/v3",
  username: "operator",
  password: "s3cret",
  project_name: "p",
};

/** The cloud `c` of a folder with these files. */
function cloudIn(files: Record<string, string | Buffer>, name = "c"): CloudEntry {
  const cwd = folderWith(files);
  return readCloud(name, { HOME: cwd }, cwd);
}

test("scalars stay the text that they are, whatever YAML would make of them", () => {
  const text = `
clouds:
  c:
    region_name: 2026-01-02
    verify: no
    auth:
      username: yes
      password: 0012345678
      project_id: 12345678901234567890123456789e10
      user_domain_id: 0x1f
      project_domain_name: ~
      default_domain: "null"
      token:
`;
  expect(cloudIn({ "clouds.yaml": text }).words).toEqual({
    region_name: "2026-01-02",
    verify: "no",
    insecure: "true",
    username: "yes",
    password: "0012345678",
    project_id: "12345678901234567890123456789e10",
    user_domain_id: "0x1f",
    default_domain: "null",
  });
});

test("UTF-16 is read, as the Notepad and PowerShell of Windows may write it", () => {
  const bytes = Buffer.from(`\ufeffclouds:\r\n  c: { auth: { ${AUTH} } }\r\n`, "utf16le");
  expect(cloudIn({ "clouds.yaml": bytes }).words).toEqual(WORDS);
});

test.each([
  ["without auth", "other: { auth: }"],
  ["empty", "other:"],
  ["a scalar", "other: 3"],
  ["a list", "other: [{ auth: [] }]"],
  ["with words of another form", "other: { regions: R, interface: { a: b }, auth: { password: [x] } }"],
  ["named like a prototype's key", "__proto__: { auth: { password: other } }"],
  ["written twice", "other: {}\n  other: {}"],
])("a neighbour %s is nobody's business", (_, neighbour) => {
  const text = `clouds:\n  ${neighbour}\n  c: { auth: { ${AUTH} } }\n`;
  expect(cloudIn({ "clouds.yaml": text }).words).toEqual(WORDS);
});

test("merge keys are resolved; keys may have dashes, stand outside of auth, and have older names", () => {
  const text = `
base: &base { region-name: R, username: operator, auth: &auth { auth-url: "https://k.example:5000/v3", password: no } }
clouds:
  c: { <<: *base, auth: { <<: *auth, password: s3cret, tenant-name: p } }
`;
  expect(cloudIn({ "clouds.yaml": text }).words).toMatchObject({ region_name: "R", ...WORDS });
});

const VENDORS = `
public-clouds:
  vendor: { region_name: V, regions: [v], auth: { auth_url: "https://k.example:5000/v3", project_name: v } }
`;
const OURS = `
clouds: { c: { profile: vendor, region_name: R, auth: { username: operator, password: old, project_name: p } } }
`;

test("secure.yaml counts over clouds.yaml, and that over the vendor's profile; what is empty takes nothing away", () => {
  const secure = `clouds: { c: { auth: { password: s3cret, username: "", project_name: } } }`;
  const files = { "clouds-public.yaml": VENDORS, "clouds.yaml": OURS, "secure.yaml": secure };
  expect(cloudIn(files)).toMatchObject({
    words: { ...WORDS, region_name: "R" },
    regions: [{ name: "v", words: {} }],
  });
  expect(cloudIn({ ...files, "clouds.yaml": OURS.replace("profile:", "cloud:") }).words).toMatchObject(WORDS);
});

test("a profile that there is not is named", () => {
  expect(errorOf(() => cloudIn({ "clouds.yaml": OURS }))).toMatch(
    /clouds.yaml names the profile 'vendor', which no clouds-public.yaml has$/,
  );
  const others = { "clouds.yaml": OURS, "clouds-public.yml": "public-clouds: { other: {} }" };
  expect(errorOf(() => cloudIn(others))).toMatch(/profile 'vendor', which .*clouds-public.yml has not$/);
});

test("a region is a name, or a name and the values that differ there", () => {
  const text = `
clouds:
  c:
    regions:
      - central-1
      - { name: central-2, values: { interface: internal, auth: { auth_url: "https://k2.example" } } }
`;
  expect(cloudIn({ "clouds.yaml": text }).regions).toEqual([
    { name: "central-1", words: {} },
    {
      name: "central-2",
      words: { interface: "internal", endpoint_type: "internal", auth_url: "https://k2.example" },
    },
  ]);
});

test("the first clouds.yaml counts: the named one, here, at home; its companions lie beside it or in those places", () => {
  const clouds = (username: string) => `clouds: { c: { auth: { username: ${username} } } }`;
  const secrets = (password: string) => `{ "clouds": { "c": { "auth": { "password": "${password}" } } } }`;
  const home = folderWith({
    ".config/openstack/clouds.yaml": clouds("home"),
    ".config/openstack/secure.yml": secrets("home"),
    "here/clouds.json": `{ "clouds": { "c": { "auth": { "username": "here" } } } }`,
    "other/mine.yaml": clouds("other"),
    "other/secure.json": secrets("beside"),
    "other/own.yaml": secrets("own"),
  });
  const found = (cwd: string, variables: Record<string, string> = {}) => {
    const { username, password } = readCloud("c", { HOME: home, ...variables }, join(home, cwd)).words;
    return { username, password };
  };
  expect(found("elsewhere")).toEqual({ username: "home", password: "home" });
  expect(found("here")).toEqual({ username: "here", password: "home" });
  for (const path of [join(home, "other/mine.yaml"), "../other/mine.yaml"])
    expect(found("here", { OS_CLIENT_CONFIG_FILE: path })).toEqual({ username: "other", password: "beside" });
  const OS_CLIENT_SECURE_FILE = join(home, "other/own.yaml");
  expect(found("here", { OS_CLIENT_SECURE_FILE })).toEqual({ username: "here", password: "own" });
  const OS_CLIENT_CONFIG_FILE = "/nowhere/clouds.yaml";
  expect(found("here", { OS_CLIENT_CONFIG_FILE })).toEqual({ username: "here", password: "home" });
});

test("a cloud that there is not is named, with those that there are", () => {
  const files = { "clouds.yaml": `clouds: { c: { auth: { ${AUTH} } }, d: }` };
  expect(errorOf(() => cloudIn(files, "cc"))).toMatch(/clouds.yaml has no cloud 'cc'; it has c, d$/);
  expect(errorOf(() => cloudIn(files, "constructor"))).toMatch(/clouds.yaml has no cloud 'constructor'; it has c, d$/);
  expect(errorOf(() => cloudIn({ "clouds.yaml": "" }))).toMatch(/clouds.yaml has no cloud 'c'; it has none$/);
});

// Wherever these files are wrong, the secret stands beside the fault.
test.each([
  ["an unclosed quote", `clouds: { c: { auth: { password: "s3cret } } }`, /clouds.yaml:\d+:\d+ is not valid YAML$/],
  ["a tab", "clouds:\n\tc: { auth: { password: s3cret } }", /clouds.yaml:\d+:\d+ is not valid YAML$/],
  ["what begins like an alias", "clouds: { c: { password: *s3cret } }", /one of its aliases or merge keys/],
  ["a merge of a text", "clouds: { c: { <<: s3cret } }", /one of its aliases or merge keys/],
])("a file that is no YAML is named, and no secret: %s", (_, text, expected) => {
  const message = errorOf(() => cloudIn({ "clouds.yaml": text }));
  expect(message).toMatch(expected);
  expect(message).not.toContain("s3cret");
});

test("a file that can't be read is named", () => {
  expect(errorOf(() => cloudIn({ "clouds.yaml/file": "" }))).toMatch(/clouds.yaml can't be read: EISDIR/);
});
