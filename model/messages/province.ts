import type { Finding } from "./fault.ts";

/** What is said about the province's own files whose keys and values are right by themselves. */

export function nibbleTaken(nibble: number, other: string): Finding {
  return {
    message: {
      en: `nibble ${nibble} belongs to zone \`${other}\` already`,
      vi: `vị trí ${nibble} đã thuộc vùng \`${other}\``,
    },
    hint: { en: "each zone has a nibble of its own (AP-10)", vi: "mỗi vùng có một vị trí riêng (AP-10)" },
  };
}

export function unitTwice(code: string): Finding {
  return {
    message: { en: `unit \`${code}\` is registered a second time`, vi: `đơn vị \`${code}\` đăng ký lần thứ hai` },
    hint: {
      en: "codes are unique over all kinds (AP-16): keep one",
      vi: "mã là duy nhất cho mọi loại (AP-16): chỉ giữ một",
    },
  };
}

export function communeNeedsArea(code: string): Finding {
  return {
    message: { en: `commune \`${code}\` names no area`, vi: `xã \`${code}\` không ghi vùng kết nối` },
    hint: { en: "add its area's code", vi: "hãy thêm mã vùng kết nối" },
  };
}

export function areaOnlyForCommunes(kind: string): Finding {
  return {
    message: { en: `a unit of kind ${kind} has no area`, vi: `đơn vị loại ${kind} không có vùng kết nối` },
    hint: { en: "remove the key", vi: "hãy xóa khóa này" },
  };
}

export function notCanonical(seen: string, right: string): Finding {
  return {
    message: {
      en: `${seen} is not the usual form of this address`,
      vi: `${seen} không phải cách viết chuẩn của địa chỉ`,
    },
    hint: { en: `write ${right} (RFC 5952, AP-23)`, vi: `hãy ghi ${right} (RFC 5952, AP-23)` },
  };
}

export function notAPrefix(seen: string, family: 4 | 6): Finding {
  const example = family === 6 ? "3fff:38::/40" : "10.0.0.0/8";
  return {
    message: { en: `${seen} is not an IPv${family} block`, vi: `${seen} không phải tiền tố IPv${family}` },
    hint: { en: `write one such as ${example}`, vi: `hãy ghi dạng như ${example}` },
  };
}

export function maxLengthOutside(seen: number, prefix: string, least: number, most: number): Finding {
  return {
    message: {
      en: `maxLength ${seen} is no length of a part of ${prefix}`,
      vi: `maxLength ${seen} không phải độ dài của phần nào trong ${prefix}`,
    },
    hint: {
      en: `${least} to ${most}; ${least} is what RFC 9319 advises (AP-15)`,
      vi: `từ ${least} đến ${most}; RFC 9319 khuyến nghị ${least} (AP-15)`,
    },
  };
}

export function notUniqueLocal(seen: string): Finding {
  return {
    message: { en: `${seen} is not a unique local block`, vi: `${seen} không phải tiền tố cục bộ (ULA)` },
    hint: {
      en: "write a /48 of fd00::/8, drawn at random once (RFC 4193, AP-21)",
      vi: "hãy ghi một /48 trong fd00::/8, chọn ngẫu nhiên một lần (RFC 4193, AP-21)",
    },
  };
}

export function fewCarriers(family: "ipv4" | "ipv6", carriers: readonly string[]): Finding {
  const name = family === "ipv4" ? "IPv4" : "IPv6";
  const [only] = carriers;
  return {
    message: {
      en: only === undefined ? `no carrier has ${name}` : `${only} alone carries ${name}`,
      vi: only === undefined ? `không nhà cung cấp nào có ${name}` : `chỉ có ${only} cung cấp ${name}`,
    },
    hint: {
      en: "two carriers in each family keep the agencies on the Internet when one fails (R1-27)",
      vi: "mỗi họ địa chỉ cần hai nhà cung cấp để không mất Internet khi một bên gặp sự cố (R1-27)",
    },
  };
}

export function notDocumentation(seen: string): Finding {
  return {
    message: {
      en: `${seen} is not set aside for documentation, which this environment asks for`,
      vi: `${seen} không phải địa chỉ dành cho tài liệu, trong khi môi trường yêu cầu`,
    },
    hint: {
      en: "use 3fff::/20, 2001:db8::/32, 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 or private IPv4 (NET-07)",
      vi: "hãy dùng 3fff::/20, 2001:db8::/32, 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24 hoặc IPv4 riêng (NET-07)",
    },
  };
}

