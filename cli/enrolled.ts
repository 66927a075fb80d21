import type { Repository } from "../infra/repository/repository.ts";
import { nearest } from "../model/messages/nearest.ts";
import { linesOf, type Text } from "../model/text.ts";
import { UserError } from "./terminal/exit-codes.ts";

/** Agencies that the platform makes a project for, by code: those that can be built, proved and taken away. */
export function enrolledAgencies({ tenants }: Pick<Repository, "tenants">): string[] {
  return Object.values(tenants).flatMap(({ code, enrolled }) => (enrolled ? [code] : []));
}

/**
 * The agencies to build: those named, or all enrolled ones.
 * @throws UserError which says what to do about a code that is unknown, has ended, or is not enrolled.
 */
export function agenciesToBuild(
  repository: Pick<Repository, "tenants" | "province">,
  named: readonly string[],
): string[] {
  const faults = named.flatMap((code): Text[] => {
    const tenant = repository.tenants[code];
    if (tenant?.enrolled) return [];
    if (tenant) {
      return [
        {
          en: `${code} (${tenant.name}) is not enrolled: write stacks/agencies/${code}.yaml (npx province init agency ${code}), or add it to \`enrolled\` in stacks/province.yaml.`,
          vi: `${code} (${tenant.name}) chưa ghi danh: hãy viết stacks/agencies/${code}.yaml (npx province init agency ${code}), hoặc thêm vào \`enrolled\` trong stacks/province.yaml.`,
        },
      ];
    }
    const past = repository.province.ended[code];
    if (past) {
      const { name, validTo, successor } = past;
      return [
        {
          en: `${code} (${name}) ended on ${validTo}${successor === undefined ? "" : `; its successor is ${successor}`}.`,
          vi: `${code} (${name}) đã kết thúc ngày ${validTo}${successor === undefined ? "" : `; đơn vị kế thừa là ${successor}`}.`,
        },
      ];
    }
    return [noAgency(repository, code)];
  });
  if (faults.length > 0) throw new UserError(linesOf(faults));
  return named.length > 0 ? [...new Set(named)] : enrolledAgencies(repository);
}

/**
 * The agencies to take away: also those that are enrolled no more, or have ended.
 * @throws UserError on a code that nobody ever had.
 */
export function agenciesToDestroy(
  repository: Pick<Repository, "tenants" | "province">,
  named: readonly string[],
): string[] {
  const unknown = named.filter((code) => !repository.tenants[code] && !repository.province.ended[code]);
  if (unknown.length > 0) throw new UserError(linesOf(unknown.map((code) => noAgency(repository, code))));
  return [...new Set(named)];
}

function noAgency({ tenants }: Pick<Repository, "tenants">, code: string): Text {
  const near = nearest(code, Object.keys(tenants));
  return {
    en: `There is no agency ${code}.${near === undefined ? "" : ` Did you mean ${near}?`} See: npx province units`,
    vi: `Không có cơ quan ${code}.${near === undefined ? "" : ` Có phải ${near}?`} Xem: npx province units`,
  };
}
