import type { Text } from "../../model/text.ts";
import { masked, nameOf } from "../checkpoint.ts";
import { Complaints } from "./update-failure.ts";

export type Changes = Record<"create" | "update" | "replace" | "delete" | "same", number>;

export interface UpResult {
  /** In the stack's state now, among them components, providers and the stack itself. */
  resources: number;
  changes: Changes;
  /** Of the stack; secrets are "[secret]". */
  outputs: Record<string, unknown>;
  seconds: number;
}

/** An event of `pulumi up --json`, as far as a person may care for it. */
export type StackEvent =
  | {
      kind: "begun" | "done" | "failed";
      op: string;
      urn: string;
      type: string;
      name: string;
      outputs?: Record<string, unknown>;
    }
  | { kind: "message"; severity: "info" | "warning" | "error"; text: string; urn?: string }
  | { kind: "policy"; level: string; policy: string; text: string; urn?: string }
  | { kind: "summary"; changes: Record<string, number>; seconds: number };

interface StepMetadata {
  op: string;
  urn: string;
  type: string;
  new?: { outputs?: Record<string, unknown> };
}

/** One line as the engine wrote it (apitype.EngineEvent). */
interface EngineEvent {
  resourcePreEvent?: { metadata: StepMetadata };
  resOutputsEvent?: { metadata: StepMetadata };
  resOpFailedEvent?: { metadata: StepMetadata };
  diagnosticEvent?: { urn?: string; message: string; severity: string };
  policyEvent?: { resourceUrn?: string; message: string; policyName: string; enforcementLevel: string };
  summaryEvent?: { resourceChanges?: Record<string, number>; durationSeconds: number };
}

