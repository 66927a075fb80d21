import { expect, test } from "vitest";
import { stackProgress } from "./stack-progress.ts";

function lines(isTTY: boolean, seconds: number[]): string[] {
  const written: string[] = [];
  let clock = 0;
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 };
  const progress = stackProgress(stream, () => clock);
  seconds.forEach((second, index) => {
    clock = second * 1000;
    progress(index + 1, seconds.length, 1);
  });
  return written;
}

test("what takes less than a second is not reported", () => {
  expect(lines(true, [0.1, 0.5, 0.9])).toEqual([]);
});

test("a terminal has one line, which goes when all is done", () => {
  expect(lines(true, [0.5, 1.2, 1.25, 2])).toEqual([
    "\r\u001b[2Kplanned and judged 2 of 4 stacks (1 unchanged)",
    "\r\u001b[2K",
  ]);
});

test("a log gets a line now and then", () => {
  expect(lines(false, [0.5, 1.2, 3, 7, 8])).toEqual([
    "planned and judged 2 of 5 stacks (1 unchanged)\n",
    "planned and judged 4 of 5 stacks (1 unchanged)\n",
  ]);
});
