/**
 * Name of a part of something, in URNs and in the cloud: `stttt-dmz`, `web-2`, `stttt-web-2`. `part` is the part's own
 * key or number, never its place in a list nor an address: a name is an identity, and another one makes the part anew.
 */
export function partName(whole: string, part: string | number): string {
  return `${whole}-${part}`;
}

/** What `part` was in `partName(whole, part)`; undefined for a name that is no part's. */
export function partOf(whole: string, name: string): string | undefined {
  const start = partName(whole, "");
  return name.startsWith(start) ? name.slice(start.length) : undefined;
}
