import { z } from "zod";
import { ownName, text } from "./fields.ts";

/** `443/tcp` or `6000-6010/udp`. */
export const PORT_PATTERN = /^([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?\/(tcp|udp)$/;

const service = z
  .strictObject({
    description: text({ en: "What it is for.", vi: "Dùng để làm gì.", examples: ["Web over TLS"] }),
    ports: z
      .array(
        z
          .string()
          .regex(PORT_PATTERN)
          .meta({
            en: "Port or range, and protocol.",
            vi: "Cổng hoặc dải cổng, và giao thức.",
            examples: ["443/tcp"],
          }),
      )
      .min(1)
      .meta({ en: "Ports that the service uses.", vi: "Các cổng của dịch vụ.", examples: [["53/udp", "53/tcp"]] }),
  })
  .meta({ en: "One service.", vi: "Một dịch vụ." });

/** stacks/province/services.yaml */
export const servicesSchema = z
  .strictObject({
    services: z.record(ownName, service).meta({ en: "Service catalogue by name.", vi: "Danh mục dịch vụ theo tên." }),
  })
  .meta({ title: "Services", en: "Named services.", vi: "Các dịch vụ có tên." });
