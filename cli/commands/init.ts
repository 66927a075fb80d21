import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { problemsText, problemText } from "../../infra/repository/problem-text.ts";
import { loadOptions, openStacks, repositoryRoot } from "../../infra/repository/stacks.ts";
import { newAgencyFile, writeNewFile, type NewAgency } from "../../model/editor/new-agency.ts";
import { nearest } from "../../model/messages/nearest.ts";
import type { Unit } from "../../model/province.ts";
import { agencyKind } from "../../model/schema/fields.ts";
import type { AgencyKind, Tenant } from "../../model/tenant.ts";
import { languageOf } from "../../model/text.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { helpEnd } from "../terminal/help.ts";
import { say, wordsOf } from "../terminal/language.ts";
import { openQuestions, type Ask } from "../terminal/questions.ts";
import { asOfOption } from "../terminal/stacks-options.ts";

interface Options {
  name?: string;
  kind?: AgencyKind;
  area?: string;
  yes?: boolean;
}

/** `province init agency`: asks what an agency's file must say, and writes it. */
export function register(program: Command): void {
  program
    .command("init")
    .description(say({ en: "write a new file in stacks/", vi: "ghi một tệp mới vào stacks/" }))
    .command("agency")
    .description(
      say({
        en: "write stacks/agencies/<code>.yaml; asks for what the options and the register do not say",
        vi: "ghi stacks/agencies/<mã>.yaml; hỏi những điều các tùy chọn và sổ đăng ký chưa có",
      }),
    )
    .argument(
      "<code>",
      say({
        en: "official code: stttt, or the digits of a district or commune",
        vi: "mã chính thức: stttt, hoặc mã số của cấp huyện, cấp xã",
      }),
    )
    .option("--name <name>", say({ en: "official name in Vietnamese", vi: "tên chính thức bằng tiếng Việt" }))
    .addOption(
      new Option("--kind <kind>", say({ en: "kind of agency", vi: "loại cơ quan" })).choices(agencyKind.options),
    )
    .option(
      "--area <code>",
      say({
        en: "for a commune that is not registered: code of its area",
        vi: "với xã chưa đăng ký: mã vùng kết nối của xã",
      }),
    )
    .option("-y, --yes", say({ en: "ask nothing", vi: "không hỏi gì" }))
    .addOption(asOfOption())
    .addHelpText(
      "after",
      helpEnd({
        examples: [
          ["province init agency snv", { en: "asks for what is not known", vi: "hỏi những điều chưa biết" }],
          ["province init agency 15061 --yes", { en: "asks nothing", vi: "không hỏi gì" }],
        ],
        exits: { interrupted: { en: "interrupted; nothing was written", vi: "bị ngắt; chưa ghi gì" } },
      }),
    )
    .action(async (code: string, options: Options) => {
      const words = WORDS[languageOf()];
      const root = repositoryRoot();
      if (existsSync(join(root, "stacks/agencies", `${code}.yaml`))) {
        throw new UserError(words.isThere(`stacks/agencies/${code}.yaml`));
      }
      const { province, problems: faults } = openStacks(root);
      // Without the register nobody can say what the file may leave out.
      if (!province) throw new UserError(problemsText(faults));
      const agency = await complete(code, options, province.units);
      const { path, text, problems, tenant } = newAgencyFile(root, agency, loadOptions());
      if (problems.length > 0) {
        throw new UserError(`${problems.map(problemText).join("\n")}\n\n${words.nothingWritten}`);
      }
      if (!written(root, path, text)) throw new UserError(words.isThere(path));
      console.log(`${text}\n${words.written(path, tenant)}`);
    });
}

function written(root: string, path: string, text: string): boolean {
  try {
    return writeNewFile(root, path, text);
  } catch (error) {
    throw new UserError({
      en: `${path} can't be written: ${wordsOf(error)}`,
      vi: `không ghi được ${path}: ${wordsOf(error)}`,
    });
  }
}

