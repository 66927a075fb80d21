import type { Catalogue } from "../schema/about.ts";
import { oneOf, type Text } from "../text.ts";
import type { Finding } from "./fault.ts";
import { inPlainSigns, lookAlike, lookAlikeAt } from "./look-alikes.ts";
import { chooseFrom } from "./schema.ts";

/** What is said about files, and about names that one file uses and another defines. */

export function missingFile(): Finding {
  return {
    message: { en: "the file is missing", vi: "thiếu tệp này" },
    hint: { en: "restore it from the repository's history", vi: "hãy khôi phục từ lịch sử của kho mã" },
  };
}

/** The first ledger of a province is begun by hand. */
export function missingLedger(): Finding {
  const header = '{"profile":"P40","root6":"<IPv6 /40>","root4":"10.0.0.0/8"}';
  return {
    message: missingFile().message,
    hint: {
      en: `restore it from the repository's history; a new ledger is one line: ${header}`,
      vi: `hãy khôi phục từ lịch sử của kho mã; sổ mới gồm một dòng: ${header}`,
    },
  };
}

/** The ledger was begun with another layout than the province names. */
export function otherProfile(ledger: string, province: string): Finding {
  return {
    message: {
      en: `the ledger has profile ${ledger}, province.yaml has ${province}`,
      vi: `sổ cấp phát theo phương án ${ledger}, còn province.yaml ghi ${province}`,
    },
    hint: {
      en: `a ledger keeps the profile that it was begun with: write profile: ${ledger} in stacks/province.yaml`,
      vi: `sổ giữ nguyên phương án ban đầu: hãy ghi profile: ${ledger} trong stacks/province.yaml`,
    },
  };
}

export function unreadable(error: unknown): Finding {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "EISDIR" || code === "ENOTDIR") {
    const [en, vi] = code === "EISDIR" ? ["a folder", "thư mục"] : ["no folder", "không phải thư mục"];
    return {
      message: { en: `this is ${en}`, vi: code === "EISDIR" ? `đây là ${vi}` : `đây ${vi}` },
      hint: { en: "move it away, and restore what belongs here from git", vi: "hãy chuyển đi, rồi khôi phục từ git" },
    };
  }
  return {
    message: { en: `the file cannot be read (${code})`, vi: `không đọc được tệp (${code})` },
    hint: { en: "look at its permissions", vi: "hãy kiểm tra quyền truy cập tệp" },
  };
}

/** A file beside the agencies' that nothing reads; `taken` are the names of those that are read. */
export function wrongEnding(name: string, taken: readonly string[]): Finding {
  const stem = inPlainSigns(/^[^.]*/.exec(name)?.[0] ?? "").toLowerCase();
  const right = `${stem}.yaml`;
  const fits = /^(?:[a-z][a-z0-9]{1,15}|[0-9]{3}|[0-9]{5})$/.test(stem) && !taken.includes(right);
  return {
    message: { en: "only <code>.yaml files belong here", vi: "ở đây chỉ có tệp <mã>.yaml" },
    hint: fits
      ? { en: `rename it to ${right}, or move it away`, vi: `hãy đổi tên thành ${right}, hoặc chuyển đi nơi khác` }
      : { en: "move it away", vi: "hãy chuyển đi nơi khác" },
  };
}

export function notInRegister(known: readonly string[]): Finding {
  return {
    message: { en: "the register has no such file", vi: "sổ đăng ký không có tệp này" },
    hint: { en: `only ${known.join(" and ")} belong here`, vi: `ở đây chỉ có ${known.join(" và ")}` },
  };
}

/** A file of data that nothing reads, such as one whose name is misspelt. */
export function notRead(name: string, known: readonly string[]): Finding {
  const choice = chooseFrom(name, known);
  return {
    message: { en: "nothing reads this file", vi: "không có gì đọc tệp này" },
    hint: { en: `${choice.en}; or move it away`, vi: `${choice.vi}; hoặc chuyển đi nơi khác` },
  };
}

export function notAReformFile(): Finding {
  return {
    message: { en: "only <date>.yaml files belong here", vi: "ở đây chỉ có tệp <ngày>.yaml" },
    hint: { en: "name it by its date, such as 2025-07-01.yaml", vi: "hãy đặt tên theo ngày, ví dụ 2025-07-01.yaml" },
  };
}

