import { UNKNOWN, type JudgedResource, type PolicyContext, type StackPolicy, type Violation } from "../../policy.ts";
import { booleanOf, cloudName, knownText, recordOf, textOf, type Known } from "../../resources/inputs.ts";
import { graphOf, knownOf, type ResourceGraph } from "../../resources/resource-graph.ts";
import { FLAVOR, IMAGE, INSTANCE } from "../../resources/types.ts";
import { enumerate, violation } from "../../violation.ts";

/**
 * IMG-01. An image is judged where it is made; a server by the names of its image and flavor, where its program names
 * them, makes them or looks them up: an id alone says nothing of what it stands for.
 */
export const imageIpv6Ready: StackPolicy = {
  id: "IMG-01",
  slug: "image-ipv6-ready",
  title: "Servers start from images that were seen to work on IPv6",
  kind: "stack",
  level: "mandatory",
  serves: ["R1-42", "R1-43"],
  source: [
    "NIST SP 500-267Ar1 (USGv6 profile)",
    "NIST SP 800-119 section 6",
    "Glance, Image properties and visibility",
  ],
  why: "An operating system without working IPv6 makes the whole subnet behind it useless, and an image from anywhere brings whatever somebody put into it. So images are tested once, marked, verified on upload, and servers are built from the approved ones only.",
  fix: "test the image on IPv6, then set properties.ipv6_ready to true; start servers from approved images and flavors",
  check(resources, context) {
    const graph = graphOf(resources);
    return [
      ...graph.all(IMAGE).flatMap((image) => checkImage(image)),
      ...graph.all(INSTANCE).flatMap((server) => checkServer(server, graph, context)),
    ];
  },
};

function checkImage(image: JudgedResource): Violation[] {
  const faults: Violation[] = [];
  const ready = readiness(image);
  if (ready !== "true" && ready !== UNKNOWN) {
    const found = ready === undefined ? "has no property ipv6_ready" : `has ipv6_ready "${ready}"`;
    faults.push(violation(imageIpv6Ready, image, { found, wanted: "properties.ipv6_ready true" }));
  }
  // The provider verifies unless it is told not to, or Glance downloads by itself.
  const notVerified =
    booleanOf(image.inputs["verifyChecksum"]) === false
      ? "verifyChecksum false"
      : booleanOf(image.inputs["webDownload"]) === true
        ? "webDownload true, so that no checksum is verified"
        : undefined;
  if (notVerified) {
    faults.push(
      violation(imageIpv6Ready, image, {
        found: `has ${notVerified}`,
        wanted: "an image whose checksum is verified after upload",
        fix: "set verifyChecksum to true and leave webDownload out",
      }),
    );
  }
  if (knownText(image.inputs["visibility"]) === "public") {
    faults.push(
      violation(imageIpv6Ready, image, {
        found: "is public, that is in everyone's list",
        wanted: "visibility private, shared or community",
        fix: "set visibility to community (usable by its id) or to shared with ImageAccess for single projects",
      }),
    );
  }
  return faults;
}

function readiness(image: JudgedResource): Known<string> {
  const properties = image.inputs["properties"];
  if (properties === UNKNOWN) return UNKNOWN;
  const value = recordOf(properties)?.["ipv6_ready"];
  return typeof value === "boolean" ? String(value) : textOf(value);
}

function checkServer(server: JudgedResource, graph: ResourceGraph, context: PolicyContext): Violation[] {
  const parts = [
    { kind: "image", type: IMAGE, id: "imageId", name: "imageName", approved: context.approvedImages },
    { kind: "flavor", type: FLAVOR, id: "flavorId", name: "flavorName", approved: context.approvedFlavors },
  ];
  return parts.flatMap(({ kind, type, id, name, approved }) => {
    if (!approved) return [];
    const made = knownOf(graph.link(server, id, type));
    const used =
      knownText(server.inputs[name]) ?? (made && textOf(made.inputs["name"]) !== UNKNOWN ? cloudName(made) : undefined);
    if (used === undefined || approved.includes(used)) return [];
    const found = `uses the ${kind} ${used}, which nobody approved`;
    return [violation(imageIpv6Ready, server, { found, wanted: `one of ${enumerate(approved.toSorted())}` })];
  });
}
