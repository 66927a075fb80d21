import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { downloadOfficial, isReachable, platform } from "./download.ts";
import { OFFICIAL_ARCHIVES, VERSIONS } from "./versions.ts";

const work = mkdtempSync(join(tmpdir(), "download-test-"));
const folder = join(work, "official");
const temporary = join(work, "tmp");
let archive: Buffer;
let source: string;
const server = createServer((request, response) => {
  if (request.url?.startsWith("/silent")) return;
  const found = request.url === `/sdk/pulumi-v${VERSIONS.cliOfficial}-${platform}.tar.gz`;
  response.writeHead(found ? 200 : 404, { "content-length": found ? archive.length : 0 });
  response.end(found && request.method === "GET" ? archive : undefined);
});

beforeAll(async () => {
  mkdirSync(join(work, "pack", "pulumi"), { recursive: true });
  writeFileSync(join(work, "pack", "pulumi", "pulumi"), "#!/bin/sh\n", { mode: 0o755 });
  archive = execFileSync("tar", ["-cz", "-C", join(work, "pack"), "pulumi"]);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  source = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(work, { recursive: true });
});

const download = (changes: object): Promise<void> =>
  downloadOfficial(folder, { progress: () => {}, temporary, source: `${source}/sdk`, ...changes });

test("an archive with the pinned checksum is unpacked into its place", async () => {
  const sha256 = createHash("sha256").update(archive).digest("hex");
  await download({ sha256 });
  expect(readFileSync(join(folder, "pulumi"), "utf8")).toBe("#!/bin/sh\n");
  expect(readdirSync(temporary)).toEqual([]);
});

test("another file is refused before it is unpacked", async () => {
  rmSync(folder, { recursive: true, force: true });
  await expect(download({ sha256: "0".repeat(64) })).rejects.toThrow(/not the file that was pinned.*\n.*not run/);
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(temporary)).toEqual([]);
});

test("a missing file names the address and the answer", async () => {
  await expect(download({ sha256: "0", source: `${source}/nowhere` })).rejects.toThrow(
    /nowhere\/pulumi-v.* answered 404/,
  );
});

test("whether a server can be reached is known in time", async () => {
  expect(await isReachable(`${source}/anything`)).toBe(true);
  expect(await isReachable("http://127.0.0.1:9", 500)).toBe(false);
  const start = performance.now();
  expect(await isReachable(`${source}/silent`, 200)).toBe(false);
  expect(performance.now() - start).toBeLessThan(2000);
});

test("every pinned checksum is a SHA-256", () => {
  for (const sum of Object.values(OFFICIAL_ARCHIVES)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
});
