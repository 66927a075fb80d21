import { bothOf, commaSeparated, type Text } from "../../messages/text.ts";
import { compare } from "../../order.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext } from "../../policy.ts";
import { cidrIn, isAny, type Cidr } from "../../resources/cidr.ts";
import { listOf, numberOf, textOf } from "../../resources/inputs.ts";
import type { Owned, ResourceGraph } from "../../resources/resource-graph.ts";
import * as type from "../../resources/types.ts";
import { zoneHolding, zonePrefix } from "../../resources/zones.ts";
import { sortedTexts, upper } from "./services.ts";

/** `HTTPS 443`, or undefined while protocol or port is not known. */
export function listenerKey(listener: JudgedResource): string | undefined {
  const protocol = upper(listener.inputs["protocol"]);
  const port = numberOf(listener.inputs["protocolPort"]);
  return typeof protocol === "string" && typeof port === "number" ? `${protocol} ${port}` : undefined;
}

/** A listener's limit on connections: absent, -1 and 0 are no limit. */
export function connectionLimit(listener: JudgedResource): number | typeof UNKNOWN | undefined {
  const value = listener.inputs["connectionLimit"];
  const limit = numberOf(value);
  return typeof limit === "number" && limit < 1 ? undefined : limit;
}

/** Routing by content, by listener: policies and their rules. */
export interface L7 {
  policies: Owned;
  rules: Owned;
}

export function l7Of(graph: ResourceGraph): L7 {
  return {
    policies: graph.ownedBy(type.L7_POLICY, "listenerId", type.LISTENER),
    rules: graph.ownedBy(type.L7_RULE, "l7policyId", type.L7_POLICY),
  };
}

/** What a listener does, by aspect, in a form that is equal for the same behaviour in the other family. */
export function aspectsOf(listener: JudgedResource, l7: L7, context: PolicyContext): Record<string, Text | undefined> {
  const limit = connectionLimit(listener);
  return {
    defaultTlsContainerRef: shown(textOf(listener.inputs["defaultTlsContainerRef"])),
    sniContainerRefs: joined(sortedTexts(listener.inputs["sniContainerRefs"])),
    tlsVersions: joined(sortedTexts(listener.inputs["tlsVersions"])),
    connectionLimit: limit === UNKNOWN ? undefined : shown(limit === undefined ? limit : String(limit)),
    allowedCidrs: sourcesOf(listener, context),
    "L7 policies": l7Text(listener, l7),
  };
}

const UNSET: Text = { en: "unset", vi: "để trống" };
const ANYWHERE: Text = { en: "anywhere", vi: "mọi nơi" };
const OTHER_PREFIXES: Text = { en: "other prefixes", vi: "các tiền tố khác" };

function shown(text: string | typeof UNKNOWN | undefined): Text | undefined {
  if (text === UNKNOWN) return undefined;
  return text === undefined ? UNSET : bothOf(text);
}

function joined(texts: readonly string[] | typeof UNKNOWN): Text | undefined {
  return texts === UNKNOWN ? undefined : shown(texts.length === 0 ? undefined : texts.join(", "));
}

/** Sources by what they are in the plan, since their prefixes differ by family: `anywhere`, `zone mgmt`, `other prefixes`. */
function sourcesOf(listener: JudgedResource, context: PolicyContext): Text | undefined {
  const list = listOf(listener.inputs["allowedCidrs"]);
  if (list === UNKNOWN || list.includes(UNKNOWN)) return undefined;
  if (list.length === 0) return ANYWHERE;
  const names = list.map((text) => {
    const cidr = cidrIn(text);
    return cidr ? sourceOf(cidr, context) : OTHER_PREFIXES;
  });
  if (names.includes(ANYWHERE)) return ANYWHERE;
  const distinct = [...new Map(names.map((name) => [name.en, name])).values()];
  return commaSeparated(distinct.toSorted((a, b) => compare(a.en, b.en)));
}

function sourceOf(cidr: Cidr, context: PolicyContext): Text {
  if (isAny(cidr)) return ANYWHERE;
  const zone = zoneHolding(context, cidr);
  if (zone === undefined) return OTHER_PREFIXES;
  return zonePrefix(context, zone, cidr.family)?.canonical === cidr.canonical
    ? { en: `zone ${zone}`, vi: `vùng ${zone}` }
    : { en: `part of zone ${zone}`, vi: `một phần của vùng ${zone}` };
}

/** Pools differ by load balancer, so a redirection to a pool is only said to be one. */
function l7Text(listener: JudgedResource, l7: L7): Text | undefined {
  if (l7.policies.perhaps(listener).length > 0) return undefined;
  const policies = (l7.policies.by.get(listener) ?? []).map((policy) => policyText(policy, l7));
  const known = policies.filter((policy) => policy !== undefined);
  if (known.length < policies.length) return undefined;
  return known.length === 0 ? { en: "none", vi: "không có" } : bothOf(known.toSorted().join(" | "));
}

function policyText(policy: JudgedResource, l7: L7): string | undefined {
  if (l7.rules.perhaps(policy).length > 0) return undefined;
  const own = inputsText(policy, ["position", "action", "redirectUrl", "redirectPrefix"]);
  const rules = (l7.rules.by.get(policy) ?? []).map((rule) =>
    inputsText(rule, ["type", "compareType", "key", "value", "invert"]),
  );
  const known = rules.filter((rule) => rule !== undefined);
  return own === undefined || known.length < rules.length ? undefined : `${own} [${known.toSorted().join("; ")}]`;
}

/** The inputs' values one after the other; undefined while one is not known. */
function inputsText(resource: JudgedResource, inputs: readonly string[]): string | undefined {
  const values = inputs.map((input) => {
    const value = resource.inputs[input];
    return typeof value === "boolean" ? String(value) : textOf(value);
  });
  return values.includes(UNKNOWN) ? undefined : values.filter((value) => value !== undefined).join(" ");
}
