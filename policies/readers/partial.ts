import type { Text } from "../messages/text.ts";
import { isRecord } from "../resources/inputs.ts";
import { objectIn, records, textIn, type Json } from "./json.ts";

/**
 * Why a preview of Pulumi does not hold the whole stack, by its own marks; undefined for one that does. What fits is
 * `PreviewDigest` of pkg/display/json.go of Pulumi.
 */
export function partialPreview(preview: Json): Text | undefined {
  const errors = records(preview["diagnostics"]).filter(({ severity }) => severity === "error").length;
  if (errors > 0 || preview["maybeCorrupt"] === true) {
    return {
      en: `this preview failed (${errors || "no"} error${errors === 1 ? "" : "s"} among its diagnostics), so that resources are missing; mend what \`pulumi preview\` says first`,
      vi: `bản xem trước này thất bại (${errors} lỗi trong \`diagnostics\`) nên thiếu tài nguyên; hãy sửa điều \`pulumi preview\` báo trước đã`,
    };
  }
  const steps = records(preview["steps"]);
  const unchanged = steps.filter(({ op }) => op === "same");
  const left = leftOut(unchanged.length, preview["changeSummary"]);
  if (left > 0) {
    return {
      en: `this preview leaves out ${left} unchanged resources, so that what they belong to would look incomplete; write it with \`--show-sames\``,
      vi: `bản xem trước này bỏ qua ${left} tài nguyên không đổi nên những gì chứa chúng sẽ trông như thiếu; hãy ghi lại với \`--show-sames\``,
    };
  }
  const passedOver = unchanged.filter(isPassedOver).length;
  if (passedOver > 0) {
    return {
      en: `this preview is partial: ${passedOver} of its resources are not there yet and not made (\`--target\`, \`--exclude\`), so that nobody knows what they will hold; preview the whole stack`,
      vi: `bản xem trước này chỉ là một phần: ${passedOver} tài nguyên chưa có và cũng không được tạo (\`--target\`, \`--exclude\`) nên chưa ai biết chúng sẽ chứa gì; hãy xem trước cả stack`,
    };
  }
  return undefined;
}

/** How many unchanged resources a preview counts and does not show: all but the stack's own, without `--show-sames`. */
function leftOut(shown: number, summary: unknown): number {
  const counted = isRecord(summary) ? summary["same"] : undefined;
  return typeof counted === "number" ? Math.max(0, counted - shown) : 0;
}

/** An unchanged step of what was never made: the engine's skipped create, which has neither id nor inputs. */
function isPassedOver(step: Json): boolean {
  const state = [step["newState"], step["oldState"]].find(isRecord);
  if (state === undefined) return textIn(step, "urn") !== undefined;
  const isCustom = state["custom"] === true && !(textIn(state, "type") ?? "").startsWith("pulumi:");
  return isCustom && (textIn(state, "id") ?? "") === "" && !isRecord(state["inputs"]);
}

/** Why a state of Pulumi is none that a whole update left behind; undefined for one that is. */
export function partialState(deployment: Json): Text | undefined {
  const pending = records(deployment["pending_operations"]).length;
  const replaced = records(deployment["resources"]).filter(({ pendingReplacement }) => pendingReplacement === true);
  const count = pending + replaced.length;
  if (count === 0) return undefined;
  return {
    en: `this state is that of an interrupted update: of ${count} resource${count === 1 ? "" : "s"} nobody knows whether they are there; run \`pulumi refresh\` or \`pulumi up\` first`,
    vi: `trạng thái này là của một lần cập nhật bị ngắt: không rõ ${count} tài nguyên có còn hay không; hãy chạy \`pulumi refresh\` hoặc \`pulumi up\` trước`,
  };
}

/**
 * Why a plan of Terraform or OpenTofu does not hold all that will be there; undefined for one that does. `errored` and
 * `complete` are the plan format's own marks; Terraform before 1.8 and OpenTofu write no `complete`, so what is left out
 * is also looked for.
 */
