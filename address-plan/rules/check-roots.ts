import type { Finding } from "../../policies/policy.ts";
import type { AllocateEntry, Ledger } from "../ledger/ledger.ts";
import { contains } from "../prefixes/address.ts";
import { parsePrefix } from "../prefixes/prefix.ts";
import { profileOf } from "../profile.ts";
import { addressFinding } from "./finding.ts";

/** AP-04 at the top: what the ledger hands out lies in what the province has registered. */
export function checkRoots(ledger: Ledger, registered: readonly { prefix: string }[]): Finding[] {
  const blocks = registered.map(({ prefix }) => parsePrefix(prefix));
  return [ledger.root6, ledger.root4]
    .filter((root) => !blocks.some((block) => contains(block, parsePrefix(root))))
    .map((root) =>
      addressFinding("AP-04", root, {
        found: { en: `root ${root}`, vi: `khối gốc ${root}` },
        wanted: {
          en: `a block inside a registered resource (${registered.map(({ prefix }) => prefix).join(", ")})`,
          vi: `khối nằm trong một tài nguyên đã đăng ký (${registered.map(({ prefix }) => prefix).join(", ")})`,
        },
        fix: {
          en: "register the block in stacks/province.yaml, or start a ledger for the block that is registered",
          vi: "hãy đăng ký khối này trong stacks/province.yaml, hoặc lập sổ cấp phát cho khối đã đăng ký",
        },
      }),
    );
}

/** AP-04 at the top: each root has the family and the length of its profile, since all below is counted from there. */
export function checkRootShape(ledger: Ledger): Finding[] {
  const { name, root6Length, root4Length } = profileOf(ledger);
  return ([6, 4] as const).flatMap((family) => {
    const text = family === 6 ? ledger.root6 : ledger.root4;
    const length = family === 6 ? root6Length : root4Length;
    const root = parsePrefix(text);
    if (root.family === family && root.length === length) return [];
    return [
      addressFinding("AP-04", text, {
        found: { en: `IPv${family} root ${text}`, vi: `khối gốc IPv${family} ${text}` },
        wanted: {
          en: `an IPv${family} /${length}, as profile ${name} has it`,
          vi: `một IPv${family} /${length}, theo phương án ${name}`,
        },
        fix: {
          en: "correct the header before the first line is committed; another root needs a ledger of its own",
          vi: "hãy sửa dòng đầu trước khi phê duyệt dòng đầu tiên; khối gốc khác cần sổ cấp phát riêng",
        },
      }),
    ];
  });
}

/** True when an allocation's prefixes have the families and lengths of its kind. */
export function isShaped(ledger: Pick<Ledger, "profile">, { kind, ipv6, ipv4 }: AllocateEntry): boolean {
  const pool = profileOf(ledger).pools[kind];
  const [six, four] = [parsePrefix(ipv6), parsePrefix(ipv4)];
  return six.family === 6 && six.length === pool.ipv6Length && four.family === 4 && four.length === pool.ipv4.length;
}

/** True when a plan can be made of the ledger at all: zones, routes and reverse zones are then worth a look. */
export function isPlannable(ledger: Ledger): boolean {
  return (
    checkRootShape(ledger).length === 0 &&
    ledger.entries.every((entry) => entry.event !== "allocate" || isShaped(ledger, entry))
  );
}
