import type { Text } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type ResourcePolicy, type Violation } from "../../policy.ts";
import { guestTexts, placesOf, textsIn, type GuestText } from "../../resources/guest-text/guest-texts.ts";
import { isSecretValue, namesSecret } from "../../resources/guest-text/secret-words.ts";
import { secretsIn } from "../../resources/guest-text/secrets.ts";
import { recordOf, textOf } from "../../resources/inputs.ts";
import * as type from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** Inputs that are labels: everybody who may list the resource reads them. */
const LABELS: Readonly<Record<string, string>> = {
  [type.INSTANCE]: "metadata",
  [type.VOLUME]: "metadata",
  [type.IMAGE]: "properties",
  [type.SHARE]: "metadata",
  [type.OBJECT_CONTAINER]: "metadata",
  [type.STORED_OBJECT]: "metadata",
  [type.CLUSTER]: "labels",
  [type.CLUSTER_TEMPLATE]: "labels",
};
/** What Heat makes servers of, and keeps for everybody in the project. */
const HEAT_INPUTS: readonly string[] = ["templateOpts", "environmentOpts"];

/** CMP-06. Names where the secret is, never what it is. */
export const noInlineSecrets: ResourcePolicy = {
  id: "CMP-06",
  slug: "no-inline-secrets",
  title: {
    en: "No password in what a guest receives, nor in metadata",
    vi: "Không có mật khẩu trong dữ liệu gửi cho máy chủ và trong metadata",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Nova keeps user data, metadata and adminPass readable for everyone in the project"],
  why: {
    en: "Nova shows user data and metadata to everyone in the project and to the guest's own processes, for ever; metadata of volumes, images, containers and clusters are shown to as many. A secret written there is public.",
    vi: "Nova cho mọi người trong dự án và mọi tiến trình trên máy chủ xem user data và metadata mãi mãi; metadata của ổ đĩa, ảnh đĩa, kho đối tượng và cụm máy chủ cũng vậy. Bí mật ghi ở đó là công khai.",
  },
  fix: {
    en: "use keyPair for access, and let the guest fetch secrets from a secret store",
    vi: "dùng keyPair để đăng nhập, và để máy chủ tự lấy bí mật từ kho bí mật",
  },
  check(resource) {
    const labels = LABELS[resource.type];
    if (resource.type === type.INSTANCE) return serverFaults(resource);
    if (labels !== undefined)
      return reported(resource, [...named(resource, labels), ...held(textsIn(labels, resource.inputs[labels]))]);
    if (resource.type !== type.HEAT_STACK) return [];
    return reported(resource, held(HEAT_INPUTS.flatMap((input) => textsIn(input, resource.inputs[input]))));
  },
};

function serverFaults(server: JudgedResource): Violation[] {
  const { adminPass } = server.inputs;
  // A value that is not known yet is a password all the same.
  const given = adminPass !== undefined && adminPass !== null && adminPass !== "";
  const set: Text[] = given ? [{ en: "sets adminPass", vi: "đặt adminPass" }] : [];
  return reported(server, [...set, ...named(server, "metadata"), ...held(guestTexts(server))]);
}

function reported(resource: JudgedResource, all: readonly Text[]): Violation[] {
  const wanted =
    resource.type === type.INSTANCE
      ? { en: "no secret in a server's inputs", vi: "không có bí mật trong dữ liệu đầu vào của máy chủ" }
      : {
          en: "no secret where everybody in the project reads it",
          vi: "không có bí mật ở nơi mọi người trong dự án đọc được",
        };
  const fix =
    resource.type === type.INSTANCE
      ? {}
      : {
          fix: {
            en: "keep the secret in a secret store, and name it there",
            vi: "giữ bí mật trong kho bí mật và chỉ ghi tên của nó",
          },
        };
  return all.map((found) => violation(noInlineSecrets, resource, { found, wanted, ...fix }));
}

/** Labels whose key says that they are secrets; what is not known yet is one all the same. */
function named(resource: JudgedResource, input: string): Text[] {
  return Object.entries(recordOf(resource.inputs[input]) ?? {}).flatMap(([key, value]) => {
    const text = textOf(value);
    if (!namesSecret(key) || text === undefined || (text !== UNKNOWN && !isSecretValue(text))) return [];
    return [
      {
        en: `has a ${input} key named like a secret (${key})`,
        vi: `có khóa ${input} mang tên như bí mật (${key})`,
      },
    ];
  });
}

function held(texts: readonly GuestText[]): Text[] {
  return texts.flatMap(({ input, text }) => {
    const lines = placesOf(text, secretsIn).map(({ line }) => line);
    if (lines.length === 0) return [];
    return [
      {
        en: `has a password, token or private key in ${input}, line ${lines.join(", ")}`,
        vi: `có mật khẩu, token hoặc khóa riêng trong ${input}, dòng ${lines.join(", ")}`,
      },
    ];
  });
}
