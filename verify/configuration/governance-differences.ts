import { wordsOf } from "./compared-kinds.ts";
import { added, changed, type Drift, type Mend } from "./drift.ts";
import { tagText } from "./found-configuration.ts";
import type { PlannedGovernance } from "./planned-configuration.ts";
import {
  entryIn,
  idAt,
  QUOTAS,
  textIn,
  textsIn,
  type Entry,
  type Governance,
  type QuotaService,
} from "./project-content.ts";

const SERVICES = Object.keys(QUOTAS) as QuotaService[];

/** What about an agency's project, its quotas, its deployer and who else works in it is not as planned. */
export function governanceDifferences(
  agency: string,
  planned: PlannedGovernance,
  found: Governance,
  roles: readonly Entry[],
): Drift[] {
  if (planned.project === undefined) return [];
  return [
    ...SERVICES.flatMap((service) => quotaDifferences(agency, service, planned, found)),
    ...projectDifferences(agency, planned.project, found.project),
    ...deployerDifferences(agency, planned, found),
    ...assignmentDifferences(agency, planned, found, roles),
  ];
}

function quotaDifferences(
  agency: string,
  service: QuotaService,
  planned: PlannedGovernance,
  found: Governance,
): Drift[] {
  const [wanted, there] = [planned.quotas[service], found.quotas[service]];
  if (wanted === undefined || there === undefined) return [];
  // The provider writes `l7_policy` where Octavia has `l7policy`.
  const fieldOf = (name: string): string | undefined =>
    Object.keys(there).find((field) => field.replaceAll("_", "") === name.replaceAll("_", ""));
  const otherwise = Object.entries(wanted).flatMap(([name, value]) => {
    const field = fieldOf(name);
    return typeof value !== "number" || field === undefined || there[field] === value ? [] : [{ field, value }];
  });
  const { path, key } = QUOTAS[service];
  const mend: Mend = {
    what: `${service} quotas of ${agency}`,
    service,
    method: "PUT",
    path: `${path}/${textIn(found.project, "id")}`,
    body: { [key]: Object.fromEntries(otherwise.map(({ field, value }) => [field, value])) },
  };
  return otherwise.map(({ field, value }) =>
    changed("VER-19", {
      agency,
      place: `${service} quota`,
      text: `${service} quota ${field} is ${wordsOf(there[field])}; planned is ${value}`,
      mend,
    }),
  );
}

function projectDifferences(agency: string, planned: Entry, found: Entry): Drift[] {
  const set = (what: string, fields: Entry): Mend => ({
    what: `${what} of project ${agency}`,
    service: "identity",
    method: "PATCH",
    path: `/projects/${textIn(found, "id")}`,
    body: { project: fields },
  });
  const drifts: Drift[] = [];
  const [name, has] = [textIn(planned, "name"), textIn(found, "name")];
  const at = { agency, place: "project" };
  if (has !== name)
    drifts.push(
      changed("VER-20", { ...at, text: `project ${name} is called ${has}`, mend: set("the name", { name }) }),
    );
  if (found["enabled"] === false)
    drifts.push(
      changed("VER-20", { ...at, text: `project ${name} is switched off`, mend: set("the state", { enabled: true }) }),
    );
  if (tagText(found) !== tagText(planned)) {
    const text = `project ${name} has tags ${tagText(found) || "none"}; planned is ${tagText(planned)}`;
    drifts.push(changed("VER-15", { ...at, text, mend: set("the tags", { tags: textsIn(planned, "tags") }) }));
  }
  return drifts;
}

function deployerDifferences(agency: string, planned: PlannedGovernance, { deployer }: Governance): Drift[] {
  if (planned.deployer === undefined) return [];
  const name = textIn(planned.deployer, "name");
  const at = { agency, place: name };
  if (deployer === undefined) return [changed("VER-20", { ...at, text: `the deployer ${name} is gone` })];
  if (deployer["enabled"] !== false) return [];
  const mend: Mend = {
    what: `the state of user ${name}`,
    service: "identity",
    method: "PATCH",
    path: `/users/${textIn(deployer, "id")}`,
    body: { user: { enabled: true } },
  };
  return [changed("VER-20", { ...at, text: `the deployer ${name} is switched off`, mend })];
}

