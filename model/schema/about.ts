import type { Text } from "../text.ts";

/** Names that one file defines and others use. */
export type Catalogue =
  | "agencies"
  | "areas"
  | "dataCentres"
  | "districts"
  | "environments"
  | "externalNetworks"
  | "flavors"
  | "flowPeers"
  | "images"
  | "peers"
  | "policies"
  | "securityBaselines"
  | "services"
  | "stacks"
  | "standards"
  | "templates"
  | "units"
  | "zones";

/** What is told about a key: by `province explain`, in the JSON Schema, and in error messages. */
export interface About {
  en: string;
  vi: string;
  examples?: unknown[];
  /** The examples are values of one agency, which no other may copy. */
  own?: boolean;
  /** What holds when the key is absent. */
  otherwise?: Text;
  /** The value is a name of this catalogue. */
  catalogue?: Catalogue;
  /** Regular expression of the text, where zod's JSON Schema leaves it out (behind a transformation). */
  pattern?: string;
}

/** What `.meta` takes and the registry gives back, so that no key of a file goes without words in both languages. */
declare module "zod" {
  interface GlobalMeta extends About {}
}

/** `otherwise` of keys that a registered unit need not repeat. */
export const fromRegister: Text = {
  en: "that of the register (province/units.yaml, province/register/)",
  vi: "theo sổ đăng ký (province/units.yaml, province/register/)",
};

/** `otherwise` of keys whose default comes from the standard of the agency's kind. */
export const fromStandard: Text = {
  en: "that of the standard of its kind (province/standards.yaml)",
  vi: "theo chuẩn của loại cơ quan (province/standards.yaml)",
};
