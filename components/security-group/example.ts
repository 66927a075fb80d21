import { SecurityGroup } from "./index.ts";

const https = { name: "https", ports: [{ protocol: "tcp" as const, port: 443 }] };
const postgres = { name: "postgres", ports: [{ protocol: "tcp" as const, port: 5432 }] };
const resolvers = { ipv4: ["198.51.100.53", "198.51.100.54"], ipv6: ["2001:db8:0:53::1", "2001:db8:0:53::2"] };

// The groups name each other, so both are made before either gets its rules.
const web = new SecurityGroup("web", { resolvers });
const db = new SecurityGroup("db", { resolvers });

web.allow([
  { direction: "ingress", peer: { kind: "anywhere" }, services: [https] },
  { direction: "egress", peer: { kind: "group", name: "db", id: db.groupId }, services: [postgres] },
]);
db.allow([{ direction: "ingress", peer: { kind: "group", name: "web", id: web.groupId }, services: [postgres] }]);
