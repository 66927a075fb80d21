import type { YamlFile } from "../files/yaml-file.ts";
import type { Fault, Finding, KeyPath } from "../messages/fault.ts";
import type { Province, TenantStandard } from "../province.ts";
import type { Agency } from "../schema/agency.ts";
import type { Tenant } from "../tenant.ts";

/** What the checks of one agency look at. */
export interface TenantView {
  agency: Agency;
  tenant: Tenant;
  standard: TenantStandard;
  province: Province;
  file: YamlFile;
  /** Keys whose value was wrong by itself and is left out of `tenant`. */
  leftOut: ReadonlySet<string>;
}

/** A finding at the first of some keys that stands in the file; `kind`, which chose the standard, when none does. */
export function faultAt(file: YamlFile, paths: readonly KeyPath[], finding: Finding): Fault {
  const path = paths.find((candidate) => file.has(candidate)) ?? ["kind"];
  return file.fault(path, "value", finding);
}