function assignmentDifferences(
  agency: string,
  planned: PlannedGovernance,
  found: Governance,
  roles: readonly Entry[],
): Drift[] {
  const projectId = textIn(found.project, "id");
  const fits = (assignment: Entry, wanted: PlannedGovernance["assignments"][number]): boolean =>
    idAt(assignment, "scope", "project") === projectId &&
    !("OS-INHERIT:inherited_to" in entryIn(assignment, "scope")) &&
    subjectOf(assignment) === wanted.subject &&
    [undefined, roleOf(assignment)].includes(wanted.role);
  const missing = planned.assignments.filter((wanted) => !found.assignments.some((each) => fits(each, wanted)));
  const stray = found.assignments.filter((each) => !planned.assignments.some((wanted) => fits(each, wanted)));
  return [
    ...missing.map(({ subject, role }) =>
      changed("VER-20", {
        agency,
        place: nameOfSubject(subject),
        text: `${subject} has not the role ${role ?? "that is planned"} in project ${agency}`,
        mend: assignmentOf(subject, role, found, roles),
      }),
    ),
    ...stray.map((assignment) => {
      const subject = subjectOf(assignment);
      const where = scopeText(assignment);
      const text = `${subject} has the role ${roleOf(assignment)} ${where}, which is not planned`;
      // Keystone names each assignment by the path that takes it away.
      const path = textIn(entryIn(assignment, "links"), "assignment").replace(/^.*\/v3(?=\/)/, "");
      const ours = planned.deployer !== undefined && subject === `user ${textIn(planned.deployer, "name")}`;
      const mend: Mend = {
        what: `the role ${roleOf(assignment)} of ${subject} ${where}`,
        service: "identity",
        method: "DELETE",
        path,
      };
      const command = roleCommand(assignment);
      return added("VER-20", {
        agency,
        place: nameOfSubject(subject),
        text,
        // Of people it is for people to decide.
        ...(ours ? { mend } : { advice: `Find out who gave it, and take it away: ${command}` }),
      });
    }),
  ];
}

/** The request that gives a user of ours its role back. */
function assignmentOf(
  subject: string,
  role: string | undefined,
  { project, deployer }: Governance,
  roles: readonly Entry[],
): Mend | undefined {
  const id = textIn(roles.find((each) => each["name"] === role) ?? {}, "id");
  if (deployer === undefined || subject !== `user ${textIn(deployer, "name")}` || id === "") return undefined;
  return {
    what: `the role ${role} of ${subject}`,
    service: "identity",
    method: "PUT",
    path: `/projects/${textIn(project, "id")}/users/${textIn(deployer, "id")}/roles/${id}`,
  };
}

const subjectOf = (assignment: Entry): string =>
  "group" in assignment
    ? `group ${textIn(entryIn(assignment, "group"), "name")}`
    : `user ${textIn(entryIn(assignment, "user"), "name")}`;

const nameOfSubject = (subject: string): string => subject.replace(/^\w+ /, "");

const roleOf = (assignment: Entry): string => textIn(entryIn(assignment, "role"), "name");

function scopeText(assignment: Entry): string {
  const scope = entryIn(assignment, "scope");
  if ("system" in scope) return "over the whole cloud";
  const kind = "domain" in scope ? "domain" : "project";
  const below = "OS-INHERIT:inherited_to" in scope ? "below" : "in";
  return `${below} ${kind} ${textIn(entryIn(scope, kind), "name")}`;
}

function roleCommand(assignment: Entry): string {
  const scope = entryIn(assignment, "scope");
  const kind = "domain" in scope ? "domain" : "project";
  const where = "system" in scope ? "--system all" : `--${kind} ${idAt(scope, kind)}`;
  const inherited = "OS-INHERIT:inherited_to" in scope ? " --inherited" : "";
  const who = "group" in assignment ? `--group ${idAt(assignment, "group")}` : `--user ${idAt(assignment, "user")}`;
  return `openstack role remove ${where} ${who}${inherited} ${roleOf(assignment)}`;
}
