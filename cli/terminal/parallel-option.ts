import { InvalidArgumentError, Option } from "commander";
import { say } from "./language.ts";

/** So many engines keep two processors and the APIs of a small cloud busy; more of them end no sooner. */
const DEFAULT = 4;

/** How many agencies a command works on at once: as many as the cloud and this machine bear. */
export function parallelOption(): Option {
  return new Option(
    "--parallel <n>",
    say({
      en: "how many agencies at once, as many as the cloud bears",
      vi: "cùng lúc bao nhiêu cơ quan, tùy sức của đám mây",
    }),
  )
    .argParser((text) => {
      const count = Number(text);
      if (Number.isInteger(count) && count >= 1 && count <= 64) return count;
      throw new InvalidArgumentError(say({ en: "A number from 1 to 64.", vi: "Hãy ghi một số từ 1 đến 64." }));
    })
    .default(DEFAULT);
}
