import { type Text, oneOf } from "../text.ts";
import type { Finding } from "./fault.ts";
import { chooseFrom } from "./schema.ts";

/** What is said about an agency's file whose keys and values are right by themselves. */

export function codeTaken(code: string, other: string): Finding {
  return {
    message: { en: `\`${code}\` is the code of ${other} too`, vi: `\`${code}\` cũng là mã trong ${other}` },
    hint: { en: "each agency has one file", vi: "mỗi cơ quan chỉ có một tệp" },
  };
}

export function nameMissing(): Finding {
  return {
    message: { en: "`name` is missing", vi: "thiếu `name`" },
    hint: {
      en: "the register does not know this code: add the agency's official name in Vietnamese, or correct the code",
      vi: "sổ đăng ký chưa có mã này: hãy thêm tên chính thức của cơ quan, hoặc sửa mã",
    },
  };
}

export function kindMissing(): Finding {
  return {
    message: { en: "`kind` is missing", vi: "thiếu `kind`" },
    hint: {
      en: "add `kind: department`, or `kind: office` for the office of the People's Committee or Council",
      vi: "hãy thêm `kind: department` với sở, ban, ngành, hoặc `kind: office` với Văn phòng UBND, HĐND",
    },
  };
}

export function codeNotOfKind(code: string, kind: string): Finding {
  const hints: Record<string, Text> = {
    commune: { en: "a commune's code has five digits, such as 15061", vi: "mã cấp xã có năm chữ số, ví dụ 15061" },
    district: { en: "a district's code has three digits, such as 389", vi: "mã cấp huyện có ba chữ số, ví dụ 389" },
  };
  return {
    message: { en: `\`${code}\` is not the code of a ${kind}`, vi: `\`${code}\` không phải mã của loại \`${kind}\`` },
    hint: hints[kind] ?? {
      en: "three digits are the code of a district, five of a commune: write that kind, or the agency's own code",
      vi: "ba chữ số là mã cấp huyện, năm chữ số là mã cấp xã: hãy ghi loại đó, hoặc mã của cơ quan",
    },
  };
}

export function otherName(seen: string, registered: string): Finding {
  return {
    message: { en: `the name \`${seen}\` is not the registered one`, vi: `tên \`${seen}\` khác với sổ đăng ký` },
    hint: {
      en: `the register says ${registered}: write that, or remove the key`,
      vi: `sổ đăng ký ghi ${registered}: hãy ghi như vậy, hoặc xóa khóa này`,
    },
  };
}

export function noFixedAddresses(server: string, zone: string, mode: string): Finding {
  return {
    message: {
      en: `server \`${server}\` has a fixed address, but guests of zone \`${zone}\` make their own (${mode})`,
      vi: `máy chủ \`${server}\` có địa chỉ cố định, nhưng máy trong vùng \`${zone}\` tự tạo địa chỉ (${mode})`,
    },
    hint: {
      en: "put it into a zone whose addressMode is dhcpv6-stateful (province/zones.yaml)",
      vi: "hãy đặt vào vùng có addressMode là dhcpv6-stateful (province/zones.yaml)",
    },
  };
}

export function registeredAs(code: string, registered: string, kind: string): Finding {
  return {
    message: {
      en: `\`${code}\` is registered as ${registered}, not as ${kind}`,
      vi: `\`${code}\` đã đăng ký là ${registered}, không phải ${kind}`,
    },
    hint: {
      en: "correct the kind here or in the register",
      vi: "hãy sửa loại ở đây hoặc trong sổ đăng ký",
    },
  };
}

export function noStandard(kind: string, known: readonly string[]): Finding {
  return {
    message: { en: `the province has no standard for \`${kind}\``, vi: `tỉnh chưa có chuẩn cho \`${kind}\`` },
    hint: {
      en: `add it to stacks/province/standards.yaml; it has ${known.join(", ")}`,
      vi: `hãy thêm vào stacks/province/standards.yaml; hiện có ${known.join(", ")}`,
    },
  };
}

export function areaMissing(code: string): Finding {
  return {
    message: {
      en: `commune \`${code}\` is not registered, and names no area`,
      vi: `xã \`${code}\` chưa đăng ký và không ghi vùng kết nối`,
    },
    hint: { en: 'add its area, for example area: "389"', vi: 'hãy thêm vùng kết nối, ví dụ area: "389"' },
  };
}

