import type { Finding } from "./fault.ts";

/** What is said about a file as a text and as YAML. */

export function controlCharacter(code = 0): Finding {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return {
    message: { en: `the file holds the control character ${name}`, vi: `tệp có ký tự điều khiển ${name}` },
    hint: { en: "delete it; it came with a copied text", vi: "hãy xóa ký tự này; nó lẫn vào khi sao chép" },
  };
}

export function invisibleCharacter(code = 0): Finding {
  const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return {
    message: { en: `an invisible character stands here (${name})`, vi: `chỗ này có ký tự ẩn (${name})` },
    hint: {
      en: code === 0xa0 ? "write a plain space in its place" : "delete it; it came with a copied text",
      vi: code === 0xa0 ? "hãy thay bằng dấu cách thường" : "hãy xóa ký tự này; nó lẫn vào khi sao chép",
    },
  };
}

export function byteOrderMark(): Finding {
  return {
    message: { en: "the file begins with a byte order mark", vi: "tệp bắt đầu bằng dấu BOM" },
    hint: {
      en: "restore the file from git, or save it as UTF-8 without BOM",
      vi: "hãy khôi phục từ git, hoặc lưu lại UTF-8 không BOM",
    },
  };
}

export function oldMacLineEnds(): Finding {
  return {
    message: { en: "lines end with CR alone", vi: "các dòng kết thúc bằng CR" },
    hint: { en: "save the file with LF line ends", vi: "hãy lưu lại tệp với kết thúc dòng LF" },
  };
}

export function lineTooLong(limit: number): Finding {
  return {
    message: { en: `a line has more than ${limit} characters`, vi: `một dòng có hơn ${limit} ký tự` },
    hint: { en: "restore the line from git", vi: "hãy khôi phục dòng này từ git" },
  };
}

export function notUtf8(encoding?: string): Finding {
  const seen = encoding ? ` (${encoding})` : "";
  return {
    message: { en: `the file is not UTF-8 text${seen}`, vi: `tệp không phải văn bản UTF-8${seen}` },
    hint: { en: "save it again as UTF-8 in your editor", vi: "hãy lưu lại tệp với bảng mã UTF-8" },
  };
}

export function workbook(): Finding {
  return {
    message: {
      en: "the file is a workbook or an archive, not text",
      vi: "tệp là bảng tính hoặc tệp nén, không phải văn bản",
    },
    hint: { en: "export it as CSV in UTF-8", vi: "hãy xuất ra CSV với bảng mã UTF-8" },
  };
}

export function tooBig(bytes: number, limit: number): Finding {
  return {
    message: { en: `the file has ${bytes} bytes`, vi: `tệp có ${bytes} byte` },
    hint: { en: `at most ${limit} bytes are read`, vi: `chỉ đọc tệp không quá ${limit} byte` },
  };
}

export function tooDeep(limit: number): Finding {
  return {
    message: { en: `values are nested more than ${limit} deep`, vi: `giá trị lồng nhau quá ${limit} tầng` },
    hint: { en: "look for brackets that are not closed", vi: "hãy tìm dấu ngoặc chưa đóng" },
  };
}

export function emptyFile(): Finding {
  return {
    message: { en: "the file is empty", vi: "tệp trống" },
    hint: { en: "write `key: value` lines, or delete the file", vi: "hãy viết các dòng `khóa: giá trị`, hoặc xóa tệp" },
  };
}

export function notAMap(): Finding {
  return {
    message: { en: "the file is not a list of keys", vi: "tệp không phải danh sách khóa" },
    hint: {
      en: "write `key: value` lines, with a colon and a space",
      vi: "hãy viết các dòng `khóa: giá trị`, có dấu hai chấm và dấu cách",
    },
  };
}

export function wrongVersion(): Finding {
  return {
    message: { en: "the file asks for another version of YAML than 1.2", vi: "tệp yêu cầu phiên bản YAML khác 1.2" },
    hint: { en: "remove the line that starts with %YAML", vi: "hãy xóa dòng bắt đầu bằng %YAML" },
  };
}

export function aliasRefused(name: string): Finding {
  return {
    message: {
      en: `\`*${name}\` refers to another place of the file`,
      vi: `\`*${name}\` tham chiếu đến chỗ khác trong tệp`,
    },
    hint: {
      en: "YAML aliases are not read here: write the value out",
      vi: "không dùng bí danh YAML: hãy viết đầy đủ giá trị",
    },
  };
}

