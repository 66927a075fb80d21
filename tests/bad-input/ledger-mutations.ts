import { add, swap, type Mutation } from "./mutation.ts";

const file = "stacks/address-ledger.jsonl";

/** Changes the line of one site only. */
const inLine =
  (site: string, edit: (line: string) => string) =>
  (text: string): string =>
    text.replace(new RegExp(`^.*"event":"allocate","site":"${site}".*$`, "m"), edit);

const cases: [string, Mutation["edit"], RegExp][] = [
  ["an empty file", () => "", /./],
  ["no header", (text) => text.slice(text.indexOf("\n") + 1), /profile/],
  ["an unknown profile", swap('"P40"', '"P41"'), /P41/],
  ["a root that is no prefix", swap('"root6":"3fff:38::/40"', '"root6":"3fff:38::"'), /3fff:38::/],
  ["the last line cut off", (text) => text.slice(0, -30), /JSON|cut off/],
  ["no line feed at the end", (text) => text.slice(0, -1), /line feed/],
  ["an empty line", swap("\n", "\n\n"), /empty line/],
  ["a merge conflict of git", add("<<<<<<< HEAD\n=======\n>>>>>>> branch"), /merge conflict/],
  ["a line that is no object", add("[1, 2]"), /./],
  ["a key twice", inLine("stttt", swap('"slot"', '"slot":"0x99","slot"')), /differs/],
  ["an unknown key", inLine("stttt", swap('"owner"', '"woner"')), /woner/],
  ["a missing owner", inLine("stttt", swap(/"owner":"[^"]*",/, "")), /owner/],
  ["an empty document", inLine("stttt", swap(/"document":"[^"]*"/, '"document":""')), /document/],
  ["a date that does not exist", inLine("stttt", swap(/"date":"[^"]*"/, '"date":"2022-02-30"')), /2022-02-30/],
  ["a date in another order", inLine("stttt", swap(/"date":"[^"]*"/, '"date":"16/05/2022"')), /16\/05\/2022/],
  ["an event that is none", inLine("stttt", swap('"allocate"', '"alocate"')), /alocate/],
  ["a kind that is none", inLine("stttt", swap('"department"', '"ministry"')), /ministry/],
  ["a slot that is none", inLine("stttt", swap('"0x60"', '"96"')), /96/],
  ["a prefix with host bits", inLine("stttt", swap("3fff:38:60::/48", "3fff:38:60::1/48")), /3fff:38:60::1\/48/],
  ["a number in the wrong form", inLine("stttt", swap(/"seq":\d+/, '"seq":"2"')), /seq/],
  ["spaces between the keys", inLine("stttt", swap('","', '", "')), /differs/],
  ["keys in another order", inLine("stttt", swap(/("slot":"0x60"),("ipv6":"[^"]*")/, "$2,$1")), /differs/],
  ["a null byte", inLine("stttt", swap('"stttt"', '"st\0ttt"')), /./],
];

/** Wrong ledgers: each must be found when it is read. */
export const ledgerMutations: Mutation[] = cases.map(([title, edit, says]) => ({
  title: `ledger: ${title}`,
  file,
  edit,
  says,
}));
