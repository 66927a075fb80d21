import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PolicyContext } from "../policy.ts";
import { parseUrn } from "../urn.ts";

/** What a repository says of its stacks; empty for a project that is not its own. */
interface ContextModule {
  policyContextOf(project: string, stack: string): PolicyContext | Promise<PolicyContext>;
}

/** Beside the pack in a province's repository; the pack alone judges without it. */
const CONTEXT_MODULE = new URL("../../infra/policy-context.ts", import.meta.url);

/**
 * What the pack knows of the stacks that it judges: the repository's own word, if there is one, under the
 * pack's config (policy `province` in `--policy-pack-config`).
 */
export class ProvinceContext {
  #config: PolicyContext = {};
  readonly #stacks = new Map<string, Promise<PolicyContext>>();

  /** Takes the config over; later calls replace it. */
  configure(config: PolicyContext): void {
    this.#config = config;
  }

  /** Context of the stack that a URN belongs to. */
  async of(urn: string): Promise<PolicyContext> {
    const { project, stack } = parseUrn(urn);
    const key = `${project}::${stack}`;
    const known = this.#stacks.get(key) ?? fromRepository(project, stack);
    this.#stacks.set(key, known);
    return { ...(await known), ...this.#config };
  }
}

/** Loaded only when a resource is judged: a static import would tie the policies to one repository. */
async function fromRepository(project: string, stack: string): Promise<PolicyContext> {
  if (!existsSync(fileURLToPath(CONTEXT_MODULE))) return {};
  // The one module that this repository promises
  const module = (await import(CONTEXT_MODULE.href)) as ContextModule;
  return module.policyContextOf(project, stack);
}
