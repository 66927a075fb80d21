import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { booleanOf } from "../../resources/inputs.ts";
import { labelOf } from "../../resources/labels.ts";
import { familiesOf, lacks, listSubnets } from "../../resources/network-families.ts";
import { graphOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { isStateful } from "../../resources/stateful.ts";
import { NETWORK } from "../../resources/types.ts";
import { V6_ONLY_ZONE } from "../../resources/zones.ts";
import { violation } from "../../violation.ts";
import { isVerified } from "./evidence.ts";
import { destructiveSteps } from "./planned-steps.ts";

/**
 * LIF-03. A stack by itself shows whether what holds data is protected in production, and whether IPv4 stays while a
 * dual-stack system is not verified; the steps of an update show what it would delete or replace.
 */
export const noDestructiveV6Change: StackPolicy = {
  id: "LIF-03",
  slug: "no-destructive-v6-change",
  title: {
    en: "IPv6 is added beside what works, and nothing is lost",
    vi: "IPv6 được thêm bên cạnh những gì đang chạy, và không mất gì",
  },
  kind: "stack",
  level: "mandatory",
  levelNote: {
    en: "silent outside production, but for IPv4 that goes too early",
    vi: "ngoài production không xét, trừ khi IPv4 bị bỏ quá sớm",
  },
  serves: ["R1-13"],
  source: [
    "RFC 4213 section 2 (dual stack)",
    "RFC 7381 section 5 (IPv6-only is the last phase)",
    "Pulumi, resource option protect",
  ],
  why: {
    en: "The transition promises that services go on. A network or a database that is deleted and made anew, because one property changed along the way, breaks that promise in a second, and the data do not come back.",
    vi: "Việc chuyển đổi cam kết dịch vụ không gián đoạn. Một mạng hay cơ sở dữ liệu bị xóa rồi tạo lại chỉ vì một thuộc tính đổi dọc đường phá vỡ cam kết đó trong một giây, và dữ liệu không trở lại.",
  },
  fix: {
    en: "set the resource option protect on what holds data, and keep the IPv4 subnets until the four tests of the system have passed",
    vi: "đặt tùy chọn protect cho những gì chứa dữ liệu, và giữ các mạng con IPv4 cho đến khi bốn phép thử của hệ thống đều đạt",
  },
  check(resources, context) {
    const graph = graphOf(resources);
    return [
      ...(context.environment === "production" ? resources.flatMap((resource) => checkProtection(resource)) : []),
      ...(dropsIpv4Early(context) ? graph.all(NETWORK).flatMap((network) => checkIpv4(network, graph, context)) : []),
    ];
  },
  checkSteps(steps, context) {
    return destructiveSteps(steps, context).map(({ resource, fault }) =>
      violation(noDestructiveV6Change, resource, fault),
    );
  },
};

function checkProtection(resource: JudgedResource): Violation[] {
  if (resource.protect || !isStateful(resource) || labelOf(resource, "stateful") === UNKNOWN) return [];
  return [
    violation(noDestructiveV6Change, resource, {
      found: {
        en: "holds data in production and is not protected",
        vi: "chứa dữ liệu ở production mà không được bảo vệ",
      },
      wanted: { en: "protect on everything that holds data", vi: "protect cho mọi thứ chứa dữ liệu" },
      fix: { en: "set the resource option protect to true", vi: "đặt tùy chọn protect của tài nguyên thành true" },
    }),
  ];
}

/** A system that was dual-stack leaves IPv4 (its mode says so) before its tests have passed. */
function dropsIpv4Early({ lifecycle, mode, v6OnlyZones = [] }: PolicyContext): boolean {
  if (!lifecycle || ((mode === undefined || mode === "dual") && v6OnlyZones.length === 0)) return false;
  if (lifecycle.stage !== "dual-stack" && lifecycle.stage !== "v6-only") return false;
  return (lifecycle.previous ?? lifecycle.stage) === "dual-stack" && !isVerified(lifecycle);
}

function checkIpv4(network: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const external = booleanOf(network.inputs["external"]);
  const zone = labelOf(network, "zone");
  if (external === true || external === UNKNOWN || zone === V6_ONLY_ZONE || zone === UNKNOWN) return [];
  const families = familiesOf(network, graph);
  if (families.subnets[6].length === 0 || !lacks(families, 4)) return [];
  const found = {
    en: `of a stack at stage ${context.lifecycle!.stage} has IPv6 subnets only: ${listSubnets(families.subnets[6])}`,
    vi: `của một stack ở bước ${context.lifecycle!.stage} chỉ có mạng con IPv6: ${listSubnets(families.subnets[6])}`,
  };
  return [
    violation(noDestructiveV6Change, network, {
      found,
      about: ["mode"],
      wanted: { en: "IPv4 kept until the system is verified", vi: "giữ IPv4 cho đến khi hệ thống được xác nhận" },
      fix: {
        en: "keep the IPv4 subnet, or record the four passed tests first",
        vi: "giữ mạng con IPv4, hoặc ghi lại bốn phép thử đã đạt trước",
      },
    }),
  ];
}
