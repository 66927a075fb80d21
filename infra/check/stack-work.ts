import type { PolicyContext } from "../../policies/policy.ts";
import type { StackInputs } from "../stack-inputs.ts";

/** All that a verdict on one stack follows from, beside the code. */
export interface StackWork {
  inputs: StackInputs;
  context: PolicyContext;
}

/**
 * One stack to plan and judge, a `StackWork` as JSON texts: what its key is made of is what the program gets. What is
 * the same in all stacks of a province would be most of each, and is written once for all of them.
 */
export interface QueuedStack {
  stack: string;
  /** What is the stack's own; cloud-configs by their names in `texts`. */
  work: string;
  /** What its context shares with those of the other stacks. */
  shared: string;
  /** Cloud-configs of the province's templates, each under its SHA-256. */
  texts: string;
}

type Flows = NonNullable<PolicyContext["flows"]>;

/** What `shared` says. */
export interface SharedWork {
  context: PolicyContext;
  /** The first flows of most contexts. */
  flows: Flows;
}

/** What `work` says. */
export interface OwnWork {
  inputs: StackInputs;
  /** What differs from the shared context; its keys that this context has not. */
  context: PolicyContext;
  without: string[];
  /** How many of the shared flows come before those of `context`. */
  flows: number;
}

/** The work that was queued. Throws when it names a text that is not among its texts. */
export function stackWork({ work, shared, texts }: QueuedStack): StackWork {
  /* oxlint-disable typescript/no-unsafe-type-assertion -- `queuedStack` wrote them a moment ago */
  const own = JSON.parse(work) as OwnWork;
  const { context, flows } = JSON.parse(shared) as SharedWork;
  const byDigest = JSON.parse(texts) as Record<string, string>;
  /* oxlint-enable typescript/no-unsafe-type-assertion */
  const left = Object.entries(context).filter(([key]) => !own.without.includes(key));
  return {
    inputs: withTexts(own.inputs, (name) => {
      if (name.startsWith("#")) return undefined;
      const text = byDigest[name];
      if (text === undefined) throw new Error(`no cloud-config ${name} came with the stack`);
      return text;
    }),
    context: {
      ...Object.fromEntries(left),
      ...own.context,
      ...(own.flows > 0 && { flows: [...flows.slice(0, own.flows), ...(own.context.flows ?? [])] }),
    },
  };
}

/** The inputs with other texts as the cloud-configs of their servers; undefined leaves one as it is. */
export function withTexts(inputs: StackInputs, other: (text: string) => string | undefined): StackInputs {
  if (inputs.kind !== "agency") return inputs;
  const { tenant } = inputs;
  const servers = Object.entries(tenant.servers).map(([name, server]): [string, typeof server] => {
    const cloudInit = other(server.cloudInit);
    return [name, cloudInit === undefined ? server : { ...server, cloudInit }];
  });
  return { ...inputs, tenant: { ...tenant, servers: Object.fromEntries(servers) } };
}
