import type { Text } from "../text.ts";
import type { Finding } from "./fault.ts";
import { inPlainSigns, lookAlike, lookAlikeAt } from "./look-alikes.ts";
import { nearest } from "./nearest.ts";

/** What is said about keys and values that do not fit their schema. */

export function unknownKey(key: string, known: readonly string[]): Finding {
  return {
    message: { en: `unknown key \`${key}\``, vi: `không có khóa \`${key}\`` },
    hint: chooseFrom(key, known),
  };
}

export function missingKey(key: string, about?: Text, example?: string): Finding {
  const such = example === undefined ? "" : `: \`${key}: ${example}\``;
  const why = { en: about ? ` (${sentence(about.en)})` : "", vi: about ? ` (${sentence(about.vi)})` : "" };
  return {
    message: { en: `\`${key}\` is missing`, vi: `thiếu \`${key}\`` },
    hint: { en: `add it${such}${why.en}`, vi: `hãy thêm vào${such}${why.vi}` },
  };
}

export function emptyValue(key: string, expected: Text, example?: string): Finding {
  return {
    message: { en: `\`${key}\` has no value`, vi: `\`${key}\` không có giá trị` },
    hint: withExample(
      { en: `write ${expected.en}, or remove the key`, vi: `hãy ghi ${expected.vi}, hoặc xóa khóa` },
      example,
    ),
  };
}

export function emptyItem(list: string, expected: Text, example?: string): Finding {
  return {
    message: { en: `an item of \`${list}\` is empty`, vi: `một phần tử của \`${list}\` để trống` },
    hint: withExample(
      { en: `write ${expected.en}, or remove the item`, vi: `hãy ghi ${expected.vi}, hoặc xóa phần tử` },
      example,
    ),
  };
}

/** A name that stands in a list before. */
export function namedTwice(name: string): Finding {
  return {
    message: { en: `\`${name}\` stands in the list a second time`, vi: `\`${name}\` có hai lần trong danh sách` },
    hint: { en: "keep one of the two", vi: "chỉ giữ lại một" },
  };
}

export function wrongType(seen: string, expected: Text, example?: string): Finding {
  return {
    message: { en: `${seen} is not ${expected.en}`, vi: `${seen} không phải ${expected.vi}` },
    hint: withExample({ en: `write ${expected.en}`, vi: `hãy ghi ${expected.vi}` }, example),
  };
}

/** A text that says yes or no; `true` and `false` in quotes are texts too. */
export function yesOrNo(seen: string, meant: boolean): Finding {
  const quoted = /^"(true|false)"$/i.test(seen);
  return {
    message: quoted
      ? { en: `${seen} in quotes is text`, vi: `${seen} trong dấu nháy là văn bản` }
      : { en: `${seen} is not true or false`, vi: `${seen} không phải true hoặc false` },
    hint: quoted
      ? { en: `write ${meant} without quotes`, vi: `hãy ghi ${meant}, không có dấu nháy` }
      : { en: `write ${meant}`, vi: `hãy ghi ${meant}` },
  };
}

export function notAllowed(seen: unknown, allowed: readonly unknown[]): Finding {
  const known = allowed.map(String);
  const plain = inPlainSigns(String(seen));
  if (typeof seen === "string" && plain !== seen && known.includes(plain)) {
    return { message: lookAlike(seen).message, hint: { en: `write ${plain}`, vi: `hãy ghi ${plain}` } };
  }
  const quoted =
    typeof seen === "string" && allowed.some((value) => typeof value === "number" && String(value) === seen);
  return {
    message: { en: `${show(seen)} is not allowed here`, vi: `${show(seen)} không được dùng ở đây` },
    hint: quoted
      ? { en: `write ${seen} without quotes`, vi: `hãy ghi ${seen} không có dấu nháy` }
      : chooseFrom(String(seen), known),
  };
}

