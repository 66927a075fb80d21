/** What is said of one cloud, in the words of clouds.yaml (`auth_url`, `region_name`, `cacert`, ...), `auth` among them. */
export type Words = Readonly<Record<string, string>>;

/** Older and other names of a word, which give way to it. */
const ALIASES: Readonly<Record<string, string>> = {
  tenant_id: "project_id",
  tenant_name: "project_name",
  user_name: "username",
  auth_token: "token",
  interface: "endpoint_type",
};

/** The scalars of a mapping, by the names that all sources share. What is empty is as good as absent. */
export function wordsOf(source: unknown): Words {
  const given = Object.entries(typeof source === "object" && source !== null ? source : {})
    .filter(([, value]) => isScalar(value) && value !== "")
    .map(([key, value]) => [key.replaceAll("-", "_"), String(value)] as const);
  const verify = given.find(([key]) => key === "verify")?.[1];
  return Object.fromEntries([
    ...(verify === undefined ? [] : [["insecure", String(/^(false|f|no|n|off|0)$/i.test(verify))] as const]),
    ...given.map(([key, value]) => [Object.hasOwn(ALIASES, key) ? (ALIASES[key] ?? key) : key, value] as const),
    ...given,
  ]);
}

/** What stands for one text: no list, no mapping, nothing that is absent. */
export function isScalar(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
