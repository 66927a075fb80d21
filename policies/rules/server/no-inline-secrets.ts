import { UNKNOWN, type ResourcePolicy, type Violation } from "../../policy.ts";
import { guestTexts, placesOf } from "../../resources/guest-text/guest-texts.ts";
import { isSecretValue, namesSecret } from "../../resources/guest-text/secret-words.ts";
import { secretsIn } from "../../resources/guest-text/secrets.ts";
import { recordOf, textOf } from "../../resources/inputs.ts";
import { INSTANCE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

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
    for (const [key, value] of Object.entries(recordOf(server.inputs["metadata"]) ?? {})) {
      const text = textOf(value);
      if (namesSecret(key) && text !== undefined && (text === UNKNOWN || isSecretValue(text)))
        report(`has a metadata key named like a secret (${key})`);
    }
    for (const { input, text } of guestTexts(server)) {
      const lines = placesOf(text, secretsIn).map(({ line }) => line);
      if (lines.length > 0) report(`has a password, token or private key in ${input}, line ${lines.join(", ")}`);
    }
    return faults;
  },
};
