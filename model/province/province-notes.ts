import type { ProvinceData } from "../files/province-files.ts";
import type { YamlFile } from "../files/yaml-file.ts";
import type { Fault } from "../messages/fault.ts";
import * as say from "../messages/province.ts";
import * as sayReform from "../messages/reform.ts";
import { successorOf, type UnitHistory } from "../units/unit-history.ts";

/** What is right in province.yaml and should still be known. */
export function provinceNotes(province: ProvinceData["province"], file: YamlFile, history: UnitHistory): Fault[] {
  return [...enrolmentNotes(province, file, history), ...uplinkNotes(province, file)];
}

/** Enrolled codes that no unit of the day bears: nothing is made for them. */
function enrolmentNotes({ enrolled }: ProvinceData["province"], file: YamlFile, history: UnitHistory): Fault[] {
  if (enrolled === undefined || enrolled === "all") return [];
  const ended = new Map(history.ended.map((unit) => [unit.code, unit]));
  const coming = new Map(history.coming.map((unit) => [unit.code, unit]));
  return enrolled.flatMap((code, index): Fault[] => {
    const [past, later] = [ended.get(code), coming.get(code)];
    if (past) {
      const successor = successorOf(code, history);
      const finding = sayReform.enrolledUnitEnded(code, past.validTo, successor === code ? undefined : successor);
      return [file.fault(["enrolled", index], "value", finding)];
    }
    if (!later) return [];
    return [file.fault(["enrolled", index], "value", sayReform.enrolledUnitComes(code, later.validFrom))];
  });
}

/** Each family wants two carriers (R1-27); sessions are BGP-02's business, where a stack has any. */
function uplinkNotes({ uplinks }: ProvinceData["province"], file: YamlFile): Fault[] {
  if (uplinks === undefined) return [];
  return (["ipv4", "ipv6"] as const).flatMap((family) => {
    const carriers = new Set(uplinks.filter((line) => line[family] !== false).map(({ carrier }) => carrier));
    return carriers.size >= 2 ? [] : [file.fault(["uplinks"], "key", say.fewCarriers(family, [...carriers]))];
  });
}
