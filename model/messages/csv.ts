import type { Finding } from "./fault.ts";
import { chooseFrom } from "./schema.ts";

/** What is said about a CSV file as a table. */

export function emptyTable(columns: readonly string[]): Finding {
  const head = columns.join(",");
  return {
    message: { en: "the file has no rows", vi: "tệp không có dòng nào" },
    hint: { en: `its first row names the columns: ${head}`, vi: `dòng đầu ghi tên các cột: ${head}` },
  };
}

export function wrongSeparator(seen: string): Finding {
  const name = seen === "\t" ? { en: "tabs", vi: "dấu tab" } : { en: `\`${seen}\``, vi: `dấu \`${seen}\`` };
  return {
    message: { en: `cells are separated by ${name.en}`, vi: `các ô cách nhau bằng ${name.vi}` },
    hint: {
      en: "separate them by commas: save the table as CSV (comma, UTF-8)",
      vi: "hãy dùng dấu phẩy: lưu bảng dạng CSV (dấu phẩy, UTF-8)",
    },
  };
}

export function unknownColumn(name: string, known: readonly string[]): Finding {
  const choice = chooseFrom(name, known);
  return {
    message: { en: `there is no column \`${name}\``, vi: `không có cột \`${name}\`` },
    hint: { en: choice.en || "remove it", vi: choice.vi || "hãy xóa cột này" },
  };
}

export function columnTwice(name: string): Finding {
  return {
    message: { en: `column \`${name}\` is there twice`, vi: `cột \`${name}\` ghi hai lần` },
    hint: { en: "keep one of the two", vi: "chỉ giữ một cột" },
  };
}

export function missingColumn(name: string, required: readonly string[]): Finding {
  const head = required.join(",");
  return {
    message: { en: `column \`${name}\` is missing`, vi: `thiếu cột \`${name}\`` },
    hint: { en: `the first row names at least ${head}`, vi: `dòng đầu cần ghi ít nhất ${head}` },
  };
}

export function wrongCellCount(seen: number, names: readonly string[]): Finding {
  return {
    message: {
      en: `the row has ${seen} cells, the first row names ${names.length}`,
      vi: `dòng có ${seen} ô, dòng đầu ghi ${names.length} cột`,
    },
    hint: {
      en: `write ${names.join(",")}; a text with a comma in it stands in double quotes`,
      vi: `hãy ghi ${names.join(",")}; văn bản có dấu phẩy đặt trong ngoặc kép`,
    },
  };
}

export function brokenQuotes(code: string): Finding {
  const open = code === "CSV_QUOTE_NOT_CLOSED";
  return {
    message: open
      ? { en: "a double quote is opened here and never closed", vi: "ngoặc kép mở ở đây mà không đóng" }
      : { en: "a double quote stands inside a cell", vi: "có ngoặc kép ở giữa ô" },
    hint: {
      en: 'quotes go around the whole cell; a quote in the text is written twice: "a ""b"" c"',
      vi: 'ngoặc kép bao cả ô; ngoặc kép trong văn bản ghi hai lần: "a ""b"" c"',
    },
  };
}

export function cellOverLines(column: string): Finding {
  return {
    message: { en: `the cell of \`${column}\` goes over several lines`, vi: `ô \`${column}\` trải qua nhiều dòng` },
    hint: { en: "write it on one line", vi: "hãy ghi trên một dòng" },
  };
}

export function emptyCell(column: string): Finding {
  return {
    message: { en: `the cell of \`${column}\` is empty`, vi: `ô \`${column}\` để trống` },
    hint: { en: "fill it in", vi: "hãy điền vào" },
  };
}

export function badCode(seen: string, digits: number): Finding {
  return {
    message: { en: `\`${seen}\` is not a code of this level`, vi: `\`${seen}\` không phải mã của cấp này` },
    hint: {
      en: `write the ${digits} digits of the General Statistics Office, with leading zeros`,
      vi: `hãy ghi mã ${digits} chữ số của Tổng cục Thống kê, kể cả số 0 ở đầu`,
    },
  };
}