/** `stem` is the file's name without its ending; `renamed` is where it could go, undefined when another file is there. */
export function wrongFileName(code: string, stem: string, renamed: string | undefined): Finding {
  const plain = inPlainSigns(stem);
  const rename =
    renamed === undefined
      ? undefined
      : { en: `rename the file to ${renamed}.yaml`, vi: `hãy đổi tên tệp thành ${renamed}.yaml` };
  const correct = plain === code ? undefined : { en: `write code: ${plain}`, vi: `hãy ghi code: ${plain}` };
  const ways = [rename, correct].filter((way) => way !== undefined);
  return {
    message: { en: `the code \`${code}\` is not the file's name`, vi: `mã \`${code}\` không trùng tên tệp` },
    hint: {
      en: ways.map(({ en }) => en).join(", or ") || "move the file away",
      vi: ways.map(({ vi }) => vi).join(", hoặc ") || "hãy chuyển tệp đi nơi khác",
    },
  };
}

/** What a catalogue's names are called, and where they are defined. */
const CATALOGUES: Record<Catalogue, Text & { file: string }> = {
  agencies: { en: "agency", vi: "cơ quan", file: "stacks/province/units.yaml, register/, stacks/agencies/" },
  areas: { en: "area", vi: "vùng kết nối", file: "stacks/province/units.yaml" },
  dataCentres: { en: "data centre", vi: "trung tâm dữ liệu", file: "stacks/province.yaml" },
  districts: { en: "district", vi: "huyện", file: "stacks/province/register/districts.csv" },
  environments: { en: "environment", vi: "môi trường", file: "stacks/province/environments.yaml" },
  externalNetworks: { en: "external network", vi: "mạng ngoài", file: "stacks/province/environments.yaml" },
  flavors: { en: "flavor", vi: "cấu hình", file: "stacks/province/templates.yaml" },
  flowPeers: { en: "peer", vi: "đầu mối", file: "stacks/province/zones.yaml" },
  images: { en: "image", vi: "ảnh đĩa", file: "stacks/province/templates.yaml" },
  peers: { en: "peer", vi: "đầu mối", file: "stacks/province/zones.yaml" },
  policies: { en: "policy", vi: "quy tắc", file: "docs/policies.md" },
  securityBaselines: { en: "security baseline", vi: "bộ yêu cầu an toàn", file: "stacks/province/standards.yaml" },
  services: { en: "service", vi: "dịch vụ", file: "stacks/province/services.yaml" },
  stacks: { en: "stack", vi: "stack", file: "stacks/province/units.yaml, register/, stacks/agencies/" },
  standards: { en: "standard", vi: "chuẩn", file: "stacks/province/standards.yaml" },
  templates: { en: "template", vi: "mẫu máy chủ", file: "stacks/province/templates.yaml" },
  units: { en: "unit", vi: "đơn vị", file: "stacks/province/units.yaml, register/" },
  zones: { en: "zone", vi: "vùng mạng", file: "stacks/province/zones.yaml" },
};

/** @param names - names of the catalogue that are meant for sure, as services are by their port */
export function unknownName(
  catalogue: Catalogue,
  name: string,
  known: readonly string[],
  names: readonly string[] = [],
): Finding {
  const { en, vi, file } = CATALOGUES[catalogue];
  const message = { en: `there is no ${en} \`${name}\``, vi: `không có ${vi} \`${name}\`` };
  const parts = inPlainSigns(name).split(/,\s*/);
  if (lookAlikeAt(name) >= 0 && parts.every((part) => known.includes(part))) {
    const right = parts.join(", ");
    return { message: lookAlike(name).message, hint: { en: `write ${right}`, vi: `hãy ghi ${right}` } };
  }
  if (names.length > 0) return { message, hint: { en: `write ${oneOf(names).en}`, vi: `hãy ghi ${oneOf(names).vi}` } };
  const choice = chooseFrom(name, known);
  return {
    message,
    hint: {
      en: `${choice.en} (defined in ${file})`.trim(),
      vi: `${choice.vi} (khai báo trong ${file})`.trim(),
    },
  };
}
