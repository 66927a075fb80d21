import { createRequire, Module } from "node:module";

// Most of the SDK's start-up goes into the tools that turn functions into source text for dynamic providers: a whole
// TypeScript compiler and npm's Arborist. No plan needs them, so they are loaded when somebody calls them.
const LATE: Record<string, string[]> = {
  "@pulumi/pulumi/runtime/closure/codePaths": ["computeCodePaths"],
  "@pulumi/pulumi/runtime/closure/serializeClosure": ["serializeFunction", "serializeFunctionAsync"],
};

const require = createRequire(import.meta.url);

for (const [name, functions] of Object.entries(LATE)) {
  const file = require.resolve(name);
  if (require.cache[file] !== undefined) continue;
  const load = (): Record<string, (...args: unknown[]) => unknown> => {
    if (require.cache[file] === late) delete require.cache[file];
    return require(file) as Record<string, (...args: unknown[]) => unknown>;
  };
  const late = new Module(file);
  late.filename = file;
  late.loaded = true;
  late.exports = Object.fromEntries(functions.map((name) => [name, (...args: unknown[]) => load()[name]?.(...args)]));
  require.cache[file] = late;
}
