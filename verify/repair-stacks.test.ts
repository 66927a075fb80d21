import { expect, test } from "vitest";
import type { OpenStackSession } from "../openstack/session.ts";
import { type Repair, repairStacks } from "./repair-stacks.ts";
import { sampleContent, samplePlans, sampleReader, sampleShared, type CloudContent } from "./testing/sample-network.ts";
import { sampleDeployed, sampleOutputs, sampleRepository, sampleTenants } from "./testing/sample-world.ts";

/** Repairs stttt in a cloud in which something was changed; what was sent stands in `sent`. */
async function repair(
  change: (content: CloudContent) => void,
  status: (path: string) => number = () => 200,
): Promise<Record<keyof Repair | "sent", string[]>> {
  const content = sampleContent("stttt");
  change(content);
  const tenants = sampleTenants();
  const sent: string[] = [];
  const session: OpenStackSession = {
    projectId: "project-of-admin",
    call: async (_service, method, path) => {
      sent.push(`${method} ${path}`);
      return { status: status(path), body: { NeutronError: { message: "in use" } } };
    },
  };
  const done = await repairStacks({
    repository: sampleRepository(tenants),
    agencies: ["stttt", "15061"],
    outputs: { stttt: sampleOutputs(sampleDeployed(tenants)["stttt"]!) },
    environment: {},
    session,
    reader: sampleReader([sampleShared(), content]),
    previewStacks: async (stacks) => samplePlans(stacks),
  });
  return { done: done.done.map(({ en }) => en), refused: done.refused.map(({ en }) => en), sent };
}

test("a cloud as planned gets no request; an agency that is not up has nothing to be put back", async () => {
  expect(await repair(() => {})).toEqual({ done: [], refused: [], sent: [] });
});

test("each thing is put back by one request, and what was done is told", async () => {
  const { done, refused, sent } = await repair((content) => {
    Object.assign(content["networks"]?.[0] ?? {}, { mtu: 1400, admin_state_up: false });
  });
  expect(sent).toEqual(["PUT /networks/net-stttt-dmz"]);
  expect(done).toEqual(["network stttt-dmz: mtu, admin_state_up"]);
  expect(refused).toEqual([]);
});

test("whole things of somebody else's making stay", async () => {
  const own = { project_id: "project-of-stttt", tags: [] };
  const { sent } = await repair((content) => {
    content["networks"]?.push({ ...own, id: "n", name: "by-hand" });
    content["ports"]?.push({ ...own, id: "p", name: "by-hand" });
    content["floatingips"]?.push({ ...own, id: "f", port_id: null });
    content["security-groups"]?.push({ ...own, id: "g", name: "by-hand", security_group_rules: [{ id: "r" }] });
    content["servers"]?.push({ ...own, id: "s", name: "by-hand" });
  });
  expect(sent).toEqual([]);
});

test("what the cloud refuses is told, and the rest is done", async () => {
  const { done, refused } = await repair(
    (content) => {
      Object.assign(content["networks"]?.[0] ?? {}, { mtu: 1400 });
      Object.assign(content["servers"]?.[0] ?? {}, { metadata: {} });
    },
    (path) => (path.startsWith("/networks") ? 409 : 200),
  );
  expect(done).toEqual(["the metadata of server stttt-web-1"]);
  expect(refused).toEqual([
    'network stttt-dmz: mtu: PUT /networks/net-stttt-dmz answered 409 {"NeutronError":{"message":"in use"}}',
  ]);
});
