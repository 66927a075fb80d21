import { z } from "zod";
import { about, fromStandard } from "./about.ts";
import {
  agencyKind,
  code,
  codeOf,
  label,
  mode,
  nameOf,
  ownName,
  phase,
  quotas,
  securityLevel,
  stage,
  whole,
} from "./fields.ts";

const server = z
  .strictObject({
    template: nameOf("templates", {
      en: "VM template: what the server is (image, size, software, services).",
      vi: "Mẫu máy chủ: ảnh đĩa, cấu hình, phần mềm và dịch vụ.",
      examples: ["web"],
      otherwise: {
        en: "that of the standard's server of this name, else the template of this name",
        vi: "mẫu của máy chủ cùng tên trong chuẩn, nếu không có thì mẫu trùng tên",
      },
    }).optional(),
    zone: nameOf("zones", {
      en: "Zone in which the server stands.",
      vi: "Vùng mạng đặt máy chủ.",
      examples: ["dmz"],
      otherwise: { en: "the zone of its template", vi: "vùng ghi trong mẫu máy chủ" },
    }).optional(),
    replicas: whole(1, 14, {
      en: "How many servers of this kind run side by side; two or more are kept on different hosts.",
      vi: "Số máy chủ cùng loại chạy song song; từ hai máy trở lên được đặt trên các máy vật lý khác nhau.",
      examples: [2],
      otherwise: { en: "that of the standard, else 1", vi: "theo chuẩn, nếu không có thì là 1" },
    }).optional(),
    publish: z
      .boolean()
      .meta(
        about({
          en: "Whether the Internet may reach the server, on the services that its zone opens; it then has a public IPv4 address beside its IPv6 one.",
          vi: "Cho phép truy cập từ Internet vào các dịch vụ mà vùng mạng mở; khi đó máy chủ có địa chỉ IPv4 công cộng bên cạnh địa chỉ IPv6.",
          examples: [true],
          otherwise: { en: "that of the standard, else false", vi: "theo chuẩn, nếu không có thì là false" },
        }),
      )
      .optional(),
    host: whole(2, 63, {
      en: "Number of the first replica in its subnet, from which both addresses follow; the next replicas take the next numbers.",
      vi: "Số thứ tự của máy đầu tiên trong mạng con, từ đó suy ra cả hai địa chỉ; các máy sau lấy số tiếp theo.",
      examples: [4],
      otherwise: { en: "the host number of its template", vi: "số ghi trong mẫu máy chủ" },
    }).optional(),
    dataVolumeGb: whole(1, 16_384, {
      en: "Size of a data volume of its own, in GiB.",
      vi: "Dung lượng ổ dữ liệu riêng, tính bằng GiB.",
      examples: [20],
      otherwise: {
        en: "that of the template, else no data volume",
        vi: "theo mẫu, nếu không có thì không có ổ dữ liệu",
      },
    }).optional(),
  })
  .meta(
    about({
      en: "One server, or several alike. Keys that are absent keep the standard's or the template's value.",
      vi: "Một máy chủ hoặc nhiều máy giống nhau. Khoá không ghi thì giữ giá trị của chuẩn hoặc của mẫu.",
      examples: [{ replicas: 3 }],
    }),
  );

const zoneSettings = z
  .strictObject({
    subnets: whole(1, 16, {
      en: "Number of subnets, each an IPv6 /64 with its IPv4 twin.",
      vi: "Số mạng con, mỗi mạng gồm một /64 IPv6 và một dải IPv4 đi kèm.",
      examples: [2],
      otherwise: { en: "1", vi: "1" },
    }).optional(),
  })
  .meta(about({ en: "Settings of one zone.", vi: "Thiết lập của một vùng mạng.", examples: [{ subnets: 2 }] }));

const removed = (en: string, vi: string) => z.literal(false).meta(about({ en, vi }));
const zoneName = nameOf("zones", { en: "Zone code.", vi: "Mã vùng mạng.", examples: ["lan"] });

