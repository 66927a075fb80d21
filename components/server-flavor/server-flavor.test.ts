import { expect, test } from "vitest";
import { recordResources, theOne } from "../testing/record-resources.ts";
import { ServerFlavor } from "./index.ts";

test("a flavor for every project", async () => {
  const { resources } = await recordResources(() => new ServerFlavor("small", { vcpus: 1, ramMb: 512, diskGb: 5 }));
  expect(theOne(resources, "Flavor", "small").inputs).toEqual({
    name: "small",
    vcpus: 1,
    ram: 512,
    disk: 5,
    isPublic: true,
  });
});

test("a flavor without a disk is refused: ordinary users could start nothing on it", async () => {
  await expect(recordResources(() => new ServerFlavor("nano", { vcpus: 1, ramMb: 64, diskGb: 0 }))).rejects.toThrow(
    "give at least 1",
  );
});
