import { TextError } from "../model/text.ts";

/** The local cloud could not be built, started or used; the text says why and what to do. */
export class LocalCloudError extends TextError {
  override name = "LocalCloudError";
}

/** This machine can't carry a local cloud (no root, not Linux, a tool is missing). */
export class UnsupportedError extends LocalCloudError {
  override name = "UnsupportedError";
}
