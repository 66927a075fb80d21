import { inPlainSigns } from "./look-alikes.ts";

/** Number of single-character edits (insert, delete, replace, swap of neighbours) between two words. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1);
      }
      current.push(edits);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** The known word that was most likely meant; undefined when none is near (a third of its letters, at least 2 edits). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: { name: string; edits: number } | undefined;
  for (const name of known) {
    const edits = editDistance(plain(word), plain(name));
    if (edits <= Math.max(2, Math.floor(name.length / 3)) && edits < name.length && (!best || edits < best.edits)) {
      best = { name, edits };
    }
  }
  return best?.name;
}

/** What people put before a name to say what it is one of; without diacritics. */
const KINDS =
  /^(?:vung mang|vung|mang|zone|network|may chu|server|dich vu|service|mau|template|so|xa|phuong|huyen) +(?=\S)/;

/**
 * `data_centre`, `Data-Centre` and `dataCentre` are the same word to a person, and so are `vùng DMZ`, `“dmz”` and `dmz`.
 */
function plain(word: string): string {
  const folded = inPlainSigns(word).toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("đ", "d");
  return folded.replace(KINDS, "").replaceAll(/[-_ ]/g, "");
}