export function tagRefused(tag: string): Finding {
  return {
    message: { en: `\`${tag}\` is a YAML tag`, vi: `\`${tag}\` là thẻ YAML` },
    hint: { en: "tags are not read here: remove it", vi: "không dùng thẻ YAML: hãy xóa đi" },
  };
}

export function keyNotText(): Finding {
  return {
    message: { en: "a key must be one word", vi: "khóa phải là một từ" },
    hint: { en: "write `key: value`", vi: "hãy viết `khóa: giá trị`" },
  };
}

export function mergeConflict(): Finding {
  return {
    message: { en: "an unfinished merge stands here", vi: "chỗ này còn xung đột khi gộp" },
    hint: {
      en: "keep what is right of the two sides, and remove the lines with <<<<<<<, ======= and >>>>>>>",
      vi: "hãy giữ phần đúng của hai bên, và xóa các dòng <<<<<<<, =======, >>>>>>>",
    },
  };
}

/** `seen` starts with the quote or bracket. */
export function notClosed(seen: string): Finding {
  const opening = seen.slice(0, 1);
  const closing = opening === "[" ? "]" : opening === "{" ? "}" : opening;
  return {
    message: { en: `this ${opening} is not closed`, vi: `dấu ${opening} này chưa được đóng` },
    hint: { en: `write ${closing} where it ends`, vi: `hãy ghi ${closing} ở chỗ kết thúc` },
  };
}

/** An error of the YAML parser; `code` and `detail` are the parser's, `seen` is the rest of the line. */
export function syntax(code: string, detail: string, seen: string): Finding {
  switch (code) {
    case "DUPLICATE_KEY": {
      const key = seen.replace(/\s*:.*$/, "");
      return {
        message: { en: `key \`${key}\` stands here a second time`, vi: `khóa \`${key}\` bị viết lần thứ hai` },
        hint: { en: "keep one of the two", vi: "chỉ giữ lại một" },
      };
    }
    case "TAB_AS_INDENT":
      return {
        message: { en: "a tab is used as indentation", vi: "dùng phím Tab để thụt dòng" },
        hint: { en: "indent with spaces, two for each level", vi: "hãy thụt dòng bằng dấu cách, hai dấu cho mỗi cấp" },
      };
    case "BAD_INDENT":
      return {
        message: {
          en: "the indentation is wrong, or a bracket is not closed",
          vi: "thụt dòng sai, hoặc thiếu dấu ngoặc đóng",
        },
        hint: {
          en: "keys of one level start in the same column; close each [ with ] and each { with }",
          vi: "các khóa cùng cấp phải thẳng cột; mỗi [ cần một ], mỗi { cần một }",
        },
      };
    case "MISSING_CHAR":
    case "MULTILINE_IMPLICIT_KEY":
      if (/^[A-Za-z]+( |:\S)/.test(seen)) {
        return {
          message: {
            en: `\`${seen.trim().slice(0, 40)}\` is not a key and its value`,
            vi: `\`${seen.trim().slice(0, 40)}\` không phải khóa và giá trị`,
          },
          hint: {
            en: "write `key: value`, with a colon and a space",
            vi: "hãy viết `khóa: giá trị`, có dấu hai chấm và dấu cách",
          },
        };
      }
      return {
        message: { en: "a quote, colon or bracket is missing", vi: "thiếu dấu nháy, dấu hai chấm hoặc dấu ngoặc" },
        hint: { en: `the parser says: ${detail}`, vi: `trình đọc báo: ${detail}` },
      };
    case "MULTIPLE_DOCS":
      return {
        message: { en: "a second document starts here (`---`)", vi: "từ đây là tài liệu thứ hai (`---`)" },
        hint: { en: "one file holds one document: remove the `---`", vi: "mỗi tệp một tài liệu: hãy xóa `---`" },
      };
    default: {
      const quoted = seen.trim() === "" ? "" : ` (\`${seen.trim().slice(0, 40)}\`)`;
      return {
        message: { en: `this is not valid YAML${quoted}`, vi: `không đúng cú pháp YAML${quoted}` },
        hint: { en: `the parser says: ${detail}`, vi: `trình đọc báo: ${detail}` },
      };
    }
  }
}
