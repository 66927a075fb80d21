import { UNKNOWN, type JudgedResource, type PolicyContext, type ResourcePolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { INSTANCE } from "../../resources/types.ts";
import { isV6Only } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";

/** CMP-04. */
export const configDrive: ResourcePolicy = {
  id: "CMP-04",
  slug: "config-drive",
  title: {
    en: "A server without IPv4 reads its metadata from a config drive",
    vi: "Máy chủ không có IPv4 đọc metadata từ ổ cấu hình",
  },
  kind: "resource",
  level: "remediate",
  serves: ["R1-40"],
  source: [
    "Neutron administration guide, IPv6: config drive for IPv6-only guests",
    "Nova metadata guide: fe80::a9fe:a9fe since Victoria",
  ],
  why: {
    en: "A server without IPv4 can't reach Nova's metadata service at 169.254.169.254 and would boot without keys and user data. A config drive needs no network.",
    vi: "Máy chủ không có IPv4 không đến được dịch vụ metadata của Nova ở 169.254.169.254 và sẽ khởi động mà không có khóa và user data. Ổ cấu hình không cần mạng.",
  },
  fix: { en: "set configDrive: true", vi: "đặt configDrive: true" },
  check(server, context) {
    if (!needsDrive(server, context)) return [];
    const found =
      booleanOf(server.inputs["configDrive"]) === false
        ? {
            en: "has configDrive false on an IPv6-only network",
            vi: "có configDrive false trên một mạng thuần IPv6",
          }
        : {
            en: "has no config drive on an IPv6-only network",
            vi: "không có ổ cấu hình trên một mạng thuần IPv6",
          };
    const wanted = { en: "configDrive: true there", vi: "configDrive: true ở đó" };
    return [violation(configDrive, server, { found, wanted })];
  },
  remediate(server, context) {
    return needsDrive(server, context) ? { ...server.inputs, configDrive: true } : undefined;
  },
};

function needsDrive(server: JudgedResource, context: PolicyContext): boolean {
  if (server.type !== INSTANCE || !isV6Only(server, context)) return false;
  const drive = booleanOf(server.inputs["configDrive"]);
  return drive !== UNKNOWN && drive !== true;
}
