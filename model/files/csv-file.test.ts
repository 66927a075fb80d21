import { describe, expect, test } from "vitest";
import { readCsv } from "./csv-file.ts";

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (content: string | Uint8Array) =>
  readCsv(
    { path: "a.csv", bytes: typeof content === "string" ? bytesOf(content) : content },
    ["code", "name"],
    ["form"],
  );
const faultsOf = (content: string | Uint8Array): string[] =>
  read(content).faults.map(({ line, column, message }) => `${line}:${column} ${message.en}`);

describe("a CSV file", () => {
  test("is read by the names of its columns, without remarks, blank lines and byte order mark", () => {
    const { rows, faults } = read("\ufeff# remark\nname,code\n\nXã A , 1\r\n# more\nXã B,2");
    expect(faults).toEqual([]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      { name: "Xã A", code: "1" },
      { name: "Xã B", code: "2" },
    ]);
  });

  test("gives the same for quoted cells, and cells with commas, quotes and line ends in them", () => {
    const { rows, faults } = read('# "remark"\ncode,name\n"1","Phát thanh, ""Truyền hình"""\n2,"hai\ndòng"\n3,x\n');
    expect(faults).toEqual([]);
    expect(rows.map(({ cells }) => cells["name"])).toEqual(['Phát thanh, "Truyền hình"', "hai\ndòng", "x"]);
    const places = rows.map(({ fault }) => fault("name", { message: { en: "", vi: "" } }));
    expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual(["3:5", "4:3", "6:3"]);
  });

  test("counts lines of Windows as others, quoted or not", () => {
    for (const cell of ["A", '"A"']) {
      const { rows, faults } = read(`# remark\r\ncode,name\r\n\r\n# more\r\n1,${cell}\r\n22,B`);
      expect(faults).toEqual([]);
      expect(rows.map(({ cells }) => cells["name"])).toEqual(["A", "B"]);
      const places = rows.map(({ fault }) => fault("name", { message: { en: "", vi: "" } }));
      expect(places.map(({ line, column }) => `${line}:${column}`)).toEqual(["5:3", "6:4"]);
    }
  });

  test("holds names in composed letters", () => {
    expect(read(`code,name\n1,${"Sở".normalize("NFD")}\n`).rows[0]?.cells["name"]).toBe("Sở".normalize("NFC"));
  });

  test("tells a cell's place by line and column", () => {
    const [, row] = read("# remark\ncode,name\n1,A\n22,B\n").rows;
    expect(row?.fault("name", { message: { en: "", vi: "" } })).toMatchObject({ file: "a.csv", line: 4, column: 4 });
  });

  test.each([
    ["nothing", "# remark\n", "1:1 the file has no rows"],
    ["an unknown column", "code,nam\n", "1:6 there is no column `nam`"],
    ["a column twice", "code,name,code\n", "1:11 column `code` is there twice"],
    ["a missing column", "code,form\n", "1:1 column `name` is missing"],
    ["semicolons", "code;name\n1;A\n", "1:5 cells are separated by `;`"],
    ["tabs", "code\tname\n1\tA\n", "1:5 cells are separated by tabs"],
    ["a cell too much", "code,name\n1,A,x\n", "2:5 the row has 3 cells, the first row names 2"],
    ["a cell too few", "code,name\n1\n", "2:1 the row has 1 cells, the first row names 2"],
    ["an open quote", 'code,name\n1,"A\n', "2:3 a double quote is opened here and never closed"],
    ["a quote in a cell", 'code,name\n1,A"B\n', "2:4 a double quote stands inside a cell"],
    ["a merge conflict", "code,name\n<<<<<<< HEAD\n1,A\n", "2:1 an unfinished merge stands here"],
  ])("with %s says where", (_, text, expected) => {
    expect(faultsOf(text)).toContain(expected);
  });

  test.each([
    ["UTF-16 that is none", Buffer.from("\ufeffcode\udfff,name\n", "utf16le")],
    ["another encoding", Buffer.from([0x63, 0x2c, 0xe1, 0x0a])],
    ["far too many bytes", Buffer.alloc(1_000_001, "a")],
  ])("in %s is refused with a place", (_, content) => {
    expect(faultsOf(content)).toHaveLength(1);
    expect(faultsOf(content)[0]).toMatch(/^1:\d+ /);
  });
});
