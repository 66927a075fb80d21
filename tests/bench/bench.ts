// `npm run bench`: the figures of this toolkit on this machine, as a table; `npm run bench -- check scale` measures only
// these, and `npm run bench -- terraform`, which never runs unasked, compares one tenant with Terraform's. Plans need
// Node alone; the rest is measured on a local cloud of its own where this machine can run one. Nothing here is a test.
import { report } from "./measure.ts";
import { check } from "./sections/check.ts";
import { cloud } from "./sections/cloud.ts";
import { load } from "./sections/load.ts";
import { plan } from "./sections/plan.ts";
import { scale } from "./sections/scale.ts";
import { terraform } from "./sections/terraform.ts";

const byDefault = { load, plan, check, scale, cloud };
const sections: Record<string, () => Promise<void>> = { ...byDefault, terraform };

const names = process.argv.slice(2);
const unknown = names.filter((name) => sections[name] === undefined);
if (unknown.length > 0) {
  console.error(`No section ${unknown.join(", ")} in the bench. Sections: ${Object.keys(sections).join(", ")}.`);
  process.exitCode = 2;
} else {
  for (const name of names.length > 0 ? names : Object.keys(byDefault)) await sections[name]?.();
  console.log(report());
}
