import { ServerFlavor } from "./index.ts";

const small = new ServerFlavor("small", { vcpus: 1, ramMb: 1024, diskGb: 10 });

export const flavorId = small.flavorId;
