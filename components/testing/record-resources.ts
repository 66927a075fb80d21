import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";

/** One resource that a program registered. */
export interface RecordedResource {
  urn: string;
  type: string;
  name: string;
  /** URN of the parent component; empty for none. */
  parent: string;
  custom: boolean;
  /** Secrets as `{ secret: value }`. */
  inputs: Record<string, unknown>;
  /** URNs that it waits for. */
  dependencies: string[];
  protect: boolean;
  deleteBeforeReplace: boolean;
  /** URN of the resource that takes this one along when it is deleted; empty for none. */
  deletedWith: string;
  /** Names of its aliases. */
  aliases: string[];
  /** True for a component that said that it is complete. */
  outputsRegistered: boolean;
}

export interface Recording<T> {
  /** Sorted by URN. */
  resources: RecordedResource[];
  /** What the program returned, with every output resolved. */
  result: pulumi.Unwrap<T>;
}

const require = createRequire(import.meta.url);
/* oxlint-disable typescript/no-explicit-any */
const { LocalStore }: any = require("@pulumi/pulumi/runtime/state");

/** Outputs that the cloud would compute, for the resource types whose outputs the components read. */
const computed: Record<string, (inputs: any) => Record<string, unknown>> = {
  "random:index/randomPassword:RandomPassword": () => ({ result: "made-by-random" }),
  "openstack:networking/router:Router": () => ({
    externalFixedIps: [
      { subnetId: "external-ipv6", ipAddress: "2001:db8:ffff::9" },
      { subnetId: "external-ipv4", ipAddress: "203.0.113.9" },
    ],
  }),
  "openstack:networking/floatingIp:FloatingIp": () => ({ address: "203.0.113.77" }),
};

/**
 * Runs a program against Pulumi's mocks and returns all that it registered, with what the mocks alone leave out:
 * parents, dependencies, aliases, options. Each run has a store of its own, so that tests of one process stay apart.
 * Rejects when the program throws.
 */
export async function recordResources<T>(program: () => T | Promise<T>): Promise<Recording<T>> {
  const resources = new Map<string, RecordedResource>();
  const result = await (globalThis as any).asyncLocalStorage.run(new LocalStore(), async () => {
    await pulumi.runtime.setMocks(
      {
        newResource: ({ type, name, inputs }) => ({
          id: `${name}-id`,
          state: { ...inputs, ...computed[type]?.(inputs) },
        }),
        call: ({ inputs }) => inputs as Record<string, unknown>,
      },
      "test",
      "test",
      false,
    );
    const monitor = pulumi.runtime.getMonitor() as any;
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request: any, done: (error: unknown, response: any) => void) =>
      register(request, (error: unknown, response: any) => {
        if (response !== undefined) resources.set(response.getUrn(), recorded(request, response.getUrn()));
        done(error, response);
      });
    const complete = monitor.registerResourceOutputs.bind(monitor);
    monitor.registerResourceOutputs = (request: any, done: unknown) => {
      const resource = resources.get(request.getUrn());
      if (resource !== undefined) resource.outputsRegistered = true;
      complete(request, done);
    };
    const returned = await program();
    // Outputs that hang on nothing would not keep the run alive: wait for the queue of registrations too.
    const unwrapped = await (pulumi.output(returned) as any).promise();
    await pulumi.runtime.disconnect();
    return unwrapped;
  });
  return { resources: [...resources.keys()].toSorted().map((urn) => resources.get(urn)!), result };
}

const recorded = (request: any, urn: string): RecordedResource => ({
  urn,
  type: request.getType(),
  name: request.getName(),
  parent: request.getParent(),
  custom: request.getCustom(),
  inputs: revealed(request.getObject().toJavaScript()) as Record<string, unknown>,
  dependencies: request.getDependenciesList().map(String).toSorted(),
  protect: request.getProtect() === true,
  deleteBeforeReplace: request.getDeletebeforereplace() === true,
  deletedWith: request.getDeletedwith(),
  aliases: request.getAliasesList().map((alias: any) => alias.getSpec()?.getName() ?? alias.getUrn()),
  outputsRegistered: false,
});

/** Pulumi's mark of a special value and its kind "secret"; both are constants of its protocol. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

function revealed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revealed);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (record[SIGNATURE] === SECRET) return { secret: revealed(record["value"]) };
  return Object.fromEntries(Object.entries(record).map(([key, entry]) => [key, revealed(entry)]));
}

/** The resources of one type, by its last part: `Subnet`, `SecGroupRule`. */
export function ofType(resources: readonly RecordedResource[], type: string): RecordedResource[] {
  return resources.filter((resource) => resource.type.endsWith(`:${type}`));
}

/** The one resource of that type and name; throws when it is not there. */
export function theOne(resources: readonly RecordedResource[], type: string, name: string): RecordedResource {
  const found = ofType(resources, type).find((resource) => resource.name === name);
  if (found === undefined) {
    const there = ofType(resources, type).map((resource) => resource.name);
    throw new Error(`no ${type} '${name}'; there are: ${there.join(", ")}`);
  }
  return found;
}
