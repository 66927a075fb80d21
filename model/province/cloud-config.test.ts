import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { REPOSITORY } from "../../tests/sources-with.ts";
import { loadStacks } from "../load.ts";
import { joinCloudConfigs } from "./cloud-config.ts";

describe("joinCloudConfigs", () => {
  test("lets lists grow, joins maps, and takes the later value", () => {
    const joined = joinCloudConfigs([
      "#cloud-config\na: 1\nlist: [x]\nmap: { p: 1, q: 1 }\n",
      "#cloud-config\na: 2\nlist: [y]\nmap: { q: 2 }\n",
    ]);
    expect(joined.startsWith("#cloud-config\n")).toBe(true);
    expect(parse(joined)).toEqual({ a: 2, list: ["x", "y"], map: { p: 1, q: 2 } });
  });

  test.each(["a: 1\n", "#cloud-config\n- a\n"])("refuses %j", (text) => {
    expect(() => joinCloudConfigs([text])).toThrow();
  });
});

describe("the templates' cloud-init", () => {
  const templates = Object.values(loadStacks(REPOSITORY).province?.templates ?? {});
  interface CloudConfig {
    write_files: { path: string; content: string; permissions?: string }[];
  }
  const filesOf = (text: string) => (parse(text) as CloudConfig).write_files;

  test.each(templates.map(({ name, cloudInit }) => [name, cloudInit] as const))(
    "of %s suits both families",
    (_, cloudInit) => {
      // CMP-05: no IPv4 literal, IPv6 never off; CMP-06: no password.
      expect(cloudInit).not.toMatch(/\b[0-9]{1,3}(\.[0-9]{1,3}){3}\b/);
      expect(cloudInit).not.toMatch(/disable_ipv6|gai\.conf:|passw|chpasswd/i);
      const sysctl = filesOf(cloudInit).find(({ path }) => path.startsWith("/etc/sysctl.d/"))?.content;
      expect(sysctl).toContain("net.ipv6.conf.default.use_tempaddr = 0");
      expect(sysctl).toContain("net.ipv6.conf.default.addr_gen_mode = 0");
    },
  );

  test("starts a listener for each service that the template offers", () => {
    const ports: Record<string, string> = {
      http: "http:80",
      https: "https:443",
      "app-http": "http:8080",
      postgres: "tcp:5432",
    };
    for (const { offers, cloudInit } of templates) {
      const scripts = filesOf(cloudInit).filter(({ path }) => path.includes("/per-boot/"));
      expect(
        scripts.every(({ permissions, content }) => permissions === "0755" && content.startsWith("#!/bin/sh\n")),
      ).toBe(true);
      const started = scripts.map(({ content }) => content).join("");
      for (const service of offers)
        expect(started).toContain(service === "ssh-admin" ? "/usr/sbin/sshd" : ports[service]);
    }
  });
});
