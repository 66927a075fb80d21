import type { StackVerdict } from "../../../infra/check/stack-verdict.ts";
import type { Finding } from "../../../policies/policy.ts";
import { checkReport, faultReport } from "../check-report.ts";
import type { PlaceFinder } from "../place.ts";

const urn = (stack: string, name: string): string =>
  `urn:pulumi:${stack}::provincial-cloud::provincial:tenant:AgencyTenant$provincial:compute:ServerGroup$openstack:compute/instance:Instance::${name}`;

const verdict = (stack: string, findings: Finding[]): StackVerdict => ({
  stack,
  resources: 60,
  counts: { networks: 2, ipv4Subnets: 2, ipv6Subnets: 2, servers: 2, rules: 40 },
  findings,
  parents: {},
  source: { file: `stacks/agencies/${stack}.yaml`, line: 1 },
});

/** Characters that one of the formats takes for its own. */
export const NASTY = 'server "app" <1> & 100%: a,b\r\nsecond\u0007 line; Sở Thông tin';

/** `app` and `web` stand in lines 3 and 4 of the one file that is there. */
const place: PlaceFinder = ({ stack }, { resource }) =>
  stack === "stttt"
    ? { file: "stacks/agencies/stttt.yaml", line: resource.includes("-app-") ? 3 : 4, column: 3 }
    : undefined;

/** Two stacks with findings of every level, one without. */
export const sampleReport = checkReport(
  [
    {
      ...verdict("15061", []),
      waived: [
        {
          policy: "NET-06",
          level: "mandatory",
          resource: urn("15061", "15061-web-1"),
          message: { en: "no router advertisements", vi: "không có quảng bá bộ định tuyến" },
          waiver: {
            policy: "NET-06",
            resource: "15061-web-*",
            reason: "the vendor delivers in May & June",
            approvedBy: "Sở TT&TT",
            expires: "2027-06-30",
            document: "12/QĐ",
          },
        },
      ],
    },
    verdict("skhdt", [
      {
        policy: "TAG-01",
        level: "remediate",
        resource: urn("skhdt", "skhdt-web-1"),
        message: { en: "tag owner is missing", vi: "thiếu thẻ owner" },
      },
    ]),
    verdict("stttt", [
      {
        policy: "CMP-03",
        level: "advisory",
        resource: urn("stttt", "stttt-web-1"),
        message: { en: "no anti-affinity", vi: "không tách máy chủ" },
      },
      ...[1, 2, 3, 4, 5].map((number): Finding => ({
        policy: "NET-01",
        level: "mandatory",
        resource: urn("stttt", `stttt-app-${number}`),
        message: { en: `${NASTY} ${number}`, vi: `Sai ${NASTY} ${number}` },
      })),
    ]),
  ],
  { stttt: { name: "Sở Thông tin" }, skhdt: { name: "Sở Kế hoạch" } },
  "en",
  place,
);

/** Faults of stacks/ with and without a hint. */
export const sampleFaults = faultReport(
  [
    {
      file: "stacks/agencies/stttt.yaml",
      line: 9,
      column: 3,
      key: "servers.app",
      message: "unknown key `replica`",
      hint: "did you mean `replicas`?",
    },
    { file: "stacks/agencies/stttt.yaml", line: 12, column: 1, key: "", message: NASTY },
    { file: "stacks/province.yaml", line: 1, column: 1, key: "code", message: "`code` is missing" },
  ],
  "en",
);
