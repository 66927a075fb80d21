import { globSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe } from "vitest";
import { repositoryRoot } from "../../../infra/repository/repository.ts";
import { stopCloud } from "../../../local-cloud/cloud.ts";
import { enableIpv6 } from "./enable-ipv6.ts";
import { isolation } from "./isolation.ts";
import { provinceUp } from "./province-up.ts";
import { provinceVerify } from "./province-verify.ts";
import { stateRebuild } from "./state-rebuild.ts";

// Bringing an agency up takes minutes, so what starts from agencies that are up shares one cloud, in this order.
// Either part also runs alone: -t "province verify".

/** A cloud of these tests alone, unless one is named that stands already and is to go on standing. */
const cloud = process.env["PROVINCE_CLOUD"] ?? "test-agencies";

afterAll(async () => {
  if (process.env["PROVINCE_CLOUD"] !== undefined) return;
  await stopCloud(cloud);
  for (const state of globSync(`.state/clouds/${cloud}-*`, { cwd: repositoryRoot() }))
    rmSync(join(repositoryRoot(), state), { recursive: true });
});

describe("province up", () => provinceUp(cloud));
describe("what a deployer can do by hand", () => isolation(cloud));
describe("province verify", () => provinceVerify(cloud));
describe("states that are lost", () => stateRebuild(cloud));
describe("enabling IPv6 on a stack that has none", () => enableIpv6(cloud));
