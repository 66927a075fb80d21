import { createRequire } from "node:module";
import { compare } from "../../policies/order.ts";
import type { PlannedResource } from "./planned-resource.ts";
import { UNKNOWN_SENTINEL } from "./property-value.ts";

// The SDK's protocol classes are CommonJS and come without types; the Struct class must be the very copy that the SDK
// itself uses, or its instance checks fail.
const require = createRequire(import.meta.url);
const sdkRequire = createRequire(require.resolve("@pulumi/pulumi/package.json"));
/* oxlint-disable typescript/no-explicit-any */
const resourceProto: any = sdkRequire("./proto/resource_pb");
const providerProto: any = sdkRequire("./proto/provider_pb");
const { Struct }: any = sdkRequire("google-protobuf/google/protobuf/struct_pb");

/** What the monitor answers with, since no engine and no provider are there. */
export interface MonitorAnswers {
  /** Outputs of other stacks by full name (`organization/project/stack`), in the engine's marks. */
  references: Record<string, Record<string, unknown>>;
}

/** An embedded resource monitor: notes what the program registers and answers as a first preview would. */
export interface Monitor {
  resources: PlannedResource[];
  /** Outputs of the stack resource. */
  outputs: Record<string, unknown>;
  /** What the program did that no engine would accept, such as two resources of one URN. */
  failures: string[];
  /** The object that the SDK calls instead of a gRPC client. */
  client: unknown;
}

type Callback = (error: unknown, response?: unknown) => void;

const handler =
  (answer: (request: any) => unknown) =>
  (request: any, done: Callback): void => {
    queueMicrotask(() => {
      let response: unknown;
      try {
        response = answer(request);
      } catch (error) {
        done(error);
        return;
      }
      done(null, response);
    });
  };

const STACK_TYPE = "pulumi:pulumi:Stack";

/** Makes a monitor for one run of one program. `stack` and `project` go into the URNs. */
export function createMonitor(project: string, stack: string, answers: MonitorAnswers): Monitor {
  const resources = new Map<string, PlannedResource>();
  const monitor: Monitor = { resources: [], outputs: {}, failures: [], client: undefined };

  const urnOf = (parent: string, type: string, name: string): string => {
    const parentType = parent === "" ? "" : (parent.split("::")[2] ?? "");
    const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
    return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
  };

  const register = (request: any): unknown => {
    const urn = urnOf(request.getParent(), request.getType(), request.getName());
    // Noted, not thrown: a rejected registration would surface as one unhandled rejection per output property.
    if (resources.has(urn)) {
      monitor.failures.push(`Duplicate resource URN '${urn}': give the second resource a name of its own`);
    }
    if (request.getRemote()) {
      monitor.failures.push(`${request.getType()} is a remote component and needs its provider plugin`);
    }
    const raw = request.getObject().toJavaScript() as Record<string, unknown>;
    const parent = request.getParent() as string;
    resources.set(urn, {
      urn,
      type: request.getType(),
      name: request.getName(),
      ...(parent === "" ? {} : { parent }),
      custom: request.getCustom(),
      raw,
      dependencies: (request.getDependenciesList() as string[]).toSorted(),
      propertyDependencies: Object.fromEntries(
        [...request.getPropertydependenciesMap().entries()]
          .map(([key, value]: any): [string, string[]] => [key, (value.getUrnsList() as string[]).toSorted()])
          .toSorted(([a], [b]) => compare(a, b)),
      ),
      protect: request.getProtect() === true,
      aliases: request
        .getAliasesList()
        .map((alias: any) => (alias.getUrn() === "" ? `name:${alias.getSpec()?.getName() ?? ""}` : alias.getUrn())),
      provider: request.getProvider(),
    });
    const response = new resourceProto.RegisterResourceResponse();
    response.setUrn(urn);
    response.setId(request.getCustom() ? UNKNOWN_SENTINEL : "");
    // The very message that came: nothing reads it but the SDK.
    response.setObject(request.getObject());
    return response;
  };

  const read = (request: any): unknown => {
    const response = new resourceProto.ReadResourceResponse();
    response.setUrn(urnOf(request.getParent(), request.getType(), request.getName()));
    if (request.getType() !== "pulumi:pulumi:StackReference") {
      response.setProperties(request.getProperties());
      return response;
    }
    const name = request.getId() as string;
    // A stack that was not planned beside this one is one that is not up yet: nothing of it is known.
    const outputs = answers.references[name] ?? UNKNOWN_SENTINEL;
    response.setProperties(Struct.fromJavaScript({ name, outputs, secretOutputNames: [] }));
    return response;
  };

  // Look-ups ask the cloud, and offline there is none: the answer repeats what was asked, and the rest is unknown.
  const invoke = (request: any): unknown => {
    const response = new providerProto.InvokeResponse();
    const asked = (request.getArgs()?.toJavaScript() ?? {}) as Record<string, unknown>;
    response.setReturn(
      Struct.fromJavaScript({ ...asked, id: UNKNOWN_SENTINEL, projectId: UNKNOWN_SENTINEL, url: UNKNOWN_SENTINEL }),
    );
    return response;
  };

  monitor.client = {
    registerResource: handler(register),
    readResource: handler(read),
    invoke: handler(invoke),
    registerResourceOutputs: handler((request) => {
      const urn = request.getUrn() as string;
      if (resources.get(urn)?.type === STACK_TYPE) monitor.outputs = request.getOutputs()?.toJavaScript() ?? {};
      return {};
    }),
    supportsFeature: handler(() => ({ getHassupport: () => true })),
    getDeploymentInfo: handler(() => {
      const info = new resourceProto.DeploymentInfo();
      const feature = resourceProto.ResourceMonitorFeature;
      info.setSupportedfeaturesList([
        feature.RESOURCE_MONITOR_FEATURE_SECRETS,
        feature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
        feature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
        feature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
        feature.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
      ]);
      return info;
    }),
    registerPackage: handler((request) => {
      const response = new resourceProto.RegisterPackageResponse();
      response.setRef(`${request.getName()}@${request.getVersion()}`);
      return response;
    }),
    signalAndWaitForShutdown: handler(() => ({})),
  };

  Object.defineProperty(monitor, "resources", {
    enumerable: true,
    get: () => [...resources.values()].toSorted((a, b) => compare(a.urn, b.urn)),
  });
  return monitor;
}