export function areaNotForKind(kind: string): Finding {
  return {
    message: { en: `a ${kind} has no area`, vi: `loại \`${kind}\` không có vùng kết nối` },
    hint: {
      en: "remove the key; only districts and communes belong to an area",
      vi: "hãy xóa khóa này; chỉ cấp huyện và cấp xã thuộc vùng kết nối",
    },
  };
}

export function otherArea(area: string, registered: string): Finding {
  return {
    message: { en: `area \`${area}\` is not the registered one`, vi: `vùng kết nối \`${area}\` khác với sổ đăng ký` },
    hint: {
      en: `the register says ${registered} (stacks/province/): remove the key`,
      vi: `sổ đăng ký ghi ${registered} (stacks/province/): hãy xóa khóa này`,
    },
  };
}

export function nothingToRemove(what: "zone" | "server", name: string, known: readonly string[]): Finding {
  const vi = what === "zone" ? "vùng mạng" : "máy chủ";
  const choice = chooseFrom(name, known);
  return {
    message: {
      en: `the standard has no ${what} \`${name}\` to leave out`,
      vi: `chuẩn không có ${vi} \`${name}\` để bỏ`,
    },
    hint: choice,
  };
}

export function templateMissing(server: string, known: readonly string[]): Finding {
  return {
    message: { en: `server \`${server}\` names no template`, vi: `máy chủ \`${server}\` chưa ghi mẫu` },
    hint: { en: `add template: ${oneOf(known).en}`, vi: `hãy thêm template: ${oneOf(known).vi}` },
  };
}

export function zoneNotInTenant(zone: string, known: readonly string[], server?: string): Finding {
  const who =
    server === undefined
      ? { en: "", vi: "" }
      : { en: `server \`${server}\` stands in it, but `, vi: `máy chủ \`${server}\` đặt ở đó, nhưng ` };
  return {
    message: { en: `${who.en}the agency has no zone \`${zone}\``, vi: `${who.vi}cơ quan không có vùng \`${zone}\`` },
    hint: {
      en: `add it under zones, or use one of its zones: ${known.join(", ")}`,
      vi: `hãy thêm vào zones, hoặc dùng một vùng đã có: ${known.join(", ")}`,
    },
  };
}

export function notPublishable(server: string, zone: string, open: readonly string[]): Finding {
  return {
    message: {
      en: `server \`${server}\` cannot be published from zone \`${zone}\``,
      vi: `không thể đưa máy chủ \`${server}\` ở vùng \`${zone}\` ra Internet`,
    },
    hint: {
      en: `the Internet reaches only ${oneOf(open).en}: move the server, or publish another one before it`,
      vi: `Internet chỉ vào được ${oneOf(open).vi}: hãy chuyển máy chủ, hoặc đặt một máy chủ công khai phía trước`,
    },
  };
}

export function hostsOutOfRange(first: number, last: number, allowed: { first: number; last: number }): Finding {
  const seen = first === last ? `${first}` : `${first}-${last}`;
  return {
    message: {
      en: `host numbers ${seen} leave the range for servers`,
      vi: `số thứ tự ${seen} vượt khoảng dành cho máy chủ`,
    },
    hint: {
      en: `the address plan gives servers ${allowed.first} to ${allowed.last} here: choose a lower host, or fewer replicas`,
      vi: `quy hoạch dành cho máy chủ các số từ ${allowed.first} đến ${allowed.last}: hãy chọn host nhỏ hơn, hoặc ít replicas hơn`,
    },
  };
}

export function hostTaken(hosts: string, zone: string, other: string, free: number | undefined): Finding {
  return {
    message: {
      en: `host number ${hosts} in zone \`${zone}\` is taken by server \`${other}\``,
      vi: `số thứ tự ${hosts} trong vùng \`${zone}\` đã thuộc máy chủ \`${other}\``,
    },
    hint:
      free === undefined
        ? { en: "the subnet has no room left: use fewer replicas", vi: "mạng con đã hết chỗ: hãy giảm replicas" }
        : { en: `write host: ${free}, which is free`, vi: `hãy ghi host: ${free}, số này còn trống` },
  };
}

