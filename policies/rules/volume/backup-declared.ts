import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { numberOf } from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { VOLUME } from "../../resources/types.ts";
import { enumerate, violation } from "../../violation.ts";

const SCHEDULES: readonly string[] = ["hourly", "daily", "weekly", "monthly"];
/** Five fields of cron. */
const CRON = /^(?:[\d*/,-]+ ){4}[\d*/,-]+$/;

/**
 * BLK-02. A volume says in its metadata how it is backed up: `backup_schedule`, `backup_copies` and `backup_site`, the
 * data centre where the copies lie. A volume that may be lost (a cache, scratch space) says `stateful: "false"`.
 */
export const backupDeclared: ResourcePolicy = {
  id: "BLK-02",
  slug: "backup-declared",
  title: "A volume with state says how it is backed up",
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "R1-12"],
  source: ["TT 12/2022/TT-BTTTT, Annex III, II.1b (central backup)", "Cinder, Back up Block Storage service disks"],
  why: "A backup that nobody wrote down is one that nobody checks. With schedule, copies and place on the volume itself, a report can tell which records would survive the loss of a data centre.",
  fix: 'give the volume the metadata backup_schedule (hourly, daily, weekly, monthly or cron), backup_copies and backup_site (another data centre), or stateful: "false" if it may be lost',
  check(volume, context) {
    if (volume.type !== VOLUME || labelOf(volume, "stateful") === "false") return [];
    if (labelOf(volume, "stateful") === UNKNOWN) return [];
    const faults = [schedule(volume), copies(volume), site(volume, context)].filter((fault) => fault !== undefined);
    if (faults.length === 0) return [];
    const wanted = "a schedule, one or more copies and a place in another data centre";
    return [violation(backupDeclared, volume, { found: enumerate(faults), wanted })];
  },
};

function schedule(volume: JudgedResource): string | undefined {
  const value = labelOf(volume, "backup_schedule");
  if (value === undefined) return "has no backup_schedule";
  if (value === UNKNOWN || SCHEDULES.includes(value) || CRON.test(value)) return undefined;
  return `has the backup_schedule "${value}", which is no schedule`;
}

function copies(volume: JudgedResource): string | undefined {
  const text = labelOf(volume, "backup_copies");
  if (text === undefined) return "has no backup_copies";
  if (text === UNKNOWN) return undefined;
  const value = numberOf(text);
  return typeof value === "number" && value >= 1 ? undefined : `has backup_copies "${text}"`;
}

function site(volume: JudgedResource, context: PolicyContext): string | undefined {
  const value = labelOf(volume, "backup_site");
  if (value === undefined) return "has no backup_site";
  const own = labelOf(volume, "dc") ?? context.tags?.["dc"];
  return value !== UNKNOWN && value === own ? `has the backup_site ${value}, its own data centre` : undefined;
}
