import { IMAGE } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const image = (properties: Record<string, string>) => ({
  type: IMAGE,
  name: "debian-13",
  inputs: {
    containerFormat: "bare",
    diskFormat: "qcow2",
    localFilePath: "images/debian-13.qcow2",
    verifyChecksum: true,
    visibility: "community",
    properties,
  },
});

export const examples: PolicyExamples = {
  passes: [image({ ipv6_ready: "true" })],
  fails: [image({ ipv6_ready: "false" })],
  context: { approvedImages: ["debian-13"], approvedFlavors: ["small"] },
};
