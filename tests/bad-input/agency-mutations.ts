import { add, bytes, swap, type Mutation } from "./mutation.ts";

const file = "stacks/agencies/stttt.yaml";
const cases: [string, Mutation["edit"], RegExp][] = [
  ["an unknown key", add("serverz: {}"), /unknown key `serverz`.*did you mean `servers`/s],
  ["a key of another level", add("replicas: 2"), /unknown key `replicas`/],
  ["a key twice", add("stage: pilot"), /stage/],
  ["a missing code", swap("code: stttt\n", ""), /code/],
  ["a code of another file", swap("code: stttt", "code: snv"), /snv/],
  ["a code with capital letters", swap("code: stttt", "code: STTTT"), /STTTT/],
  ["a code with spaces", swap("code: stttt", 'code: "st ttt"'), /st ttt/],
  ["a code that is a list", swap("code: stttt", "code: [stttt]"), /code/],
  ["a code that is null", swap("code: stttt", "code: ~"), /code/],
  ["a kind that is none", swap("kind: department", "kind: departement"), /departement.*did you mean `department`/s],
  ["a kind that is a number", swap("kind: department", "kind: 3"), /kind/],
  ["an empty name", swap(/name: .*/, 'name: ""'), /name/],
  ["a name of 200 letters", swap(/name: .*/, `name: ${"a".repeat(200)}`), /name/],
  ["a data centre that is none", swap("dataCentre: dc-b", "dataCentre: dc-z"), /dc-z/],
  ["a stage that is none", swap("stage: dual-stack", "stage: dualstack"), /dualstack.*did you mean `dual-stack`/s],
  ["a mode that is none", add("mode: ipv6"), /ipv6/],
  ["a phase out of range", add("phase: 4"), /4/],
  ["a phase that is text", add('phase: "2"'), /phase/],
  ["a fraction where a whole number belongs", swap("replicas: 2", "replicas: 1.5"), /1\.5/],
  ["a negative number", swap("replicas: 2", "replicas: -1"), /-1/],
  ["a number beyond its range", swap("replicas: 2", "replicas: 1000"), /1000/],
  ["a boolean written yes", swap("bastion: {}", "bastion: { publish: yes }"), /publish/],
  ["a server of no template", swap("bastion: {}", "bastian: {}"), /bastian/],
  ["a template that is none", swap("bastion: {}", "gate: { template: bastionn }"), /bastionn.*did you mean `bastion`/s],
  ["a server in a zone that is none", swap("bastion: {}", "bastion: { zone: managment }"), /managment/],
  ["a server as a list", swap("bastion: {}", "bastion: []"), /bastion/],
  ["a server's name that no resource may have", swap("bastion: {}", '"Bastion 1": { template: bastion }'), /Bastion 1/],
  ["a zone that is none", add("zones: [dmz, app, db, mgmtt]"), /mgmtt.*did you mean `mgmt`/s],
  ["zones without one that a server needs", add("zones: { mgmt: false }"), /mgmt/],
  ["a flow from an agency that is none", swap('agency: "15061"', "agency: nowhere"), /nowhere/],
  ["a flow from a zone that is none", swap("zone: app }", "zone: apps }"), /apps/],
  ["a flow to a zone that is none", swap("to: app", "to: application"), /application/],
  ["a service that is none", swap("services: [app-http]", "services: [app-htp]"), /app-htp.*did you mean `app-http`/s],
  ["no services", swap("services: [app-http]", "services: []"), /services/],
  ["raw ports", swap("services: [app-http]", "services: [8080]"), /8080/],
  ["a flow without a target", swap(/\n {4}to: app/, ""), /to/],
  ["a quota that is negative", add("quotas: { cores: -4 }"), /-4/],
  ["a quota that is none", add("quotas: { core: 4 }"), /core.*did you mean `cores`/s],
  ["a quota below what the servers need", add("quotas: { instances: 1 }"), /instances/],
  ["a tab as indentation", swap("  app: {", "\tapp: {"), /tab/i],
  ["a bracket that is not closed", swap("services: [app-http]", "services: [app-http"), /./],
  ["a quote that is not closed", swap("stage: dual-stack", 'stage: "dual-stack'), /./],
  ["an alias of nothing", swap("stage: dual-stack", "stage: *stage"), /stage/],
  ["aliases of aliases of aliases", add(bomb()), /alias|unknown key/],
  ["two documents", add("---\ncode: stttt"), /document/i],
  ["an empty file", () => "", /empty|code/],
  ["a list instead of keys", () => "- code: stttt\n", /./],
  ["a text instead of keys", () => "stttt\n", /./],
  ["JSON that is cut off", () => '{"code": "stttt"', /./],
  ["UTF-16", (text) => Buffer.from(`\ufeff${text}`, "utf16le"), /UTF-8/],
  ["windows-1258", (text) => bytes(text.replace(/name: .*/, "name: S"), [0xf0, 0x20, 0xd0, 0xf4]), /UTF-8/],
  ["a null byte", swap("name: S", "name: S\0"), /U\+0000/],
  ["a custom tag", swap("stage: dual-stack", "stage: !secret dual-stack"), /tag|secret/i],
  ["a merge key of nothing", add("<<: *base"), /base/],
  ["a merge conflict of git", add("<<<<<<< HEAD\nphase: 2\n=======\nphase: 3\n>>>>>>> b"), /./],
  ["a key that JavaScript knows", add("__proto__: {}"), /__proto__/],
  ["another key that JavaScript knows", add("constructor: {}"), /constructor/],
  ["a key with diacritics in place of a zone", add("zones: [dmz, app, db, mgmt, quảntrị]"), /quảntrị/],
  ["a name in the wrong place", swap("kind: department", "kind: Sở"), /Sở/],
];

/** Ten levels of ten aliases each: ten billion values when somebody follows them all. */
function bomb(): string {
  const levels = Array.from({ length: 10 }, (_, level) => {
    const values = level === 0 ? Array<string>(10).fill("x") : Array<string>(10).fill(`*a${level - 1}`);
    return `a${level}: &a${level} [${values.join(", ")}]`;
  });
  return levels.join("\n");
}

/** Wrong agency files. */
export const agencyMutations: Mutation[] = cases.map(([title, edit, says]) => ({
  title: `agency: ${title}`,
  file,
  edit,
  says,
}));
