import { expect, test } from "vitest";
import { previewStacks } from "../preview-stacks.ts";

const [platform] = await previewStacks(["platform"]);
const named = (type: string) => platform!.resources.filter((resource) => resource.type.endsWith(`:${type}`));

/** What scs-0102 (v1) asks of every image beside its smallest disk and memory. */
const OF_EVERY_IMAGE = [
  "architecture",
  "hw_disk_bus",
  "image_build_date",
  "image_description",
  "image_original_user",
  "image_source",
  "os_distro",
  "os_version",
  "provided_until",
  "replace_frequency",
  "uuid_validity",
];

test("an agency finds each image by its name, with all that scs-0102 asks for", () => {
  const images = named("Image");
  expect(images.length).toBeGreaterThan(0);
  for (const { raw: inputs } of images) {
    expect(inputs).toMatchObject({ visibility: "public", minDiskGb: expect.any(Number), minRamMb: expect.any(Number) });
    const properties = inputs["properties"] as Record<string, string>;
    for (const property of OF_EVERY_IMAGE)
      expect([property, properties[property]]).toEqual([property, expect.any(String)]);
    expect(properties["image_build_date"]).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  }
});

test("what Neutron can describe says what it is for", () => {
  for (const type of ["Network", "Subnet", "SubnetPool"]) {
    for (const { name, raw: inputs } of named(type))
      expect([name, inputs["description"]]).toEqual([name, expect.any(String)]);
  }
});

test("each flavor has a twin under its name by scs-0100", () => {
  const flavors = named("Flavor").map(({ raw }) => raw);
  const size = ({ vcpus, ram, disk }: Record<string, unknown>) => [vcpus, ram, disk].join();
  const scs = flavors.filter(({ name }) => String(name).startsWith("SCS-"));
  expect(scs.map(({ name }) => String(name)).toSorted()).toEqual(["SCS-1L-0.5-5", "SCS-2L-2-10", "SCS-4L-8-20"]);
  const ours = flavors.filter((flavor) => !scs.includes(flavor));
  expect(scs.map(size).toSorted()).toEqual(ours.map(size).toSorted());
});
