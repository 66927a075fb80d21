import type { Finding } from "./fault.ts";
import { chooseFrom } from "./schema.ts";

/** What is said about reforms, and about what is known only by inference. */

export function wrongReformFile(date: string): Finding {
  return {
    message: { en: `the date ${date} is not the file's name`, vi: `ngày ${date} không trùng tên tệp` },
    hint: {
      en: `rename the file to ${date}.yaml, or correct the date`,
      vi: `hãy đổi tên tệp thành ${date}.yaml, hoặc sửa ngày`,
    },
  };
}

export function beforeRegister(date: string, first: string): Finding {
  return {
    message: { en: `${date} lies before the register's first day`, vi: `${date} trước ngày đầu của sổ đăng ký` },
    hint: {
      en: `the register holds from ${first} on (province.yaml, register.validFrom)`,
      vi: `sổ đăng ký có hiệu lực từ ${first} (province.yaml, register.validFrom)`,
    },
  };
}

export function noSuchUnit(code: string, date: string, known: readonly string[]): Finding {
  const choice = chooseFrom(code, known);
  return {
    message: { en: `there is no unit \`${code}\` on ${date}`, vi: `ngày ${date} không có đơn vị \`${code}\`` },
    hint: {
      en: choice.en || "name a unit of the register, or one that an earlier reform founds",
      vi: choice.vi || "hãy ghi đơn vị trong sổ, hoặc do đợt sắp xếp trước thành lập",
    },
  };
}

export function endedBefore(code: string, last: string): Finding {
  return {
    message: { en: `unit \`${code}\` ended on ${last}`, vi: `đơn vị \`${code}\` đã kết thúc ngày ${last}` },
    hint: { en: "name the unit that took over", vi: "hãy ghi đơn vị kế thừa" },
  };
}

export function endsTwice(code: string): Finding {
  return {
    message: {
      en: `unit \`${code}\` ends in two places on the same day`,
      vi: `đơn vị \`${code}\` kết thúc ở hai nơi trong cùng một ngày`,
    },
    hint: {
      en: "name it in one event, or under `partsOf` where only a part of it goes",
      vi: "hãy ghi trong một sự kiện, hoặc trong `partsOf` nếu chỉ nhập một phần",
    },
  };
}

export function endsAndGoesOn(code: string): Finding {
  return {
    message: {
      en: `unit \`${code}\` ends here and goes on by another event of this day`,
      vi: `đơn vị \`${code}\` kết thúc ở đây nhưng sự kiện khác trong ngày cho đơn vị tiếp tục`,
    },
    hint: {
      en: "move it to `partsOf`, or remove the other event",
      vi: "hãy chuyển sang `partsOf`, hoặc xóa sự kiện kia",
    },
  };
}

export function mergeOfNothing(into: string): Finding {
  return {
    message: { en: `nothing merges into \`${into}\``, vi: `không có đơn vị nào nhập vào \`${into}\`` },
    hint: {
      en: "name units under `from` or `partsOf`; for another name alone use kind: rename",
      vi: "hãy ghi đơn vị trong `from` hoặc `partsOf`; nếu chỉ đổi tên hãy dùng kind: rename",
    },
  };
}

export function continuesNoPart(code: string, from: readonly string[]): Finding {
  return {
    message: {
      en: `\`${code}\` does not merge here, so that its addresses can't go on`,
      vi: `\`${code}\` không nhập vào đây nên địa chỉ không thể được giữ tiếp`,
    },
    hint: {
      en: `name one of \`from\`: ${from.join(", ")}`,
      vi: `hãy ghi một đơn vị trong \`from\`: ${from.join(", ")}`,
    },
  };
}

export function continuesUnderOldCode(code: string, into: string): Finding {
  return {
    message: {
      en: `\`${into}\` is there already and keeps its own addresses, so that those of \`${code}\` can't go on`,
      vi: `\`${into}\` đã có và giữ địa chỉ của mình nên địa chỉ của \`${code}\` không thể được giữ tiếp`,
    },
    hint: {
      en: "take `continues` out, or merge into a new code",
      vi: "hãy bỏ `continues`, hoặc nhập vào một mã mới",
    },
  };
}

