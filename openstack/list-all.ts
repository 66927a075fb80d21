import * as z from "zod";
import { answered, CloudApiError } from "./cloud-api-error.ts";
import type { OpenStackSession } from "./session.ts";

const records = z.array(z.record(z.string(), z.unknown()));
/** Where Neutron, Nova and Cinder (`ports_links`), Glance (`next`) and Keystone (`links`) say that there is more. */
const page = z.looseObject({
  next: z.string().nullish(),
  links: z.looseObject({ next: z.string().nullish() }).optional(),
});
const links = z.array(z.object({ rel: z.string(), href: z.string() })).default([]);

/**
 * All of a list, whose pages are cut where the operator wants.
 * @param key - under which the list stands in the answer, such as `security_groups`
 * @throws CloudApiError when the cloud refuses it, is silent, or gives something else
 */
export async function listAll(
  session: OpenStackSession,
  service: string,
  path: string,
  key: string,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { status, body } = await session.call(service, "GET", next, { headers });
    if (status !== 200) throw new CloudApiError(answered(`GET ${next}`, status), { status });
    const answer = page.safeParse(body).data ?? {};
    const list = records.safeParse(answer[key]);
    if (!list.success) {
      throw new CloudApiError({
        en: `GET ${next} answered without a list of ${key}`,
        vi: `GET ${next} trả lời mà không có danh sách ${key}`,
      });
    }
    found.push(...list.data);
    const linked = links.safeParse(answer[`${key}_links`]).data?.find(({ rel }) => rel === "next")?.href;
    const href: string | null | undefined = linked ?? answer.next ?? answer.links?.next;
    // The query alone turns the page: the address may be one that the service knows behind its proxy.
    next = href ? `${path.replace(/\?.*/, "")}${new URL(href, "http://cloud").search}` : undefined;
  }
  return found;
}
