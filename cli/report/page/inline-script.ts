import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/**
 * A TypeScript module and all that it imports as one classic script: a page that opens from disk can't load modules by
 * name. Each module runs once, in a function of its own that returns what it exports. Types are stripped by Node.
 * @throws Error that quotes a line when it is no `import { … } from "./…"` and no `export` of a function or a constant.
 */
export function inlineScript(entry: URL): string {
  const names = new Map<string, string>();
  const modules: string[] = [];

  /** Puts a module after all that it imports; the name under which the script knows it. */
  function add(url: URL): string {
    const known = names.get(url.href);
    if (known !== undefined) return known;
    const exported: string[] = [];
    const code = withoutTypes(readFileSync(url, "utf8"))
      .replace(/^import \{([^}]*)\} from "(\.[^"]+)";$/gm, (_, list: string, path: string) => {
        return `const {${list.replaceAll(" as ", ": ")}} = ${add(new URL(path, url))};`;
      })
      .replace(/^export (?=(?:async )?(?:function|const) (\w+))/gm, (_, name: string) => {
        exported.push(name);
        return "";
      });
    const left = /^(?:import|export)\b.*/m.exec(code);
    if (left) throw new Error(`${url.pathname} can't become part of a page because of its line: ${left[0]}`);
    const name = `module${names.size}`;
    names.set(url.href, name);
    modules.push(`const ${name} = (() => {\n${code}return { ${exported.join(", ")} };\n})();\n`);
    return name;
  }

  add(entry);
  return `"use strict";\n${modules.join("")}`;
}

/** The code without types and without the blanks that Node leaves in their place. */
function withoutTypes(source: string): string {
  const emitWarning = process.emitWarning.bind(process);
  // Node warns that this function is experimental, which is no news for who asked for a report.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source).replaceAll(/[ \t]+$/gm, "");
  } finally {
    process.emitWarning = emitWarning;
  }
}
