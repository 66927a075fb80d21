/** Pulumi project; must equal `name` in Pulumi.yaml (a test holds them together). */
export const PROJECT = "provincial-cloud";
/** The stack of everything that the agencies share. */
export const PLATFORM_STACK = "platform";
/** What an agency's code may not begin with: the rest of a project's stack's name is one. */
const OF_PROJECT = "project-";

/** What a stack of this project is, by its name. */
export type StackKind =
  | { kind: "platform" }
  /** An agency's project and all that only the operator may make in it. */
  | { kind: "project"; agency: string }
  /** What the agency's deployer makes inside that project. */
  | { kind: "agency"; agency: string };

/** The kind of a stack, whether or not it is there. */
export function stackKind(stack: string): StackKind {
  if (stack === PLATFORM_STACK) return { kind: "platform" };
  if (stack.startsWith(OF_PROJECT)) return { kind: "project", agency: stack.slice(OF_PROJECT.length) };
  return { kind: "agency", agency: stack };
}

/** The stack of an agency's project. */
export function projectStack(agency: string): string {
  return `${OF_PROJECT}${agency}`;
}

/** Names of all stacks of a repository: the platform, the projects of enrolled agencies, then all agencies by code. */
export function stackNamesOf({ tenants }: { tenants: Record<string, { code: string; enrolled: boolean }> }): string[] {
  const enrolled = Object.values(tenants).filter((tenant) => tenant.enrolled);
  return [PLATFORM_STACK, ...enrolled.map(({ code }) => projectStack(code)), ...Object.keys(tenants)];
}

/** Whether a repository has such a stack. */
export function hasStack({ tenants }: Parameters<typeof stackNamesOf>[0], stack: string): boolean {
  const which = stackKind(stack);
  if (which.kind === "platform") return true;
  const tenant = Object.hasOwn(tenants, which.agency) ? tenants[which.agency] : undefined;
  return which.kind === "project" ? tenant?.enrolled === true : tenant !== undefined;
}

/** How one stack names another: file and other self-managed backends know one organization, called so. */
export function stackReferenceName(stack: string): string {
  return `organization/${PROJECT}/${stack}`;
}
