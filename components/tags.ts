/** Tags as OpenStack stores them: a set. Sorted, because the provider compares the list in the order given. */
export const sortedTags = (tags: readonly string[] | undefined): string[] => [...new Set(tags)].toSorted();

/** `name:value` for each entry, sorted: OpenStack's tags are plain strings. */
export const tagsOf = (record: Readonly<Record<string, string>>): string[] =>
  sortedTags(Object.entries(record).map(([name, value]) => `${name}:${value}`));
