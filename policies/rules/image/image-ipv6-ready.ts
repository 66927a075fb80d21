import { bothOf, listed } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { booleanOf, cloudName, knownText, recordOf, textOf, type Known } from "../../resources/inputs.ts";
import { graphOf, knownOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { FLAVOR, IMAGE, INSTANCE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/**
 * IMG-01. An image is judged where it is made; a server by the names of its image and flavor, where its program names
 * them, makes them or looks them up: an id alone says nothing of what it stands for.
 */
export const imageIpv6Ready: StackPolicy = {
  id: "IMG-01",
  slug: "image-ipv6-ready",
  title: {
    en: "Servers start from images that were seen to work on IPv6",
    vi: "Máy chủ khởi động từ ảnh đĩa đã được thấy chạy tốt trên IPv6",
  },
  kind: "stack",
  level: "mandatory",
  serves: ["R1-42", "R1-43"],
  source: [
    "NIST SP 500-267Ar1 (USGv6 profile)",
    "NIST SP 800-119 section 6",
    "Glance, Image properties and visibility",
  ],
  why: {
    en: "An operating system without working IPv6 makes the whole subnet behind it useless, and an image from anywhere brings whatever somebody put into it. So images are tested once, marked, verified on upload, and servers are built from the approved ones only.",
    vi: "Hệ điều hành không chạy được IPv6 làm cả mạng con phía sau vô dụng, và ảnh đĩa không rõ nguồn mang theo bất cứ thứ gì người khác đã đưa vào. Vì vậy ảnh đĩa được thử một lần, đánh dấu, đối chiếu khi tải lên, và máy chủ chỉ dựng từ ảnh đĩa đã duyệt.",
  },
  fix: {
    en: "test the image on IPv6, then set properties.ipv6_ready to true; start servers from approved images and flavors",
    vi: "thử ảnh đĩa trên IPv6, rồi đặt properties.ipv6_ready thành true; khởi động máy chủ từ ảnh đĩa và cấu hình máy chủ đã duyệt",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return [
      ...graph.all(IMAGE).flatMap((image) => checkImage(image)),
      ...graph.all(INSTANCE).flatMap((server) => checkServer(server, graph, context)),
    ];
  },
};

function checkImage(image: JudgedResource): Violation[] {
  const faults: Violation[] = [];
  const ready = readiness(image);
  if (ready !== "true" && ready !== UNKNOWN) {
    const found =
      ready === undefined
        ? { en: "has no property ipv6_ready", vi: "không có thuộc tính ipv6_ready" }
        : { en: `has ipv6_ready "${ready}"`, vi: `có ipv6_ready “${ready}”` };
    faults.push(violation(imageIpv6Ready, image, { found, wanted: bothOf("properties.ipv6_ready true") }));
  }
  // The provider verifies unless it is told not to, or Glance downloads by itself.
  const notVerified =
    booleanOf(image.inputs["verifyChecksum"]) === false
      ? bothOf("verifyChecksum false")
      : booleanOf(image.inputs["webDownload"]) === true
        ? {
            en: "webDownload true, so that no checksum is verified",
            vi: "webDownload true, nên không mã kiểm tra nào được đối chiếu",
          }
        : undefined;
  if (notVerified) {
    faults.push(
      violation(imageIpv6Ready, image, {
        found: { en: `has ${notVerified.en}`, vi: `có ${notVerified.vi}` },
        wanted: {
          en: "an image whose checksum is verified after upload",
          vi: "ảnh đĩa được đối chiếu mã kiểm tra sau khi tải lên",
        },
        fix: {
          en: "set verifyChecksum to true and leave webDownload out",
          vi: "đặt verifyChecksum thành true và bỏ webDownload",
        },
      }),
    );
  }
  return faults;
}

function readiness(image: JudgedResource): Known<string> {
  const properties = image.inputs["properties"];
  if (properties === UNKNOWN) return UNKNOWN;
  const value = recordOf(properties)?.["ipv6_ready"];
  return typeof value === "boolean" ? String(value) : textOf(value);
}

function checkServer(server: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const parts = [
    {
      kind: { en: "image", vi: "ảnh đĩa" },
      type: IMAGE,
      id: "imageId",
      name: "imageName",
      approved: context.approvedImages,
    },
    {
      kind: { en: "flavor", vi: "cấu hình máy chủ" },
      type: FLAVOR,
      id: "flavorId",
      name: "flavorName",
      approved: context.approvedFlavors,
    },
  ];
  return parts.flatMap(({ kind, type, id, name, approved }) => {
    if (!approved) return [];
    const made = knownOf(graph.link(server, id, type));
    const used =
      knownText(server.inputs[name]) ?? (made && textOf(made.inputs["name"]) !== UNKNOWN ? cloudName(made) : undefined);
    if (used === undefined || approved.includes(used)) return [];
    const found = {
      en: `uses the ${kind.en} ${used}, which nobody approved`,
      vi: `dùng ${kind.vi} ${used}, chưa ai duyệt`,
    };
    return [
      violation(imageIpv6Ready, server, {
        found,
        wanted: { en: `one of ${listed(approved.toSorted()).en}`, vi: `một trong ${listed(approved.toSorted()).vi}` },
      }),
    ];
  });
}
