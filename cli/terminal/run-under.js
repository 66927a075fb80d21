// Plain JavaScript on purpose, as province.js: it must run on any Node.
import { spawn } from "node:child_process";
import { constants } from "node:os";

/**
 * Runs a program in this one's place and outlives it: Ctrl-C reaches the program by itself, which then ends what it has
 * begun, and this process must not leave the terminal before.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code; 128 + n when ended by signal n, as shells count
 */
export function runUnder(program, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: "inherit", env });
    const nothing = () => {};
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => child.kill(signal);
    process.on("SIGINT", nothing);
    for (const name of ["SIGTERM", "SIGHUP"]) process.on(name, passOn);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      process.off("SIGINT", nothing);
      for (const name of ["SIGTERM", "SIGHUP"]) process.off(name, passOn);
      resolve(code ?? 128 + (constants.signals[signal ?? "SIGKILL"] ?? 0));
    });
  });
}
