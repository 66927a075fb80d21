/** Words of English sentences that are no word of Vietnamese, no term of the field and no name. */
const ENGLISH =
  /(?<![\p{L}\p{N}_/.-])(?:the|of|and|or|is|are|was|were|with|without|not|for|from|what|which|who|whose|that|this|these|each|every|all|only|one|by|its|than|then|when|where|has|have|had|nothing|there|must|should|would|already|again|written|missing|unknown|found|wanted|did|does|says?|changed?|added|removed|resources?|servers?|stacks? (?:change|pass|planned)|mandatory|advice|findings?|file|see|set)(?![\p{L}\p{N}_/-])/giu;

/** What is said in code, which stays as it is in every language: in backticks or quotes, options, placeholders, paths. */
const CODE =
  /`[^`]*`|"[^"\n]*"|'[^'\n]*'|--?[a-z][\w-]*|<[^>\n]*>|\[[^\]\n]*\]|\S*[/@=_{}]\S*|\S+\.(?:ya?ml|json|md|csv|ts|html|svg|xlsx)\b|\w+(?:\.\w+)+|\b[A-Z]{2,4}-\d+\b/g;

/** The English words of a text that should be Vietnamese; none where it is. */
export function englishWords(text: string): string[] {
  return [...text.replaceAll(CODE, " ").matchAll(ENGLISH)].map(([word]) => word);
}
