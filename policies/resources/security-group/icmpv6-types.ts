import { bothOf, type Text } from "../../messages/text.ts";

/**
 * ICMPv6 types by what RFC 4890 says of them. Types 3, 4 and 1 carry errors, 2 is packet too
 * big; Neutron security groups name the type in `portRangeMin`.
 */

/** RFC 4890 section 4.3.2: Mobile IPv6; dropped where it is not used, as in a tenant's network. */
const MOBILE_IPV6: readonly number[] = [144, 145, 146, 147];

/** RFC 4890 sections 4.4.1 and 4.4.2: neighbour discovery, multicast listeners, certificate paths, multicast routers. */
export const LINK_MUST_NOT_DROP: readonly number[] = [
  130, 131, 132, 133, 134, 135, 136, 141, 142, 143, 148, 149, 151, 152, 153,
];

/** Error messages without which paths break: unreachable, packet too big, time exceeded, parameter problem. */
export const ERRORS: readonly number[] = [1, 2, 3, 4];

/** RFC 4890 section 4.3.3 and after: experiments, reserved, redirect on servers, renumbering, node information. */
const DROP_UNLESS_JUSTIFIED: readonly number[] = [100, 101, 127, 137, 138, 139, 140, 200, 201, 255];

/** Types that no rule of a tenant admits (SEC-06). */
export const DANGEROUS: readonly number[] = [...DROP_UNLESS_JUSTIFIED, ...MOBILE_IPV6].toSorted((a, b) => a - b);

export const ECHO_REQUEST = 128;
export const ROUTER_ADVERTISEMENT = 134;
export const REDIRECT = 137;

const NAMES: Record<number, Text> = {
  1: { en: "destination unreachable", vi: "không đến được đích" },
  2: { en: "packet too big", vi: "gói tin quá lớn" },
  3: { en: "time exceeded", vi: "hết thời gian" },
  4: { en: "parameter problem", vi: "lỗi tham số" },
  100: { en: "private experimentation", vi: "thử nghiệm riêng" },
  101: { en: "private experimentation", vi: "thử nghiệm riêng" },
  127: { en: "reserved for expansion", vi: "dành cho mở rộng" },
  128: { en: "echo request", vi: "yêu cầu echo" },
  134: { en: "router advertisement", vi: "quảng bá bộ định tuyến" },
  137: { en: "redirect", vi: "chuyển hướng" },
  138: { en: "router renumbering", vi: "đánh lại địa chỉ bộ định tuyến" },
  139: { en: "node information query", vi: "hỏi thông tin nút" },
  140: { en: "node information response", vi: "trả lời thông tin nút" },
  144: { en: "home agent discovery request", vi: "yêu cầu tìm tác nhân gốc" },
  145: { en: "home agent discovery reply", vi: "trả lời tìm tác nhân gốc" },
  146: { en: "mobile prefix solicitation", vi: "hỏi tiền tố di động" },
  147: { en: "mobile prefix advertisement", vi: "quảng bá tiền tố di động" },
  200: { en: "private experimentation", vi: "thử nghiệm riêng" },
  201: { en: "private experimentation", vi: "thử nghiệm riêng" },
  255: { en: "reserved for expansion", vi: "dành cho mở rộng" },
};

/** `138 (router renumbering)`. */
export function showIcmpv6Type(type: number): Text {
  const name = NAMES[type];
  return name === undefined ? bothOf(`${type}`) : { en: `${type} (${name.en})`, vi: `${type} (${name.vi})` };
}
