import type { ResourcePolicy, Violation } from "../../policy.ts";
import { booleanOf, knownText } from "../../resources/inputs.ts";
import { CLUSTER_TEMPLATE } from "../../resources/types.ts";
import { violation, type Fault } from "../../violation.ts";

/** K8S-01. */
export const clusterTls: ResourcePolicy = {
  id: "K8S-01",
  slug: "cluster-tls",
  title: {
    en: "Clusters speak TLS, also to their registry",
    vi: "Cụm máy chủ dùng TLS, kể cả với kho ảnh container",
  },
  kind: "resource",
  level: "mandatory",
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["Magnum user guide: tls_disabled, insecure_registry"],
  why: {
    en: "Without TLS whoever is on the way to a cluster's API reads and gives its orders. From a registry without TLS anybody on the way puts a program of his own on every node.",
    vi: "Không có TLS thì ai ở trên đường tới API của cụm đều đọc được và ra lệnh thay được. Với kho ảnh không có TLS, bất kỳ ai trên đường cũng đưa được chương trình của mình vào mọi nút.",
  },
  fix: {
    en: "leave tlsDisabled and insecureRegistry out, and give the registry a certificate",
    vi: "bỏ tlsDisabled và insecureRegistry, cấp chứng thư cho kho ảnh",
  },
  check(template) {
    if (template.type !== CLUSTER_TEMPLATE) return [];
    return faultsOf(template.inputs).map((fault): Violation => violation(clusterTls, template, fault));
  },
};

function faultsOf({ tlsDisabled, insecureRegistry }: Record<string, unknown>): Fault[] {
  const faults: Fault[] = [];
  if (booleanOf(tlsDisabled) === true) {
    faults.push({
      found: { en: "makes clusters whose API has no TLS", vi: "tạo cụm có API không dùng TLS" },
      wanted: { en: "TLS on every API", vi: "TLS cho mọi API" },
      fix: { en: "leave tlsDisabled out, or set it to false", vi: "bỏ tlsDisabled hoặc đặt là false" },
    });
  }
  const registry = knownText(insecureRegistry);
  if (registry !== undefined) {
    faults.push({
      found: { en: `takes images from ${registry} without TLS`, vi: `lấy ảnh container từ ${registry} không qua TLS` },
      wanted: { en: "a registry with TLS", vi: "kho ảnh có TLS" },
      fix: {
        en: "give the registry a certificate and leave insecureRegistry out",
        vi: "cấp chứng thư cho kho ảnh và bỏ insecureRegistry",
      },
    });
  }
  return faults;
}
