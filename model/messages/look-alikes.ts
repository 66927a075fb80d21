import type { Finding } from "./fault.ts";

/** Signs that other keyboards and word processors write, by the sign of YAML that they look like. */
const LOOK_ALIKES: readonly (readonly [meant: string, signs: string])[] = [
  [":", "：﹕︰"],
  [",", "，、﹐"],
  ['"', "“”„‟«»＂"],
  ["'", "‘’‚‛＇"],
  ["[", "［【"],
  ["]", "］】"],
  ["{", "｛"],
  ["}", "｝"],
  ["#", "＃"],
  ["-", "－–—−"],
];

const MEANT = new Map(LOOK_ALIKES.flatMap(([meant, signs]) => Array.from(signs, (sign) => [sign, meant] as const)));
const ANY = new RegExp(`[${[...MEANT.keys()].join("")}\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]`, "u");

/** The text in the signs that YAML has, without quotes that only look like some. */
export function inPlainSigns(text: string): string {
  return Array.from(text.normalize("NFKC"), (sign) => MEANT.get(sign) ?? sign)
    .join("")
    .replace(/^["']+|["']+$/g, "")
    .trim();
}

/** Where in a text a sign stands that only looks like one of YAML's; -1 when there is none. */
export function lookAlikeAt(text: string): number {
  return text.search(ANY);
}

/** A sign, such as a full-width colon, that looks like one of YAML's. `text` is where it stands. */
export function lookAlike(text: string): Finding {
  const [sign = ""] = ANY.exec(text) ?? [];
  const meant = MEANT.get(sign) ?? sign.normalize("NFKC");
  return {
    message: {
      en: `\`${sign}\` only looks like \`${meant}\``,
      vi: `\`${sign}\` chỉ trông giống \`${meant}\``,
    },
    hint: {
      en: `write \`${meant}\` with the keyboard in English, or copy it from here`,
      vi: `hãy gõ \`${meant}\` với bàn phím tiếng Anh, hoặc sao chép từ đây`,
    },
  };
}

export function noSpaceAfterColon(written: string): Finding {
  const right = written.replace(/\s*:\s*/, ": ");
  return {
    message: {
      en: `\`${written}\` has no space after the colon`,
      vi: `\`${written}\` thiếu dấu cách sau dấu hai chấm`,
    },
    hint: { en: `write \`${right}\``, vi: `hãy ghi \`${right}\`` },
  };
}
