import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REPOSITORY } from "./sources-with.ts";

// Every user of a machine reads the arguments of its processes, and a trace prints them: secrets go by file or environment.

const SECRET = "(?:password|passwd|passphrase|secret|token)";
/** How tools take a secret as an argument, or one for all requests of a shell. */
const SECRET_ARGUMENT = new RegExp(
  [
    `--(?:[a-z0-9]+-)*${SECRET}(?![a-z-])`, // keystone-manage, openstack
    String.raw`\b(?:mysql|mariadb)(?:admin|dump)?\b[^\n]*["'\s]-p["'$\w]`,
    String.raw`\bcurl\b[^\n]*(?:["'\s](?:-u|--user)["'\s]|X-Auth-Token|Authorization)`,
    String.raw`\brabbitmqctl\b[^\n]*\b(?:add_user|change_password)\b`,
    String.raw`["'\s]pass:`, // openssl
    String.raw`\bconfig["',\s]+set\b[^\n]*--secret\b`, // pulumi; without a value it reads standard input
  ].join("|"),
  "i",
);

test.each([
  'run(["keystone-manage", "bootstrap", "--bootstrap-password", password])',
  "openstack --os-password=$PASSWORD server list",
  "openstack user set --password $NEW stttt",
  "mysql -u root -p$PASSWORD keystone",
  '["mysqldump", "-psecret"]',
  "curl -H 'X-Auth-Token: x' http://127.0.0.1",
  'curl -s -u "admin:$PASSWORD" http://127.0.0.1',
  "rabbitmqctl change_password guest $PASSWORD",
  "openssl rsa -passin pass:$PASSWORD",
  'pulumi(["config", "set", "key", value, "--secret"])',
])("%s shows a secret", (line) => {
  expect(line).toMatch(SECRET_ARGUMENT);
});

test.each([
  "pulumi stack export --show-secrets",
  "mkdir -p $directory",
  "OS_BOOTSTRAP_PASSWORD",
  "mysql+pymysql://root@localhost/nova",
  "--password-stdin",
])("%s shows none", (line) => {
  expect(line).not.toMatch(SECRET_ARGUMENT);
});

test("no source of ours hands a secret to a program as an argument", () => {
  const rooms = ["local-cloud", "engine", "verify", "cli", "openstack", "infra", "tests", ".ci", ".github"];
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...rooms], {
    cwd: REPOSITORY,
    encoding: "utf8",
  })
    .split("\n")
    .filter(
      (file) =>
        /(?:\.(?:ts|js|py|sh|go|ya?ml)|\.ci\/\w+|guest-boot)$/.test(file) && !import.meta.filename.endsWith(file),
    );
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((file) =>
    readFileSync(join(REPOSITORY, file), "utf8")
      .split("\n")
      .flatMap((line, index) => (SECRET_ARGUMENT.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});
