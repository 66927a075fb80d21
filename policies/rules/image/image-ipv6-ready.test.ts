import { expect, test } from "vitest";
import { preview, ref, type Draft } from "../../examples/drafts.ts";
import { examples } from "../../examples/image/image-ipv6-ready.ts";
import { UNKNOWN } from "../../policy.ts";
import { FLAVOR, IMAGE, INSTANCE } from "../../resources/types.ts";
import { change } from "../../testing/change-drafts.ts";
import { applied, blind } from "../../testing/draft-views.ts";
import { messages } from "../../testing/messages.ts";
import { imageIpv6Ready as policy } from "./image-ipv6-ready.ts";

const context = examples.context!;
const drafts: Draft[] = [
  ...examples.passes,
  { type: FLAVOR, name: "small", inputs: { ram: 512, vcpus: 1, disk: 5 } },
  { type: INSTANCE, name: "web-1", inputs: { imageId: ref("debian-13"), flavorId: ref("small") } },
];

test("a tested, verified image and a server made from it pass", () => {
  for (const view of [preview, applied, blind]) expect(messages(policy, view(drafts), context)).toEqual([]);
});

test("an image that the program looks up is judged by its name, and itself not at all", () => {
  const from = (name: string): Draft[] => [
    { type: IMAGE, name: "looked-up", inputs: { name, visibility: "public" }, external: true },
    { type: INSTANCE, name: "web-1", inputs: { imageId: ref("looked-up"), flavorName: context.approvedFlavors![0] } },
  ];
  expect(messages(policy, preview(from(context.approvedImages![0]!)), context)).toEqual([]);
  expect(messages(policy, preview(from("from-somewhere")), context)[0]).toContain(
    "uses the image from-somewhere, which nobody approved",
  );
});

test("an image that is not marked fails", () => {
  expect(messages(policy, preview(examples.fails), context)).toEqual([
    'Image "debian-13" has ipv6_ready "false"; IMG-01 wants properties.ipv6_ready true. Fix: test the image on IPv6, then set properties.ipv6_ready to true; start servers from approved images and flavors',
  ]);
  expect(messages(policy, preview(change(examples.passes, "debian-13", { properties: undefined })))[0]).toContain(
    "has no property ipv6_ready",
  );
});

test.each([
  [{ verifyChecksum: false }, "has verifyChecksum false"],
  [{ webDownload: true, verifyChecksum: undefined }, "has webDownload true"],
])("an image with %o fails", (inputs, part) => {
  const found = messages(policy, preview(change(examples.passes, "debian-13", inputs)), context);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(part);
});

test.each([
  { verifyChecksum: undefined, visibility: undefined },
  // The catalogue of a cloud: only its operator can make one.
  { visibility: "public" },
])("the provider's own defaults pass, and an image that everyone may list: %o", (inputs) => {
  expect(messages(policy, preview(change(examples.passes, "debian-13", inputs)))).toEqual([]);
});

test("a server from an image or flavor that is not approved fails, by name and by link", () => {
  const named = change(drafts, "web-1", { imageId: undefined, imageName: "cirros" });
  expect(messages(policy, preview(named), context)).toEqual([
    'Instance "web-1" uses the image cirros, which nobody approved; IMG-01 wants one of debian-13. Fix: test the image on IPv6, then set properties.ipv6_ready to true; start servers from approved images and flavors',
  ]);
  for (const view of [preview, applied]) {
    expect(messages(policy, view(drafts), { approvedImages: ["other"], approvedFlavors: ["large"] })).toHaveLength(2);
  }
});

test("an id of something made elsewhere, and a server without lists, are not judged", () => {
  expect(messages(policy, preview(change(drafts, "web-1", { imageId: "5c7f", flavorId: "1" })), context)).toEqual([]);
  expect(messages(policy, preview(change(drafts, "web-1", { imageName: "cirros" })))).toEqual([]);
});

test("unknown values are not judged", () => {
  const inputs = { properties: UNKNOWN, verifyChecksum: UNKNOWN, visibility: UNKNOWN };
  expect(messages(policy, preview(change(examples.passes, "debian-13", inputs)), context)).toEqual([]);
  expect(messages(policy, preview(change(drafts, "debian-13", { name: UNKNOWN })), { approvedImages: [] })).toEqual([]);
});