export function newUnitNeeds(code: string, key: "name" | "area"): Finding {
  const what = key === "name" ? { en: "name", vi: "tên" } : { en: "area", vi: "vùng kết nối" };
  return {
    message: { en: `the new unit \`${code}\` has no ${what.en}`, vi: `đơn vị mới \`${code}\` chưa có ${what.vi}` },
    hint: {
      en: `add ${key}: …, or correct the code if the unit is there already`,
      vi: `hãy thêm ${key}: …, hoặc sửa mã nếu đơn vị đã có`,
    },
  };
}

export function codeUsed(code: string): Finding {
  return {
    message: { en: `the code \`${code}\` belongs to a unit already`, vi: `mã \`${code}\` đã thuộc một đơn vị` },
    hint: {
      en: "codes are never used again (AP-16): choose another",
      vi: "mã không dùng lại (AP-16): hãy chọn mã khác",
    },
  };
}

export function inferredEvent(reason: string): Finding {
  return { message: { en: `inferred: ${reason}`, vi: `suy ra: ${reason}` } };
}

export function inferredUnits(codes: readonly string[], reason: string): Finding {
  const list = codes.join(", ");
  return { message: { en: `inferred: ${list}: ${reason}`, vi: `suy ra: ${list}: ${reason}` } };
}

export function countsDiffer(what: string, date: string, official: number, counted: number): Finding {
  return {
    message: {
      en: `${what}: ${official} by the official figures from ${date} on, ${counted} in the data`,
      vi: `${what}: số chính thức từ ${date} là ${official}, trong dữ liệu là ${counted}`,
    },
    hint: {
      en: "look at the events of this file; the data is used as it is",
      vi: "hãy xem các sự kiện trong tệp này; dữ liệu được dùng nguyên trạng",
    },
  };
}

export function fileOfEndedUnit(code: string, last: string, successor: string | undefined): Finding {
  return {
    message: {
      en: `unit \`${code}\` ended on ${last}: this file is not used`,
      vi: `đơn vị \`${code}\` đã kết thúc ngày ${last}: tệp này không được dùng`,
    },
    ...(successor === undefined
      ? {}
      : {
          hint: {
            en: `what should go on belongs in ${successor}.yaml`,
            vi: `phần cần tiếp tục hãy ghi vào ${successor}.yaml`,
          },
        }),
  };
}

export function fileOfComingUnit(code: string, first: string): Finding {
  return {
    message: {
      en: `unit \`${code}\` begins on ${first}: this file is not used yet`,
      vi: `đơn vị \`${code}\` bắt đầu từ ${first}: tệp này chưa được dùng`,
    },
  };
}

export function enrolledUnitEnded(code: string, last: string, successor: string | undefined): Finding {
  return {
    message: {
      en: `enrolled unit \`${code}\` ended on ${last}: nothing is made for it`,
      vi: `đơn vị \`${code}\` trong enrolled đã kết thúc ngày ${last}: không tạo gì cho đơn vị này`,
    },
    hint:
      successor === undefined
        ? { en: "take the code out", vi: "hãy bỏ mã này" }
        : {
            en: `enrol its successor ${successor} instead`,
            vi: `hãy ghi đơn vị kế thừa ${successor} thay cho mã này`,
          },
  };
}

export function enrolledUnitComes(code: string, first: string): Finding {
  return {
    message: {
      en: `enrolled unit \`${code}\` begins on ${first}: nothing is made for it yet`,
      vi: `đơn vị \`${code}\` trong enrolled bắt đầu từ ${first}: chưa tạo gì cho đơn vị này`,
    },
  };
}

export function peerEnded(code: string, successor: string | undefined): Finding {
  return successor === undefined
    ? {
        message: {
          en: `unit \`${code}\` has ended without a successor: this flow is left out`,
          vi: `đơn vị \`${code}\` đã kết thúc, không có đơn vị kế thừa: bỏ luồng này`,
        },
      }
    : {
        message: {
          en: `unit \`${code}\` has ended: the flow is read as one of its successor \`${successor}\``,
          vi: `đơn vị \`${code}\` đã kết thúc: luồng được hiểu là của đơn vị kế thừa \`${successor}\``,
        },
      };
}
