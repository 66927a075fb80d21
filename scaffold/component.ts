import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filled, pascalCase, Refusal, ROOT, withLinesBefore, type Scaffold } from "./scaffold.ts";

const INDEX = "components/index.ts";
const PAGE = "docs/components.md";

/**
 * The files of a component that makes nothing yet, its export and its row in the documentation. It becomes one of those
 * that live inside a project.
 *
 * @throws Refusal when the name is malformed or taken.
 */
export function newComponent(name: string): Scaffold {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Refusal(`"${name}" is no name of a component: one is of words in lower case, such as server-group`);
  }
  const folder = `components/${name}`;
  const type = pascalCase(name);
  const index = readFileSync(join(ROOT, INDEX), "utf8");
  const taken = existsSync(join(ROOT, folder)) || new RegExp(`\\b${type}(Args)?\\b`).test(index);
  if (taken) throw new Refusal(`the name ${name} is taken`);
  const words = { type };
  const example = filled("component/example.ts.txt", words);
  return {
    files: {
      [`${folder}/index.ts`]: filled("component/index.ts.txt", words),
      [`${folder}/example.ts`]: example,
      [`${folder}/README.md`]: filled("component/README.md.txt", { ...words, example }),
      [`${folder}/${name}.test.ts`]: filled("component/test.ts.txt", words),
      [INDEX]: exported(index, name, type),
      [PAGE]: documented(readFileSync(join(ROOT, PAGE), "utf8"), name, type),
    },
    next: [
      `make its resources in ${folder}/index.ts, with \`parent: this\`; the type token's middle is where it belongs`,
      `show it in ${folder}/example.ts, and the same in its README.md`,
      `npx vitest run --project offline ${folder} components/every-component.test.ts   (red until it makes something)`,
      `say in ${PAGE} what it makes`,
    ],
  };
}

/** `components/index.ts` with one more export, by its name among those of the tenant. */
function exported(text: string, name: string, type: string): string {
  const at = text.indexOf("// Tenant:");
  const tenant = text.slice(at);
  const lines = [...tenant.matchAll(/^export \{ .+ \} from "\.\/([\w-]+)\/index\.ts";$/gm)];
  const following = lines.find(([, folder = ""]) => folder > name)?.[0] ?? "";
  const added = `export { ${type}, type ${type}Args } from "./${name}/index.ts";`;
  return text.slice(0, at) + withLinesBefore(tenant, following, added);
}

/** `docs/components.md` with one more row, before the last: that component is made of all others. */
function documented(text: string, name: string, type: string): string {
  const last = text.match(/^\| \[.*$/gm)?.at(-1) ?? "";
  return withLinesBefore(
    text,
    last,
    `| [${type}](../components/${name}/README.md) | \`provincial:network:${type}\` | |`,
  );
}