export function documentationInUse(seen: string): Finding {
  return {
    message: {
      en: `${seen} is set aside for documentation, but this environment uses registered addresses`,
      vi: `${seen} là địa chỉ dành cho tài liệu, trong khi môi trường dùng địa chỉ đã đăng ký`,
    },
    hint: { en: "write the registered block (NET-07)", vi: "hãy ghi khối đã đăng ký (NET-07)" },
  };
}

export function outsideBlock(seen: string, block: string): Finding {
  return {
    message: { en: `${seen} does not lie in ${block}`, vi: `${seen} không nằm trong ${block}` },
    hint: { en: "choose an address of the network's block", vi: "hãy chọn địa chỉ trong tiền tố của mạng" },
  };
}

export function poolBackwards(start: string, end: string): Finding {
  return {
    message: {
      en: `the pool ends at ${end}, before it starts at ${start}`,
      vi: `dải cấp phát kết thúc ở ${end}, trước điểm đầu ${start}`,
    },
    hint: { en: "swap the two", vi: "hãy đổi chỗ hai giá trị" },
  };
}

export function gatewayInPool(gateway: string, start: string, end: string): Finding {
  return {
    message: {
      en: `the gateway ${gateway} lies in the pool ${start} - ${end}`,
      vi: `cổng ra ${gateway} nằm trong dải cấp phát ${start} - ${end}`,
    },
    hint: {
      en: "move one of them: floating addresses come from the pool",
      vi: "hãy dời một trong hai: địa chỉ công cộng lấy từ dải này",
    },
  };
}

export function noSubnetFits(prefix: string): Finding {
  return {
    message: { en: `${prefix} is too small to hold a /64`, vi: `${prefix} nhỏ hơn một /64` },
    hint: {
      en: "every IPv6 subnet is a /64 (RFC 4291): write a /64 or shorter",
      vi: "mỗi mạng con IPv6 là một /64 (RFC 4291): hãy ghi /64 hoặc ngắn hơn",
    },
  };
}

export function imageWithoutSource(image: string, environment: string): Finding {
  return {
    message: {
      en: `environment \`${environment}\` has no source for image \`${image}\``,
      vi: `môi trường \`${environment}\` chưa có nguồn của ảnh đĩa \`${image}\``,
    },
    hint: {
      en: `add ${image}: <https URL or path> under images`,
      vi: `hãy thêm ${image}: <địa chỉ https hoặc đường dẫn> trong images`,
    },
  };
}

export function cloudInitMissing(path: string, known: readonly string[]): Finding {
  return {
    message: { en: `there is no file stacks/province/${path}`, vi: `không có tệp stacks/province/${path}` },
    hint: { en: `known: ${known.join(", ")}`, vi: `các tệp có: ${known.join(", ")}` },
  };
}

export function notCloudConfig(path: string): Finding {
  return {
    message: {
      en: `stacks/province/${path} is not a cloud-config`,
      vi: `stacks/province/${path} không phải cloud-config`,
    },
    hint: {
      en: "its first line is #cloud-config, and a map of keys follows",
      vi: "dòng đầu là #cloud-config, tiếp theo là các khóa",
    },
  };
}

export function portsBackwards(seen: string): Finding {
  return {
    message: { en: `${seen} is not a range of ports`, vi: `${seen} không phải dải cổng` },
    hint: { en: "ports run from 1 to 65535, the lower one first", vi: "cổng từ 1 đến 65535, số nhỏ ghi trước" },
  };
}

export function hostsBackwards(first: number, last: number): Finding {
  return {
    message: {
      en: `host numbers end at ${last}, before they start at ${first}`,
      vi: `số thứ tự kết thúc ở ${last}, trước điểm đầu ${first}`,
    },
    hint: { en: "swap the two", vi: "hãy đổi chỗ hai giá trị" },
  };
}

export function lessThanItsName(flavor: string, scsName: string): Finding {
  return {
    message: {
      en: `flavor \`${flavor}\` is smaller than its name \`${scsName}\` says`,
      vi: `cấu hình \`${flavor}\` nhỏ hơn tên \`${scsName}\` đã ghi`,
    },
    hint: {
      en: "the numbers are virtual CPUs, GiB of memory and GiB of disk, such as `SCS-1L-0.5-5`",
      vi: "hãy ghi số vCPU, GiB bộ nhớ và GiB đĩa, ví dụ `SCS-1L-0.5-5`",
    },
  };
}

export function flavorTooSmall(flavor: string, disk: number, image: string, needed: number): Finding {
  return {
    message: {
      en: `flavor \`${flavor}\` has ${disk} GiB, image \`${image}\` needs ${needed}`,
      vi: `cấu hình \`${flavor}\` có ${disk} GiB, ảnh đĩa \`${image}\` cần ${needed}`,
    },
    hint: { en: "choose a larger flavor", vi: "hãy chọn cấu hình lớn hơn" },
  };
}
