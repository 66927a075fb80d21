/** Tags as OpenStack stores them: a set. Sorted, because the provider compares the list in the order given. */
export function sortedTags(tags: readonly string[] | undefined): string[] {
  return [...new Set(tags)].toSorted();
}

/** `name:value` for each entry, sorted: OpenStack's tags are plain strings. */
export function tagsOf(record: Readonly<Record<string, string>>): string[] {
  return sortedTags(Object.entries(record).map(([name, value]) => `${name}:${value}`));
}
