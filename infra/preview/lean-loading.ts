import { createRequire, Module } from "node:module";

type Exports = Record<string, unknown>;
type Call = (...args: unknown[]) => unknown;

const require = createRequire(import.meta.url);
const sdkRequire = createRequire(require.resolve("@pulumi/pulumi/package.json"));

/**
 * Puts a stand-in where a module of the SDK will be looked for, unless it is loaded already. `load` loads the module
 * itself, in the stand-in's place.
 */
function standIn(name: string, exportsOf: (load: () => Exports) => Exports): void {
  const file = sdkRequire.resolve(name);
  if (require.cache[file] !== undefined) return;
  const late = new Module(file);
  late.filename = file;
  late.loaded = true;
  late.exports = exportsOf(() => {
    if (require.cache[file] === late) delete require.cache[file];
    return sdkRequire(file) as Exports;
  });
  require.cache[file] = late;
}

/** A module that is loaded when one of its exports is first asked for, but for those in `early`. */
const late = (name: string, early: (load: () => Exports) => Exports = () => ({})): void =>
  standIn(name, (load) => {
    const known = { __esModule: true, ...early(load) };
    return new Proxy<Exports>(known, {
      get: (_, key: string) => (Object.hasOwn(known, key) ? known[key as keyof typeof known] : load()[key]),
    });
  });

/** Functions of a module that load it when they are called. */
const lateFunctions = (name: string, functions: string[]): void =>
  standIn(name, (load) =>
    Object.fromEntries(functions.map((each) => [each, (...args: unknown[]) => (load()[each] as Call)(...args)])),
  );

// Most of the SDK's start-up goes into the tools that turn functions into source text for dynamic providers: a whole
// TypeScript compiler and npm's Arborist. No plan needs them, so they are loaded when somebody calls them.
lateFunctions("./runtime/closure/codePaths", ["computeCodePaths"]);
lateFunctions("./runtime/closure/serializeClosure", ["serializeFunction", "serializeFunctionAsync"]);

// Nor does a plan talk to an engine or start one: the monitor is in this process.
late("./automation");
late("@grpc/grpc-js", (load) => ({
  // The protocol's modules make a class of each service as they load.
  makeGenericClientConstructor: (...args: unknown[]) => {
    const client = (): typeof Object => (load()["makeGenericClientConstructor"] as Call)(...args) as typeof Object;
    let made: typeof Object | undefined;
    return new Proxy(class {}, {
      construct: (_, given) => Reflect.construct((made ??= client()), given) as object,
      get: (_, key) => Reflect.get((made ??= client()), key) as unknown,
    });
  },
}));
late("@opentelemetry/api");
late("semver");
