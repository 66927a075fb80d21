import { z } from "zod";
import { nameOf, ownName, text, whole } from "./fields.ts";

/** What a server of a role is. */
export const template = z
  .strictObject({
    description: text({
      en: "What a server of this template is.",
      vi: "Máy chủ theo mẫu này là gì.",
      examples: ["Public web server"],
    }),
    image: nameOf("images", {
      en: "Image of the system disk.",
      vi: "Ảnh đĩa hệ thống.",
      examples: ["debian-13-guest"],
    }),
    flavor: nameOf("flavors", { en: "Size.", vi: "Cấu hình.", examples: ["small"] }),
    zone: nameOf("zones", {
      en: "Zone of a server that names none.",
      vi: "Vùng của máy chủ không ghi vùng.",
      examples: ["dmz"],
    }),
    host: whole(2, 63, {
      en: "Number of the first server in its subnet; the next take the next numbers.",
      vi: "Số thứ tự của máy đầu tiên trong mạng con; các máy sau lấy số tiếp theo.",
      examples: [2],
    }),
    offers: z.array(nameOf("services", { en: "Service name.", vi: "Tên dịch vụ.", examples: ["https"] })).meta({
      en: "Services that answer on the server; the proof by packets asks them.",
      vi: "Các dịch vụ máy chủ trả lời; dùng khi kiểm chứng.",
      examples: [["https"]],
    }),
    cloudInit: z
      .array(
        z
          .string()
          .regex(/^[a-z0-9][a-z0-9./-]*\.yaml$/)
          .meta({ en: "Path beside this file.", vi: "Đường dẫn cạnh tệp này.", examples: ["cloud-init/base.yaml"] }),
      )
      .min(1)
      .meta({
        en: "cloud-config files, joined in this order.",
        vi: "Các tệp cloud-config, ghép theo thứ tự.",
        examples: [["cloud-init/base.yaml"]],
      }),
    dataVolumeGb: whole(1, 16_384, {
      en: "Data volume in GiB.",
      vi: "Ổ dữ liệu, tính bằng GiB.",
      examples: [20],
    }).optional(),
  })
  .meta({ en: "One VM template.", vi: "Một mẫu máy chủ." });

/** An image, whose source is the environment's business. */
export const image = z
  .strictObject({
    diskFormat: z.enum(["raw", "qcow2"]).meta({ en: "Format of the file.", vi: "Định dạng tệp.", examples: ["raw"] }),
    containerFormat: z
      .literal("bare")
      .meta({ en: "Container format of Glance.", vi: "Định dạng gói của Glance.", examples: ["bare"] }),
    minDiskGb: whole(0, 1000, {
      en: "Smallest system disk in GiB.",
      vi: "Đĩa hệ thống nhỏ nhất, tính bằng GiB.",
      examples: [3],
    }),
    minRamMb: whole(0, 1_048_576, {
      en: "Least memory in MiB.",
      vi: "Bộ nhớ ít nhất, tính bằng MiB.",
      examples: [256],
    }).optional(),
    glanceProperties: z
      .record(z.string().regex(/^[a-z][a-z0-9_:-]*$/), text({ en: "Value.", vi: "Giá trị.", examples: ["x86_64"] }))
      .optional()
      .meta({
        en: "Further properties in Glance; those that scs-0102 asks for say what the image is, who made it and how long it is kept. `image_source` and `ipv6_ready` are set by themselves.",
        vi: "Các thuộc tính khác trong Glance; những thuộc tính mà scs-0102 yêu cầu cho biết ảnh là gì, ai tạo và giữ đến khi nào. `image_source` và `ipv6_ready` được đặt tự động.",
        examples: [{ os_distro: "debian", os_version: "13" }],
      }),
    ipv6Ready: z.boolean().meta({
      en: "Whether a guest of it works on IPv6 alone.",
      vi: "Máy dùng ảnh này chạy được khi chỉ có IPv6 hay không.",
      examples: [true],
    }),
  })
  .meta({ en: "One image; its source stands in the environment.", vi: "Một ảnh đĩa; nguồn ghi trong môi trường." });

/** A flavor's name by scs-0100: virtual CPUs with how they are shared, GiB of memory, GiB of disk. */
export const SCS_FLAVOR = /^SCS-(?<vcpus>\d+)[LVTC]i?-(?<ram>\d+(?:\.\d)?)u?o?-(?<disk>\d+)[nhsp]?(?:_[\w-]+)*$/;

/** A size of server. */
export const flavor = z
  .strictObject({
    vcpus: whole(1, 128, { en: "Virtual CPUs.", vi: "Số vCPU.", examples: [1] }),
    ramMb: whole(64, 1_048_576, { en: "Memory in MiB.", vi: "Bộ nhớ, tính bằng MiB.", examples: [512] }),
    diskGb: whole(1, 16_384, { en: "System disk in GiB.", vi: "Đĩa hệ thống, tính bằng GiB.", examples: [5] }),
    scsName: z
      .string()
      .regex(SCS_FLAVOR)
      .optional()
      .meta({
        en: "Name by scs-0100 of a second flavor of this size, for programs that ask other clouds for it too.",
        vi: "Tên theo scs-0100 của cấu hình thứ hai cùng kích cỡ, cho các chương trình cũng hỏi tên này ở đám mây khác.",
        examples: ["SCS-1L-0.5-5"],
      }),
  })
  .meta({ en: "One size of server.", vi: "Một cấu hình máy chủ." });

/** stacks/province/templates.yaml */
export const templatesSchema = z
  .strictObject({
    templates: z.record(ownName, template).meta({ en: "VM templates by name.", vi: "Mẫu máy chủ theo tên." }),
    images: z.record(ownName, image).meta({ en: "Images by name.", vi: "Ảnh đĩa theo tên." }),
    flavors: z.record(ownName, flavor).meta({ en: "Flavors by name.", vi: "Cấu hình theo tên." }),
  })
  .meta({ title: "Templates", en: "What servers are made of.", vi: "Máy chủ được tạo từ gì." });
