import type { ResourcePolicy, Violation } from "../../policy.ts";
import { recordOf } from "../../resources/inputs.ts";
import { INSTANCE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";
import { guestTexts, matchesByLine } from "./guest-texts.ts";

/** A key that ends in a word for a secret, with a value after it. */
const ASSIGNMENT =
  /(?<key>[\w-]*(?:password|passwd|passphrase|secret|api[_-]?key|access[_-]?key|private[_-]?key|token))["']?\s*[:=]\s*["']?(?<value>[^\s"'#,}]+)/gi;
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----/g;
const CHPASSWD = /\|\s*chpasswd\b/g;
/** `root:word` in the list that cloud-init's chpasswd takes; RANDOM has cloud-init make one up. */
const CHPASSWD_ENTRY = /^\s*-?\s*["']?[a-z_][\w-]*:(?!\s|R\b|RANDOM\b|\/\/)\S+$/g;

/** Keys that only sound like secrets, values that only name where one is, and switches. */
const HARMLESS_KEY = /^(lock_passwd|ssh_pwauth|no_?password|chpasswd)$/i;
const HARMLESS_VALUE = /^(\$[a-z_{(]|\{|<|\/|\||>|true$|false$|yes$|no$|null$|none$|~$|!+$|\*+$|x$|\d{1,2}$)/i;
const SECRET_NAME = /(pass(word|wd|phrase)?|secret|token|api[_-]?key|private[_-]?key)$/i;

/** CMP-06. Names where the secret is, never what it is. */
export const noInlineSecrets: ResourcePolicy = {
  id: "CMP-06",
  slug: "no-inline-secrets",
  title: "No password in what a guest receives",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Nova keeps user data, metadata and adminPass readable for everyone in the project"],
  why: "Nova shows user data and metadata to everyone in the project and to the guest's own processes, for ever. A secret written there is public.",
  fix: "use keyPair for access, and let the guest fetch secrets from a secret store",
  check(server) {
    if (server.type !== INSTANCE) return [];
    const faults: Violation[] = [];
    const report = (found: string) =>
      faults.push(violation(noInlineSecrets, server, { found, wanted: "no secret in a server's inputs" }));
    // A value that is not known yet is a password all the same.
    if (
      server.inputs["adminPass"] !== undefined &&
      server.inputs["adminPass"] !== null &&
      server.inputs["adminPass"] !== ""
    ) {
      report("sets adminPass");
    }
    for (const key of Object.keys(recordOf(server.inputs["metadata"]) ?? {})) {
      if (SECRET_NAME.test(key)) report(`has a metadata key named like a secret (${key})`);
    }
    for (const { input, text } of guestTexts(server)) {
      const lines = new Set<number>();
      for (const { line, match } of matchesByLine(text, ASSIGNMENT)) {
        const { key = "", value = "" } = match.groups ?? {};
        if (!HARMLESS_KEY.test(key) && !HARMLESS_VALUE.test(value)) lines.add(line);
      }
      const patterns = [PRIVATE_KEY, CHPASSWD, ...(text.includes("chpasswd") ? [CHPASSWD_ENTRY] : [])];
      for (const pattern of patterns) for (const { line } of matchesByLine(text, pattern)) lines.add(line);
      if (lines.size > 0)
        report(
          `has a password, token or private key in ${input}, line ${[...lines].toSorted((a, b) => a - b).join(", ")}`,
        );
    }
    return faults;
  },
};
