import { languageOf } from "../../model/text.ts";

/** What Commander says of wrong words on a command line, in Vietnamese; it knows no other language than English. */
const VIETNAMESE: readonly (readonly [RegExp, string])[] = [
  [/^error: /, "lỗi: "],
  [/unknown option '(.+)'/, "không có tùy chọn '$1'"],
  [/unknown command '(.+)'/, "không có lệnh '$1'"],
  [/missing required argument '(.+)'/, "thiếu tham số '$1'"],
  [/required option '(.+)' not specified/, "thiếu tùy chọn bắt buộc '$1'"],
  [/option '(.+)' argument missing/, "tùy chọn '$1' thiếu giá trị"],
  [/option '(.+)' argument '(.*)' is invalid\./, "tùy chọn '$1' không nhận giá trị '$2'."],
  [/command-argument value '(.*)' is invalid for argument '(.+)'\./, "tham số '$2' không nhận giá trị '$1'."],
  [/option '(.+)' cannot be used with option '(.+)'/, "không dùng được tùy chọn '$1' cùng với '$2'"],
  [
    /too many arguments for '(.+)'\. Expected (\d+) arguments? but got (\d+): /,
    "thừa tham số cho '$1': cần $2, có $3: ",
  ],
  [/Allowed choices are (.+)\./, "Các giá trị có thể ghi: $1."],
  [/\(Did you mean one of (.+)\?\)/, "(Có phải một trong $1?)"],
  [/\(Did you mean (.+)\?\)/, "(Có phải $1?)"],
];

/** An error of the parser in the language that this process speaks. */
export function usageError(text: string): string {
  if (languageOf() === "en") return text;
  return VIETNAMESE.reduce((said, [english, vietnamese]) => said.replace(english, vietnamese), text);
}
