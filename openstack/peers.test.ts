import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CloudApiError } from "./cloud-api-error.ts";
import { cloudConfig } from "./cloud-config.ts";
import { folderWith } from "./testing/clouds.ts";

interface Case {
  name: string;
  files?: Record<string, string>;
  variables?: Record<string, string>;
  as?: "openstacksdk" | "gophercloud" | "nobody";
  because?: string;
}

/** What a reader makes of a case; of a refusal only that it is one. */
type Read = Record<string, unknown> | "refused";
interface ReadCase {
  name: string;
  openstacksdk: Record<string, unknown>;
  gophercloud: Record<string, unknown>;
}

const FOLDER = join(import.meta.dirname, "testing/peers");
const CASES = parse(readFileSync(join(FOLDER, "cases.yaml"), "utf8")) as Case[];
const LINES = readFileSync(join(FOLDER, "read.jsonl"), "utf8").trimEnd().split("\n");
const PEERS = new Map(LINES.map((line) => JSON.parse(line) as ReadCase).map((each) => [each.name, each]));

/** What our reader makes of it, in the words of the table. */
function readByUs({ files = {}, variables = {} }: Case): Read {
  const cwd = folderWith(files);
  const nameOf = (content: string | undefined) => Object.keys(files).find((name) => files[name] === content) ?? null;
  try {
    const config = cloudConfig({ HOME: cwd, ...variables }, { cwd });
    const { ca, cert, key, rejectUnauthorized } = config.tls;
    return {
      authUrl: config.authUrl,
      auth: config.auth,
      region: config.region ?? null,
      interface: config.interface,
      verify: rejectUnauthorized,
      ca: nameOf(ca),
      cert: cert === undefined ? null : [nameOf(cert), nameOf(key)],
    };
  } catch (error) {
    if (error instanceof CloudApiError) return "refused";
    throw error;
  }
}

const orRefused = (read: Record<string, unknown>): Read => ("refused" in read ? "refused" : read);

test("every case was read by the others", () => {
  expect([...PEERS.keys()]).toEqual(CASES.map(({ name }) => name));
});

test.each(CASES)("$name is read as others read it", (each) => {
  const { openstacksdk, gophercloud } = PEERS.get(each.name)!;
  const [sdk, provider] = [orRefused(openstacksdk), orRefused(gophercloud)];
  const ours = readByUs(each);
  const whom =
    [isDeepStrictEqual(ours, sdk) && "openstacksdk", isDeepStrictEqual(ours, provider) && "gophercloud"]
      .filter((name) => name !== false)
      .join(" and ") || "nobody";
  expect([whom, ours]).toEqual([each.as ?? "openstacksdk and gophercloud", ours]);
  expect(each.because !== undefined).toBe(whom === "nobody");
});