/** Reads a line of the stream; undefined for what says nothing to a person, and for what is no event. */
export function readEvent(line: string): StackEvent | undefined {
  if (!line.startsWith("{")) return undefined;
  let event: EngineEvent;
  try {
    event = JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
  if (event.resourcePreEvent) return step("begun", event.resourcePreEvent.metadata);
  if (event.resOutputsEvent) return step("done", event.resOutputsEvent.metadata);
  if (event.resOpFailedEvent) return step("failed", event.resOpFailedEvent.metadata);
  if (event.diagnosticEvent && event.diagnosticEvent.severity !== "debug") {
    const { urn, message, severity } = event.diagnosticEvent;
    const known = severity === "error" || severity === "warning" ? severity : "info";
    return { kind: "message", severity: known, text: message.trim(), urn };
  }
  if (event.policyEvent) {
    const { resourceUrn, message, policyName, enforcementLevel } = event.policyEvent;
    return { kind: "policy", level: enforcementLevel, policy: policyName, text: message.trim(), urn: resourceUrn };
  }
  if (event.summaryEvent) {
    const { resourceChanges, durationSeconds } = event.summaryEvent;
    return { kind: "summary", changes: resourceChanges ?? {}, seconds: durationSeconds };
  }
  return undefined;
}

function step(kind: "begun" | "done" | "failed", { op, urn, type, new: now }: StepMetadata): StackEvent {
  const outputs = type === "pulumi:pulumi:Stack" && kind === "done" && now?.outputs ? now.outputs : undefined;
  return { kind, op, urn, type, name: nameOf(urn), outputs: outputs && (masked(outputs) as Record<string, unknown>) };
}

const shortType = (type: string): string => type.slice(type.lastIndexOf(":") + 1);

/** The engine's operations in Vietnamese; one that is not here is told by its own name. */
const OPERATIONS: Readonly<Record<string, string>> = {
  create: "tạo",
  "create-replacement": "tạo bản thay thế",
  update: "cập nhật",
  replace: "thay thế",
  delete: "xóa",
  "delete-replaced": "xóa bản cũ",
  read: "đọc",
  "read-replacement": "đọc bản thay thế",
  discard: "bỏ qua",
  "discard-replaced": "bỏ bản cũ",
  "remove-pending-replace": "gỡ bản chờ thay",
  import: "nhập",
  "import-replacement": "nhập bản thay thế",
};

/** Operations that leave no resource behind. */
const leaving = new Set(["delete", "delete-replaced", "discard", "discard-replaced", "remove-pending-replace"]);
/** Steps of one replacement beside `replace` itself, which alone is counted. */
const parts = new Set(["create-replacement", "delete-replaced", "discard-replaced", "remove-pending-replace"]);

/** Adds events up to a line about the progress, and to the result in the end. */
export class UpdateProgress {
  readonly #complaints = new Complaints();
  readonly #expected: number | undefined;
  readonly #changes: Changes = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  readonly #done = new Set<string>();
  #outputs: Record<string, unknown> = {};
  #seconds = 0;
  #madeBefore = 0;
  #referencesLeft = 0;

  /** @param expected - how many resources there were or will be, if that is known */
  constructor(expected?: number) {
    this.#expected = expected;
  }

  /** What the engine and its policies complained about, each once, with the names of the resources. */
  get errors(): string[] {
    return this.#complaints.lines();
  }

  /** @returns a line for the screen, when the event is worth one */
  take(event: StackEvent): Text | undefined {
    // What `--refresh` reads first is neither begun nor done: the update itself comes after it.
    if ("op" in event && event.op === "refresh") {
      const what = `${shortType(event.type)} ${event.name}`;
      return event.kind === "done"
        ? { en: `reading ${what} from the cloud`, vi: `đang đọc ${what} từ đám mây` }
        : undefined;
    }
    if (event.kind === "begun" && event.op !== "same") return this.#line(event);
    if (event.kind === "done") {
      // Pulumi counts another stack that is no longer read as deleted.
      if (leaving.has(event.op) && event.type === "pulumi:pulumi:StackReference") this.#referencesLeft++;
      if (leaving.has(event.op)) this.#done.delete(event.urn);
      else this.#done.add(event.urn);
      if (event.outputs) this.#outputs = event.outputs;
      return event.op === "same" ? undefined : this.#line(event);
    }
    const of = "urn" in event && event.urn ? nameOf(event.urn) : undefined;
    if (event.kind === "message" && event.severity === "error") this.#complaints.add(event.text, of);
    if (event.kind === "policy" && event.level === "mandatory")
      this.#complaints.add(`${event.policy}: ${event.text}`, of);
    if (event.kind === "summary") {
      this.#seconds += event.seconds;
      for (const [op, n] of Object.entries(event.changes)) {
        if (parts.has(op)) continue;
        const kind = op in this.#changes ? (op as keyof Changes) : leaving.has(op) ? "delete" : "same";
        this.#changes[kind] += n;
      }
    }
    return undefined;
  }

  /** Another run goes on where this one failed: what changed adds up, and its errors are no longer what counts. */
  goOn(): void {
    const { create, update, replace } = this.#changes;
    this.#madeBefore = create + update + replace;
    this.#changes.same = 0;
    this.#complaints.clear();
  }

  result(): UpResult {
    const { delete: left } = this.#changes;
    const gone = Math.max(0, left - this.#referencesLeft);
    const changes = { ...this.#changes, delete: gone, same: Math.max(0, this.#changes.same - this.#madeBefore) };
    return { resources: this.#done.size, changes, outputs: this.#outputs, seconds: this.#seconds };
  }

  #line({ op, type, name }: { op: string; type: string; name: string }): Text {
    const done = this.#done.size;
    const of = this.#expected !== undefined && this.#expected > done ? this.#expected : undefined;
    const what = `${shortType(type)} ${name}`;
    return {
      en: `${op} ${what} (${done}${of === undefined ? "" : ` of ${of}`} done)`,
      vi: `${OPERATIONS[op] ?? op} ${what} (xong ${done}${of === undefined ? "" : `/${of}`})`,
    };
  }
}
