/** Nova's metadata service in both families: link-local by design (Nova metadata guide). */
export const METADATA_SERVICE: readonly string[] = ["169.254.169.254/32", "fe80::a9fe:a9fe/128"];
