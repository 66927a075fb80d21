import * as z from "zod";
import type { Text } from "../../model/text.ts";
import { sourceName, type Outcome, type Probe } from "../expected/probe.ts";
import { NO_WAY, runPython, VantageError } from "./python-job.ts";
import type { VantageOf } from "./vantage.ts";

/** Seconds of silence after which a packet counts as dropped: long enough for a lost SYN to be sent again. */
const TIMEOUT = 2;
/** Seconds before an expected answer that did not come is asked for once more. */
const PAUSE = 0.5;
/** Seconds for which a service that refuses may still be starting: cloud-init starts units and does not wait for them. */
const STARTING = 20;
/** Tries under way at once in one source; far below the usual limit of 1024 open files. */
const WIDTH = 400;

const results = z.array(
  z.tuple([z.enum(["open", "refused", "timeout", "unreachable", "untried"]), z.string(), z.number()]),
);

/** What came of the probes of one source. */
export interface ProbedSource {
  source: Probe["from"];
  outcomes: Outcome[];
  /** Why none of its probes could be tried. */
  failure?: Text;
}

/**
 * Runs probes, every source at the same time and all probes of a source in one process there. A source without a
 * vantage point, or whose process fails, has a `failure` and no outcomes; never throws for one.
 */
export function runProbes(probes: readonly Probe[], vantageOf: VantageOf): Promise<ProbedSource[]> {
  const bySource = Map.groupBy(probes, (probe) => sourceName(probe.from));
  return Promise.all([...bySource.values()].map((own) => probeFrom(own, vantageOf)));
}

async function probeFrom(probes: Probe[], vantageOf: VantageOf): Promise<ProbedSource> {
  const source = probes[0]?.from ?? { kind: "internet" };
  const vantage = vantageOf(source);
  if (vantage === undefined) return { source, outcomes: [], failure: NO_WAY };
  const job = {
    timeout: TIMEOUT,
    pause: PAUSE,
    starting: STARTING,
    width: WIDTH,
    probes: probes.map(({ protocol, address, port, expect }) => [protocol, address, port, expect]),
  };
  try {
    const seen = results.parse(await runPython(vantage, "probe.py", job));
    if (seen.length !== probes.length) {
      const [got, sent] = [seen.length, probes.length];
      const failure = { en: `${got} results for ${sent} probes`, vi: `${got} kết quả cho ${sent} phép thử` };
      return { source, outcomes: [], failure };
    }
    return {
      source,
      outcomes: probes.flatMap((probe, index) => {
        const result = seen[index];
        return result === undefined ? [] : [{ probe, seen: result[0], detail: result[1], ms: result[2] }];
      }),
    };
  } catch (error) {
    if (error instanceof VantageError) return { source, outcomes: [], failure: error.text };
    if (!(error instanceof z.ZodError)) throw error;
    const failure = { en: "its results are not of the known form", vi: "kết quả không đúng dạng đã biết" };
    return { source, outcomes: [], failure };
  }
}
