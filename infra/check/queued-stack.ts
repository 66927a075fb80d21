import { createHash } from "node:crypto";
import type { Province } from "../../model/province.ts";
import type { PolicyContext } from "../../policies/policy.ts";
import { policyContextOf, provinceContext, standardFlows } from "../policy-context.ts";
import type { Repository } from "../repository/repository.ts";
import { stackInputs } from "../stack-inputs.ts";
import { PROJECT } from "../stack-names.ts";
import { withTexts, type OwnWork, type QueuedStack, type SharedWork } from "./stack-work.ts";

interface Parts extends SharedWork {
  /** SHA-256 by text. */
  digests: Map<string, string>;
  /** With the flows, and without. */
  shared: { flows: string; none: string };
  texts: string;
}

const found = new WeakMap<Province, Parts>();

function partsOf(province: Province): Parts {
  const known = found.get(province);
  if (known !== undefined) return known;
  const all = Object.values(province.templates).map(({ cloudInit }) => cloudInit);
  const digests = new Map(all.map((text) => [text, createHash("sha256").update(text).digest("hex")]));
  const shared: SharedWork = { context: provinceContext(province), flows: standardFlows(province) };
  const texts = JSON.stringify(Object.fromEntries([...digests].map(([text, digest]) => [digest, text])));
  const written = { flows: JSON.stringify(shared), none: JSON.stringify({ ...shared, flows: [] }) };
  const parts = { ...shared, digests, shared: written, texts };
  found.set(province, parts);
  return parts;
}

/** Takes out of a repository what a stack's plan and verdict need. Throws when there is no such stack. */
export function queuedStack(repository: Repository, stack: string): QueuedStack {
  const parts = partsOf(repository.province);
  const inputs = stackInputs(repository, stack);
  const context = policyContextOf(PROJECT, stack, repository);
  const own: OwnWork = { inputs: withTexts(inputs, (text) => parts.digests.get(text)), ...ownContext(context, parts) };
  return {
    stack,
    work: JSON.stringify(own),
    shared: parts.shared[own.flows > 0 ? "flows" : "none"],
    texts: parts.texts,
  };
}

function ownContext(context: PolicyContext, shared: SharedWork): Omit<OwnWork, "inputs"> {
  const common = new Map<string, unknown>(Object.entries(shared.context));
  const own: PolicyContext = Object.fromEntries(
    Object.entries(context).filter(([key, value]) => !common.has(key) || common.get(key) !== value),
  );
  const begins = shared.flows.every((flow, index) => context.flows?.[index] === flow);
  return {
    context: begins && context.flows ? { ...own, flows: context.flows.slice(shared.flows.length) } : own,
    without: [...common.keys()].filter((key) => !(key in context)),
    flows: begins && context.flows ? shared.flows.length : 0,
  };
}
