import type { PolicyContext, ResourcePolicy } from "../../policy.ts";
import { isPrivateIpv4, isUniqueLocal } from "../../resources/cidr.ts";
import { documentationOf, purposeText, specialPurposeOf } from "../../resources/special-purpose-prefixes.ts";
import { isExempt, writtenPrefixes } from "../../resources/written-prefixes.ts";
import { violation } from "../../violation.ts";

/** NET-07. Judges where the context says which addresses are used, or else which environment it is. */
export const noDocumentationPrefixInProd: ResourcePolicy = {
  id: "NET-07",
  slug: "no-documentation-prefix-in-prod",
  title: {
    en: "Documentation prefixes are for examples, and examples use nothing else",
    vi: "Tiền tố dành cho tài liệu chỉ để làm ví dụ, và ví dụ không dùng tiền tố nào khác",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-24", "AP-22"],
  source: ["RFC 3849", "RFC 9637", "RFC 5737", "RFC 1918"],
  why: {
    en: "Documentation prefixes are filtered on the Internet, so real services on them are unreachable. Real prefixes in examples get copied and then belong to somebody else.",
    vi: "Tiền tố dành cho tài liệu bị lọc trên Internet, nên dịch vụ thật dùng chúng không ai đến được. Tiền tố thật trong ví dụ bị chép lại và khi đó là của người khác.",
  },
  fix: {
    en: "take a registered prefix in production, and a documentation prefix (3fff::/20, 2001:db8::/32, 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) or RFC 1918 space in examples",
    vi: "dùng tiền tố đã đăng ký ở production, và tiền tố dành cho tài liệu (3fff::/20, 2001:db8::/32, 192.0.2.0/24, 198.51.100.0/24, 203.0.113.0/24) hoặc địa chỉ RFC 1918 trong ví dụ",
  },
  check(resource, context) {
    const addresses = addressesOf(context);
    if (!addresses) return [];
    return writtenPrefixes(resource).flatMap((written) => {
      if (isExempt(resource, written)) return [];
      const { input, cidr } = written;
      const documentation = documentationOf(cidr);
      if (addresses === "registered") {
        if (!documentation) return [];
        const found = {
          en: `has ${input} ${cidr.canonical}, ${purposeText(documentation).en}`,
          vi: `có ${input} ${cidr.canonical}, ${purposeText(documentation).vi}`,
        };
        return [
          violation(noDocumentationPrefixInProd, resource, {
            found,
            wanted: { en: "registered addresses in this environment", vi: "địa chỉ đã đăng ký trong môi trường này" },
          }),
        ];
      }
      // Special-purpose prefixes belong to nobody: NET-08 says where they are wrong.
      if (documentation || isPrivateIpv4(cidr) || isUniqueLocal(cidr) || specialPurposeOf(cidr)) return [];
      const found = { en: `has ${input} ${cidr.canonical}`, vi: `có ${input} ${cidr.canonical}` };
      return [
        violation(noDocumentationPrefixInProd, resource, {
          found,
          wanted: {
            en: "documentation or private addresses in an example environment",
            vi: "địa chỉ dành cho tài liệu hoặc địa chỉ dùng riêng trong môi trường ví dụ",
          },
        }),
      ];
    });
  },
};

function addressesOf({ addresses, environment }: PolicyContext): PolicyContext["addresses"] {
  if (addresses !== undefined || environment === undefined) return addresses;
  return environment === "example" ? "documentation" : "registered";
}