const agencyPeer = z
  .strictObject({
    agency: codeOf("agencies", {
      en: "Code of the other agency, which has a file in agencies/ too.",
      vi: "Mã của cơ quan kia, cũng có tệp trong agencies/.",
      examples: ["15061"],
    }),
    zone: nameOf("zones", {
      en: "Zone of the other agency from which connections come.",
      vi: "Vùng mạng của cơ quan kia, nơi phát sinh kết nối.",
      examples: ["dmz"],
    }),
  })
  .meta(
    about({
      en: "A zone of another agency.",
      vi: "Một vùng mạng của cơ quan khác.",
      examples: [{ agency: "15061", zone: "dmz" }],
    }),
  );

const allowed = z
  .strictObject({
    from: z
      .union([
        nameOf("peers", {
          en: "`internet`, or a zone of this agency.",
          vi: "`internet`, hoặc một vùng mạng của cơ quan này.",
          examples: ["internet", "lan"],
        }),
        agencyPeer,
      ])
      .meta(
        about({
          en: "Who may open connections: `internet`, a zone of this agency, or a zone of another agency.",
          vi: "Ai được mở kết nối: `internet`, một vùng mạng của cơ quan này, hoặc một vùng mạng của cơ quan khác.",
          examples: ["internet", { agency: "15061", zone: "dmz" }],
        }),
      ),
    to: nameOf("zones", {
      en: "Zone of this agency that takes the connections.",
      vi: "Vùng mạng của cơ quan này nhận kết nối.",
      examples: ["app"],
    }),
    services: z
      .array(nameOf("services", { en: "Service name.", vi: "Tên dịch vụ.", examples: ["https"] }))
      .min(1)
      .meta(
        about({
          en: "Named services, never raw ports (province/services.yaml).",
          vi: "Tên dịch vụ, không ghi số cổng (province/services.yaml).",
          examples: [["https"]],
        }),
      ),
  })
  .meta(
    about({
      en: "One allowed flow.",
      vi: "Một luồng được phép.",
      examples: [{ from: "internet", to: "dmz", services: ["smtp"] }],
    }),
  );

