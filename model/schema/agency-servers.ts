import { z } from "zod";
import { fromStandard } from "./about.ts";
import { nameOf, ownName, phase, whole } from "./fields.ts";

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
      .meta({
        en: "Whether the Internet may reach the server, on the services that its zone opens; it then has a public IPv4 address beside its IPv6 one.",
        vi: "Cho phép truy cập từ Internet vào các dịch vụ mà vùng mạng mở; khi đó máy chủ có địa chỉ IPv4 công cộng bên cạnh địa chỉ IPv6.",
        examples: [true],
        otherwise: { en: "that of the standard, else false", vi: "theo chuẩn, nếu không có thì là false" },
      })
      .optional(),
    host: whole(2, 63, {
      en: "Number of the first replica in its subnet, from which both addresses follow; the next replicas take the next numbers.",
      vi: "Số thứ tự của máy đầu tiên trong mạng con, từ đó suy ra cả hai địa chỉ; các máy sau lấy số tiếp theo.",
      examples: [4],
      otherwise: { en: "the host number of its template", vi: "số ghi trong mẫu máy chủ" },
    }).optional(),
    phase: phase
      .meta({
        en: "Phase of this system in the IPv6 plan, where it is not the agency's: the rules about IPv6 advise on its servers in phase 1 and bind from phase 2 on. Its `mode` is that of its zone.",
        vi: "Giai đoạn IPv6 của riêng hệ thống này nếu khác cơ quan: ở giai đoạn 1 quy tắc IPv6 chỉ khuyến nghị với các máy này, từ giai đoạn 2 là bắt buộc. `mode` của máy theo vùng mạng của nó.",
        examples: [1],
        otherwise: { en: "that of the agency", vi: "theo giai đoạn của cơ quan" },
      })
      .optional(),
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
  .meta({
    en: "One server, or several alike. Keys that are absent keep the standard's or the template's value.",
    vi: "Một máy chủ hoặc nhiều máy giống nhau. Khóa không ghi thì giữ giá trị của chuẩn hoặc của mẫu.",
    examples: [{ replicas: 3 }],
  });

const removed = z.literal(false).meta({ en: "Leaves the standard's server out.", vi: "Bỏ máy chủ này của chuẩn." });

/** `servers` of an agency's file. */
export const agencyServers = z.record(ownName, z.union([removed, server])).meta({
  en: "Servers beside those of the standard, by name. A name of the standard changes that server; `false` leaves it out.",
  vi: "Các máy chủ ngoài chuẩn, theo tên. Trùng tên trong chuẩn là sửa máy chủ đó; ghi `false` để bỏ.",
  examples: [{ web: { replicas: 3 }, bastion: {}, db: false }],
  otherwise: fromStandard,
});
