import { expect, test } from "vitest";
import { cacheFolder } from "./cache-folder.ts";

test.each([
  ["where XDG wants it", { HOME: "/home/me" }, "/home/me/.cache/provincial-cloud"],
  ["where the user wants it", { HOME: "/home/me", XDG_CACHE_HOME: "/var/cache/me" }, "/var/cache/me/provincial-cloud"],
  ["not below a relative path", { HOME: "/home/me", XDG_CACHE_HOME: "cache" }, "/home/me/.cache/provincial-cloud"],
  ["nor below an empty one", { HOME: "/home/me", XDG_CACHE_HOME: "" }, "/home/me/.cache/provincial-cloud"],
])("the cache lies %s", (_, env, folder) => {
  expect(cacheFolder(env)).toBe(folder);
});
