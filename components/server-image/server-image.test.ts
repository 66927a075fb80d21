import { expect, test } from "vitest";
import { recordResources, theOne } from "../testing/record-resources.ts";
import { ServerImage } from "./index.ts";

test("an image from a file is checked after upload and says that it is ready for IPv6", async () => {
  const { resources } = await recordResources(
    () =>
      new ServerImage("guest", {
        source: { file: "images/guest.raw" },
        diskFormat: "raw",
        ipv6Ready: true,
        properties: { hw_disk_bus: "virtio" },
      }),
  );
  expect(theOne(resources, "Image", "guest").inputs).toEqual({
    name: "guest",
    containerFormat: "bare",
    diskFormat: "raw",
    localFilePath: "images/guest.raw",
    verifyChecksum: true,
    visibility: "community",
    properties: { hw_disk_bus: "virtio", ipv6_ready: "true" },
    tags: [],
  });
});

test("an image from a URL is downloaded by the provider; one that was never seen on IPv6 says so", async () => {
  const { resources } = await recordResources(
    () =>
      new ServerImage("guest", {
        source: { url: "https://example.org/guest.qcow2" },
        diskFormat: "qcow2",
        ipv6Ready: false,
      }),
  );
  const { inputs } = theOne(resources, "Image", "guest");
  expect(inputs).toMatchObject({
    imageSourceUrl: "https://example.org/guest.qcow2",
    properties: { ipv6_ready: "false" },
  });
  expect(inputs).not.toHaveProperty("localFilePath");
});
