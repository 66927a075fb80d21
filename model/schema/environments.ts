import { z } from "zod";
import { about } from "./about.ts";
import { nameOf, ownName, text, whole } from "./fields.ts";

const address4 = (en: string, vi: string, example: string) => z.ipv4().meta(about({ en, vi, examples: [example] }));
const address6 = (en: string, vi: string, example: string) => z.ipv6().meta(about({ en, vi, examples: [example] }));

const environment = z
  .strictObject({
    description: text({ en: "Which cloud it is.", vi: "Là đám mây nào.", examples: ["The local cloud"] }),
    addresses: z.enum(["documentation", "registered"]).meta(
      about({
        en: "`documentation` allows only addresses set aside for examples, `registered` forbids them (NET-07).",
        vi: "`documentation` chỉ cho phép địa chỉ dành cho ví dụ, `registered` cấm các địa chỉ đó (NET-07).",
        examples: ["documentation"],
      }),
    ),
    region: text({ en: "OpenStack region.", vi: "Region của OpenStack.", examples: ["RegionOne"] }),
    resolvers: z
      .strictObject({
        ipv4: z
          .array(address4("Address of a resolver.", "Địa chỉ máy chủ phân giải tên.", "198.51.100.53"))
          .min(2)
          .meta(about({ en: "IPv4 resolvers, at least two.", vi: "Máy chủ phân giải tên qua IPv4, ít nhất hai." })),
        ipv6: z
          .array(address6("Address of a resolver.", "Địa chỉ máy chủ phân giải tên.", "2001:db8:cafe::53"))
          .min(2)
          .meta(
            about({
              en: "IPv6 resolvers, at least two (NET-10).",
              vi: "Máy chủ phân giải tên qua IPv6, ít nhất hai (NET-10).",
            }),
          ),
      })
      .meta(about({ en: "DNS resolvers that tenants use.", vi: "Máy chủ phân giải tên của các hệ thống." })),
    images: z
      .record(
        nameOf("images", { en: "Image name.", vi: "Tên ảnh đĩa.", examples: ["debian-13-guest"] }),
        z
          .string()
          .regex(/^(https:\/\/\S+|[a-z0-9][A-Za-z0-9._/-]*)$/)
          .meta(
            about({
              en: "https URL, or a path in stacks/.",
              vi: "Địa chỉ https, hoặc đường dẫn trong stacks/.",
              examples: ["images/debian-13-guest.raw"],
            }),
          ),
      )
      .meta(about({ en: "Where each image comes from.", vi: "Nguồn của từng ảnh đĩa." })),
  })
  .meta(about({ en: "One environment.", vi: "Một môi trường." }));

const externalNetwork = z
  .strictObject({
    physicalNetwork: text({ en: "Physical network of Neutron.", vi: "Mạng vật lý của Neutron.", examples: ["public"] }),
    networkType: z
      .enum(["flat", "vlan"])
      .meta(about({ en: "Network type of Neutron.", vi: "Loại mạng của Neutron.", examples: ["flat"] })),
    mtu: whole(1280, 9216, {
      en: "Largest packet in bytes; 1280 is the least that IPv6 asks for.",
      vi: "Gói tin lớn nhất, tính bằng byte; IPv6 cần ít nhất 1280.",
      examples: [1500],
    }),
    ipv4: z
      .strictObject({
        cidr: z
          .cidrv4()
          .meta(about({ en: "Block of the network.", vi: "Dải địa chỉ của mạng.", examples: ["203.0.113.0/24"] })),
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
      .meta(about({ en: "IPv4 side.", vi: "Phía IPv4." })),
    ipv6: z
      .strictObject({
        cidr: z.cidrv6().meta(
          about({
            en: "Block of the network, a /64.",
            vi: "Dải địa chỉ của mạng, là một /64.",
            examples: ["2001:db8:ffff::/64"],
          }),
        ),
        gateway: address6("Next hop to the Internet.", "Cổng ra Internet.", "2001:db8:ffff::1"),
      })
      .meta(about({ en: "IPv6 side.", vi: "Phía IPv6." })),
  })
  .meta(about({ en: "One external network.", vi: "Một mạng ngoài." }));

/** stacks/province/environments.yaml */
export const environmentsSchema = z
  .strictObject({
    environments: z
      .record(ownName, environment)
      .meta(about({ en: "Environments by name.", vi: "Các môi trường theo tên." })),
    externalNetworks: z
      .record(ownName, externalNetwork)
      .meta(about({ en: "External networks by name.", vi: "Các mạng ngoài theo tên." })),
  })
  .meta({
    title: "Environments",
    ...about({ en: "What differs between clouds.", vi: "Những gì khác nhau giữa các đám mây." }),
  });
