// What Pulumi runs. The program is a function so that the offline plan can call the very same one, many times.
export { program as default } from "./program.ts";
