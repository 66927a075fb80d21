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

  /** How many there are. */
  get count(): number {
    return this.#list.length;
  }

  /** The same words twice are one fault. */
  add(fault: string): void {
    if (!this.#list.includes(fault)) this.#list.push(fault);
  }

  /** Notes a number that is no whole one from `least` up. */
  wholeNumber(name: string, value: number, least: number): void {
    if (Number.isInteger(value) && value >= least) return;
    this.add(`${name} is ${value}: wanted a whole number from ${least} up`);
  }

  /** Throws one error with all faults; does nothing when there are none. */
  throwIfAny(): void {
    if (this.#list.length === 0) return;
    throw new Error(`${this.#subject}:\n${this.#list.map((fault) => `  - ${fault}`).join("\n")}`);
  }
}
