import { UNKNOWN, type Lifecycle, type ResourcePolicy } from "../../policy.ts";
import { numberOf } from "../../resources/inputs.ts";
import { RECORD_SET } from "../../resources/types.ts";
import { violation } from "../../violation.ts";
import { readRecordSet } from "./record-sets.ts";

/** Record types by which clients find a service. */
const ADDRESS_TYPES: readonly string[] = ["A", "AAAA", "CNAME", "HTTPS", "SVCB"];
/** Seconds: what a failed cutover costs, and what spares the resolvers afterwards. */
const BEFORE_AT_MOST = 300;
const AFTER_AT_LEAST = 3600;

/** DNS-05. Judges in stage cutover and after it: who leaves the stage says that the move is verified. */
export const cutoverTtl: ResourcePolicy = {
  id: "DNS-05",
  slug: "cutover-ttl",
  title: {
    en: "Names are quick to change during a cutover, and lasting after it",
    vi: "Tên miền đổi nhanh trong lúc chuyển đổi, và lưu lâu sau đó",
  },
  kind: "resource",
  level: "advisory",
  why: {
    en: "Until the move is verified a way back must take minutes: resolvers keep the old address for as long as its TTL said. Afterwards a short TTL only loads the name servers.",
    vi: "Khi việc chuyển chưa được xác nhận, đường lùi phải chỉ mất vài phút: máy chủ phân giải tên giữ địa chỉ cũ lâu đúng bằng TTL. Sau đó TTL ngắn chỉ làm nặng máy chủ tên miền.",
  },
  serves: ["R2-30"],
  source: ["RFC 1035 section 3.2.1", "RFC 1912 section 2.2", "RFC 2181 section 8"],
  fix: {
    en: `set ttl to ${BEFORE_AT_MOST} a day before the cutover, and back to ${AFTER_AT_LEAST} or more once it is verified`,
    vi: `đặt ttl thành ${BEFORE_AT_MOST} một ngày trước khi chuyển đổi, và trở lại ${AFTER_AT_LEAST} hoặc hơn khi đã xác nhận`,
  },
  check(resource, context) {
    if (resource.type !== RECORD_SET || !context.lifecycle) return [];
    const { type } = readRecordSet(resource);
    if (typeof type !== "string" || !ADDRESS_TYPES.includes(type)) return [];
    const ttl = numberOf(resource.inputs["ttl"]);
    if (ttl === UNKNOWN) return [];
    const { stage } = context.lifecycle;
    if (stage === "cutover" && (ttl === undefined || ttl > BEFORE_AT_MOST)) {
      return [
        violation(cutoverTtl, resource, {
          found:
            ttl === undefined
              ? { en: "leaves its ttl to the zone in stage cutover", vi: "để ttl theo vùng DNS ở bước cutover" }
              : { en: `has ttl ${ttl} in stage cutover`, vi: `có ttl ${ttl} ở bước cutover` },
          wanted: {
            en: `ttl ${BEFORE_AT_MOST} or less until the cutover is verified`,
            vi: `ttl không quá ${BEFORE_AT_MOST} cho đến khi việc chuyển đổi được xác nhận`,
          },
          fix: { en: `set ttl to ${BEFORE_AT_MOST}`, vi: `đặt ttl thành ${BEFORE_AT_MOST}` },
        }),
      ];
    }
    // Without a TTL of its own it has the zone's, which nobody shortens for one name.
    if (!isPast(context.lifecycle) || ttl === undefined || ttl >= AFTER_AT_LEAST) return [];
    return [
      violation(cutoverTtl, resource, {
        found: {
          en: `has ttl ${ttl} in stage ${stage}, after the cutover`,
          vi: `có ttl ${ttl} ở bước ${stage}, sau khi chuyển đổi`,
        },
        wanted: {
          en: `ttl ${AFTER_AT_LEAST} or more once the cutover is verified`,
          vi: `ttl từ ${AFTER_AT_LEAST} trở lên khi việc chuyển đổi đã được xác nhận`,
        },
        fix: { en: `set ttl to ${AFTER_AT_LEAST} or more`, vi: `đặt ttl thành ${AFTER_AT_LEAST} hoặc hơn` },
      }),
    ];
  },
};

function isPast({ stage, previous }: Lifecycle): boolean {
  return stage === "v6-only" || (previous === "cutover" && stage !== "cutover" && stage !== "retired");
}
