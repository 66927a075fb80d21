import { listed, type Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { numberOf } from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { VOLUME } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

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
  title: { en: "A volume with state says how it is backed up", vi: "Ổ đĩa có dữ liệu cho biết cách sao lưu của nó" },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "R1-12"],
  source: ["TT 12/2022/TT-BTTTT, Annex III, II.1b (central backup)", "Cinder, Back up Block Storage service disks"],
  why: {
    en: "A backup that nobody wrote down is one that nobody checks. With schedule, copies and place on the volume itself, a report can tell which records would survive the loss of a data centre.",
    vi: "Bản sao lưu không ai ghi lại là bản sao lưu không ai kiểm tra. Có lịch, số bản và nơi lưu ngay trên ổ đĩa, báo cáo cho biết hồ sơ nào còn lại khi mất một trung tâm dữ liệu.",
  },
  fix: {
    en: 'give the volume the metadata backup_schedule (hourly, daily, weekly, monthly or cron), backup_copies and backup_site (another data centre), or stateful: "false" if it may be lost',
    vi: 'ghi cho ổ đĩa metadata backup_schedule (hourly, daily, weekly, monthly hoặc cron), backup_copies và backup_site (một trung tâm dữ liệu khác), hoặc stateful: "false" nếu được phép mất',
  },
  check(volume, context) {
    if (volume.type !== VOLUME || labelOf(volume, "stateful") === "false") return [];
    if (labelOf(volume, "stateful") === UNKNOWN) return [];
    const faults = [schedule(volume), copies(volume), site(volume, context)].filter((fault) => fault !== undefined);
    if (faults.length === 0) return [];
    const wanted = {
      en: "a schedule, one or more copies and a place in another data centre",
      vi: "một lịch, ít nhất một bản và nơi lưu ở trung tâm dữ liệu khác",
    };
    return [violation(backupDeclared, volume, { found: listed(faults), wanted })];
  },
};

function schedule(volume: JudgedResource): Text | undefined {
  const value = labelOf(volume, "backup_schedule");
  if (value === undefined) return { en: "has no backup_schedule", vi: "không có backup_schedule" };
  if (value === UNKNOWN || SCHEDULES.includes(value) || CRON.test(value)) return undefined;
  return {
    en: `has the backup_schedule "${value}", which is no schedule`,
    vi: `có backup_schedule “${value}”, không phải một lịch`,
  };
}

function copies(volume: JudgedResource): Text | undefined {
  const text = labelOf(volume, "backup_copies");
  if (text === undefined) return { en: "has no backup_copies", vi: "không có backup_copies" };
  if (text === UNKNOWN) return undefined;
  const value = numberOf(text);
  return typeof value === "number" && value >= 1
    ? undefined
    : { en: `has backup_copies "${text}"`, vi: `có backup_copies “${text}”` };
}

function site(volume: JudgedResource, context: PolicyContext): Text | undefined {
  const value = labelOf(volume, "backup_site");
  if (value === undefined) return { en: "has no backup_site", vi: "không có backup_site" };
  const own = labelOf(volume, "dc") ?? context.tags?.["dc"];
  return value !== UNKNOWN && value === own
    ? {
        en: `has the backup_site ${value}, its own data centre`,
        vi: `có backup_site ${value}, chính là trung tâm dữ liệu của nó`,
      }
    : undefined;
}