/** What the options say, then the register, then the person at the terminal. */
async function complete(code: string, options: Options, units: Record<string, Unit>): Promise<NewAgency> {
  const unit = units[code];
  const words = WORDS[languageOf()];
  const asks = !options.yes && process.stdin.isTTY && process.stdout.isTTY;
  const questions = asks ? openQuestions() : undefined;
  try {
    const ask: Ask = async (question, proposal) => (questions ? questions.ask(question, proposal) : proposal);
    // The register knows the rest: only what differs from it has to be written.
    if (unit) {
      const { name, kind, area } = options;
      return { code, name: name || undefined, kind, area: area || undefined, remark: unit.name };
    }
    const likelyKind = /^[0-9]{3}$/.test(code) ? "district" : /^[0-9]/.test(code) ? "commune" : "department";
    const kind = agencyKind.safeParse(options.kind ?? (await ask(words.kind, likelyKind)));
    if (!kind.success) throw new UserError(`${words.kind}: ${agencyKind.options.join(", ")}`);
    const name = options.name ?? (await ask(words.name, undefined));
    if (name === undefined || name === "") throw new UserError(words.nameMissing(code, nearestCode(code, units)));
    const area = options.area ?? (kind.data === "commune" ? await ask(words.area, undefined) : undefined);
    return { code, name, kind: kind.data, area: area || undefined };
  } finally {
    questions?.close();
  }
}

/** A unit whose code is spelt alike; digits tell nothing, since most codes differ in one of them. */
const nearestCode = (code: string, units: Record<string, Unit>): string | undefined =>
  /^[0-9]/.test(code) ? undefined : nearest(code, Object.keys(units));

const WORDS = {
  en: {
    kind: `Kind (${agencyKind.options.join(", ")})`,
    name: "Official name",
    area: "Code of its area, such as 389",
    nothingWritten: "Nothing was written.",
    isThere: (path: string) => `${path} is there already; it was left as it is. Edit it, or remove it first.`,
    nameMissing: (code: string, near: string | undefined) =>
      `\`${code}\` is not in the register${near === undefined ? "" : ` (did you mean \`${near}\`?)`}, and no name was given: add --name "…"`,
    written: (path: string, tenant: Tenant | undefined) =>
      [
        `Written: ${path}`,
        ...(tenant ? [`It gives zones ${zonesOf(tenant)} and servers ${serversOf(tenant)}.`] : []),
        `Next: npx province address allocate --document "<decision>" --write, then npx province plan ${tenant?.code ?? ""}`,
      ].join("\n"),
  },
  vi: {
    kind: `Loại (${agencyKind.options.join(", ")})`,
    name: "Tên chính thức",
    area: "Mã vùng kết nối, ví dụ 389",
    nothingWritten: "Chưa ghi tệp nào.",
    isThere: (path: string) => `${path} đã có và được giữ nguyên. Hãy sửa tệp đó, hoặc xóa trước.`,
    nameMissing: (code: string, near: string | undefined) =>
      `\`${code}\` chưa có trong sổ đăng ký${near === undefined ? "" : ` (có phải \`${near}\`?)`} và chưa ghi tên: hãy thêm --name "…"`,
    written: (path: string, tenant: Tenant | undefined) =>
      [
        `Đã ghi: ${path}`,
        ...(tenant ? [`Tệp cho các vùng mạng ${zonesOf(tenant)} và máy chủ ${serversOf(tenant)}.`] : []),
        `Tiếp theo: npx province address allocate --document "<văn bản>" --write, rồi npx province plan ${tenant?.code ?? ""} --lang vi`,
      ].join("\n"),
  },
} as const;

const zonesOf = ({ zones }: Tenant): string => zones.map(({ code }) => code).join(", ");
const serversOf = ({ servers }: Tenant): string =>
  servers.map(({ name, replicas }) => (replicas > 1 ? `${name} ×${replicas}` : name)).join(", ");
