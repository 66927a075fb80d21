import type { Repository } from "../repository/repository.ts";
import { PLATFORM_STACK } from "../stack-names.ts";
import type { StackVerdict } from "./stack-verdict.ts";

/** Where a reader changes a stack. */
export function sourceOf({ tenants }: Pick<Repository, "tenants">, stack: string): StackVerdict["source"] {
  return {
    file: stack === PLATFORM_STACK ? "stacks/province.yaml" : (tenants[stack]?.source ?? "stacks/province.yaml"),
    line: 1,
  };
}
