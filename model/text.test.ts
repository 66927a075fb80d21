import { expect, test } from "vitest";
import { inBoth, listText, TextError, textOf } from "./text.ts";

test("an error of ours says both languages, and its message is the English one", () => {
  const error = new TextError({ en: "no state", vi: "không có trạng thái" });
  expect([error.message, textOf(error)]).toEqual(["no state", { en: "no state", vi: "không có trạng thái" }]);
});

test("what others throw is said as they say it", () => {
  expect(textOf(new RangeError("ENOSPC"))).toEqual({ en: "ENOSPC", vi: "ENOSPC" });
  expect(textOf("plain words")).toEqual({ en: "plain words", vi: "plain words" });
});

test("parts are put together language by language", () => {
  const zone = { en: "the zone", vi: "vùng" };
  expect(inBoth((language) => `${zone[language]} dmz`)).toEqual({ en: "the zone dmz", vi: "vùng dmz" });
  expect(listText({ en: "Missing:", vi: "Thiếu:" }, [zone, "10.0.0.0/8"])).toEqual({
    en: "Missing:\n - the zone\n - 10.0.0.0/8",
    vi: "Thiếu:\n - vùng\n - 10.0.0.0/8",
  });
});
