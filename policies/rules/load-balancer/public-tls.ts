import { listed } from "../../messages/text.ts";
import { UNKNOWN, type JudgedResource, type StackPolicy, type Violation } from "../../policy.ts";
import { numberOf, textOf } from "../../resources/inputs.ts";
import { publicReader } from "../../resources/load-balancer/exposure.ts";
import { graphOf, type Owned } from "../../resources/resource-graph.ts";
import * as type from "../../resources/types.ts";
import { violation } from "../../violation.ts";
import { sortedTexts, upper } from "./services.ts";

const TLS_PROTOCOLS: readonly string[] = ["HTTPS", "TERMINATED_HTTPS"];
const TLS_VERSIONS: readonly string[] = ["TLSv1.2", "TLSv1.3"];

/** LB-03. Judges listeners of load balancers that are surely public. */
export const publicTls: StackPolicy = {
  id: "LB-03",
  slug: "public-tls",
  title: { en: "Public listeners speak TLS 1.2 or newer", vi: "Bộ lắng nghe công khai dùng TLS 1.2 hoặc mới hơn" },
  kind: "stack",
  level: "mandatory",
  why: {
    en: "What citizens send to a public service crosses networks of others; without TLS, or with a broken version of it, anybody on the way reads and changes it.",
    vi: "Những gì người dân gửi đến dịch vụ công đi qua mạng của bên khác; không có TLS, hoặc dùng phiên bản TLS đã bị phá, thì ai trên đường cũng đọc và sửa được.",
  },
  serves: ["R1-02", "modelled on NĐ 85/2016/NĐ-CP"],
  source: ["RFC 9325 section 3.1.1", "RFC 8996", "Octavia API reference, listeners: tls_versions"],
  fix: {
    en: "use TERMINATED_HTTPS with tlsVersions TLSv1.2 and TLSv1.3; keep an HTTP listener only for an L7PolicyV2 that redirects to https",
    vi: "dùng TERMINATED_HTTPS với tlsVersions TLSv1.2 và TLSv1.3; chỉ giữ bộ lắng nghe HTTP cho một L7PolicyV2 chuyển hướng sang https",
  },
  check(resources) {
    const graph = graphOf(resources);
    const redirects = graph.ownedBy(type.L7_POLICY, "listenerId", type.LISTENER);
    const pools = graph.ownedBy(type.POOL, "listenerId", type.LISTENER);
    const isPublic = publicReader(graph);
    return graph.all(type.LISTENER).flatMap((listener) => {
      const balancer = graph.link(listener, "loadbalancerId", type.LOAD_BALANCER);
      if (balancer.kind !== "resource" || !isPublic(balancer.resource, listener)) return [];
      return checkListener(listener, redirects, pools);
    });
  },
};

/** Name service has no TLS on port 53, and QUIC brings its own (RFC 9001). */
function needsNoTls(protocol: string, port: unknown): boolean {
  return port === 53 || (protocol === "UDP" && port === 443);
}

function checkListener(listener: JudgedResource, redirects: Owned, pools: Owned): Violation[] {
  const protocol = upper(listener.inputs["protocol"]);
  const port = numberOf(listener.inputs["protocolPort"]);
  if (typeof protocol !== "string" || needsNoTls(protocol, port)) return [];
  const shownPort = typeof port === "number" ? ` ${port}` : "";
  if (TLS_PROTOCOLS.includes(protocol)) return checkVersions(listener);
  if (protocol === "HTTP") return checkHttp(listener, shownPort, redirects, pools);
  return [
    violation(publicTls, listener, {
      found: { en: `is public and speaks ${protocol}${shownPort}`, vi: `là công khai và dùng ${protocol}${shownPort}` },
      wanted: {
        en: "HTTPS or TERMINATED_HTTPS on public listeners",
        vi: "HTTPS hoặc TERMINATED_HTTPS trên bộ lắng nghe công khai",
      },
    }),
  ];
}

/** Octavia's default, where nothing is given, is TLS 1.2 and 1.3. */
function checkVersions(listener: JudgedResource): Violation[] {
  const versions = sortedTexts(listener.inputs["tlsVersions"]);
  const old = versions === UNKNOWN ? [] : versions.filter((version) => !TLS_VERSIONS.includes(version));
  if (old.length === 0) return [];
  return [
    violation(publicTls, listener, {
      found: { en: `is public and takes ${listed(old).en}`, vi: `là công khai và chấp nhận ${listed(old).vi}` },
      wanted: { en: "TLS 1.2 or newer", vi: "TLS 1.2 hoặc mới hơn" },
      fix: { en: "set tlsVersions to TLSv1.2 and TLSv1.3", vi: "đặt tlsVersions thành TLSv1.2 và TLSv1.3" },
    }),
  ];
}

function checkHttp(listener: JudgedResource, port: string, redirects: Owned, pools: Owned): Violation[] {
  const policies = redirects.by.get(listener) ?? [];
  const wanted = { en: "HTTP only as a redirect to https", vi: "HTTP chỉ để chuyển hướng sang https" };
  const backend = textOf(listener.inputs["defaultPoolId"]) !== undefined || pools.by.has(listener);
  if (backend)
    return [
      violation(publicTls, listener, {
        found: {
          en: `is public and leads HTTP${port} to a pool`,
          vi: `là công khai và đưa HTTP${port} đến một nhóm máy chủ đích`,
        },
        wanted,
        fix: {
          en: "remove the pool from it and add an L7PolicyV2 with action REDIRECT_TO_URL to https",
          vi: "bỏ nhóm máy chủ đích khỏi đó và thêm một L7PolicyV2 có action REDIRECT_TO_URL sang https",
        },
      }),
    ];
  if (redirects.perhaps(listener).length > 0 || policies.some(mayRedirect)) return [];
  return [
    violation(publicTls, listener, {
      found: {
        en: `is public and speaks HTTP${port} without a redirect`,
        vi: `là công khai và dùng HTTP${port} mà không chuyển hướng`,
      },
      wanted,
    }),
  ];
}

function mayRedirect(policy: JudgedResource): boolean {
  const action = upper(policy.inputs["action"]);
  if (action === UNKNOWN) return true;
  if (action !== "REDIRECT_TO_URL" && action !== "REDIRECT_PREFIX") return false;
  const target = textOf(policy.inputs[action === "REDIRECT_TO_URL" ? "redirectUrl" : "redirectPrefix"]);
  return target === UNKNOWN || (target !== undefined && /^https:\/\//i.test(target));
}
