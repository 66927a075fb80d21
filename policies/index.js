// The pack's entry for `pulumi --policy-pack`. JavaScript, because Pulumi registers ts-node for CommonJS, and an
// ES module's own imports of .ts files go to Node's type stripping instead.
import { servePack } from "./pack.ts";

servePack(import.meta.dirname);
