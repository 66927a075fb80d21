import { listed } from "../../messages/text.ts";
import { UNKNOWN, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { violation } from "../../violation.ts";
import { isLive, reservedAsn, speakersOf, type Speaker } from "./speakers.ts";

/** BGP-01. Silent in a stack without speakers: its border routers may announce without Neutron. */
export const speakerBothFamilies: StackPolicy = {
  id: "BGP-01",
  slug: "speaker-both-families",
  title: {
    en: "BGP speaks for both families under a registered AS number",
    vi: "BGP phục vụ cả hai họ địa chỉ với một số hiệu mạng đã đăng ký",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "AS numbers for documentation and private use are refused in production and staging only",
    vi: "số hiệu mạng dành cho tài liệu và dùng riêng chỉ bị từ chối ở môi trường production và staging",
  },
  why: {
    en: "A data centre that announces IPv4 alone is not on the IPv6 Internet, whatever its servers have. Reserved AS numbers are filtered by every carrier.",
    vi: "Trung tâm dữ liệu chỉ quảng bá IPv4 thì không có mặt trên Internet IPv6, dù máy chủ có địa chỉ gì. Mọi nhà cung cấp đều lọc bỏ số hiệu mạng dành riêng.",
  },
  serves: ["R1-24", "R1-29"],
  source: [
    "RFC 4271",
    "RFC 7607",
    "RFC 6793",
    "RFC 5398",
    "RFC 6996",
    "Neutron administration guide, BGP: one speaker is of one family",
  ],
  fix: {
    en: "make one BgpSpeakerV2 of ipVersion 4 and one of ipVersion 6, both with the province's AS number",
    vi: "tạo một BgpSpeakerV2 có ipVersion 4 và một có ipVersion 6, cùng mang số hiệu mạng của tỉnh",
  },
  check(resources, context) {
    const speakers = speakersOf(graphOf(resources));
    return [...checkFamilies(speakers, context), ...speakers.flatMap((speaker) => checkAsn(speaker, context))];
  },
};

function checkFamilies(speakers: readonly Speaker[], context: PolicyContext): Violation[] {
  const first = speakers[0];
  // A speaker of unknown family may be the one that lacks.
  if (!first || speakers.some((speaker) => speaker.family === UNKNOWN)) return [];
  const wanted = context.mode === "v6-only" ? ([6] as const) : ([4, 6] as const);
  return wanted
    .filter((family) => speakers.every((speaker) => speaker.family !== family))
    .map((family) =>
      violation(speakerBothFamilies, first.resource, {
        found: {
          en: `is of ipVersion ${family === 4 ? 6 : 4}, and the stack has no speaker of ipVersion ${family}`,
          vi: `có ipVersion ${family === 4 ? 6 : 4}, còn stack không có bộ phát BGP nào với ipVersion ${family}`,
        },
        wanted:
          context.mode === "v6-only"
            ? { en: "a speaker of IPv6", vi: "một bộ phát BGP cho IPv6" }
            : { en: "a speaker of each family", vi: "mỗi họ địa chỉ một bộ phát BGP" },
        fix: {
          en: `add a BgpSpeakerV2 with ipVersion ${family} and the same localAs`,
          vi: `thêm một BgpSpeakerV2 có ipVersion ${family} và cùng localAs`,
        },
      }),
    );
}

function checkAsn({ resource, localAs }: Speaker, context: PolicyContext): Violation[] {
  if (typeof localAs !== "number") return [];
  const reserved = reservedAsn(localAs);
  if (reserved && (reserved.always || isLive(context))) {
    return [
      violation(speakerBothFamilies, resource, {
        found: {
          en: `has localAs ${localAs}, ${reserved.always ? "" : "a number "}${reserved.use.en}`,
          vi: `có localAs ${localAs}, là ${reserved.always ? "" : "số "}${reserved.use.vi}`,
        },
        wanted: { en: "an AS number that is registered for the province", vi: "một số hiệu mạng đã đăng ký cho tỉnh" },
        fix: {
          en: "set localAs to the number that VNNIC registered",
          vi: "đặt localAs bằng số hiệu mạng mà VNNIC đã cấp",
        },
      }),
    ];
  }
  if (!context.asns || context.asns.includes(localAs)) return [];
  const registered = context.asns.map((asn) => `AS${asn}`).toSorted();
  return [
    violation(speakerBothFamilies, resource, {
      found: { en: `has localAs ${localAs}`, vi: `có localAs ${localAs}` },
      wanted: {
        en: `an AS number that is registered for the province (${listed(registered).en})`,
        vi: `một số hiệu mạng đã đăng ký cho tỉnh (${listed(registered).vi})`,
      },
      fix: {
        en: "set localAs to a registered number, or record the new registration in the province's data",
        vi: "đặt localAs bằng một số đã đăng ký, hoặc ghi đăng ký mới vào dữ liệu của tỉnh",
      },
    }),
  ];
}
