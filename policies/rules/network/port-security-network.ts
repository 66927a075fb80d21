import type { ResourcePolicy } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { NETWORK } from "../../resources/types.ts";
import { violation } from "../../violation.ts";

/** NET-12. A network's `external` is judged where the context names an agency: the platform owns those networks. */
export const portSecurityNetwork: ResourcePolicy = {
  id: "NET-12",
  slug: "port-security-network",
  title: {
    en: "A tenant's network keeps port security and stays its own",
    vi: "Mạng của cơ quan giữ bảo vệ cổng và là của riêng cơ quan",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["RFC 9099 section 2.5 (anti-spoofing)", "TT 12/2022/TT-BTTTT Đ9.9"],
  why: {
    en: "Port security is what keeps a server from taking its neighbours' addresses. A shared or external network lets other tenants, or the Internet, in beside it.",
    vi: "Bảo vệ cổng ngăn máy chủ chiếm địa chỉ của máy bên cạnh. Mạng được chia sẻ hoặc mạng ngoài cho cơ quan khác, hoặc Internet, vào bên cạnh nó.",
  },
  fix: {
    en: "remove portSecurityEnabled false, shared and external from the network",
    vi: "bỏ portSecurityEnabled false, shared và external khỏi mạng",
  },
  check(network, context) {
    if (network.type !== NETWORK) return [];
    const faults = [];
    if (booleanOf(network.inputs["portSecurityEnabled"]) === false) {
      faults.push({
        found: { en: "has portSecurityEnabled false", vi: "có portSecurityEnabled false" },
        wanted: { en: "port security on every network", vi: "bảo vệ cổng trên mọi mạng" },
        fix: { en: "remove portSecurityEnabled, or set it to true", vi: "bỏ portSecurityEnabled, hoặc đặt thành true" },
      });
    }
    if (booleanOf(network.inputs["shared"]) === true) {
      faults.push({
        found: { en: "is shared with every project", vi: "được chia sẻ với mọi dự án" },
        wanted: { en: "a network of one project", vi: "mạng của một dự án" },
        fix: {
          en: "remove shared; give single projects access by RbacPolicyV2",
          vi: "bỏ shared; cho từng dự án dùng bằng RbacPolicyV2",
        },
      });
    }
    if (context.agency !== undefined && !context.platform && booleanOf(network.inputs["external"]) === true) {
      faults.push({
        found: { en: `of agency ${context.agency} is external`, vi: `của cơ quan ${context.agency} là mạng ngoài` },
        wanted: { en: "external networks in the stack platform only", vi: "mạng ngoài chỉ có trong stack platform" },
        fix: {
          en: "remove external and route through the province's external network",
          vi: "bỏ external và định tuyến qua mạng ngoài của tỉnh",
        },
      });
    }
    return faults.map((fault) => violation(portSecurityNetwork, network, fault));
  },
};
