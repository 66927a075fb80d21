import { z } from "zod";
import type { About, Catalogue } from "./about.ts";

/** An official code: unquoted digits are read as the text that they are. */
export function code(words: About, pattern = /^(?!constructor$)[a-z0-9][a-z0-9-]{0,15}$/) {
  return z
    .union([z.string(), z.int()])
    .transform(String)
    .pipe(z.string().regex(pattern))
    .meta({ pattern: pattern.source, ...words });
}

/** A name that another file, or another part of this one, defines. */
export function nameOf(catalogue: Catalogue, words: About) {
  return z.string().meta({ ...words, catalogue });
}

/** A code that another file defines; unquoted digits are read as text. */
export function codeOf(catalogue: Catalogue, words: About) {
  return z
    .union([z.string(), z.int()])
    .transform(String)
    .meta({ ...words, catalogue });
}

/** Key of a map in which people choose the names; `constructor` is one that every JavaScript object has already. */
export const ownName = z.string().regex(/^(?!constructor$)[a-z][a-z0-9-]{0,30}$/);

/** Vietnamese text; composed and decomposed letters are the same name (Unicode NFC). */
export function label(words: About) {
  return z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^[^\r\n]*$/)
    .normalize("NFC")
    .meta({ ...words });
}

export function text(words: About) {
  return z
    .string()
    .trim()
    .min(1)
    .max(500)
    .normalize("NFC")
    .meta({ ...words });
}

/** A whole number from `min` to `max`. */
export function whole(min: number, max: number, words: About) {
  return z
    .int()
    .min(min)
    .max(max)
    .meta({ ...words });
}

export const securityLevel = z.literal([1, 2, 3, 4, 5]);
export const phase = z.literal([1, 2, 3]);
export const mode = z.enum(["dual", "v6-preferred", "v6-only"]);
export const stage = z.enum([
  "survey",
  "design",
  "pilot",
  "dual-stack",
  "verified",
  "production",
  "cutover",
  "v6-only",
  "retired",
]);
export const agencyKind = z.enum(["department", "office", "district", "commune"]);
/** Districts and communes are administrative levels, and may be abolished; areas outlive them. */
export const unitKind = z.enum(["platform", "department", "district", "area", "commune"]);
export const districtForm = z.enum(["city", "town", "rural-district"]);
export const communeForm = z.enum(["ward", "township", "commune"]);
export const unitForm = z.enum([...districtForm.options, ...communeForm.options]);
/** Shapes of the address plan by the length of the IPv6 root, the recommended one first. */
export const profileName = z.enum(["P40", "P36", "P32", "P48"]);
export const addressMode = z.enum(["slaac", "dhcpv6-stateless", "dhcpv6-stateful"]);
export const securityBaselineCode = z.enum(["tt12-2022", "nd331-2026"]);

const limit = (en: string, vi: string, examples: number[]) => whole(0, 1_000_000, { en, vi, examples });

/** Upper limits of an OpenStack project. */
export const quotas = z.strictObject({
  instances: limit("Servers.", "Số máy chủ.", [16]),
  cores: limit("Virtual CPUs of all servers together.", "Tổng số vCPU của mọi máy chủ.", [32]),
  ramMb: limit("Memory of all servers together, in MiB.", "Tổng bộ nhớ của mọi máy chủ, tính bằng MiB.", [32768]),
  networks: limit("Networks.", "Số mạng.", [8]),
  floatingIps: limit("Public IPv4 addresses.", "Số địa chỉ IPv4 công cộng.", [4]),
});
