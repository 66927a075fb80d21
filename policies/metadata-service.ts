/** Nova's metadata service in both families: link-local by design (domain C, platform fact 9). */
export const METADATA_SERVICE: readonly string[] = ["169.254.169.254/32", "fe80::a9fe:a9fe/128"];
