import * as pulumi from "@pulumi/pulumi";
import { bothLanguages } from "./both-languages.ts";
import { stackReferenceName } from "./stack-names.ts";

/** The outputs of another stack of this project, each for itself; the update fails where one is missing. */
export function readStack<Outputs>(
  stack: string,
): <K extends keyof Outputs & string>(name: K) => pulumi.Output<Outputs[K]> {
  const reference = new pulumi.StackReference(stackReferenceName(stack));
  return <K extends keyof Outputs & string>(name: K) =>
    // Of all outputs at once each would be a secret where one is.
    reference.getOutput(name).apply((value: Outputs[K] | undefined) => {
      if (value !== undefined) return value;
      throw new Error(
        bothLanguages(
          `The stack ${stack} does not say its ${name} yet: run \`province up\`, which builds it first.`,
          `Stack ${stack} chưa có ${name}: hãy chạy \`province up\`, lệnh này dựng stack đó trước.`,
        ),
      );
    }) as pulumi.Output<Outputs[K]>;
}
