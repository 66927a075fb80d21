import type { ResourcePolicy } from "../../policy.ts";
import { knownText } from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { OBJECT_CONTAINER } from "../../resources/types.ts";
import { violation, type Fault } from "../../violation.ts";

/** `*:*` and `*` are every user of every project of the cloud, `.r:*` is the Internet without a login. */
const ANY_USER = /^\*(?::\*)?$/;
const ANYBODY = /^\.r(?:ef(?:errer|erer)?)?:\*$/i;

/** OBJ-01. A container that is meant for everybody to read says so in its metadata: `exposure: public`. */
export const containerAcl: ResourcePolicy = {
  id: "OBJ-01",
  slug: "container-acl",
  title: {
    en: "A container is for those whom it names",
    vi: "Kho đối tượng chỉ dành cho người được nêu tên",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Swift, Access Control Lists (ACLs): .r:*, .rlistings, *:*"],
  why: {
    en: "What everybody may read is found and copied within hours, and stays copied. What everybody may write is used to store other people's files, and to change ours.",
    vi: "Nơi ai cũng đọc được thì bị tìm thấy và sao chép chỉ trong vài giờ. Nơi ai cũng ghi được thì thành chỗ chứa của người khác, và dữ liệu của ta bị sửa.",
  },
  fix: {
    en: "name projects or users in containerRead and containerWrite, or say exposure: public in the metadata of a container that everybody is meant to read",
    vi: "nêu dự án hoặc người dùng trong containerRead và containerWrite, hoặc ghi exposure: public trong metadata của kho dành cho mọi người đọc",
  },
  check(container) {
    if (container.type !== OBJECT_CONTAINER) return [];
    const faults: Fault[] = [];
    const readers = elements(container.inputs["containerRead"]);
    if (labelOf(container, "exposure") !== "public") {
      const reader = readers.find((each) => ANYBODY.test(each) || ANY_USER.test(each));
      if (reader !== undefined) faults.push(open("read", reader));
    }
    const writer = elements(container.inputs["containerWrite"]).find(
      (each) => ANYBODY.test(each) || ANY_USER.test(each),
    );
    if (writer !== undefined) faults.push(open("write", writer));
    return faults.map((fault) => violation(containerAcl, container, fault));
  },
};

function elements(acl: unknown): string[] {
  return (knownText(acl) ?? "").split(",").map((element) => element.trim());
}

function open(what: "read" | "write", who: string): Fault {
  const whom = ANYBODY.test(who)
    ? { en: "everybody", vi: "bất kỳ ai" }
    : { en: "every user of the cloud", vi: "mọi người dùng của đám mây" };
  return {
    found: {
      en: `lets ${whom.en} ${what} (${who})`,
      vi: `cho ${whom.vi} ${what === "read" ? "đọc" : "ghi"} (${who})`,
    },
    wanted: { en: "named projects or users", vi: "dự án hoặc người dùng được nêu tên" },
  };
}