export function imageNotIpv6Ready(server: string, image: string): Finding {
  return {
    message: {
      en: `server \`${server}\` cannot run on IPv6 alone: image \`${image}\` is not ready for it`,
      vi: `máy chủ \`${server}\` không chạy được khi chỉ có IPv6: ảnh đĩa \`${image}\` chưa sẵn sàng`,
    },
    hint: { en: "use another template, or mode: dual", vi: "hãy dùng mẫu khác, hoặc mode: dual" },
  };
}

export function tooManySubnets(zone: string, seen: number, limit: number): Finding {
  return {
    message: {
      en: `zone \`${zone}\` has no room for ${seen} subnets`,
      vi: `vùng \`${zone}\` không đủ chỗ cho ${seen} mạng con`,
    },
    hint: { en: `at most ${limit} for this kind of agency`, vi: `loại cơ quan này có không quá ${limit}` },
  };
}

export function zonesMissingForLevel(
  level: number,
  missing: readonly string[],
  baseline: string,
  dataCentre: string,
): Finding {
  const names = missing.join(", ");
  return {
    message: {
      en: `level ${level} needs zones that are not there: ${names}`,
      vi: `cấp độ ${level} còn thiếu các vùng mạng: ${names}`,
    },
    hint: {
      en: `${baseline}: add them under zones (the data centre ${dataCentre} does not provide them), or lower the level`,
      vi: `${baseline}: hãy thêm vào zones (trung tâm dữ liệu ${dataCentre} không cung cấp), hoặc hạ cấp độ`,
    },
  };
}

export function quotaTooSmall(quota: string, limit: number, needed: number): Finding {
  return {
    message: {
      en: `the servers and networks need ${quota}: ${needed}, the quota is ${limit}`,
      vi: `máy chủ và mạng cần ${quota}: ${needed}, hạn mức là ${limit}`,
    },
    hint: {
      en: `write ${quota}: ${needed} or more under quotas`,
      vi: `hãy ghi ${quota}: ${needed} trở lên trong quotas`,
    },
  };
}

export function noOffice(code: string, name: string, offices: readonly string[]): Finding {
  return {
    message: { en: `\`${code}\` (${name}) is no \`office\``, vi: `\`${code}\` (${name}) không thuộc loại \`office\`` },
    hint: {
      en: `only ${offices.join(", ")} are (offices in stacks/province/units.yaml): remove the key`,
      vi: `chỉ có ${offices.join(", ")} (offices trong stacks/province/units.yaml): hãy xóa khóa này`,
    },
  };
}

export function levelTooLow(level: number, least: number, kind: string): Finding {
  return {
    message: {
      en: `security level ${level} is lower than a ${kind} may have`,
      vi: `cấp độ an toàn ${level} thấp hơn mức cho phép với loại \`${kind}\``,
    },
    hint: {
      en: `write ${least} or more (minSecurityLevel in stacks/province/standards.yaml)`,
      vi: `hãy ghi ${least} trở lên (minSecurityLevel trong stacks/province/standards.yaml)`,
    },
  };
}

export function levelLowered(level: number, usual: number): Finding {
  return {
    message: {
      en: `the agency lowers its security level to ${level}; that of its kind is ${usual}`,
      vi: `cơ quan hạ cấp độ an toàn xuống ${level}; cấp độ của loại cơ quan này là ${usual}`,
    },
    hint: {
      en: "whoever approves it looks for the decision on the system's level",
      vi: "người duyệt cần xem quyết định phê duyệt cấp độ của hệ thống",
    },
  };
}

export function quotaTooLarge(quota: string, own: number, limit: number, kind: string): Finding {
  return {
    message: {
      en: `${quota}: ${own} is more than a ${kind} may grant itself`,
      vi: `${quota}: ${own} vượt mức mà loại \`${kind}\` được tự đặt`,
    },
    hint: {
      en: `at most ${limit} (quotaLimits in stacks/province/standards.yaml); for more ask the platform team`,
      vi: `không quá ${limit} (quotaLimits trong stacks/province/standards.yaml); cần thêm hãy hỏi nhóm nền tảng`,
    },
  };
}

