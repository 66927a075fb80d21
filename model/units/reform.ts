/**
 * What can happen to units and their addresses, each on one day and by one legal document. Units are named by official
 * code alone (AP-16); a code that goes on after an event is the same unit and keeps its addresses (AP-12).
 */
export type ReformEvent = {
  /** Why this is known; present when it was inferred and no document says it. */ inferred?: string;
} & (
  | {
      kind: "merge";
      /** Code of the unit that goes on, or of a new one. */
      into: string;
      /** Units that end in it as a whole; `into` itself is not listed. */
      from: string[];
      /** Units of which it takes a part; each goes on only where another event says so. */
      partsOf?: string[];
      /**
       * Of `from`, the unit whose network goes on under the new code: `into` is then a new unit, and has its addresses.
       * Without it a new unit gets new ones.
       */
      continues?: string;
      /** New name and form, when they change. */
      name?: string;
      form?: string;
    }
  | { kind: "split"; unit: string; into: { code: string; name: string; form?: string; area?: string }[] }
  | { kind: "rename"; unit: string; name: string; form?: string }
  /** Another area (it is wired elsewhere from now on), another district, another owner. Addresses stay (AP-12). */
  | { kind: "transfer"; unit: string; area?: string; district?: string; owner?: string }
  | { kind: "dissolve"; unit: string; successor?: string }
  | {
      kind: "found";
      unit: string;
      unitKind: "platform" | "department" | "district" | "area" | "commune";
      name: string;
      form?: string;
      area?: string;
      owner?: string;
    }
);

/** Official counts of a day, to hold the data against. */
export interface ExpectedCounts {
  district: number;
  commune: number;
  /** Counts by form, such as `ward`; forms that are not named are not compared. */
  forms?: Record<string, number>;
}

/** One reform: the events of one day and one document. */
export interface Reform {
  /** ISO date from which it holds. */
  date: string;
  /** Legal document, such as `Nghị quyết số 1686/NQ-UBTVQH15`. */
  document: string;
  title: string;
  expected?: ExpectedCounts;
  events: ReformEvent[];
}
