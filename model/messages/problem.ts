/** A fault in a source file: where it stands, what is wrong, and what would be right. */
export interface Problem {
  /** Path as the user gave it, relative to the repository. */
  file: string;
  /** 1-based; 1 when the fault concerns the whole file. */
  line: number;
  /** 1-based. */
  column: number;
  /** Path of the key, such as `servers.web.zone`; empty for the whole file. */
  key: string;
  /** What is wrong, with the value seen. */
  message: string;
  /** What would be right: allowed values, the nearest right word, the next step. */
  hint?: string;
}
