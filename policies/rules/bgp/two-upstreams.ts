import { listed } from "../../messages/text.ts";
import { UNKNOWN, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { textOf } from "../../resources/inputs.ts";
import type { Family } from "../../resources/network-families.ts";
import { graphOf } from "../../resources/resource-graph.ts";
import { type Fault, violation } from "../../violation.ts";
import { ownAsns, peersOf, speakersOf, type Peer } from "./speakers.ts";

/** BGP-02. Silent in a stack without speakers and peers. */
export const twoUpstreams: StackPolicy = {
  id: "BGP-02",
  slug: "two-upstreams",
  title: {
    en: "Each family has two authenticated BGP sessions, to two carriers",
    vi: "Mỗi họ địa chỉ có hai phiên BGP được xác thực, đến hai nhà cung cấp",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "two sessions with MD5 at security level 3 and above; two AS numbers and carriers at level 4 and above, and for every holder of an AS number of its own",
    vi: "hai phiên có MD5 từ cấp độ 3; hai số hiệu mạng và hai nhà cung cấp từ cấp độ 4, và với mọi nơi có số hiệu mạng riêng",
  },
  why: {
    en: "With one session the Internet of every agency hangs on one line, and without authentication anybody on that line can reset it. Two families on unequal lines fail apart.",
    vi: "Chỉ có một phiên thì Internet của mọi cơ quan phụ thuộc một đường truyền; không xác thực thì ai ở trên đường truyền đó cũng có thể ngắt phiên. Hai họ địa chỉ đi trên các đường truyền không đều nhau sẽ hỏng không cùng lúc.",
  },
  serves: ["R1-27"],
  source: [
    "Thông tư 12/2022/TT-BTTTT, network design of level 3 and above",
    "RFC 2385 (MD5 option of TCP)",
    "RFC 7454 section 5.1",
    "RFC 1930 section 5.1: an AS number is for more than one upstream",
  ],
  fix: {
    en: "add a BgpPeerV2 to another carrier, with authType md5 and a password from the stack's secrets",
    vi: "thêm một BgpPeerV2 đến nhà cung cấp khác, có authType md5 và mật khẩu lấy từ bí mật của stack",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    const peers = peersOf(graph);
    const speakers = speakersOf(graph);
    const subject = speakers[0]?.resource ?? peers[0]?.resource;
    if (!subject) return [];
    const strict = (context.securityLevel ?? 0) >= 3;
    const apart = (context.securityLevel ?? 0) >= 4 || (context.asns ?? []).length > 0;
    const own = ownAsns(speakers, context);
    const families: readonly Family[] = context.mode === "v6-only" ? [6] : [4, 6];
    const counted = families.flatMap((family) => {
      const found = reportFamily(peers, family, { strict, apart, own, context });
      return found ? [violation(twoUpstreams, subjectOf(peers, family) ?? subject, found)] : [];
    });
    const mute = peers.flatMap((peer) => checkLine(peer, context));
    return [...counted, ...mute, ...(strict ? peers.flatMap(checkAuthentication) : [])];
  },
};

/** A session in a family that no line to its carrier carries. */
function checkLine({ resource, family, remoteAs }: Peer, { uplinks = [] }: PolicyContext): Violation[] {
  if (family === UNKNOWN) return [];
  const lines = uplinks.filter(({ asn }) => asn === remoteAs);
  const carries = lines.some((line) => (family === 4 ? line.ipv4 : line.ipv6) !== false);
  if (lines.length === 0 || carries) return [];
  return [
    violation(twoUpstreams, resource, {
      found: {
        en: `is a session over IPv${family} with ${lines[0]!.carrier}, whose line carries no IPv${family}`,
        vi: `là phiên qua IPv${family} với ${lines[0]!.carrier}, mà đường truyền của nhà cung cấp này không có IPv${family}`,
      },
      wanted: { en: "lines that carry both families (R1-27)", vi: "đường truyền có cả hai họ địa chỉ (R1-27)" },
      fix: {
        en: `order IPv${family} from the carrier, then say so in its uplink; or take another carrier`,
        vi: `đặt mua IPv${family} của nhà cung cấp rồi ghi vào uplink tương ứng; hoặc chọn nhà cung cấp khác`,
      },
    }),
  ];
}

function subjectOf(peers: readonly Peer[], family: Family) {
  return peers.find((peer) => peer.family === family)?.resource;
}

interface Demand {
  strict: boolean;
  apart: boolean;
  own: ReadonlySet<unknown>;
  context: PolicyContext;
}

function reportFamily(peers: readonly Peer[], family: Family, demand: Demand): Fault | undefined {
  const own = peers.filter((peer) => peer.family === family);
  // A peer whose address is not known may be of either family.
  const loose = peers.some((peer) => peer.family === UNKNOWN);
  const label = `IPv${family}`;
  if ((demand.strict || demand.apart) && own.length < 2) {
    if (loose) return undefined;
    return {
      found:
        own.length === 0
          ? { en: `leaves the stack no session over ${label}`, vi: `để stack không có phiên nào qua ${label}` }
          : { en: `leaves the stack the only session over ${label}`, vi: `là phiên duy nhất của stack qua ${label}` },
      wanted: { en: `two or more BGP peers over ${label}`, vi: `ít nhất hai đầu xa BGP qua ${label}` },
    };
  }
  if (!demand.apart || loose) return undefined;
  // Sessions to the province's own routers carry no traffic out: those routers have the upstreams.
  const upstreams = own.filter((peer) => !demand.own.has(peer.remoteAs));
  if (upstreams.length === 0 || upstreams.some((peer) => typeof peer.remoteAs !== "number")) return undefined;
  const asns = new Set(upstreams.map((peer) => Number(peer.remoteAs)));
  if (asns.size < 2) {
    return {
      found: {
        en: `has all upstreams of ${label} in AS${[...asns].join()}`,
        vi: `có mọi nhà cung cấp của ${label} trong cùng AS${[...asns].join()}`,
      },
      wanted: {
        en: "upstreams with different remoteAs in each family",
        vi: "các nhà cung cấp có remoteAs khác nhau trong mỗi họ địa chỉ",
      },
    };
  }
  const carriers = [...asns].map((asn) => demand.context.uplinks?.find((uplink) => uplink.asn === asn)?.carrier);
  if (carriers.includes(undefined) || new Set(carriers).size > 1) return undefined;
  const list = [...asns].map((asn) => `AS${asn}`).toSorted();
  return {
    found: {
      en: `has all upstreams of ${label} at ${carriers[0]} (${listed(list).en})`,
      vi: `có mọi hướng kết nối của ${label} ở ${carriers[0]} (${listed(list).vi})`,
    },
    wanted: {
      en: "upstreams of different carriers in each family",
      vi: "hướng kết nối của các nhà cung cấp khác nhau trong mỗi họ địa chỉ",
    },
  };
}

function checkAuthentication({ resource }: Peer): Violation[] {
  const type = textOf(resource.inputs["authType"]);
  if (type !== UNKNOWN && type !== "md5") {
    return [
      violation(twoUpstreams, resource, {
        found: { en: `has authType ${type ?? "none"}`, vi: `có authType ${type ?? "none"}` },
        wanted: { en: "authType md5 at security level 3 and above", vi: "authType md5 từ cấp độ 3" },
        fix: {
          en: "set authType md5 and a password from the stack's secrets",
          vi: "đặt authType md5 và một mật khẩu lấy từ bí mật của stack",
        },
      }),
    ];
  }
  if (textOf(resource.inputs["password"]) !== undefined) return [];
  return [
    violation(twoUpstreams, resource, {
      found: { en: "has no password", vi: "không có mật khẩu" },
      wanted: { en: "a password, kept as a secret", vi: "một mật khẩu, được giữ như bí mật" },
      fix: {
        en: "set password from the stack's secrets (pulumi config set --secret)",
        vi: "đặt password từ bí mật của stack (pulumi config set --secret)",
      },
    }),
  ];
}
