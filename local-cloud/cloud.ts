export { buildCloud, builtImage } from "./build/build.ts";
export { destroyAll, startCloud, stopCloud } from "./lifecycle.ts";
export { LocalCloudError, UnsupportedError } from "./errors.ts";
export { externalNetwork } from "./internet.ts";
export { type InternetRoute, setInternetRoutes } from "./internet-routes.ts";
export { defaultCacheDir } from "./paths.ts";
export { enterCommand, runIn } from "./run-in.ts";
export { findServer, runningServers, type RunningServer } from "./servers.ts";
export { cloudStatus, listClouds } from "./status.ts";
export { cloudSupport } from "./support.ts";
export type {
  CloudInfo,
  CloudStatus,
  CommandResult,
  ExternalNetwork,
  Place,
  Progress,
  ServerKind,
  ServiceStatus,
} from "./types.ts";