export function outOfRange(seen: string, min: number | undefined, max: number | undefined): Finding {
  const range =
    min === undefined
      ? { en: `at most ${max}`, vi: `không quá ${max}` }
      : max === undefined
        ? { en: `at least ${min}`, vi: `ít nhất ${min}` }
        : { en: `from ${min} to ${max}`, vi: `từ ${min} đến ${max}` };
  return {
    message: { en: `${seen} is out of range`, vi: `${seen} nằm ngoài khoảng cho phép` },
    hint: { en: `allowed: ${range.en}`, vi: `cho phép: ${range.vi}` },
  };
}

export function wrongLength(
  what: "text" | "list",
  seen: number,
  min: number | undefined,
  max: number | undefined,
): Finding {
  const name = what === "text" ? { en: "text", vi: "văn bản" } : { en: "list", vi: "danh sách" };
  const unit = what === "text" ? { en: "characters", vi: "ký tự" } : { en: "items", vi: "phần tử" };
  const bound =
    min === 1
      ? { en: "at least one", vi: "ít nhất một" }
      : min !== undefined
        ? { en: `at least ${min} ${unit.en}`, vi: `ít nhất ${min} ${unit.vi}` }
        : { en: `at most ${max ?? 0} ${unit.en}`, vi: `không quá ${max ?? 0} ${unit.vi}` };
  return {
    message: {
      en: seen === 0 ? `the ${name.en} is empty` : `the ${name.en} has ${seen} ${unit.en}`,
      vi: seen === 0 ? `${name.vi} trống` : `${name.vi} có ${seen} ${unit.vi}`,
    },
    hint: { en: `write ${bound.en}`, vi: `hãy ghi ${bound.vi}` },
  };
}

export function badForm(seen: string, expected: Text | undefined, example?: string): Finding {
  if (lookAlikeAt(seen.slice(1, -1)) >= 0) {
    const plain = inPlainSigns(seen.slice(1, -1));
    return { message: lookAlike(seen).message, hint: { en: `write ${plain}`, vi: `hãy ghi ${plain}` } };
  }
  return {
    message: { en: `${seen} is not written as it should be`, vi: `${seen} viết không đúng dạng` },
    hint: withExample(
      expected
        ? { en: sentence(expected.en), vi: sentence(expected.vi) }
        : { en: "see the example", vi: "hãy xem ví dụ" },
      example,
    ),
  };
}

export function badName(name: string): Finding {
  return {
    message: { en: `\`${name}\` cannot be a name`, vi: `\`${name}\` không dùng làm tên được` },
    hint: {
      en: "a name starts with a small letter and has only a-z, 0-9 and -, at most 31 characters",
      vi: "tên bắt đầu bằng chữ thường, chỉ gồm a-z, 0-9 và -, không quá 31 ký tự",
    },
  };
}

export function unfit(seen: string, detail: string): Finding {
  return {
    message: { en: `${seen} does not fit`, vi: `${seen} không phù hợp` },
    hint: { en: detail, vi: detail },
  };
}

/** `did you mean …?` when a known word is near, and the known words as long as they can be read at a glance. */
export function chooseFrom(seen: string, known: readonly string[]): Text {
  const near = nearest(seen, known);
  const meant =
    near === undefined ? { en: "", vi: "" } : { en: `did you mean \`${near}\`?`, vi: `có phải \`${near}\`?` };
  if (known.length === 0 || (near !== undefined && known.length > 20)) return meant;
  const shown = known.length > 20 ? [...known.slice(0, 20), "…"] : known;
  const space = near === undefined ? "" : " ";
  return {
    en: `${meant.en}${space}known: ${shown.join(", ")}`,
    vi: `${meant.vi}${space}các giá trị có: ${shown.join(", ")}`,
  };
}

/** A value as it is quoted in a message, on one line and short. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  if (typeof value === "object" && value !== null) return "{…}";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

function withExample(text: Text, example: string | undefined): Text {
  if (example === undefined) return text;
  return { en: `${text.en}, for example ${example}`, vi: `${text.vi}, ví dụ ${example}` };
}

function sentence(text: string): string {
  return text.replace(/\.$/, "");
}