/** stacks/agencies/<code>.yaml: all that an agency's staff edit. */
export const agencySchema = z
  .strictObject({
    code: code(
      {
        en: "Official code of the agency, also the file's name: the electronic code, or for a commune the five digits of the General Statistics Office.",
        vi: "Mã chính thức của cơ quan, cũng là tên tệp: mã định danh, hoặc với cấp xã là mã năm chữ số của Tổng cục Thống kê.",
        examples: ["stttt", "15061"],
      },
      /^(?!constructor$)([a-z][a-z0-9]{1,15}|[0-9]{5})$/,
    ),
    name: label({
      en: "Official name in Vietnamese.",
      vi: "Tên chính thức bằng tiếng Việt.",
      examples: ["Sở Thông tin và Truyền thông"],
    }),
    kind: agencyKind.meta(
      about({
        en: "What kind of agency it is; its standard decides all that this file does not say.",
        vi: "Loại cơ quan; chuẩn của loại quyết định mọi điều tệp này không ghi.",
        examples: ["department"],
      }),
    ),
    dataCentre: nameOf("dataCentres", {
      en: "Data centre in which the tenant lives.",
      vi: "Trung tâm dữ liệu đặt hệ thống.",
      examples: ["dc-a"],
      otherwise: fromStandard,
    }).optional(),
    area: codeOf("areas", {
      en: "For a commune: code of the area whose network it belongs to.",
      vi: "Với cấp xã: mã vùng kết nối mà đơn vị thuộc về.",
      examples: ["389"],
      otherwise: { en: "that of the register (province/units.yaml)", vi: "theo sổ đăng ký (province/units.yaml)" },
    }).optional(),
    securityLevel: securityLevel
      .meta(
        about({
          en: "Security level of the information system, 1 to 5; it decides which zones are needed.",
          vi: "Cấp độ an toàn hệ thống thông tin, từ 1 đến 5; cấp độ quyết định các vùng mạng cần có.",
          examples: [3],
          otherwise: fromStandard,
        }),
      )
      .optional(),
    mode: mode
      .meta(
        about({
          en: "Address families: `dual` both; `v6-preferred` both, IPv4 only where needed; `v6-only` no IPv4 at all.",
          vi: "Họ địa chỉ: `dual` cả hai; `v6-preferred` cả hai, IPv4 chỉ khi cần; `v6-only` hoàn toàn không có IPv4.",
          examples: ["dual"],
          otherwise: { en: "the province's stackMode (province.yaml)", vi: "theo stackMode của tỉnh (province.yaml)" },
        }),
      )
      .optional(),
    phase: phase
      .meta(
        about({
          en: "Phase of the province's IPv6 plan; in phase 1 the rules about IPv6 only advise, from phase 2 on they bind.",
          vi: "Giai đoạn của kế hoạch IPv6; ở giai đoạn 1 quy tắc về IPv6 chỉ khuyến nghị, từ giai đoạn 2 là bắt buộc.",
          examples: [3],
          otherwise: fromStandard,
        }),
      )
      .optional(),
    stage: stage
      .meta(
        about({
          en: "How far the agency's own transition has come.",
          vi: "Cơ quan đã chuyển đổi đến bước nào.",
          examples: ["pilot"],
          otherwise: fromStandard,
        }),
      )
      .optional(),
    owner: codeOf("units", {
      en: "Code of the agency that answers for the tenant.",
      vi: "Mã cơ quan chịu trách nhiệm về hệ thống.",
      examples: ["stttt"],
      otherwise: { en: "the agency itself", vi: "chính cơ quan này" },
    }).optional(),
    zones: z
      .union([
        z
          .array(zoneName)
          .meta(about({ en: "Zones to add to the standard's.", vi: "Các vùng thêm vào chuẩn.", examples: [["lan"]] })),
        z
          .record(
            zoneName,
            z.union([removed("Leaves the standard's zone out.", "Bỏ vùng này của chuẩn."), zoneSettings]),
          )
          .meta(
            about({
              en: "Zones to add or change, or `false` to leave one out.",
              vi: "Các vùng thêm hoặc sửa; ghi `false` để bỏ.",
              examples: [{ app: { subnets: 2 } }],
            }),
          ),
      ])
      .meta(
        about({
          en: "Zones beside those of the standard: a list adds them, a map also sets the number of subnets or leaves one out with `false`.",
          vi: "Các vùng mạng ngoài chuẩn: danh sách để thêm; dạng khoá-giá trị để đặt số mạng con hoặc bỏ bằng `false`.",
          examples: [["lan"], { app: { subnets: 2 }, db: false }],
          otherwise: fromStandard,
        }),
      )
      .optional(),
    servers: z
      .record(ownName, z.union([removed("Leaves the standard's server out.", "Bỏ máy chủ này của chuẩn."), server]))
      .meta(
        about({
          en: "Servers beside those of the standard, by name. A name of the standard changes that server; `false` leaves it out.",
          vi: "Các máy chủ ngoài chuẩn, theo tên. Trùng tên trong chuẩn là sửa máy chủ đó; ghi `false` để bỏ.",
          examples: [{ web: { replicas: 3 }, bastion: {}, db: false }],
          otherwise: fromStandard,
        }),
      )
      .optional(),
    allow: z
      .array(allowed)
      .meta(
        about({
          en: "Flows beside the standard ones, within the province's flow matrix (province/zones.yaml).",
          vi: "Các luồng ngoài chuẩn, nằm trong ma trận luồng của tỉnh (province/zones.yaml).",
          examples: [[{ from: { agency: "15061", zone: "dmz" }, to: "app", services: ["app-http"] }]],
          otherwise: { en: "only the standard flows", vi: "chỉ có các luồng chuẩn" },
        }),
      )
      .optional(),
    quotas: quotas
      .partial()
      .meta(
        about({
          en: "Upper limits of the agency's OpenStack project; each one that is absent keeps the standard's value.",
          vi: "Giới hạn trên của dự án OpenStack; giới hạn nào không ghi thì giữ giá trị của chuẩn.",
          examples: [{ instances: 24 }],
          otherwise: fromStandard,
        }),
      )
      .optional(),
  })
  .meta({
    title: "Agency",
    ...about({
      en: "One agency's tenant. Code, name and kind give a complete standard tenant; each further key changes one thing.",
      vi: "Hệ thống của một cơ quan. Mã, tên và loại là đủ cho một hệ thống chuẩn; mỗi khoá thêm thay đổi một điều.",
    }),
  });

export type AgencyFile = z.output<typeof agencySchema>;
