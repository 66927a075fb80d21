import { z } from "zod";
import { nameOf, ownName, text, whole } from "./fields.ts";

const address4 = (en: string, vi: string, example: string) => z.ipv4().meta({ en, vi, examples: [example] });
const address6 = (en: string, vi: string, example: string) => z.ipv6().meta({ en, vi, examples: [example] });

const volumeType = (en: string, vi: string) => text({ en, vi, examples: ["luks"] });

const volumes = z
  .strictObject({
    type: volumeType("Volume type of data volumes.", "Loại ổ đĩa của các ổ dữ liệu."),
    encryptedTypes: z.array(volumeType("Name of a volume type.", "Tên loại ổ đĩa.")).meta({
      en: "Volume types that are encrypted (BLK-01).",
      vi: "Các loại ổ đĩa được mã hóa (BLK-01).",
      examples: [["luks"]],
    }),
    dedicatedTypes: z.array(volumeType("Name of a volume type.", "Tên loại ổ đĩa.")).meta({
      en: "Volume types whose storage systems of security level 3 and above have for themselves (BLK-01).",
      vi: "Các loại ổ đĩa có phân vùng lưu trữ dành riêng cho hệ thống từ cấp độ 3 trở lên (BLK-01).",
      examples: [["luks-level3"]],
    }),
    backup: z
      .strictObject({
        schedule: z
          .enum(["hourly", "daily", "weekly", "monthly"])
          .meta({ en: "How often a copy is made.", vi: "Tần suất sao lưu.", examples: ["daily"] }),
        copies: whole(1, 1000, { en: "How many copies are kept.", vi: "Số bản sao được giữ.", examples: [7] }),
      })
      .meta({
        en: "How data volumes are backed up, to the other data centre (BLK-02).",
        vi: "Cách sao lưu các ổ dữ liệu sang trung tâm dữ liệu còn lại (BLK-02).",
        examples: [{ schedule: "daily", copies: 7 }],
      }),
  })
  .meta({
    en: "Volume types of the cloud and how volumes are backed up.",
    vi: "Các loại ổ đĩa của đám mây và cách sao lưu.",
    otherwise: {
      en: "data volumes have the cloud's default type and no backup",
      vi: "ổ dữ liệu dùng loại mặc định của đám mây và không có sao lưu",
    },
  });

const nat64 = z
  .strictObject({
    prefix: z.cidrv6().meta({
      en: "Prefix of the translator: 64:ff9b::/96, or a /96 of the plan (RFC 6052).",
      vi: "Tiền tố của bộ chuyển đổi: 64:ff9b::/96 hoặc một /96 trong quy hoạch (RFC 6052).",
      examples: ["64:ff9b::/96"],
    }),
    dns64Servers: z
      .array(address6("Address of a DNS64 resolver.", "Địa chỉ máy chủ DNS64.", "2001:db8:cafe::64"))
      .min(2)
      .meta({
        en: "Resolvers of IPv6-only networks, at least two (RFC 6147).",
        vi: "Máy chủ phân giải tên của các mạng thuần IPv6, ít nhất hai (RFC 6147).",
        examples: [["2001:db8:cafe::64", "2001:db8:cafe::65"]],
      }),
    pref64: z.boolean().meta({
      en: "Whether routers advertise the prefix (RFC 8781).",
      vi: "Bộ định tuyến có quảng bá tiền tố hay không (RFC 8781).",
      examples: [true],
    }),
    logRetentionMonths: whole(0, 120, {
      en: "How long the translator's log is kept, in months.",
      vi: "Thời gian lưu nhật ký của bộ chuyển đổi, tính bằng tháng.",
      examples: [12],
    }),
  })
  .meta({
    en: "How IPv6-only hosts reach IPv4 (V6O-02).",
    vi: "Cách máy thuần IPv6 truy cập IPv4 (V6O-02).",
    otherwise: {
      en: "no NAT64: tenants of mode v6-only fail the check",
      vi: "không có NAT64: hệ thống ở chế độ v6-only không qua kiểm tra",
    },
  });

