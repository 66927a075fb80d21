import { InvalidArgumentError, Option } from "commander";

/**
 * `--as-of DATE` of every command that reads stacks/: the day that the province is taken at. It reaches the programs,
 * their worker threads and the engine's processes as `PROVINCE_AS_OF`, so that all of them see the same day.
 */
export function asOfOption(): Option {
  return new Option("--as-of <date>", "the province of that day (YYYY-MM-DD), not of province.yaml's asOf").argParser(
    (text) => {
      const day = new Date(`${text}T00:00:00Z`);
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) {
        throw new InvalidArgumentError("Write a day that exists, such as 2025-07-01.");
      }
      process.env["PROVINCE_AS_OF"] = text;
      return text;
    },
  );
}

/** `--lang en|vi` of every command that speaks about stacks/. */
export function languageOption(): Option {
  return new Option("--lang <lang>", "language of messages: en or vi").choices(["en", "vi"]).default("en");
}
