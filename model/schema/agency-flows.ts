import { z } from "zod";
import { codeOf, nameOf } from "./fields.ts";

const agencyPeer = z
  .strictObject({
    agency: codeOf("agencies", {
      en: "Code of the other agency or commune.",
      vi: "Mã của cơ quan hoặc xã kia.",
      examples: ["15061"],
    }),
    zone: nameOf("zones", {
      en: "Zone of the other agency from which connections come.",
      vi: "Vùng mạng của cơ quan kia, nơi phát sinh kết nối.",
      examples: ["dmz"],
    }),
  })
  .meta({
    en: "A zone of another agency.",
    vi: "Một vùng mạng của cơ quan khác.",
    examples: [{ agency: "15061", zone: "dmz" }],
  });

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
      .meta({
        en: "Who may open connections: `internet`, a zone of this agency, or a zone of another agency.",
        vi: "Ai được mở kết nối: `internet`, một vùng mạng của cơ quan này, hoặc một vùng mạng của cơ quan khác.",
        examples: ["internet", { agency: "15061", zone: "dmz" }],
      }),
    to: nameOf("zones", {
      en: "Zone of this agency that takes the connections.",
      vi: "Vùng mạng của cơ quan này nhận kết nối.",
      examples: ["app"],
    }),
    services: z
      .array(nameOf("services", { en: "Service name.", vi: "Tên dịch vụ.", examples: ["https"] }))
      .min(1)
      .meta({
        en: "Named services, never raw ports (province/services.yaml).",
        vi: "Tên dịch vụ, không ghi số cổng (province/services.yaml).",
        examples: [["https"]],
      }),
  })
  .meta({
    en: "One allowed flow.",
    vi: "Một luồng được phép.",
    examples: [{ from: "internet", to: "dmz", services: ["smtp"] }],
  });

/** `allow` of an agency's file. */
export const agencyFlows = z.array(allowed).meta({
  en: "Flows beside the standard ones, within the province's flow matrix (province/zones.yaml).",
  vi: "Các luồng ngoài chuẩn, nằm trong ma trận luồng của tỉnh (province/zones.yaml).",
  examples: [[{ from: { agency: "15061", zone: "dmz" }, to: "app", services: ["app-http"] }]],
  otherwise: { en: "only the standard flows", vi: "chỉ có các luồng chuẩn" },
});