/** A cloud, and what it has. */
export const environment = z
  .strictObject({
    description: text({ en: "Which cloud it is.", vi: "Là đám mây nào.", examples: ["The local cloud"] }),
    addresses: z.enum(["documentation", "registered"]).meta({
      en: "`documentation` allows only addresses set aside for examples, `registered` forbids them (NET-07).",
      vi: "`documentation` chỉ cho phép địa chỉ dành cho ví dụ, `registered` cấm các địa chỉ đó (NET-07).",
      examples: ["documentation"],
    }),
    region: text({ en: "OpenStack region.", vi: "Region của OpenStack.", examples: ["RegionOne"] }),
    resolvers: z
      .strictObject({
        ipv4: z
          .array(address4("Address of a resolver.", "Địa chỉ máy chủ phân giải tên.", "198.51.100.53"))
          .min(2)
          .meta({ en: "IPv4 resolvers, at least two.", vi: "Máy chủ phân giải tên qua IPv4, ít nhất hai." }),
        ipv6: z
          .array(address6("Address of a resolver.", "Địa chỉ máy chủ phân giải tên.", "2001:db8:cafe::53"))
          .min(2)
          .meta({
            en: "IPv6 resolvers, at least two (NET-10).",
            vi: "Máy chủ phân giải tên qua IPv6, ít nhất hai (NET-10).",
          }),
      })
      .meta({ en: "DNS resolvers that tenants use.", vi: "Máy chủ phân giải tên của các hệ thống." }),
    images: z
      .record(
        nameOf("images", { en: "Image name.", vi: "Tên ảnh đĩa.", examples: ["debian-13-guest"] }),
        z
          .string()
          .regex(/^(https:\/\/\S+|[a-z0-9][A-Za-z0-9._/-]*)$/)
          .meta({
            en: "https URL, or a path in stacks/.",
            vi: "Địa chỉ https, hoặc đường dẫn trong stacks/.",
            examples: ["images/debian-13-guest.raw"],
          }),
      )
      .meta({ en: "Where each image comes from.", vi: "Nguồn của từng ảnh đĩa." }),
    unprovenImages: z
      .array(nameOf("images", { en: "Image name.", vi: "Tên ảnh đĩa.", examples: ["debian-13-guest"] }))
      .meta({
        en: "Images that nobody has seen on IPv6 as they come from here: they do not claim `ipv6Ready` (IMG-01).",
        vi: "Những ảnh đĩa từ nguồn này chưa ai thấy chạy trên IPv6: chúng không được coi là `ipv6Ready` (IMG-01).",
        otherwise: { en: "none", vi: "không có" },
      })
      .optional(),
    cloudServices: z
      .array(
        z
          .enum(["block-storage", "load-balancer"])
          .meta({ en: "Name of a service.", vi: "Tên dịch vụ.", examples: ["block-storage"] }),
      )
      .meta({
        en: "What the cloud has beside identity, compute, images and network; projects get quotas for it (IAM-03).",
        vi: "Những dịch vụ đám mây có ngoài định danh, máy chủ, ảnh đĩa và mạng; dự án có hạn mức cho chúng (IAM-03).",
        examples: [["block-storage", "load-balancer"]],
        otherwise: { en: "not known: missing quotas are advice", vi: "không rõ: thiếu hạn mức chỉ là khuyến nghị" },
      })
      .optional(),
    volumes: volumes.optional(),
    nat64: nat64.optional(),
  })
  .meta({ en: "One environment.", vi: "Một môi trường." });

/** A way to the Internet. */
export const externalNetwork = z
  .strictObject({
    physicalNetwork: text({ en: "Physical network of Neutron.", vi: "Mạng vật lý của Neutron.", examples: ["public"] }),
    networkType: z
      .enum(["flat", "vlan"])
      .meta({ en: "Network type of Neutron.", vi: "Loại mạng của Neutron.", examples: ["flat"] }),
    mtu: whole(1280, 9216, {
      en: "Largest packet in bytes; 1280 is the least that IPv6 asks for.",
      vi: "Gói tin lớn nhất, tính bằng byte; IPv6 cần ít nhất 1280.",
      examples: [1500],
    }),
    ipv4: z
      .strictObject({
        cidr: z.cidrv4().meta({ en: "Block of the network.", vi: "Tiền tố của mạng.", examples: ["203.0.113.0/24"] }),
        gateway: address4("Next hop to the Internet.", "Cổng ra Internet.", "203.0.113.1"),
        poolStart: address4(
          "First address for routers and floating addresses.",
          "Địa chỉ đầu của dải cấp phát.",
          "203.0.113.50",
        ),
        poolEnd: address4(
          "Last address for routers and floating addresses.",
          "Địa chỉ cuối của dải cấp phát.",
          "203.0.113.250",
        ),
      })
      .meta({ en: "IPv4 side.", vi: "Phía IPv4." }),
    ipv6: z
      .strictObject({
        cidr: z.cidrv6().meta({
          en: "Block of the network, a /64.",
          vi: "Tiền tố của mạng, là một /64.",
          examples: ["2001:db8:ffff::/64"],
        }),
        gateway: address6("Next hop to the Internet.", "Cổng ra Internet.", "2001:db8:ffff::1"),
      })
      .meta({ en: "IPv6 side.", vi: "Phía IPv6." }),
  })
  .meta({ en: "One external network.", vi: "Một mạng ngoài." });

/** stacks/province/environments.yaml */
export const environmentsSchema = z
  .strictObject({
    environments: z.record(ownName, environment).meta({ en: "Environments by name.", vi: "Các môi trường theo tên." }),
    externalNetworks: z
      .record(ownName, externalNetwork)
      .meta({ en: "External networks by name.", vi: "Các mạng ngoài theo tên." }),
  })
  .meta({
    title: "Environments",
    en: "What differs between clouds.",
    vi: "Những gì khác nhau giữa các đám mây.",
  });
