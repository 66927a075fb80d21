// `npm run bench`: the figures of this toolkit on this machine, as a table; `npm run bench -- check scale` measures only
// these. Plans need Node alone; the rest is measured on a local cloud of its own where this machine can run one. Nothing
// here is a test.
import { report } from "./measure.ts";
import { check } from "./sections/check.ts";
import { cloud } from "./sections/cloud.ts";
import { plan } from "./sections/plan.ts";
import { scale } from "./sections/scale.ts";

const sections: Record<string, () => Promise<void>> = { plan, check, scale, cloud };

const names = process.argv.slice(2);
const unknown = names.filter((name) => sections[name] === undefined);
if (unknown.length > 0) {
  console.error(`No section ${unknown.join(", ")} in the bench. Sections: ${Object.keys(sections).join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const name of names.length > 0 ? names : Object.keys(sections)) await sections[name]?.();
  console.log(report());
}
