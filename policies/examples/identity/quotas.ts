import { COMPUTE_QUOTA, LOAD_BALANCER_QUOTA, NETWORK_QUOTA, PROJECT, VOLUME_QUOTA } from "../../resources/types.ts";
import { ref, type Draft } from "../drafts.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const projectId = ref("snv");
const project: Draft = { type: PROJECT, name: "snv", inputs: { name: "snv", tags: ["agency:snv", "env:example"] } };
const network: Draft = {
  type: NETWORK_QUOTA,
  name: "snv-network",
  inputs: { projectId, network: 8, subnet: 16, port: 80, securityGroup: 12, securityGroupRule: 900, floatingip: 4 },
};
const others: Draft[] = [
  { type: COMPUTE_QUOTA, name: "snv-compute", inputs: { projectId, instances: 16, cores: 32, ram: 32_768 } },
  { type: VOLUME_QUOTA, name: "snv-volume", inputs: { projectId, volumes: 8, gigabytes: 400 } },
  { type: LOAD_BALANCER_QUOTA, name: "snv-load-balancer", inputs: { projectId, loadbalancer: 2 } },
];

export const examples: PolicyExamples = {
  passes: [project, network, ...others],
  fails: [project, ...others],
  context: { cloudServices: ["block-storage", "load-balancer"] },
};
