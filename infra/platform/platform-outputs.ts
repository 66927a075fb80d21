/** What the stack `platform` tells every agency's project, under these output names; no secret among them. */
export interface PlatformOutputs {
  cloud: { authUrl: string; region: string };
  externalNetwork: { id: string; name: string; ipv4SubnetId: string };
  scopeIds: { ipv4Id: string; ipv6Id: string };
  /** Ids by name in stacks/. */
  images: Record<string, string>;
  flavors: Record<string, string>;
}
