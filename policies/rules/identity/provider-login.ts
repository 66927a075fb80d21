import { listed } from "../../messages/text.ts";
import type { ResourcePolicy } from "../../policy.ts";
import { isSecretValue } from "../../resources/guest-text/secret-words.ts";
import { knownText } from "../../resources/inputs.ts";
import { PROVIDER_BLOCK } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** What a login is proven by; names, addresses and regions are none. */
const PROOFS: readonly string[] = ["password", "token", "applicationCredentialSecret"];

/**
 * IAM-06. Only Terraform's plan tells what stands in the program itself: Pulumi hands over the provider's password alike,
 * whether it was written down or kept as a secret.
 */
export const providerLogin: ResourcePolicy = {
  id: "IAM-06",
  slug: "provider-login",
  title: {
    en: "The login to the cloud is not written in the program",
    vi: "Không ghi thông tin đăng nhập đám mây trong mã nguồn",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["openstacksdk, Configuring OpenStack SDK applications: clouds.yaml, OS_*"],
  why: {
    en: "A program lies in a repository, in every clone and every plan that is made of it. Who reads one of them is the operator of the cloud, also after the line was taken out.",
    vi: "Mã nguồn nằm trong kho, trong mọi bản sao và mọi bản kế hoạch. Ai đọc được một trong số đó thì có quyền như người vận hành đám mây, kể cả sau khi dòng ấy đã bị xóa.",
  },
  fix: {
    en: "take the line out and log in by clouds.yaml or OS_* variables; change the password, since it is known",
    vi: "xóa dòng đó và đăng nhập bằng clouds.yaml hoặc biến OS_*; đổi mật khẩu vì nó đã bị lộ",
  },
  check(provider) {
    if (provider.type !== PROVIDER_BLOCK) return [];
    const written = PROOFS.filter((input) => isSecretValue(knownText(provider.inputs[input]) ?? ""));
    if (written.length === 0) return [];
    const [words, wanted] = [
      listed(written),
      { en: "a login from outside the program", vi: "đăng nhập lấy từ ngoài mã nguồn" },
    ];
    const found = { en: `writes out its ${words.en}`, vi: `ghi rõ ${words.vi}` };
    return [violation(providerLogin, provider, { found, wanted })];
  },
};
