import { type Command, Option } from "commander";
import { say } from "./language.ts";

/** Where a command's result goes; standard output without `output`. */
export interface OutputOptions {
  output?: string;
}

/** Gives a command `--output FILE`, with `--out` as another spelling. Returns the command. */
export function addOutput(command: Command, proposal?: string): Command {
  const what = say({
    en: `file to write${proposal === undefined ? "; standard output without it" : ""}`,
    vi: `tệp cần ghi${proposal === undefined ? "; không ghi thì hiện ra màn hình" : ""}`,
  });
  const short = new Option("--out <file>").hideHelp();
  short.attributeName = () => "output";
  return command.option("-o, --output <file>", what, proposal).addOption(short);
}

/** `--json` of a command that has `--format` too. */
export function jsonFormatOption(): Option {
  const words = say({ en: "short for --format json", vi: "viết gọn của --format json" });
  return new Option("--json", words).conflicts("format");
}

/** `--json` of a command that lists something. */
export function jsonOption(): Option {
  return new Option("--json", say({ en: "one JSON document", vi: "một tài liệu JSON" }));
}
