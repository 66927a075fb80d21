import { rmSync } from "node:fs";
import { exitCode } from "./exit-codes.ts";

const paths = new Set<string>();

function removeAll(): void {
  for (const path of paths) rmSync(path, { recursive: true, force: true });
}

const interrupted = (): void => process.exit(exitCode.interrupted);

/**
 * Notes a file or folder that must not outlive this process, also when Ctrl-C or the end of a CI job ends it. Returns
 * what takes it away.
 */
export function temporaryPath(path: string): () => void {
  if (paths.size === 0) {
    process.on("exit", removeAll);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, interrupted);
  }
  paths.add(path);
  return () => {
    rmSync(path, { recursive: true, force: true });
    paths.delete(path);
    if (paths.size > 0) return;
    process.off("exit", removeAll);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, interrupted);
  };
}
