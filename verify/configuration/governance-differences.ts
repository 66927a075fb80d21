import type { Text } from "../../model/text.ts";
import { wordsOf } from "./compared-kinds.ts";
import { added, changed, type Drift, type Mend, hasInstead, isCalled } from "./drift.ts";
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
    what: { en: `${service} quotas of ${agency}`, vi: `hạn mức ${service} của ${agency}` },
    service,
    method: "PUT",
    path: `${path}/${textIn(found.project, "id")}`,
    body: { [key]: Object.fromEntries(otherwise.map(({ field, value }) => [field, value])) },
  };
  return otherwise.map(({ field, value }) =>
    changed("VER-19", {
      agency,
      place: `${service} quota`,
      text: {
        en: `${service} quota ${field} is ${wordsOf(there[field])}; planned is ${value}`,
        vi: `hạn mức ${service} ${field} là ${wordsOf(there[field])}; kế hoạch là ${value}`,
      },
      mend,
    }),
  );
}

const PROJECT = { en: "project", vi: "dự án" };
const DEPLOYER = { en: "the deployer", vi: "tài khoản triển khai" };
const STATE = { en: "the state", vi: "trạng thái" };

function isOff(kind: Text, name: string): Text {
  return { en: `${kind.en} ${name} is switched off`, vi: `${kind.vi} ${name} đang bị tắt` };
}

function projectDifferences(agency: string, planned: Entry, found: Entry): Drift[] {
  const set = (what: Text, fields: Entry): Mend => ({
    what: { en: `${what.en} of project ${agency}`, vi: `${what.vi} của dự án ${agency}` },
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
      changed("VER-20", {
        ...at,
        text: isCalled(PROJECT, name, has),
        mend: set({ en: "the name", vi: "tên" }, { name }),
      }),
    );
  if (found["enabled"] === false)
    drifts.push(changed("VER-20", { ...at, text: isOff(PROJECT, name), mend: set(STATE, { enabled: true }) }));
  if (tagText(found) !== tagText(planned)) {
    const called = { en: "tags", vi: "thẻ" };
    const text = hasInstead(PROJECT, name, { called, has: tagText(found), wanted: tagText(planned) });
    const mend = set({ en: "the tags", vi: "thẻ" }, { tags: textsIn(planned, "tags") });
    drifts.push(changed("VER-15", { ...at, text, mend }));
  }
  return drifts;
}

function deployerDifferences(agency: string, planned: PlannedGovernance, { deployer }: Governance): Drift[] {
  if (planned.deployer === undefined) return [];
  const name = textIn(planned.deployer, "name");
  const at = { agency, place: name };
  if (deployer === undefined) {
    const text = { en: `the deployer ${name} is gone`, vi: `tài khoản triển khai ${name} không còn` };
    return [changed("VER-20", { ...at, text })];
  }
  if (deployer["enabled"] !== false) return [];
  const mend: Mend = {
    what: { en: `the state of user ${name}`, vi: `trạng thái của người dùng ${name}` },
    service: "identity",
    method: "PATCH",
    path: `/users/${textIn(deployer, "id")}`,
    body: { user: { enabled: true } },
  };
  return [changed("VER-20", { ...at, text: isOff(DEPLOYER, name), mend })];
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
        text: {
          en: `${subject} has not the role ${role ?? "that is planned"} in project ${agency}`,
          vi: `${subjectText(subject)} không có vai trò ${role ?? "theo kế hoạch"} trong dự án ${agency}`,
        },
        mend: assignmentOf(subject, role, found, roles),
      }),
    ),
    ...stray.map((assignment) => {
      const subject = subjectOf(assignment);
      const where = scopeText(assignment);
      const role = roleOf(assignment);
      const text = {
        en: `${subject} has the role ${role} ${where.en}, which is not planned`,
        vi: `${subjectText(subject)} có vai trò ${role} ${where.vi}, không theo kế hoạch`,
      };
      // Keystone names each assignment by the path that takes it away.
      const path = textIn(entryIn(assignment, "links"), "assignment").replace(/^.*\/v3(?=\/)/, "");
      const ours = planned.deployer !== undefined && subject === `user ${textIn(planned.deployer, "name")}`;
      const mend: Mend = {
        what: {
          en: `the role ${role} of ${subject} ${where.en}`,
          vi: `vai trò ${role} của ${subjectText(subject)} ${where.vi}`,
        },
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
        ...(ours
          ? { mend }
          : {
              advice: {
                en: `Find out who gave it, and take it away: ${command}`,
                vi: `Hãy tìm xem ai đã cấp và thu hồi: ${command}`,
              },
            }),
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
    what: { en: `the role ${role} of ${subject}`, vi: `vai trò ${role} của ${subjectText(subject)}` },
    service: "identity",
    method: "PUT",
    path: `/projects/${textIn(project, "id")}/users/${textIn(deployer, "id")}/roles/${id}`,
  };
}

const subjectOf = (assignment: Entry): string =>
  "group" in assignment
    ? `group ${textIn(entryIn(assignment, "group"), "name")}`
    : `user ${textIn(entryIn(assignment, "user"), "name")}`;

/** A subject in Vietnamese. */
const subjectText = (subject: string): string =>
  `${subject.startsWith("group ") ? "nhóm" : "người dùng"} ${nameOfSubject(subject)}`;

const nameOfSubject = (subject: string): string => subject.replace(/^\w+ /, "");

const roleOf = (assignment: Entry): string => textIn(entryIn(assignment, "role"), "name");

function scopeText(assignment: Entry): Text {
  const scope = entryIn(assignment, "scope");
  if ("system" in scope) return { en: "over the whole cloud", vi: "trên toàn đám mây" };
  const kind = "domain" in scope ? "domain" : "project";
  const name = textIn(entryIn(scope, kind), "name");
  const title = kind === "domain" ? "domain" : PROJECT.vi;
  return "OS-INHERIT:inherited_to" in scope
    ? { en: `below ${kind} ${name}`, vi: `bên dưới ${title} ${name}` }
    : { en: `in ${kind} ${name}`, vi: `trong ${title} ${name}` };
}

function roleCommand(assignment: Entry): string {
  const scope = entryIn(assignment, "scope");
  const kind = "domain" in scope ? "domain" : "project";
  const where = "system" in scope ? "--system all" : `--${kind} ${idAt(scope, kind)}`;
  const inherited = "OS-INHERIT:inherited_to" in scope ? " --inherited" : "";
  const who = "group" in assignment ? `--group ${idAt(assignment, "group")}` : `--user ${idAt(assignment, "user")}`;
  return `openstack role remove ${where} ${who}${inherited} ${roleOf(assignment)}`;
}
