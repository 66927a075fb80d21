import { Option } from "commander";

/** `--lang en|vi` of every command that speaks about stacks/. */
export function languageOption(): Option {
  return new Option("--lang <lang>", "language of messages: en or vi").choices(["en", "vi"]).default("en");
}
