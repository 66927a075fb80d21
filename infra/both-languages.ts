/**
 * What a program says when it stops, a line in each language: it knows of no environment, and so of no language, or its
 * plan would depend on it. The engine prints it as it is.
 */
export function bothLanguages(english: string, vietnamese: string): string {
  return `${english}\n${vietnamese}`;
}
