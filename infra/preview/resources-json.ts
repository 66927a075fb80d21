import type { StackPreview } from "./planned-resource.ts";
import { displayInputs } from "./property-value.ts";

/**
 * The resources of a plan as JSON, sorted by URN. Unknown values are the engine's own sentinel
 * (04da6b54-80e4-46f7-96ec-b56ff0331ba9), secrets read `[secret]`.
 */
export function resourcesJson({ resources }: Pick<StackPreview, "resources">) {
  return resources.map((resource) => ({
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    parent: resource.parent ?? null,
    inputs: displayInputs(resource.raw),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    protect: resource.protect,
  }));
}
