import type { Text } from "../model/text.ts";
import type { Finding } from "../policies/policy.ts";

/** What a verification can find; docs/proof.md has a paragraph on each. */
export const checks = {
  "VER-01": {
    en: "a connection that the YAML allows does not get through",
    vi: "kết nối mà YAML cho phép lại không đi qua được",
  },
  "VER-02": {
    en: "a connection that the YAML does not allow gets through",
    vi: "kết nối mà YAML không cho phép lại đi qua được",
  },
  "VER-03": {
    en: "a dropped connection proves nothing: there is no way to the target",
    vi: "kết nối bị chặn không chứng minh được gì: không có đường đến đích",
  },
  "VER-04": { en: "the two families differ", vi: "hai họ địa chỉ cho kết quả khác nhau" },
  "VER-05": { en: "a server's addresses are not those of the plan", vi: "địa chỉ của máy chủ không đúng quy hoạch" },
  "VER-06": {
    en: "a server's default routes are not right in both families",
    vi: "tuyến mặc định của máy chủ không đúng ở cả hai họ địa chỉ",
  },
  "VER-07": {
    en: "a server's resolvers are not those of the environment",
    vi: "máy chủ phân giải tên của máy chủ không phải của môi trường",
  },
  "VER-08": { en: "a server's MTU is not the network's", vi: "MTU của máy chủ không phải của mạng" },
  "VER-09": {
    en: "the metadata service does not answer a server as it should",
    vi: "dịch vụ metadata không trả lời máy chủ đúng cách",
  },
  "VER-10": { en: "cloud-init did not finish, or with errors", vi: "cloud-init chưa xong, hoặc xong nhưng có lỗi" },
  "VER-11": { en: "a server's host name is not its own", vi: "tên máy của máy chủ không đúng" },
  "VER-12": {
    en: "a security group or rule is not the planned one",
    vi: "nhóm bảo mật hoặc quy tắc không đúng kế hoạch",
  },
  "VER-13": {
    en: "a network, subnet, pool, router or its interface or route is not the planned one, or open to others",
    vi: "mạng, mạng con, pool, bộ định tuyến, giao diện hoặc tuyến của nó không đúng kế hoạch, hoặc mở cho bên khác",
  },
  "VER-14": {
    en: "a port or floating address is not the planned one",
    vi: "cổng mạng hoặc địa chỉ nổi không đúng kế hoạch",
  },
  "VER-15": {
    en: "a resource lies in the wrong project, has other tags than planned, or is nobody's",
    vi: "tài nguyên nằm sai dự án, có thẻ khác kế hoạch, hoặc không của ai",
  },
  "VER-16": { en: "what is deployed is not what the YAML has", vi: "những gì đã triển khai không giống YAML" },
  "VER-17": { en: "a part of the proof could not be tried", vi: "có phần không thử được" },
  "VER-18": { en: "a server is not the planned one, or not there", vi: "máy chủ không đúng kế hoạch, hoặc không có" },
  "VER-19": { en: "a quota is not the planned one", vi: "hạn mức không đúng kế hoạch" },
  "VER-20": { en: "who works in a project is not as planned", vi: "người làm việc trong dự án không đúng kế hoạch" },
} as const satisfies Record<string, Text>;

export type CheckId = keyof typeof checks;

/** A difference between the YAML and the cloud. `resource` is a server (`stttt/web-1`) or a cloud resource in words. */
export function difference(policy: CheckId, resource: string, message: Text): Finding {
  return { policy, level: "mandatory", resource, message };
}
