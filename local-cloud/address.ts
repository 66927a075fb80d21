import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { addressIn } from "./clouds-yaml.ts";
import { LocalCloudError } from "./errors.ts";
import { runRoot } from "./paths.ts";

/** Ports of the APIs: keystone, nova, placement, glance, neutron. */
const API_PORTS = [5000, 8774, 8778, 9292, 9696];

/** The first loopback address 127.77.n.1 that no cloud has and whose ports are free. To be called under a lock. */
export async function freeAddress(): Promise<string> {
  const taken = await addressesInUse();
  for (let n = 1; n < 255; n++) {
    const address = `127.77.${n}.1`;
    if (!taken.has(address) && (await allFree(address))) return address;
  }
  throw new LocalCloudError({
    en: "no free loopback address 127.77.n.1; stop a cloud (province cloud destroy)",
    vi: "hết địa chỉ loopback 127.77.n.1; hãy dừng một đám mây (province cloud destroy)",
  });
}

async function addressesInUse(): Promise<Set<string>> {
  const names = await readdir(runRoot()).catch(() => []);
  const texts = await Promise.all(
    names.map((name) => readFile(join(runRoot(), name, "clouds.yaml"), "utf8").catch(() => "")),
  );
  return new Set(texts.filter(Boolean).map(addressIn));
}

async function allFree(address: string): Promise<boolean> {
  const outcomes = await Promise.all(API_PORTS.map((port) => isFree(address, port)));
  return outcomes.every(Boolean);
}

function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host, port }, () => server.close(() => resolve(true)));
  });
}
