import { measure, run } from "../measure.ts";

/** One agency, as a whole process. */
export async function plan(): Promise<void> {
  await run("cli/province.js", ["plan", "15061", "--json"]); // warms the compile cache
  for (const agency of ["15061", "stttt"]) {
    await measure({ what: `plan of one agency (${agency}), whole process`, runs: 5, args: ["plan", agency, "--json"] });
  }
}
