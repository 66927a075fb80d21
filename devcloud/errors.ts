/** The local cloud could not be built, started or used; the message says why and what to do. */
export class DevcloudError extends Error {
  override name = "DevcloudError";
}

/** This machine can't carry a local cloud (no root, not Linux, a tool is missing). */
export class UnsupportedError extends DevcloudError {
  override name = "UnsupportedError";
}
