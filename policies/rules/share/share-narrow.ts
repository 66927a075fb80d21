import type { JudgedResource, ResourcePolicy } from "../../policy.ts";
import { parseCidr } from "../../resources/cidr.ts";
import { booleanOf, knownText } from "../../resources/inputs.ts";
import { SHARE, SHARE_ACCESS } from "../../resources/types.ts";
import { violation, type Fault } from "../../violation.ts";

/** SHR-01. */
export const shareNarrow: ResourcePolicy = {
  id: "SHR-01",
  slug: "share-narrow",
  title: { en: "A share is for those who need it", vi: "Thư mục chia sẻ chỉ dành cho nơi cần" },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Manila API reference: is_public of shares, access_to of access rules"],
  why: {
    en: "A share has no login of its own: who reaches it under an allowed address has the files. A public share is listed in every project of the cloud.",
    vi: "Thư mục chia sẻ không có đăng nhập riêng: ai đến được từ địa chỉ cho phép là có các tệp. Thư mục công khai hiện ra trong mọi dự án của đám mây.",
  },
  fix: {
    en: "leave isPublic out, and allow the prefixes of the servers that mount the share",
    vi: "bỏ isPublic, chỉ cho phép tiền tố của các máy chủ gắn thư mục",
  },
  check(resource) {
    const fault =
      resource.type === SHARE ? seenByAll(resource) : resource.type === SHARE_ACCESS ? openToAll(resource) : undefined;
    return fault ? [violation(shareNarrow, resource, fault)] : [];
  },
};

function seenByAll(share: JudgedResource): Fault | undefined {
  if (booleanOf(share.inputs["isPublic"]) !== true) return undefined;
  return {
    found: { en: "is public: every project sees it", vi: "là công khai: mọi dự án đều thấy" },
    wanted: { en: "a share of its own project", vi: "thư mục của riêng dự án" },
    fix: { en: "leave isPublic out, or set it to false", vi: "bỏ isPublic hoặc đặt là false" },
  };
}

function openToAll(access: JudgedResource): Fault | undefined {
  const [type, to] = [knownText(access.inputs["accessType"]), knownText(access.inputs["accessTo"])];
  if (type !== "ip" || to === undefined || parseCidr(to)?.length !== 0) return undefined;
  const level = knownText(access.inputs["accessLevel"]);
  const shown = level === undefined ? to : `${to}, ${level}`;
  return {
    found: { en: `lets every address mount the share (${shown})`, vi: `cho mọi địa chỉ gắn thư mục (${shown})` },
    wanted: { en: "the prefixes of the servers that mount it", vi: "tiền tố của các máy chủ gắn thư mục" },
    fix: { en: "set accessTo to the prefix of those servers", vi: "đặt accessTo là tiền tố của các máy chủ đó" },
  };
}
