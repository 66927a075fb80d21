import { UNKNOWN, type JudgedResource, type ResourcePolicy } from "../../policy.ts";
import { guestTexts, placesOf, type Found } from "../../resources/guest-text/guest-texts.ts";
import { knownList, knownText, recordOf, textOf } from "../../resources/inputs.ts";
import { INSTANCE } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** What brings a key, or something that may: certificates, other users, programs that set up the rest. */
const BRINGS_KEYS =
  /ssh|key|\busers?\b|\bauth|runcmd|bootcmd|write_files|ansible|puppet|chef|salt|#include|#!|\bignition\b|^machine:/i;

/** CMP-07. Silent where the user data may bring a key in any way that it does not know. */
export const serverKey: ResourcePolicy = {
  id: "CMP-07",
  slug: "server-key",
  title: { en: "A server is entered by key", vi: "Đăng nhập vào máy chủ bằng khóa" },
  kind: "resource",
  level: "advisory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Nova API reference, servers: key_name", "cloud-init, Configure users and groups"],
  why: {
    en: "A server that got no key when it was made is entered by a password that somebody built into the image, or not at all: then nobody can repair it, and it is made anew with all it holds.",
    vi: "Máy chủ không có khóa khi được tạo thì chỉ vào được bằng mật khẩu có sẵn trong ảnh đĩa, hoặc không ai vào được: khi hỏng không sửa được mà phải tạo lại cùng mọi thứ trên đó.",
  },
  fix: {
    en: "set keyPair, or give ssh_authorized_keys in the user data",
    vi: "đặt keyPair, hoặc ghi ssh_authorized_keys trong user data",
  },
  check(server) {
    if (server.type !== INSTANCE || textOf(server.inputs["keyPair"]) !== undefined) return [];
    if (mayBringKeys(server)) return [];
    return [
      violation(serverKey, server, {
        found: {
          en: "has no keyPair, and its user data brings no key",
          vi: "không có keyPair, user data cũng không kèm khóa nào",
        },
        wanted: { en: "a way in by key", vi: "cách đăng nhập bằng khóa" },
      }),
    ];
  },
};

function mayBringKeys(server: JudgedResource): boolean {
  const { userData, personalities, imageName } = server.inputs;
  if (userData === UNKNOWN || personalities === UNKNOWN) return true;
  // Windows is entered another way.
  if (/\bwin(?:dows|\d|-|_)/i.test(knownText(imageName) ?? "")) return true;
  const files = knownList(personalities).map((file) => recordOf(file)?.["file"]);
  if (files.some((file) => textOf(file) === UNKNOWN || /authorized_keys/.test(knownText(file) ?? ""))) return true;
  const own = guestTexts(server).filter(({ input }) => input === "userData");
  // What is no text (a template's hash, a packed archive) may bring anything.
  return own.some(({ text }) => !text.startsWith("#cloud-config") || placesOf(text, bringsKeys).length > 0);
}

function bringsKeys(text: string): Found[] {
  const match = BRINGS_KEYS.exec(text.replace(/^#cloud-config/, ""));
  return match ? [{ offset: match.index }] : [];
}
