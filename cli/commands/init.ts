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
import type { Language } from "../../model/text.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { openQuestions, type Ask } from "../terminal/questions.ts";
import { asOfOption, languageOption } from "../terminal/stacks-options.ts";

interface Options {
  name?: string;
  kind?: AgencyKind;
  area?: string;
  yes?: boolean;
  lang: Language;
}

/** `province init agency`: asks what an agency's file must say, and writes it. */
export function register(program: Command): void {
  program
    .command("init")
    .description("write a new file in stacks/")
    .command("agency")
    .description("write stacks/agencies/<code>.yaml; asks for what the options and the register do not say")
    .argument("<code>", "official code: stttt, or the digits of a district or commune")
    .option("--name <name>", "official name in Vietnamese")
    .addOption(new Option("--kind <kind>", "kind of agency").choices(agencyKind.options))
    .option("--area <code>", "for a commune that is not registered: code of its area")
    .option("-y, --yes", "ask nothing")
    .addOption(asOfOption())
    .addOption(languageOption())
    .action(async (code: string, options: Options) => {
      const root = repositoryRoot();
      if (existsSync(join(root, "stacks/agencies", `${code}.yaml`))) {
        throw new UserError(say[options.lang].isThere(`stacks/agencies/${code}.yaml`));
      }
      const { province, problems: faults } = openStacks(root, options);
      // Without the register nobody can say what the file may leave out.
      if (!province) throw new UserError(problemsText(faults, options.lang));
      const agency = await complete(code, options, province.units);
      const { path, text, problems, tenant } = newAgencyFile(root, agency, loadOptions(options));
      if (problems.length > 0) {
        throw new UserError(`${problems.map(problemText).join("\n")}\n\n${say[options.lang].nothingWritten}`);
      }
      if (!written(root, path, text)) throw new UserError(say[options.lang].isThere(path));
      console.log(`${text}\n${say[options.lang].written(path, tenant)}`);
    });
}

function written(root: string, path: string, text: string): boolean {
  try {
    return writeNewFile(root, path, text);
  } catch (error) {
    throw new UserError(`${path} can't be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** What the options say, then the register, then the person at the terminal. */
async function complete(code: string, options: Options, units: Record<string, Unit>): Promise<NewAgency> {
  const unit = units[code];
  const { lang, yes } = options;
  const asks = !yes && process.stdin.isTTY && process.stdout.isTTY;
  const questions = asks ? openQuestions() : undefined;
  try {
    const ask: Ask = async (question, proposal) => (questions ? questions.ask(question, proposal) : proposal);
    // The register knows the rest: only what differs from it has to be written.
    if (unit) {
      const { name, kind, area } = options;
      return { code, name: name || undefined, kind, area: area || undefined, remark: unit.name };
    }
    const likelyKind = /^[0-9]{3}$/.test(code) ? "district" : /^[0-9]/.test(code) ? "commune" : "department";
    const kind = agencyKind.safeParse(options.kind ?? (await ask(say[lang].kind, likelyKind)));
    if (!kind.success) throw new UserError(`${say[lang].kind}: ${agencyKind.options.join(", ")}`);
    const name = options.name ?? (await ask(say[lang].name, undefined));
    if (name === undefined || name === "") throw new UserError(say[lang].nameMissing(code, nearestCode(code, units)));
    const area = options.area ?? (kind.data === "commune" ? await ask(say[lang].area, undefined) : undefined);
    return { code, name, kind: kind.data, area: area || undefined };
  } finally {
    questions?.close();
  }
}

/** A unit whose code is spelt alike; digits tell nothing, since most codes differ in one of them. */
const nearestCode = (code: string, units: Record<string, Unit>): string | undefined =>
  /^[0-9]/.test(code) ? undefined : nearest(code, Object.keys(units));

const say = {
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
