import { gunzipSync } from "node:zlib";

/** A text that lies packed in another one. */
interface Packed {
  text: string;
  /** Where it begins in the text around it. */
  offset: number;
}

/** Base64 on one line or wrapped over several; what else looks like it does not come out as a text. */
const BASE64 = /(?<![\w+/=])[A-Za-z0-9+/]{16,}(?:\r?\n[ \t]*[A-Za-z0-9+/]+(?=[=\s]|$))*={0,2}/g;
/** Some only write down percent signs: Ignition's `data:,password%3Dx`. */
const DATA_URL = /\bdata:[\w/+.;=-]*,(?<data>[^\s"']*%[0-9a-f]{2}[^\s"']*)/gi;
const QUOTED_PRINTABLE = /^content-transfer-encoding:\s*quoted-printable\s*$/gim;

/** cloud-init takes parts in parts; a text that unpacks itself for ever is none of its. */
const DEEPEST = 4;
const LARGEST_BYTES = 1024 * 1024;

/**
 * The texts that are packed in a text and in each other, in every way that cloud-init and Ignition unpack and in
 * which scripts carry files: base64 with gzip or without, quoted-printable parts of MIME, percent signs in data URLs.
 */
export function unpacked(text: string, depth = 0): Packed[] {
  if (depth >= DEEPEST) return [];
  const found = [...fromBase64(text), ...fromDataUrls(text), ...fromQuotedPrintable(text)];
  return found.flatMap((each) => [
    each,
    ...unpacked(each.text, depth + 1).map((inner) => ({ text: inner.text, offset: each.offset })),
  ]);
}

function fromBase64(text: string): Packed[] {
  return [...text.matchAll(BASE64)].flatMap(({ 0: run, index: offset }) => {
    const whole = plainText(run);
    return whole === undefined ? pieces(run, offset) : [{ text: whole, offset }];
  });
}

/** A run may be wrapped base64 with a word after it (`EOF`), or one text on each line. */
function pieces(run: string, offset: number): Packed[] {
  const width = run.search(/\s|$/);
  const wrapped =
    new RegExp(`^.{${width}}(?:\\s+\\S{${width}}(?!\\S))*(?:\\s+\\S{1,${width - 1}}(?!\\S))?`).exec(run)?.[0] ?? "";
  const first = plainText(wrapped);
  if (first !== undefined) return [{ text: first, offset }];
  return [...run.matchAll(/\S{16,}/g)].flatMap(({ 0: piece, index }) => {
    const plain = plainText(piece);
    return plain === undefined ? [] : [{ text: plain, offset: offset + index }];
  });
}

/** The text behind base64; undefined where no text comes out, as for a hash, a word or a public key. */
function plainText(base64: string): string | undefined {
  const packed = base64.replaceAll(/\s/g, "");
  // Some leave the padding out; a remainder of one letter encodes nothing.
  if (packed.length % 4 === 1) return undefined;
  const bytes = Buffer.from(packed, "base64");
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipped(bytes) : bytes.toString("utf8");
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary data from a text
  return plain === undefined || /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/.test(plain) ? undefined : plain;
}

function gunzipped(bytes: Buffer): string | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: LARGEST_BYTES }).toString("utf8");
  } catch {
    return undefined;
  }
}

function fromDataUrls(text: string): Packed[] {
  return [...text.matchAll(DATA_URL)].flatMap(({ groups, index }) => {
    try {
      return [{ text: decodeURIComponent(groups?.["data"] ?? ""), offset: index }];
    } catch {
      return [];
    }
  });
}

/** What follows such a header, to the end: the parts after it only come twice. */
function fromQuotedPrintable(text: string): Packed[] {
  return [...text.matchAll(QUOTED_PRINTABLE)].map(({ 0: header, index }) => ({
    offset: index,
    text: text
      .slice(index + header.length)
      .replaceAll(/=\r?\n/g, "")
      .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16))),
  }));
}
