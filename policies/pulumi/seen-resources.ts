import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import type { JudgedResource } from "../policy.ts";
import { withInlineRules } from "../resources/security-group/inline-rules.ts";
import { judgedProperties, judgedValue, rawProperties } from "./pulumi-values.ts";

type Inputs = Record<string, unknown>;

/**
 * What Pulumi showed of each resource. A stack policy gets the outputs, in which every computed property that
 * the program left out is unknown during a preview (`external` of a Network, for one). The inputs came by
 * earlier, one resource at a time; put together with the stack's links they are what the offline check sees,
 * so both give the same verdict.
 */
export class SeenResources {
  readonly #inputs = new Map<string, Inputs>();
  #changes = 0;
  #stack: { changes: number; shown: number; resources: readonly JudgedResource[] } | undefined;

  /** The resource as a resource policy sees it: inputs, no links. */
  see(args: ResourceValidationArgs): JudgedResource {
    const inputs = judgedProperties(args.props);
    this.#inputs.set(args.urn, inputs);
    this.#changes++;
    return {
      urn: args.urn,
      type: args.type,
      name: args.name,
      ...(args.opts.parent === undefined ? {} : { parent: args.opts.parent }),
      inputs,
      propertyDependencies: {},
      protect: args.opts.protect,
    };
  }

  /** The whole stack, the same list for all stack policies of one run. */
  stack(resources: readonly PolicyResource[]): readonly JudgedResource[] {
    if (this.#stack?.changes === this.#changes && this.#stack.shown === resources.length) {
      return this.#stack.resources;
    }
    const read = this.#readAlone(resources);
    const judged = resources.map((resource) => {
      const own = this.#judged(resource);
      return read.has(resource) ? { ...own, external: true } : own;
    });
    const stack = withInlineRules(judged);
    this.#stack = { changes: this.#changes, shown: resources.length, resources: stack };
    return stack;
  }

  /**
   * What the program reads (`Network.get`) and does not make: the engine shows it with the whole stack alone, without
   * links. What stands outside an update's targets comes so too, with its links, and is judged.
   */
  #readAlone(resources: readonly PolicyResource[]): ReadonlySet<PolicyResource> {
    const unseen = resources.filter(({ urn }) => !this.#inputs.has(urn));
    const linked = unseen.some(({ propertyDependencies }) =>
      Object.values(propertyDependencies).some(({ length }) => length > 0),
    );
    return new Set(linked || unseen.length === resources.length ? [] : unseen);
  }

  #judged(resource: PolicyResource): JudgedResource {
    const id = judgedValue(rawProperties(resource.props)["id"]);
    const parent = resource.parent?.urn ?? resource.opts.parent;
    const links = Object.entries(resource.propertyDependencies);
    const outputs = judgedProperties(resource.props);
    return {
      urn: resource.urn,
      type: resource.type,
      name: resource.name,
      ...(parent === undefined ? {} : { parent }),
      // A resource outside an update's targets is not shown one by one: its outputs must do.
      inputs: this.#inputs.get(resource.urn) ?? outputs,
      propertyDependencies: Object.fromEntries(
        links.map(([key, sources]) => [key, sources.map((source) => source.urn)]),
      ),
      protect: resource.opts.protect,
      // Until there is an id, they are but what the provider expects.
      ...(typeof id === "string" ? { id, outputs } : {}),
    };
  }
}
