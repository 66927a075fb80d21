import { inBoth, type Text } from "../../model/text.ts";

/** Commands that need Node alone: no engine, no cloud, no Linux. */
export const COMMANDS_OF_NODE = [
  "plan",
  "check",
  "diff",
  "address",
  "init",
  "units",
  "explain",
  "policy",
  "report",
  "doctor",
] as const;

/** What is found of a machine: on another system than Linux with what works there, and where the rest does. */
interface MachineFinding {
  what: Text;
  state: "found";
  where: string;
  note?: Text;
  todo?: Text;
}

/** Which commands this machine can carry, by the names that Node has for systems and processors. */
export function machineFinding(system: NodeJS.Platform, processor: string): MachineFinding {
  const found = { what: { en: "machine", vi: "máy" }, state: "found" as const, where: `${system} ${processor}` };
  if (system === "linux") return found;
  const names = COMMANDS_OF_NODE.join(", ");
  const here = { win32: "WSL 2" }[system as string];
  return {
    ...found,
    note: {
      en: `without an engine and a cloud work: ${names}`,
      vi: `không cần engine và đám mây, dùng được: ${names}`,
    },
    todo: inBoth(
      (language) =>
        [
          {
            en: "For `up`, `verify`, `destroy` and `cloud` use Linux",
            vi: "Với `up`, `verify`, `destroy` và `cloud` hãy dùng Linux",
          }[language],
          ...(here === undefined
            ? []
            : [{ en: `on Windows ${here} is one`, vi: `trên Windows, ${here} cũng là Linux` }[language]]),
        ].join("; ") + ".",
    ),
  };
}
