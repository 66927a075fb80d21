import type { StackEvent } from "./events.ts";
import { isAnswered, isRefused } from "./transient.ts";

/** Follows a run's events for what it began to make and did not hear the end of. */
export class OpenCreations {
  readonly #begun = new Set<string>();
  readonly #refused = new Set<string>();
  #unanswered = false;
  #steps = 0;

  take(event: StackEvent): void {
    if (event.kind === "message" && event.severity === "error" && event.urn !== undefined) {
      if (isRefused(event.text)) this.#refused.add(event.urn);
      else if (!isAnswered(event.text)) this.#unanswered = true;
    }
    if (!("op" in event) || event.op === "same" || event.op === "refresh") return;
    if (event.kind === "done") this.#steps++;
    if (event.op !== "create" && event.op !== "create-replacement") return;
    if (event.kind === "done") this.#begun.delete(event.urn);
    else this.#begun.add(event.urn);
  }

  /** URNs of what the cloud may have made. */
  get inDoubt(): ReadonlySet<string> {
    return new Set([...this.#begun].filter((urn) => !this.#refused.has(urn)));
  }

  /** Whether the cloud answered all that failed, so that nothing is still under way. */
  get answered(): boolean {
    return !this.#unanswered;
  }

  /** Steps of this turn that were done. */
  get steps(): number {
    return this.#steps;
  }

  /** Another run goes on where this one failed. */
  goOn(): void {
    this.#begun.clear();
    this.#refused.clear();
    this.#unanswered = false;
    this.#steps = 0;
  }
}
