import { server } from "../building-blocks.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const devices = (deleteOnTermination: boolean) => [
  {
    sourceType: "image",
    destinationType: "volume",
    uuid: "2f6c",
    bootIndex: 0,
    volumeSize: 20,
    deleteOnTermination: true,
  },
  { sourceType: "volume", destinationType: "volume", uuid: "7d10", bootIndex: 1, deleteOnTermination },
];

export const examples: PolicyExamples = {
  passes: [server("db", { blockDevices: devices(false) })],
  fails: [server("db", { blockDevices: devices(true) })],
};
