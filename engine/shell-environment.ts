import { engineVariables, type EnvironmentOptions } from "./environment.ts";
import type { Engine } from "./setup/resolve.ts";

/**
 * The variables that a shell needs so that plain `pulumi` works on our stacks as the CLI does. Without
 * NODE_OPTIONS, which the CLI sets too: it would take stack traces from every Node program of that shell.
 */
export function shellVariables(engine: Engine, options: EnvironmentOptions = {}): Record<string, string> {
  return engineVariables(engine, { ...options, base: { ...(options.base ?? process.env), PATH: "" } });
}

/**
 * Lines for `eval "$(province env)"`, in the syntax that every POSIX shell reads. PATH is put before what
 * the shell has: npx runs us with folders of its own in PATH, which are not the shell's.
 *
 * @param unset - variables to take away
 */
export function exportLines(variables: Record<string, string>, unset: readonly string[] = []): string {
  const lines = Object.keys(variables)
    .toSorted()
    .map((name) => `export ${name}=${quoted(variables[name] ?? "")}${name === "PATH" ? ':"$PATH"' : ""}`);
  return [...unset.map((name) => `unset ${name}`), ...lines, ""].join("\n");
}

/** Single quotes keep everything but a single quote. */
function quoted(value: string): string {
  return /^[\w./:@%+=,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
