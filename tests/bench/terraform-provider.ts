import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { arch, platform } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOnPath, runTool } from "../../engine/host/tool.ts";
import { engineCache } from "../../engine/setup/cache.ts";
import { findGo } from "../../engine/setup/go-toolchain.ts";

const SOURCES = fileURLToPath(new URL("terraform-provider", import.meta.url));
const MODULE = "github.com/terraform-provider-openstack/terraform-provider-openstack/v3";
/** The provider's address and version as a configuration names them; go.mod pins the same version. */
export const PROVIDER = { source: "terraform-provider-openstack/openstack", version: "3.4.0" };

/** What a run of Terraform needs. */
export interface Terraform {
  program: string;
  version: string;
  /** Value of TF_CLI_CONFIG_FILE: takes the provider from a folder, never from a registry. */
  cliConfig: string;
}

/**
 * Terraform of PATH, and the OpenStack provider built from its pinned Go module into the cache, beside the engine's.
 * Returns the reason instead where one of the two, or a Go to build with, is not there.
 */
export async function findTerraform(progress: (line: string) => void): Promise<Terraform | { missing: string }> {
  const program = findOnPath("terraform");
  if (program === undefined) return { missing: "no terraform on PATH" };
  const { stdout } = await runTool(program, ["version", "-json"], { timeoutMs: 30_000 });
  const { terraform_version: version }: { terraform_version: string } = JSON.parse(stdout);
  const root = join(dirname(dirname(engineCache().root)), "bench", fingerprint());
  const system = `${platform()}_${arch() === "x64" ? "amd64" : arch()}`;
  const mirror = join(root, "mirror");
  const folder = join(mirror, "registry.terraform.io", PROVIDER.source, PROVIDER.version, system);
  const target = join(folder, `terraform-provider-openstack_v${PROVIDER.version}`);
  if (!existsSync(target)) {
    const reason = await build(root, target, progress);
    if (reason !== undefined) return { missing: reason };
  }
  const cliConfig = join(root, "terraform.rc");
  writeFileSync(
    cliConfig,
    `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
  );
  return { program, version, cliConfig };
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum"]) hash.update(readFileSync(join(SOURCES, file)));
  return hash.digest("hex").slice(0, 16);
}

/** Undefined when it is built, else the reason why it is not. */
async function build(root: string, target: string, progress: (line: string) => void): Promise<string | undefined> {
  const go = await findGo(root);
  if (go === undefined) return "no Go to build the OpenStack provider with";
  mkdirSync(root, { recursive: true });
  const temporary = mkdtempSync(join(root, "building-"));
  progress(`building terraform-provider-openstack ${PROVIDER.version} with Go ${go.version} (minutes, once)`);
  // The engine's flags, so that packages that both have are compiled once.
  const compilation = ["-trimpath", "-pgo=off", "-gcflags=all=-dwarf=false -l", "-gcflags=std=-dwarf=false"];
  const result = await runTool(go.program, ["build", ...compilation, "-ldflags=-s -w", "-o", `${temporary}/`, MODULE], {
    cwd: SOURCES,
    env: {
      ...process.env,
      CGO_ENABLED: "0",
      GOFLAGS: "-mod=readonly -buildvcs=false",
      GOTOOLCHAIN: go.toolchain,
      GOWORK: "off",
    },
  });
  try {
    if (result.code !== 0) return `the OpenStack provider could not be built: ${result.stderr.trim().slice(-400)}`;
    mkdirSync(dirname(target), { recursive: true });
    const beside = join(dirname(target), `.${basename(target)}.${process.pid}`);
    copyFileSync(join(temporary, "terraform-provider-openstack"), beside);
    renameSync(beside, target);
    return undefined;
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
