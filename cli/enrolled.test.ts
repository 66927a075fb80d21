import { describe, expect, test } from "vitest";
import { openRepository } from "../infra/repository/repository.ts";
import { REPOSITORY } from "../tests/sources-with.ts";
import { agenciesToBuild } from "./enrolled.ts";

describe("what can be built", () => {
  const today = openRepository(REPOSITORY);

  test("is every enrolled agency when none is named", () => {
    expect(agenciesToBuild(today, [])).toEqual(["15061", "stttt", "vpubnd"]);
    expect(agenciesToBuild(today, ["stttt"])).toEqual(["stttt"]);
  });

  test("says what to do about an agency without a project", () => {
    expect(() => agenciesToBuild(today, ["syt"])).toThrow(/syt \(Sở Y tế\) is not enrolled: write .*syt\.yaml/);
    expect(() => agenciesToBuild(today, ["nobody"])).toThrow("There is no agency nobody");
  });

  test("names the successor of one that ended", () => {
    const { province, tenants } = openRepository(REPOSITORY, { asOf: "2025-02-28" });
    expect(agenciesToBuild({ province, tenants }, ["stttt"])).toEqual(["stttt"]);
    const ended = { stttt: { ...province.units["stttt"]!, validTo: "2025-02-28", successor: "skhcn" } };
    expect(() => agenciesToBuild({ tenants: {}, province: { ...province, ended } }, ["stttt"])).toThrow(
      "stttt (Sở Thông tin và Truyền thông) ended on 2025-02-28; its successor is skhcn",
    );
  });
});
