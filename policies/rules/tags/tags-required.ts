import { listed } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { knownList, tagOf } from "../../resources/inputs.ts";
import * as type from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** Who, what, where and how far: what reports and other policies read. */
const REQUIRED_TAGS: readonly string[] = ["agency", "dc", "env", "owner", "securityLevel", "stage", "system", "zone"];

/** Types with tags whose objects stand in one zone. */
const IN_A_ZONE: readonly string[] = [type.NETWORK, type.SUBNET, type.PORT, type.SEC_GROUP, type.INSTANCE];
/** Types with tags that serve every zone of a tenant: the tag zone says nothing of them. */
const ACROSS_ZONES: readonly string[] = [
  type.ROUTER,
  type.FLOATING_IP,
  type.SUBNET_POOL,
  type.TRUNK,
  type.QOS_POLICY,
  type.LOAD_BALANCER,
];

/** TAG-01. Judges where the context names an agency: another program has tags of its own. */
export const tagsRequired: ResourcePolicy = {
  id: "TAG-01",
  slug: "tags-required",
  title: {
    en: "Every resource says whose it is, what for and where",
    vi: "Mọi tài nguyên cho biết của ai, để làm gì và ở đâu",
  },
  kind: "resource",
  level: "remediate",
  levelNote: {
    en: "mandatory for a tag whose value the stack does not give",
    vi: "bắt buộc với thẻ mà stack không cho biết giá trị",
  },
  serves: ["R1-45", "R1-46", "R2-41"],
  source: [
    "Neutron and Nova API: tags on networks, subnets, ports, routers, groups and servers",
    "TT 12/2022/TT-BTTTT Đ9 (zones and levels are to be told apart)",
  ],
  why: {
    en: "Who owns it, what it belongs to and how far it has come: reports, cleaning up and other policies read it from the tags. What has none belongs to nobody.",
    vi: "Của ai, thuộc hệ thống nào và đã đến bước nào: báo cáo, việc dọn dẹp và các chính sách khác đọc từ thẻ. Cái gì không có thẻ thì không của ai.",
  },
  fix: {
    en: "add the tags as key:value; the stack's own values come from the agency's YAML",
    vi: "thêm các thẻ theo dạng khóa:giá trị; giá trị của stack lấy từ tệp YAML của cơ quan",
  },
  check(resource, context) {
    const missing = missingTags(resource, context);
    if (missing.length === 0) return [];
    const found = {
      en: `lacks the ${missing.length === 1 ? "tag" : "tags"} ${listed(missing).en}`,
      vi: `thiếu thẻ ${listed(missing).vi}`,
    };
    return [
      violation(tagsRequired, resource, {
        found,
        wanted: { en: `the tags ${listed(requiredOf(resource)).en}`, vi: `các thẻ ${listed(requiredOf(resource)).vi}` },
      }),
    ];
  },
  remediate(resource, context) {
    const added = missingTags(resource, context).flatMap((key) => {
      const value = context.tags?.[key];
      return value === undefined || value === "" ? [] : [`${key}:${value}`];
    });
    if (added.length === 0) return undefined;
    // Sorted, because the provider compares tags in the order given; what is not known yet stays last.
    const known = [...knownList(resource.inputs["tags"]), ...added];
    const texts = known.filter((tag) => typeof tag === "string").toSorted();
    return { ...resource.inputs, tags: [...texts, ...known.filter((tag) => tag === UNKNOWN)] };
  },
};

function requiredOf(resource: JudgedResource): readonly string[] {
  if (IN_A_ZONE.includes(resource.type)) return REQUIRED_TAGS;
  return ACROSS_ZONES.includes(resource.type) ? REQUIRED_TAGS.filter((key) => key !== "zone") : [];
}

function missingTags(resource: JudgedResource, context: PolicyContext): string[] {
  if (context.agency === undefined) return [];
  return requiredOf(resource).filter((key) => tagOf(resource, key) === undefined);
}
