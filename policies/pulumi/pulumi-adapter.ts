import type { Policies, ReportViolation, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { levelOf, pulumiName } from "../level.ts";
import type { Language } from "../messages/text.ts";
import type {
  JudgedResource,
  Level,
  Policy,
  PolicyContext,
  PolicyMetadata,
  ResourcePolicy,
  StackPolicy,
  Violation,
} from "../policy.ts";
import { checkOne } from "../resources/security-group/inline-rules.ts";
import { externalUrns } from "../resources/stand-in.ts";
import { waivedMessage, waiverOf } from "../waivers.ts";
import { ProvinceContext } from "./province-context.ts";
import { provincePolicy } from "./province-policy.ts";
import { rawProperties, remediatedProperties } from "./pulumi-values.ts";
import { SeenResources } from "./seen-resources.ts";

/** The language of everything that the pack says: that of `province --lang`, which reaches it so. */
const LANGUAGE: Language = process.env["PROVINCE_LANG"] === "vi" ? "vi" : "en";

/** The policies as Pulumi's analyzer takes them, in the order of their ids after the policy that holds the config. */
export function pulumiPolicies(policies: readonly Policy[]): Policies {
  const context = new ProvinceContext();
  const seen = new SeenResources();
  return [
    provincePolicy(context, LANGUAGE),
    ...policies.map((policy) => {
      if (policy.kind === "stack") return stackPolicy(policy, context, seen);
      const own = resourcePolicy(policy, context, seen);
      if (!policy.checkStack) return own;
      const check: StackPolicy["check"] = (...args) => policy.checkStack?.(...args) ?? [];
      // The pack's server takes one that is of both kinds.
      return { ...own, ...stackPolicy({ ...policy, check }, context, seen) };
    }),
  ];
}

function metadata(policy: PolicyMetadata) {
  return {
    name: pulumiName(policy),
    displayName: policy.id,
    description: policy.title[LANGUAGE],
    enforcementLevel: policy.level,
    remediationSteps: policy.fix[LANGUAGE],
    tags: [...policy.serves],
  };
}

function resourcePolicy(
  policy: ResourcePolicy,
  contexts: ProvinceContext,
  seen: SeenResources,
): ResourceValidationPolicy {
  return {
    ...metadata(policy),
    async validateResource(args, report) {
      const resource = seen.see(args);
      const context = await contexts.of(args.urn);
      reportAll(policy, checkOne(policy, resource, context), { context, resources: [resource] }, report);
    },
    ...(policy.remediate
      ? {
          async remediateResource(args) {
            const resource = seen.see(args);
            const context = await contexts.of(args.urn);
            if (waiverOf(policy.id, args.urn, context)) return undefined;
            const inputs = policy.remediate?.(resource, context);
            return inputs && remediatedProperties(rawProperties(args.props), resource.inputs, inputs);
          },
        }
      : {}),
  };
}

function stackPolicy(
  policy: PolicyMetadata & Pick<StackPolicy, "check">,
  contexts: ProvinceContext,
  seen: SeenResources,
): StackValidationPolicy {
  return {
    ...metadata(policy),
    async validateStack(args, report) {
      const first = args.resources[0];
      if (!first) return;
      const context = await contexts.of(first.urn);
      const resources = seen.stack(args.resources);
      reportAll(policy, policy.check(resources, context), { context, resources }, report);
    },
  };
}

/** A violation with a level of its own: @pulumi/policy 1.21 takes it (server.js), its types do not say so. */
type LevelledReport = (violation: { message: string; urn: string; enforcementLevel?: Level }) => void;

function reportAll(
  policy: PolicyMetadata,
  violations: readonly Violation[],
  { context, resources }: { context: PolicyContext; resources: readonly JudgedResource[] },
  report: ReportViolation,
): void {
  // See LevelledReport; the pack's test holds it
  const levelled = report as unknown as LevelledReport;
  const external = externalUrns(resources);
  for (const violation of violations) {
    if (external.has(violation.resource)) continue;
    const waiver = waiverOf(policy.id, violation.resource, context);
    const bearer = context.systemPhases && resources.find(({ urn }) => urn === violation.resource);
    const level = waiver ? "advisory" : levelOf(policy, violation, context, bearer);
    const message = waiver ? waivedMessage(violation.message, waiver) : violation.message;
    // Only a milder level is said: at the policy's own, the user's config decides.
    const milder = waiver || (level === "advisory" && policy.level !== "advisory");
    levelled({
      message: message[LANGUAGE],
      urn: violation.resource,
      ...(milder ? { enforcementLevel: "advisory" } : {}),
    });
  }
}
