/**
 * Collects what is wrong with a component's arguments, so that one run names every fault. `throwIfAny` must be called
 * before the component registers anything: a fault found half-way would leave children without their siblings.
 */
export class Faults {
  readonly #subject: string;
  readonly #list: string[] = [];

  /** `subject` names the component as its user knows it: `DualStackNetwork 'dmz'`. */
  constructor(subject: string) {
    this.#subject = subject;
  }

  add(fault: string): void {
    this.#list.push(fault);
  }

  /** Throws one error with all faults; does nothing when there are none. */
  throwIfAny(): void {
    if (this.#list.length === 0) return;
    throw new Error(`${this.#subject}:\n${this.#list.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}
