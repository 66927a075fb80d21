import { add, swap, type Mutation } from "./mutation.ts";

const COMMUNES = "stacks/province/register/communes.csv";
const DISTRICTS = "stacks/province/register/districts.csv";
const SMALL = "stacks/province/reforms/2025-01-01.yaml";
const LARGE = "stacks/province/reforms/2025-07-01.yaml";
const WAIVERS = "stacks/waivers.yaml";
const ROW = "14755,Phường Hàm Rồng,ward,380";

function waiver(...changes: [string, string][]): string {
  const right = {
    policy: "NET-11",
    stack: "stttt",
    resource: '"lan-*"',
    reason: "Thiết bị cũ",
    approvedBy: "Giám đốc",
    expires: "2023-06-30",
  };
  const keys = Object.entries({ ...right, ...Object.fromEntries(changes) }).filter(([, value]) => value !== "");
  return `waivers:\n  - { ${keys.map(([key, value]) => `${key}: ${value}`).join(", ")} }\n`;
}

const cases: [string, string, Mutation["edit"], RegExp][] = [
  ["no heading", COMMUNES, swap("code,name,form,district\n", ""), /column/],
  ["an unknown column", COMMUNES, swap("code,name,form,district", "code,name,form,distrct"), /distrct/],
  ["a column twice", COMMUNES, swap("code,name,form,district", "code,name,name,district"), /name/],
  ["a cell too few", COMMUNES, swap(ROW, "14755,Phường Hàm Rồng,ward"), /cell|3/],
  ["a cell too many", COMMUNES, swap(ROW, `${ROW},x`), /cell|5/],
  ["a name with a bare comma", COMMUNES, swap(ROW, "14755,Phường Hàm Rồng, cũ,ward,380"), /cell|5/],
  ["an open quote", COMMUNES, swap(ROW, '14755,"Phường Hàm Rồng,ward,380'), /quote/i],
  ["semicolons", COMMUNES, (text) => text.replaceAll(",", ";"), /;/],
  ["tabs", COMMUNES, (text) => text.replaceAll(",", "\t"), /tab|\\t|column/i],
  ["a name over two lines", COMMUNES, swap(ROW, '14755,"Phường\nHàm Rồng",ward,380'), /several lines/],
  ["a workbook", COMMUNES, () => "PK\u0003\u0004", /workbook.*CSV/s],
  ["a letter of no width", COMMUNES, swap(ROW, "14755\u200b,Phường Hàm Rồng,ward,380"), /U\+200B/],
  ["a separator line of a spreadsheet", COMMUNES, (text) => `sep=,\n${text}`, /code/],
  ["a waiver whose policy is in small letters", WAIVERS, () => waiver(["policy", "net-11"]), /did you mean `NET-11`/],
  ["a waiver of two policies", WAIVERS, () => waiver(["policy", "[NET-11, NET-12]"]), /not text/],
  ["a waiver's resource without quotes", WAIVERS, () => waiver(["resource", "*"]), /\*/],
  ["a code twice", COMMUNES, add(ROW), /14755/],
  ["a code of four digits", COMMUNES, swap(ROW, "1475,Phường Hàm Rồng,ward,380"), /1475/],
  ["a code in a spreadsheet's form", COMMUNES, swap(ROW, "1.4755E+04,Phường Hàm Rồng,ward,380"), /1\.4755E\+04/],
  ["no name", COMMUNES, swap(ROW, "14755,,ward,380"), /name/],
  ["a form that is none", COMMUNES, swap(ROW, "14755,Phường Hàm Rồng,phường,380"), /phường/],
  ["a district that is none", COMMUNES, swap(ROW, "14755,Phường Hàm Rồng,ward,383"), /383/],
  ["a name in place of a district's code", COMMUNES, swap(ROW, "14755,Phường Hàm Rồng,ward,Thanh Hóa"), /Thanh Hóa/],
  ["half of UTF-16", COMMUNES, (text) => Buffer.from(`\ufeff${text}\udc00`, "utf16le"), /UTF-8/],
  ["another encoding", COMMUNES, (text) => Buffer.from(text, "latin1"), /UTF-8|control/],
  ["a merge conflict of git", COMMUNES, add("<<<<<<< HEAD"), /merge/],
  ["an empty file", COMMUNES, () => "", /column|empty/],
  ["a district twice", DISTRICTS, add("380,Thành phố Thanh Hóa,city,380"), /380/],
  [
    "an area that is none",
    DISTRICTS,
    swap("380,Thành phố Thanh Hóa,city,380", "380,Thành phố Thanh Hóa,city,999"),
    /999/,
  ],
  [
    "a district without an area",
    DISTRICTS,
    swap("380,Thành phố Thanh Hóa,city,380", "380,Thành phố Thanh Hóa,city,"),
    /area/,
  ],
  ["a date that does not exist", SMALL, swap("date: 2025-01-01", "date: 2025-02-30"), /2025-02-30/],
  ["no document", SMALL, swap(/document: .*\n/, ""), /document/],
  ["an event of no kind", SMALL, swap("kind: dissolve", "kind: disolve"), /disolve.*dissolve/s],
  ["a unit that is none", SMALL, swap('unit: "14788"', 'unit: "14789"'), /14789/],
  ["a unit that ends twice", SMALL, swap('unit: "15217"', 'unit: "14788"'), /14788/],
  ["a unit that merges into itself", SMALL, swap('from: ["15439"]', 'from: ["15442"]'), /15442/],
  ["a unit that goes into two", SMALL, swap('from: ["15739"]', 'from: ["15439"]'), /15439/],
  [
    "a merge into nobody known and without a name",
    SMALL,
    swap(/into: "15442"\n {4}from: \["15439"\]\n {4}name: .*/, 'into: "15443"\n    from: ["15439"]'),
    /15443/,
  ],
  ["a merge of nothing", SMALL, swap('from: ["15439"]', "from: []"), /from/],
  ["an unknown key", SMALL, swap("title:", "titel:"), /titel.*title/s],
  ["a count that is none", SMALL, swap("commune: 547", "commune: many"), /many/],
  ["a unit that had ended before", LARGE, swap('unit: "381"', 'unit: "405"'), /405/],
  ["a waiver without a reason", WAIVERS, () => waiver(["reason", ""]), /reason/],
  ["a waiver without an approver", WAIVERS, () => waiver(["approvedBy", ""]), /approvedBy/],
  ["a waiver without an end", WAIVERS, () => waiver(["expires", ""]), /expires/],
  ["a waiver with an end that does not exist", WAIVERS, () => waiver(["expires", "2023-06-31"]), /2023-06-31/],
  ["a waiver of no policy", WAIVERS, () => waiver(["policy", "NET-99"]), /NET-99/],
  ["a waiver for no stack", WAIVERS, () => waiver(["stack", "sttttt"]), /sttttt/],
  ["a waiver with an unknown key", WAIVERS, () => waiver(["until", "2023-06-30"]), /until/],
  ["waivers as a map", WAIVERS, () => "waivers: {}\n", /waivers/],
];

/** Wrong registers, reforms and waivers. */
export const registerMutations: Mutation[] = cases.map(([title, file, edit, says]) => ({
  title: `${file.slice("stacks/".length)}: ${title}`,
  file,
  edit,
  says,
}));
