import { Argument, InvalidArgumentError, Option } from "commander";
import { LANGUAGES } from "../../model/text.ts";
import { say } from "./language.ts";

/**
 * `--as-of DATE` of every command that reads stacks/: the day that the province is taken at. It reaches the programs,
 * their worker threads and the engine's processes as `PROVINCE_AS_OF`, so that all of them see the same day.
 */
export function asOfOption(): Option {
  return new Option(
    "--as-of <date>",
    say({
      en: "the province of that day (YYYY-MM-DD), not of province.yaml's asOf",
      vi: "tỉnh tại ngày đó (YYYY-MM-DD), thay cho asOf trong province.yaml",
    }),
  ).argParser((text) => {
    const day = new Date(`${text}T00:00:00Z`);
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
      throw new InvalidArgumentError(
        say({ en: "Write a day that exists, such as 2025-07-01.", vi: "Hãy ghi một ngày có thật, ví dụ 2025-07-01." }),
      );
    }
    process.env["PROVINCE_AS_OF"] = text;
    return text;
  });
}

/** `[stack...]` of a command that looks at all of them where none is named. */
export function stacksArgument(): Argument {
  return new Argument(
    "[stack...]",
    say({
      en: "`platform` and agency codes; all of them when none is named",
      vi: "`platform` và mã cơ quan; không ghi thì là tất cả",
    }),
  );
}

/** `[agency...]` of a command that builds or takes over every enrolled one where none is named. */
export function enrolledArgument(): Argument {
  return new Argument(
    "[agency...]",
    say({
      en: "agency codes; every enrolled agency when none is named",
      vi: "mã cơ quan; không ghi thì là mọi cơ quan đã ghi danh",
    }),
  );
}

/** `--lang en|vi` of every command; `chooseLanguage` has taken it up before. */
export function languageOption(): Option {
  return new Option(
    "--lang <lang>",
    say({ en: "language; PROVINCE_LANG sets it for all commands", vi: "ngôn ngữ; PROVINCE_LANG đặt cho mọi lệnh" }),
  ).choices(LANGUAGES);
}
