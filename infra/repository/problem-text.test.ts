import { expect, test } from "vitest";
import { problemsText } from "./problem-text.ts";

const problem = (file: string, line: number) => ({ file, line, column: 2, key: "", message: "wrong", hint: "right" });

test("every fault is shown with its place and what would be right, and all are counted", () => {
  expect(problemsText([problem("a", 1), problem("b", 3)])).toBe(
    "a:1:2: wrong\n    right\nb:3:2: wrong\n    right\n\n2 faults in stacks/; nothing was changed.",
  );
  expect(problemsText([problem("a", 1)], "vi")).toMatch(/\n\n1 lỗi trong stacks\/; chưa thay đổi gì\.$/);
});

test("a file that is broken from somewhere on does not hide the others", () => {
  const many = Array.from({ length: 1000 }, (_, index) => problem("a", index + 1));
  const text = problemsText([...many, problem("b", 1)]);
  expect(text.match(/^a:\d+:2: wrong$/gm)).toHaveLength(20);
  expect(text).toContain("\na: and 980 more;");
  expect(text).toContain("\nb:1:2: wrong\n");
  expect(text).toContain("1001 faults");
});
