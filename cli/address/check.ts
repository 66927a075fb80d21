import { checkCapacity } from "../../address-plan/allocation/capacity.ts";
import { checkExisting } from "../../address-plan/allocation/existing-prefixes.ts";
import { planOf } from "../../address-plan/plan-of.ts";
import { routesOf } from "../../address-plan/prefixes/routes.ts";
import { checkReferences, checkReissue } from "../../address-plan/rules/check-references.ts";
import {
  announcementsOf,
  checkAnnouncements,
  checkRegistration,
  checkRoas,
  checkUniqueLocal,
} from "../../address-plan/rules/check-resources.ts";
import { checkRoots, isPlannable } from "../../address-plan/rules/check-roots.ts";
import { checkAggregates, checkDiscards, checkReverseZones } from "../../address-plan/rules/check-routes.ts";
import { checkServers, checkZones } from "../../address-plan/rules/check-zones.ts";
import { checkLedger } from "../../address-plan/rules/check.ts";
import type { Text } from "../../model/text.ts";
import type { Finding } from "../../policies/policy.ts";
import { LEVEL_TERMS } from "../report/findings.ts";
import { say } from "../terminal/language.ts";
import { readBase } from "./base.ts";
import { readExisting } from "./existing.ts";
import type { AddressWork } from "./open.ts";
import { readReferences } from "./references.ts";
import { siteRequestsOf } from "./requests.ts";

/** The verdict, and against which earlier ledger it was reached. */
export interface AddressVerdict {
  findings: Finding[];
  /** Why the ledger's history could not be compared; undefined when it was. */
  uncompared?: Text;
}

/** The verdict as a person reads it: the findings, what was not compared, and the sum. */
export function verdictText({ findings, uncompared }: AddressVerdict): string {
  const count = findings.length;
  return [
    ...findings.map(({ level, message }) => `${say(LEVEL_TERMS[level]).padEnd(10)} ${say(message)}`),
    ...(uncompared
      ? [
          say({
            en: `Not compared with an earlier ledger: ${uncompared.en}.`,
            vi: `Chưa so với sổ trước đó: ${uncompared.vi}.`,
          }),
        ]
      : []),
    count === 0
      ? say({ en: "The address plan keeps its rules.", vi: "Quy hoạch địa chỉ tuân thủ các quy tắc." })
      : say({ en: `${count} finding(s).`, vi: `${count} điều phát hiện.` }),
  ].join("\n");
}

/**
 * Judges ledger, zones, servers and networks from before the plan; `base` is the git revision, HEAD without it, whose ledger must be
 * continued (AP-07) and whose zones stay where they are (AP-10), `files` are states, previews and plans that may still name retired prefixes (AP-11).
 * @throws UserError on an unknown revision, a file that can't be read, or faults in stacks/existing-prefixes.csv.
 */
export function checkAddresses(
  { root, ledger, province, tenants }: AddressWork,
  base?: string,
  files: readonly string[] = [],
): AddressVerdict {
  const { ledger: previous, uncompared, nibbles } = readBase(root, base);
  const references = readReferences(root, files);
  const zones = Object.values(province.zones);
  const servers = tenants.flatMap((tenant) => tenant.servers.map((server) => ({ site: tenant.code, ...server })));
  const ofLedger = [
    ...checkLedger(ledger, previous, { addresses: province.environment.addresses }),
    ...checkRoots(ledger, province.resources),
  ];
  // Of a ledger whose prefixes are no blocks of its profile there is no plan to look at.
  if (!isPlannable(ledger)) return { findings: ofLedger, uncompared };
  const plan = planOf(ledger, province.asOf);
  const routes = routesOf(plan);
  const findings = [
    ...ofLedger,
    ...checkReferences(ledger, references, province.asOf),
    ...(previous ? checkReissue(previous, ledger, references) : []),
    ...checkRegistration(ledger, province.resources, province.environment.addresses),
    ...checkAnnouncements(announcementsOf(province.resources, province.roas)),
    ...checkRoas(province.resources, province.roas, province.environment.addresses),
    ...checkUniqueLocal([
      ...province.resources.filter(({ family }) => family === 6).map(({ prefix }) => prefix),
      ...province.uniqueLocalPrefixes,
    ]),
    ...checkCapacity(ledger, siteRequestsOf(province)),
    ...checkAggregates(plan, routes),
    ...checkDiscards(plan, routes),
    ...checkReverseZones(plan),
    ...checkZones(zones, nibbles),
    ...checkServers(plan, zones, servers),
    ...checkExisting(readExisting({ root, province, ledger }), plan),
  ];
  return { findings, uncompared };
}
