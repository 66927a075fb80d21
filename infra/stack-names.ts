/** Pulumi project; must equal `name` in Pulumi.yaml (a test holds them together). */
export const PROJECT = "provincial-cloud";
/** The stack of everything that the agencies share. */
export const PLATFORM_STACK = "platform";

/** Names of all stacks of a repository: the platform, then the agencies by code. */
export function stackNamesOf({ tenants }: { tenants: Record<string, unknown> }): string[] {
  return [PLATFORM_STACK, ...Object.keys(tenants)];
}

/** How one stack names another: file and other self-managed backends know one organization, called so. */
export function stackReferenceName(stack: string): string {
  return `organization/${PROJECT}/${stack}`;
}
