import { asText, type Text } from "../../model/text.ts";
import { wordsOf } from "./compared-kinds.ts";
import { added, changed, type Drift, type Mend, hasInstead } from "./drift.ts";
import { tagText } from "./found-configuration.ts";
import { KIND_TEXTS, entryIn, idAt, textIn, textsIn, type Entry, type SharedContent } from "./project-content.ts";

/** What a server is made from, by the names in stacks/. */
export interface ServerModel {
  image: string;
  flavor: string;
}

/** What is known of the servers of an agency. */
export interface ServerView {
  agency: string;
  /** As the program has them. */
  planned: readonly Entry[];
  /** All of the project, as Nova shows them. */
  found: readonly Entry[];
  shared: SharedContent;
  /** Of a server by its name in the cloud, where they are known. */
  modelOf: (name: string) => ServerModel | undefined;
  /** Nova's id of a server by its name in the cloud, as its stack made it. */
  madeAs: (name: string) => string | undefined;
}

/** A server of the plan that can't take part in anything: deleted, stopped, in error. */
export interface ServerDown {
  name: string;
  why: Text;
}

/** What undoes each state that somebody puts a server into (Nova API reference, server actions). */
const ACTIONS: Readonly<Record<string, string>> = {
  SHUTOFF: "os-start",
  PAUSED: "unpause",
  SUSPENDED: "resume",
  RESCUE: "unrescue",
};

/** What about an agency's servers is not as planned, and which of them are not up. */
export function serverDifferences(view: ServerView): { drifts: Drift[]; down: ServerDown[] } {
  const matched = view.planned.map((planned) => ({ planned, there: serverOf(planned, view) }));
  const known = new Set(matched.map(({ there }) => there));
  const { agency } = view;
  const down: ServerDown[] = [];
  const drifts = matched.flatMap(({ planned, there }) => {
    const name = textIn(planned, "name");
    if (there === undefined) {
      const id = view.madeAs(name);
      // A server that its stack never made is told as such from the stack's outputs.
      if (id === undefined) return [];
      down.push({ name, why: { en: "it was deleted", vi: "đã bị xóa" } });
      const text = {
        en: `server ${name} was deleted: the cloud has none of its id ${id}`,
        vi: `máy chủ ${name} đã bị xóa: đám mây không có máy nào mang id ${id}`,
      };
      const repair = `npx province up ${agency} --repair`;
      const advice = { en: `${repair} makes it anew`, vi: `${repair} tạo lại` };
      return [changed("VER-18", { agency, place: name, text, advice })];
    }
    const state = textIn(there, "status");
    if (state !== "ACTIVE") down.push({ name, why: { en: `it is ${state}`, vi: `đang ở trạng thái ${state}` } });
    return differencesOf(planned, there, view);
  });
  const strays = view.found
    .filter((server) => !known.has(server))
    .map((server) => {
      const name = textIn(server, "name");
      const command = `openstack server delete ${textIn(server, "id")}`;
      const text = {
        en: `server ${name} is there and not planned`,
        vi: `máy chủ ${name} đang có nhưng không trong kế hoạch`,
      };
      return added("VER-18", { agency, place: name, text, command });
    });
  return { drifts: [...drifts, ...strays], down };
}

/** By the id that its stack made it with, or else by its name. */
function serverOf(planned: Entry, { found, madeAs }: ServerView): Entry | undefined {
  const name = textIn(planned, "name");
  const id = madeAs(name);
  return found.find((server) => server["id"] === id) ?? found.find((server) => server["name"] === name);
}

function differencesOf(planned: Entry, there: Entry, { agency, shared, modelOf }: ServerView): Drift[] {
  const name = textIn(planned, "name");
  const at = { agency, place: name };
  const request = (what: Text, method: Mend["method"], path: string, body: unknown): Mend => ({
    what: { en: `${what.en} of server ${name}`, vi: `${what.vi} của máy chủ ${name}` },
    service: "compute",
    method,
    path: `/servers/${textIn(there, "id")}${path}`,
    body,
  });
  const drifts: Drift[] = [];
  const compare = (what: Property, has: string | Text, wanted: string | undefined, mend?: Mend): void => {
    if (wanted === undefined || has === wanted) return;
    const advice = mend === undefined ? ANEW : undefined;
    const called = PROPERTIES[what];
    drifts.push(
      changed(what === "tags" ? "VER-15" : "VER-18", {
        ...at,
        text: hasInstead(KIND_TEXTS.server, name, { called, has, wanted }),
        mend,
        ...(advice === undefined ? {} : { advice }),
      }),
    );
  };

  const state = textIn(there, "status");
  if (state !== "ACTIVE") {
    const fault = textIn(entryIn(there, "fault"), "message");
    const reason = fault === "" ? asText("") : { en: `; Nova says: ${fault}`, vi: `; Nova nêu lý do: ${fault}` };
    const action = ACTIONS[state];
    const mend =
      action === undefined
        ? undefined
        : request({ en: "the state", vi: "trạng thái" }, "POST", "/action", { [action]: null });
    const show = `openstack server show ${textIn(there, "id")}`;
    const advice = mend === undefined ? { advice: { en: `Look at it: ${show}`, vi: `Hãy xem: ${show}` } } : { mend };
    const text = {
      en: `server ${name} is ${state}${reason.en}`,
      vi: `máy chủ ${name} ở trạng thái ${state}${reason.vi}`,
    };
    drifts.push(changed("VER-18", { ...at, text, ...advice }));
  }
  const metadata = entryIn(planned, "metadata");
  compare("name", textIn(there, "name"), name, request({ en: "the name", vi: "tên" }, "PUT", "", { server: { name } }));
  compare(
    "metadata",
    pairText(entryIn(there, "metadata")),
    pairText(metadata),
    request({ en: "the metadata", vi: "metadata" }, "PUT", "/metadata", { metadata }),
  );
  compare(
    "tags",
    tagText(there),
    "tags" in planned ? tagText(planned) : undefined,
    request({ en: "the tags", vi: "thẻ" }, "PUT", "/tags", { tags: textsIn(planned, "tags") }),
  );
  compare("key pair", textIn(there, "key_name"), textIn(planned, "key_pair"));
  const model = modelOf(name);
  const nameIn = (all: readonly Entry[], id: string): string | Text =>
    textIn(all.find((each) => each["id"] === id) ?? {}, "name") || {
      en: `${id}, which is gone`,
      vi: `${id}, nay không còn`,
    };
  // From microversion 2.47 on the flavor's id is not told; ours is below.
  if (shared.flavors.length > 0) compare("flavor", nameIn(shared.flavors, idAt(there, "flavor")), model?.flavor);
  if (shared.images.length > 0) compare("image", nameIn(shared.images, idAt(there, "image")), model?.image);
  return drifts;
}

const PROPERTIES = {
  name: { en: "name", vi: "tên" },
  metadata: asText("metadata"),
  tags: { en: "tags", vi: "thẻ" },
  "key pair": { en: "key pair", vi: "cặp khóa" },
  flavor: { en: "flavor", vi: "cấu hình máy chủ" },
  image: { en: "image", vi: "ảnh đĩa" },
} as const satisfies Record<string, Text>;
type Property = keyof typeof PROPERTIES;

const ANEW = {
  en: "Only a new server in its place has it",
  vi: "Phải tạo máy chủ khác thay thế mới có",
};

const pairText = (record: Entry): string =>
  Object.entries(record)
    .map(([key, value]) => `${key}=${wordsOf(value)}`)
    .toSorted()
    .join(", ");
