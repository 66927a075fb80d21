import { UNKNOWN, type JudgedResource } from "../policy.ts";
import { isRecord } from "../resources/inputs.ts";
import { PROVIDER_BLOCK } from "../resources/types.ts";
import { objectIn, textIn, textsIn, type Json, type Read } from "./json.ts";
import { camel } from "./terraform-names.ts";

/**
 * The blocks `provider "openstack"` of a plan's configuration, with what the program itself says: texts, and variables
 * by the default that it gives them. What comes from elsewhere is not known.
 */
export function providerBlocks(configuration: unknown): Read {
  if (!isRecord(configuration)) return { resources: [], secrets: [] };
  const variables = objectIn(objectIn(configuration, "root_module"), "variables");
  const blocks = Object.entries(objectIn(configuration, "provider_config")).flatMap(([key, block]) =>
    isRecord(block) && textIn(block, "name") === "openstack" ? [{ key, block }] : [],
  );
  const resources = blocks.map(({ key, block }): JudgedResource => {
    // A module's own block can only name variables of the module.
    const known = textIn(block, "module_address") === undefined ? variables : {};
    const inputs = Object.entries(objectIn(block, "expressions")).map(([attribute, expression]) => [
      camel(attribute),
      valueOf(expression, known),
    ]);
    return {
      urn: `urn:pulumi:default::terraform::${PROVIDER_BLOCK}::${key}`,
      type: PROVIDER_BLOCK,
      name: key,
      inputs: Object.fromEntries(inputs),
      propertyDependencies: {},
      protect: false,
    };
  });
  return { resources, secrets: resources.flatMap(({ inputs }) => PROOFS.flatMap((input) => textsIn(inputs[input]))) };
}

/** What proves a login: never to be shown. */
const PROOFS: readonly string[] = ["password", "token", "applicationCredentialSecret", "key"];

function valueOf(expression: unknown, variables: Json): unknown {
  if (!isRecord(expression)) return UNKNOWN;
  if ("constant_value" in expression) return expression["constant_value"];
  const [reference, ...others] = textsIn(expression["references"]);
  if (others.length > 0 || reference?.startsWith("var.") !== true) return UNKNOWN;
  return objectIn(variables, reference.slice("var.".length))["default"] ?? UNKNOWN;
}
