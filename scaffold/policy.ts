import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { allPolicies } from "../policies/all.ts";
import { filesOf } from "../policies/examples/examples-of.ts";
import { AREAS, policyId } from "../policies/ids.ts";
import { camelCase, filled, Refusal, ROOT, withLinesBefore, type Scaffold } from "./scaffold.ts";

const LIST = "policies/all.ts";
const IDS = "policies/ids.ts";

/**
 * The files of a policy that finds nothing yet, and the two lists with it. `slug` is its name in Pulumi's output and
 * that of its files.
 *
 * @throws Refusal when the id or the name is malformed or taken, or leaves a gap.
 */
export function newPolicy(id: string, slug = id.toLowerCase()): Scaffold {
  const [area = "", number = ""] = /^([A-Z0-9]{2,3})-(\d\d)$/.exec(id)?.slice(1) ?? [];
  if (area === "") throw new Refusal(`"${id}" is no id of a policy: one looks like NET-14`);
  const known = AREAS[area];
  if (!known) throw new Refusal(`there is no area ${area}: ${IDS} has ${Object.keys(AREAS).join(", ")}`);
  const { folder, policies: count } = known;
  const next = policyId(area, count + 1);
  const fault = Number(number) > count ? "leaves a gap" : "is taken";
  if (id !== next) throw new Refusal(`${id} ${fault}: the next is ${next}`);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(slug)) {
    throw new Refusal(`"${slug}" is no name of a policy: one has two words or more, such as subnet-has-name`);
  }
  const identifier = camelCase(slug);
  const { rule, test, examples } = filesOf({ id, slug });
  const all = readFileSync(join(ROOT, LIST), "utf8");
  const taken = [rule, test, examples].some((file) => existsSync(file)) || new RegExp(`\\b${identifier}\\b`).test(all);
  if (taken) throw new Refusal(`the name ${slug} is taken`);
  const words = { id, slug, folder, identifier };
  return {
    files: {
      [relative(ROOT, rule)]: filled("policy/rule.ts.txt", words),
      [relative(ROOT, test)]: filled("policy/test.ts.txt", words),
      [relative(ROOT, examples)]: filled("policy/examples.ts.txt", words),
      [LIST]: listed(all, identifier, `./rules/${folder}/${slug}.ts`, id),
      [IDS]: counted(readFileSync(join(ROOT, IDS), "utf8"), area),
    },
    next: [
      `say in ${relative(ROOT, rule)} what it wants, whom it serves, on whose word and why; then write \`check\``,
      `show in ${relative(ROOT, examples)} what passes and what fails`,
      `npx vitest run --project offline policies/rules/${folder}/${slug}.test.ts policies/all.test.ts policies/examples/examples.test.ts   (red until then)`,
      "npx node policies/pages/document.ts   (its page), and the number of policies in the READMEs",
    ],
  };
}

/** `policies/all.ts` with one more policy; oxfmt sorts the imports. */
function listed(text: string, identifier: string, file: string, id: string): string {
  const following = allPolicies.find((policy) => policy.id > id);
  const withEntry = withLinesBefore(text, following ? `  ${camelCase(following.slug)},` : "];", `  ${identifier},`);
  return `import { ${identifier} } from "${file}";\n${withEntry}`;
}

/** `policies/ids.ts` with one more policy in the area. */
function counted(text: string, area: string): string {
  return text.replace(
    new RegExp(`^(  ${area}: .*policies: )(\\d+)`, "m"),
    (_, before: string, count: string) => `${before}${Number(count) + 1}`,
  );
}