export function quotaRaised(quota: string, own: number, usual: number): Finding {
  return {
    message: {
      en: `the agency raises its quota ${quota} to ${own}; that of its kind is ${usual}`,
      vi: `cơ quan tăng giới hạn ${quota} lên ${own}; mức của loại cơ quan này là ${usual}`,
    },
  };
}

export function v6OnlyNeedsPhase3(phase: number): Finding {
  return {
    message: {
      en: `mode v6-only does not fit phase ${phase}`,
      vi: `mode v6-only không phù hợp với giai đoạn ${phase}`,
    },
    hint: {
      en: "IPv6 alone belongs to phase 3: write phase: 3, or mode: dual",
      vi: "thuần IPv6 thuộc giai đoạn 3: hãy ghi phase: 3, hoặc mode: dual",
    },
  };
}

export function zoneNeedsPhase3(zone: string, server: string, phase: number): Finding {
  return {
    message: {
      en: `mode v6-only of zone \`${zone}\` does not fit server \`${server}\` in it, which is in phase ${phase}`,
      vi: `mode v6-only của vùng \`${zone}\` không phù hợp với máy chủ \`${server}\` trong vùng, đang ở giai đoạn ${phase}`,
    },
    hint: {
      en: `IPv6 alone belongs to phase 3: write phase: 3 for the server or the agency, or remove the zone's mode`,
      vi: `thuần IPv6 thuộc giai đoạn 3: hãy ghi phase: 3 cho máy chủ hoặc cơ quan, hoặc xóa mode của vùng`,
    },
  };
}

export function stageNeedsV6Only(mode: string): Finding {
  return {
    message: { en: `stage v6-only does not fit mode ${mode}`, vi: `stage v6-only không phù hợp với mode ${mode}` },
    hint: { en: "write mode: v6-only, or stage: verified", vi: "hãy ghi mode: v6-only, hoặc stage: verified" },
  };
}

export function peerIsSelf(): Finding {
  return {
    message: { en: "the agency names itself as another agency", vi: "cơ quan ghi chính mình là cơ quan khác" },
    hint: { en: "write the zone alone, for example from: dmz", vi: "chỉ ghi vùng mạng, ví dụ from: dmz" },
  };
}

export function peerHasNoZone(agency: string, zone: string, known: readonly string[]): Finding {
  return {
    message: {
      en: `agency \`${agency}\` has no zone \`${zone}\``,
      vi: `cơ quan \`${agency}\` không có vùng \`${zone}\``,
    },
    hint: chooseFrom(zone, known),
  };
}

export function flowNotInMatrix(from: Text, to: string, targets: readonly string[]): Finding {
  return {
    message: {
      en: `the flow matrix has no way from ${from.en} to ${to}`,
      vi: `ma trận luồng không có đường từ ${from.vi} đến ${to}`,
    },
    hint:
      targets.length === 0
        ? { en: `nothing is allowed from ${from.en}`, vi: `không luồng nào được phép từ ${from.vi}` }
        : {
            en: `from ${from.en} one may reach ${oneOf(targets).en}`,
            vi: `từ ${from.vi} chỉ được đến ${oneOf(targets).vi}`,
          },
  };
}

export function serviceNotInMatrix(service: string, from: Text, to: string, allowed: readonly string[]): Finding {
  return {
    message: {
      en: `\`${service}\` is not allowed from ${from.en} to ${to}`,
      vi: `\`${service}\` không được phép từ ${from.vi} đến ${to}`,
    },
    hint: {
      en: `the flow matrix (stacks/province/zones.yaml) allows ${allowed.join(", ")}`,
      vi: `ma trận luồng (stacks/province/zones.yaml) cho phép ${allowed.join(", ")}`,
    },
  };
}

export function nothingPublished(zone: string): Finding {
  return {
    message: {
      en: `no server in zone \`${zone}\` is published`,
      vi: `vùng \`${zone}\` không có máy chủ nào công khai`,
    },
    hint: {
      en: "write publish: true at one of its servers, or remove this flow",
      vi: "hãy ghi publish: true ở một máy chủ, hoặc xóa luồng này",
    },
  };
}
