import { escapeXml } from "../xml.ts";

export type Attributes = Record<string, string | number | undefined>;

/** An SVG element; attributes in the order given, `undefined` ones left out, children as they are (escape text with `text`). */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const shown = Object.entries(attributes)
    .filter((pair): pair is [string, string | number] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join("");
  return children.length === 0 ? `<${name}${shown}/>` : `<${name}${shown}>${children.join("")}</${name}>`;
}

/** A line of text; `x`, `y` are its baseline's start (or the middle with `text-anchor`). */
export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, escapeXml(content));
}

/** Width of a bold letter in ems, in the widest of the fonts that a viewer may have; a name has more capitals than a sentence. */
const LETTER = { name: 0.67, sentence: 0.57 };

/** The same, smaller where it may be wider than its room: which font a viewer has is not known, and few obey `textLength`. */
export function fittedText(
  x: number,
  y: number,
  content: string,
  room: number,
  attributes: Attributes & { "font-size": number },
): string {
  const ems = content.length * (content.length > 20 ? LETTER.sentence : LETTER.name);
  const size = Math.min(attributes["font-size"], Math.floor((2 * room) / ems) / 2);
  return text(x, y, content, { ...attributes, "font-size": size });
}

/** The tooltip of the element that it is put into. */
export function tooltip(content: string): string {
  return element("title", {}, escapeXml(content));
}
