import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { REPOSITORY } from "../sources-with.ts";

/** Two states of the province between which a change goes, there and back. */
export type Variant = "plain" | "changed";

/** A copy of the repository with a small province: what is edited in the checkout meanwhile changes nothing here. */
export interface SmallProvince {
  root: string;
  /** Folder of the state and of its passphrase. */
  state: string;
  /** Writes stacks/ anew as one of its two states. */
  become(variant: Variant): void;
  remove(): void;
}

/** An agency with a published server and one inside, and one without servers. */
const AGENCIES: Readonly<Record<Variant, Readonly<Record<string, string>>>> = {
  plain: { "15061": "", "15067": "servers: { app: false, web: false }\n" },
  // Something is made, updated, replaced and deleted; of the platform, the projects and the agencies.
  changed: {
    "15061": "servers: { app: false, web: { replicas: 2 } }\nquotas: { instances: 6, networks: 6 }\n",
    "15067":
      'servers: { web: false }\nallow:\n  - { from: { agency: "15061", zone: app }, to: app, services: [https] }\n',
  },
};

const FLAVOR = "  large: { vcpus: 4, ramMb: 8192, diskGb: 20, scsName: SCS-4L-8-20 }\n";

/** Copies the repository without what git ignores; `node_modules` is shared. */
export function smallProvince(): SmallProvince {
  const root = mkdtempSync(join(tmpdir(), "chaos-"));
  cpSync(REPOSITORY, root, {
    recursive: true,
    filter: (path) => !/\/(node_modules|\.state|\.git|Pulumi\.[\w-]+\.yaml)$/.test(path),
  });
  symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
  const state = join(root, ".state");
  mkdirSync(state, { mode: 0o700 });
  const templates = join(root, "stacks/province/templates.yaml");
  const plain = readFileSync(templates, "utf8");
  if (!plain.includes(FLAVOR)) throw new Error(`${templates} has no line ${FLAVOR}`);
  return {
    root,
    state,
    become: (variant) => {
      const folder = join(root, "stacks/agencies");
      for (const file of readdirSync(folder)) rmSync(join(folder, file));
      for (const [code, keys] of Object.entries(AGENCIES[variant])) {
        writeFileSync(join(folder, `${code}.yaml`), `code: "${code}"\n${keys}`);
      }
      const more = `${FLAVOR}  huge: { vcpus: 8, ramMb: 16384, diskGb: 20 }\n`;
      writeFileSync(templates, variant === "plain" ? plain : plain.replace(FLAVOR, more));
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
