import { projectStack, stackKind } from "../../infra/stack-names.ts";
import { UserError } from "../terminal/exit-codes.ts";
import { say } from "../terminal/language.ts";

/** Agencies of which something stands, in their own stacks or in their projects', by code. */
export function agenciesOf(standing: readonly string[]): string[] {
  const agencies = standing.flatMap((stack) => {
    const which = stackKind(stack);
    return which.kind === "platform" ? [] : [which.agency];
  });
  return [...new Set(agencies)];
}

/** What to do about agencies that stand and are enrolled no more; nothing where there are none. */
export function abandonedHint(standing: readonly string[], enrolled: readonly string[]): string[] {
  const abandoned = agenciesOf(standing).filter((agency) => !enrolled.includes(agency));
  if (abandoned.length === 0) return [];
  const why = say({ en: "no longer enrolled, and still in the cloud", vi: "không còn ghi danh, vẫn còn trên đám mây" });
  return [`npx province destroy ${abandoned.join(" ")}   (${why})`];
}

/**
 * The agencies to take away: those named, or all of which something stands, enrolled or not.
 * @throws UserError on a name of which nothing stands.
 */
export function standingAgencies(named: readonly string[], standing: readonly string[]): string[] {
  const agencies = agenciesOf(standing);
  const absent = named.filter((name) => !agencies.includes(name));
  if (absent.length > 0) {
    const all = agencies.join(", ");
    const there =
      agencies.length === 0
        ? { en: "No agency stands.", vi: "Không có cơ quan nào trên đám mây." }
        : { en: `Those that stand: ${all}.`, vi: `Hiện có: ${all}.` };
    throw new UserError({
      en: `Nothing to take away of ${absent.join(", ")}. ${there.en}`,
      vi: `Không có gì để gỡ bỏ của ${absent.join(", ")}. ${there.vi}`,
    });
  }
  return named.length > 0 ? [...named] : agencies;
}

/**
 * The stacks to take away, for each agency in their order: what is in its project, and the project itself where
 * everything goes, or the agency is enrolled no more.
 */
export function stacksToDestroy(
  agencies: readonly string[],
  standing: readonly string[],
  goes: (agency: string) => boolean,
): Map<string, string[]> {
  return new Map(
    agencies.map((agency) => {
      const stacks = goes(agency) ? [agency, projectStack(agency)] : [agency];
      return [agency, stacks.filter((stack) => standing.includes(stack))];
    }),
  );
}
