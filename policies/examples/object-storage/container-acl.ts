import { OBJECT_CONTAINER } from "../../resources/types.ts";
import type { PolicyExamples } from "../policy-examples.ts";

const container = (containerRead: string) => ({ type: OBJECT_CONTAINER, name: "records", inputs: { containerRead } });

export const examples: PolicyExamples = {
  passes: [container("stttt:portal")],
  fails: [container(".r:*")],
};
