/** Nova's metadata service in both families: link-local by design (Nova metadata guide). */
export const METADATA_SERVICE: readonly string[] = ["169.254.169.254/32", "fe80::a9fe:a9fe/128"];

/** Where DHCP clients of both families send their requests (RFC 2131 section 4.1, RFC 8415 section 7.1). */
export const DHCP_SERVERS: readonly string[] = ["255.255.255.255/32", "ff02::1:2/128"];
