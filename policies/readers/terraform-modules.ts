import { isRecord } from "../resources/inputs.ts";
import { objectIn, textIn, type Json } from "./json.ts";

/** What a plan's configuration says of where each module comes from, by its path of names: `network.ports`. */
export function moduleSources(configuration: unknown): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (config: Json, above: readonly string[]): void => {
    for (const [name, call] of Object.entries(objectIn(config, "module_calls"))) {
      if (!isRecord(call)) continue;
      const path = [...above, name];
      const source = textIn(call, "source");
      if (source !== undefined) found.set(path.join("."), source);
      visit(objectIn(call, "module"), path);
    }
  };
  if (isRecord(configuration)) visit(objectIn(configuration, "root_module"), []);
  return found;
}