export function partialPlan(plan: Json): Text | undefined {
  if (plan["errored"] === true) {
    return {
      en: "this plan failed, so that resources are missing (`errored`); mend what `terraform plan` says first",
      vi: "bản kế hoạch này thất bại nên thiếu tài nguyên (`errored`); hãy sửa điều `terraform plan` báo trước đã",
    };
  }
  const count = plan["complete"] === false ? records(plan["deferred_changes"]).length : resourcesLeftOut(plan);
  if (plan["complete"] !== false && count === 0) return undefined;
  const [en, vi] = count === 0 ? ["", ""] : [` of ${count} resources`, ` về ${count} tài nguyên`];
  return {
    en: `this plan is partial: it says nothing${en || " of some resources"} that the program or the state has (\`-target\`, \`-refresh-only\`, deferred changes); plan the whole program, or take \`terraform show -json\` of its state`,
    vi: `bản kế hoạch này chỉ là một phần: không nói gì${vi || " về một số tài nguyên"} mà chương trình hoặc trạng thái có (\`-target\`, \`-refresh-only\`, thay đổi bị hoãn); hãy lập kế hoạch cho cả chương trình, hoặc lấy \`terraform show -json\` của trạng thái`,
  };
}

/** How many resources stand in the state or the program, and neither stay nor change nor go. */
function resourcesLeftOut(plan: Json): number {
  const changes = records(plan["resource_changes"]);
  const told = new Set([
    ...changes.flatMap((change) => [textIn(change, "address"), textIn(change, "previous_address")]),
    ...managedAddresses(objectIn(plan, "planned_values")["root_module"]),
  ]);
  const before = managedAddresses(objectIn(objectIn(plan, "prior_state"), "values")["root_module"]);
  // A program that destroys everything also leaves out what was never made.
  const planned = !mayBeSwitchedOff(plan) && changes.some(({ change }) => !isDelete(change));
  const declared = planned ? declaredOnce(objectIn(plan, "configuration")["root_module"], "") : [];
  return new Set([...before, ...declared].filter((address) => !told.has(address))).size;
}

/**
 * Where an absent resource means nothing: who writes `complete` has said so already, and OpenTofu from 1.11 on has
 * `enabled`, which its JSON does not show.
 */
function mayBeSwitchedOff(plan: Json): boolean {
  const [, major = 0, minor = 0] = /^(\d+)\.(\d+)/.exec(textIn(plan, "terraform_version") ?? "")?.map(Number) ?? [];
  return plan["complete"] !== undefined || major > 1 || (major === 1 && minor >= 11);
}

const isDelete = (change: unknown): boolean =>
  isRecord(change) && Array.isArray(change["actions"]) && change["actions"].join() === "delete";

function managedAddresses(module: unknown): string[] {
  if (!isRecord(module)) return [];
  const own = records(module["resources"]).filter((each) => each["mode"] !== "data");
  return [
    ...own.flatMap((each) => textIn(each, "address") ?? []),
    ...records(module["child_modules"]).flatMap(managedAddresses),
  ];
}

/**
 * Addresses that the program surely has an instance of: without `count` and `for_each`, in modules without either.
 */
function declaredOnce(module: unknown, prefix: string): string[] {
  if (!isRecord(module)) return [];
  const once = (each: Json): boolean => !("count_expression" in each || "for_each_expression" in each);
  const own = records(module["resources"]).filter((each) => each["mode"] !== "data" && once(each));
  const calls = Object.entries(objectIn(module, "module_calls"));
  return [
    ...own.flatMap((each) => prefix + (textIn(each, "address") ?? "")),
    ...calls.flatMap(([name, call]) =>
      isRecord(call) && once(call) ? declaredOnce(call["module"], `${prefix}module.${name}.`) : [],
    ),
  ];
}
