import { InvalidArgumentError, Option } from "commander";

/** So many engines keep two processors and the APIs of a small cloud busy; more of them end no sooner. */
const DEFAULT = 4;

/** How many agencies a command works on at once: as many as the cloud and this machine bear. */
export function parallelOption(): Option {
  return new Option("--parallel <n>", "how many agencies at once, as many as the cloud bears")
    .argParser((text) => {
      const count = Number(text);
      if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
      throw new InvalidArgumentError("A number from 1 to 64.");
    })
    .default(DEFAULT);
}
