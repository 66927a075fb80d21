import { foreignProgram } from "./resources.ts";

foreignProgram();
