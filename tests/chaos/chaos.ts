// `npm run test:chaos`: the toolkit is disturbed on a local cloud of its own, by a seed, and must end where an undisturbed
// run ends. Needs what the local cloud needs: Linux and root. docs/chaos.md tells what it does and what came of it.
import { randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { campaign } from "./campaign.ts";
import { campaignTable, stuckText } from "./report.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    minutes: { type: "string" },
    kills: { type: "string" },
    faults: { type: "string" },
    changes: { type: "string" },
    services: { type: "string" },
    disks: { type: "string" },
    only: { type: "string", multiple: true, default: [] },
    cloud: { type: "string", default: process.env["PROVINCE_CLOUD"] ?? "test-chaos" },
    silence: { type: "string", default: "5" },
    json: { type: "string" },
    keep: { type: "string" },
  },
});

const { seed, kills, faults, changes, services, disks } = values;
const counts = Object.entries({ kills, faults, changes, services, disks }).flatMap(([counted, text]) =>
  text === undefined ? [] : [[counted, Number(text)] as const],
);
const bounded = counts.length > 0 || values.only.length > 0;
console.log(`seed ${seed}`);
const results = await campaign({
  seed,
  cloud: values.cloud,
  minutes: values.minutes === undefined ? (bounded ? undefined : 30) : Number(values.minutes),
  wanted: Object.fromEntries(counts),
  only: values.only.map(Number),
  silenceMs: Number(values.silence) * 1000,
  say: (line) => console.log(line),
  keep: values.keep,
});
console.log(campaignTable(results));
console.log(stuckText(results, seed));
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ seed, results }, null, 2)}\n`);
console.log(`seed ${seed}`);
if (results.some(({ convergedAfter }) => convergedAfter === undefined)) process.exitCode = 1;
