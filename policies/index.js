// The pack's entry for `pulumi --policy-pack`. JavaScript, because Pulumi registers ts-node for CommonJS, and an
// ES module's own imports of .ts files go to Node's type stripping instead.

if (process.features.typescript) {
  // No top-level await: Pulumi loads this module with require().
  void import("./pack.ts").then(({ servePack }) => servePack(import.meta.dirname));
} else {
  console.error(
    `The policies need Node 24 and found ${process.version}. Put this repository's own first: ` +
      `export PATH="$PWD/node_modules/.bin:$PATH" (or run Pulumi by npx province).`,
  );
  process.exit(1);
}
