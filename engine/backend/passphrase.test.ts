import { createCipheriv, pbkdf2Sync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stateVariables } from "../state.ts";
import { stateOf, writeState } from "../testing/state-folder.ts";
import { checkPassphrase, opens } from "./passphrase.ts";

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "passphrase-"));
  folder = join(root, ".state", "backend");
  mkdirSync(folder, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A salt as Pulumi makes it. */
function sealedBy(passphrase: string, salt = Buffer.from("saltsalt"), nonce = Buffer.alloc(12, 7)): string {
  const key = pbkdf2Sync(passphrase, salt, 1_000_000, 32, "sha256");
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const box = Buffer.concat([cipher.update("pulumi"), cipher.final(), cipher.getAuthTag()]);
  return ["v1", salt.toString("base64"), "v1", nonce.toString("base64"), box.toString("base64")].join(":");
}
const salt = sealedBy("right");
// Made by Pulumi 3.259.0 with PULUMI_CONFIG_PASSPHRASE=correct-horse.
const PULUMIS = "v1:IrY0F/dw5o0=:v1:mGc2T0DmPKp79pF6:h2yMbTCw2d7n4MdAOsvbFh7HcQDa3A==";

const settings = (stack: string, text = `encryptionsalt: ${salt}\n`) =>
  writeFileSync(join(root, `Pulumi.${stack}.yaml`), text);
const state = (stack: string) =>
  writeState(folder, stack, { ...stateOf(3), secrets_providers: { type: "passphrase", state: { salt } } });
const check = (passphrase: string) =>
  checkPassphrase({ cwd: root, folder, project: "p", stack: "dev" }, { PULUMI_CONFIG_PASSPHRASE: passphrase });

test("a passphrase opens what was sealed with it, and nothing else", async () => {
  expect(await opens("correct-horse", PULUMIS)).toBe(true);
  expect(await opens("correct-house", PULUMIS)).toBe(false);
});

test("the right passphrase, another secrets provider and a stack without secrets pass", async () => {
  await check("any");
  settings("dev", "secretsprovider: awskms://alias/province\nencryptedkey: AQ==\n");
  await check("any");
  settings("dev");
  state("dev");
  await check("right");
});

test("a wrong one is told with the files that it does not open, and with what can be saved", async () => {
  settings("dev");
  const path = state("dev");
  await expect(check("wrong")).rejects.toThrow(
    `${root}/Pulumi.dev.yaml and ${path}: sealed with another passphrase than that in PULUMI_CONFIG_PASSPHRASE.\n` +
      "Where a copy of the right passphrase is kept, put it back",
  );
  rmSync(path);
  await expect(check("wrong")).rejects.toThrow(
    new RegExp(
      `There is no state of dev in ${folder}\\.[^]*To begin anew without it: mkdir -p ${root}/.state/lost && mv ${root}/Pulumi.dev.yaml `,
    ),
  );
});

test("where stacks are sealed, no new passphrase is made in the place of one that is gone", () => {
  stateVariables({ root }, {});
  settings("stttt");
  state("platform");
  expect(() => stateVariables({ root }, {})).not.toThrow();
  rmSync(join(root, ".state", "passphrase"));
  expect(() => stateVariables({ root }, {})).toThrow(
    new RegExp(
      `The passphrase is gone: ${root}/.state/passphrase. platform, stttt were sealed with it[^]*mv ${root}/Pulumi.stttt.yaml ${folder} `,
    ),
  );
});
