import { ServerImage } from "./index.ts";

const debian = new ServerImage("debian-12", {
  source: { url: "https://images.example/debian-12.qcow2" },
  diskFormat: "qcow2",
  minDiskGb: 3,
  ipv6Ready: true,
});

export const imageId = debian.imageId;
