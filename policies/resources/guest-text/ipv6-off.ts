import { blank, codeOnly } from "./code-only.ts";
import type { Found } from "./guest-texts.ts";

const ONE = String.raw`\\?["']?1\\?["']?(?![\w.])`;
const NO = String.raw`["']?(?:no|false|off|0)["']?\b`;

/** A kernel setting under its name, with dots or slashes: sysctl, sysctl.d, Ansible's pairs of name and value. */
const SYSCTL = new RegExp(
  String.raw`\bnet([./])ipv6\1conf\1(?<of>[^\s=:"']+?)[./]disable_ipv6\\?["']?(?:[ \t]*[=:][ \t]*|[ \t]+(?:value[ \t]*[=:][ \t]*)?|[ \t]*,?[ \t]*\r?\n[ \t]*["']?value["']?[ \t]*:[ \t]*)\\?["']?(?<value>[01])(?![\w.])`,
  "g",
);
/** The same in files that write the last word alone, and in what a loop puts together. */
const BARE_SYSCTL = new RegExp(String.raw`(?<![\w./])disable_ipv6["']?[ \t]*[=:][ \t]*${ONE}`, "g");

/** Any command that writes 1 into the kernel's file, whatever carries it there. */
const PROC = String.raw`/proc/sys/net/ipv6/conf/[^\s;|&]*disable_ipv6`;
const PROC_WRITES: readonly RegExp[] = [
  new RegExp(
    String.raw`\b(?:echo|printf|print)[ \t]+(?:-\w+[ \t]+)*(?:["']?%[sd](?:\\n)?["']?[ \t]+)?["']?1(?:\\n)?["']?[ \t]*[^\n;&]{0,80}?(?:>|\btee\b|\bdd\b)[^\n;&]{0,80}?${PROC}`,
    "g",
  ),
  new RegExp(String.raw`${PROC}["']?[^\n;&|]*<<<[ \t]*["']?1\b`, "g"),
  new RegExp(
    String.raw`>[|>]?[ \t]*["']?${PROC}["']?[^\n]*(?:<<<?[ \t]*["']?1\b|<<-?[ \t]*["']?\w+["']?\n[ \t]*1[ \t]*\n)`,
    "g",
  ),
  new RegExp(String.raw`>[|>]?[ \t]*["']?${PROC}["']?[ \t]+(?:echo|printf)[ \t]+["']?1\b`, "g"),
  new RegExp(String.raw`<<<[ \t]*["']?1["']?[ \t]*[^\n;]*${PROC}`, "g"),
  new RegExp(String.raw`(?:open|write_text|writeFileSync|Set-Content)\b[^\n]*${PROC}[^\n]*["']1`, "g"),
  new RegExp(
    String.raw`\bpath:[ \t]*["']?${PROC}["']?[ \t]*\n(?:[ \t]+(?!- )[^\n]*\n)*?[ \t]+content:[ \t]*(?:[|>][+-]?[ \t]*\n[ \t]*)?["']?1\b`,
    "g",
  ),
  // for f in …/disable_ipv6; do echo 1 > $f
  new RegExp(
    String.raw`\bfor[ \t]+(?<file>\w+)[ \t]+in[ \t][^\n;]*${PROC}[^\n;]*[;\n](?:(?!\bdone\b)[^])*?\b(?:echo|printf)[ \t]+["']?1(?:\\n)?["']?[^\n;]*\$\{?\k<file>\b`,
    "g",
  ),
];

/** Parameters of the kernel and of its module. */
const BOOT: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<!(?:remove-args|delete|delete-if-present)[= ]["']?[^"'\n]*)\bipv6\.disable(?:_ipv6)?[ \t]*=[ \t]*${ONE}`,
    "g",
  ),
  new RegExp(String.raw`\boptions[ \t]+ipv6[ \t][^\n]*\bdisable(?:_ipv6)?=${ONE}`, "g"),
  new RegExp(String.raw`\bmodprobe[ \t]+ipv6[ \t][^\n]*\bdisable(?:_ipv6)?=${ONE}`, "g"),
  /\binstall[ \t]+ipv6[ \t]+(?:\/usr)?(?:\/s?bin\/)?(?:true|false|:|nologin)(?!\w)/g,
  /(?<!\w)(?:blacklist[ \t]+|(?:module_blacklist|modprobe\.blacklist|rd\.driver\.blacklist)=(?:[\w,]*,)?)ipv6(?!\w)/g,
  /\balias[ \t]+(?:net-pf-10|ipv6)[ \t]+off\b/g,
  /\b(?:rmmod|modprobe[ \t]+-\w*r\w*)[ \t]+(?:-\w+[ \t]+)*ipv6(?!\w)/g,
];

/** Network managers' own settings, and other systems'. */
const MANAGERS: readonly RegExp[] = [
  // NetworkManager: keyfile, nmcli, Ansible
  /^[ \t]*\[ipv6\][ \t]*\n(?:(?![ \t]*\[)[^\n]*\n)*?[ \t]*method[ \t]*=[ \t]*(?:disabled|ignore)\b/gm,
  /\bipv6\.method["']?[ \t]*[=:]?[ \t]*["']?(?:disabled|ignore)\b/g,
  /\bmethod6["']?[ \t]*[=:][ \t]*["']?(?:disabled|ignore)\b/g,
  // nmstate
  new RegExp(String.raw`^(?<indent>[ \t]*)ipv6:[ \t]*(?:\n\k<indent>[ \t]+|\{[^}\n]*?\b)enabled:[ \t]*${NO}`, "gm"),
  // initscripts, SUSE
  new RegExp(String.raw`\b(?:IPV6INIT|NETWORKING_IPV6)[ \t]*=[ \t]*${NO}`, "gi"),
  /\bIPV6_DISABLED[ \t]*=[ \t]*["']?(?:yes|true|1)\b/gi,
  // FreeBSD
  new RegExp(String.raw`\bipv6_(?:activate_all_interfaces|enable)[ \t]*=[ \t]*["']?NO\b`, "gi"),
  /\bifconfig_\w+_ipv6=["']?[^"'\n]*\bifdisabled\b/g,
  // Windows
  /\bDisable-NetAdapterBinding\b[^\n;|]*\bms_tcpip6\b/gi,
  /\bDisabledComponents\b[^\n]*?(?:0x0*(?:ff|ffffffff|11)|(?<![\w.])(?:255|4294967295)|dword:0*(?:ff|ffffffff|11))(?!\w)/gi,
];

/** A file that looks for a text, or takes it out, does not set it. */
const LOOKED_FOR =
  /\b[efz]?grep\b[^\n|;&]*|\bsed\b[^\n|;&]{0,80}?["' {]\/(?:\\.|[^/\n]){1,200}\/d(?!\w)|\[\[?[ \t][^\],\n]*[ \t](?:==?|!=|-eq|-ne)[ \t][^\],\n]*\]/g;

/** `s/old/new/` sets what is new. */
const SUBSTITUTED = /\bs([/|#,])(?<old>(?:\\.|(?!\1)[^\n])*)\1(?=(?:\\.|(?!\1)[^\n])*\1)/g;

/** Where a text switches IPv6 off in the guest that receives it. */
export function ipv6OffIn(text: string): readonly Found[] {
  const code = codeOnly(text).replaceAll(LOOKED_FOR, blank).replaceAll(SUBSTITUTED, blank);
  const patterns = [BARE_SYSCTL, ...PROC_WRITES, ...BOOT, ...MANAGERS];
  return [
    ...lastSettings(code),
    ...patterns.flatMap((pattern) => [...code.matchAll(pattern)].map(endOf)),
    ...[...netplan(code), ...networkd(code)].map((offset) => ({ offset })),
  ];
}

function endOf(match: RegExpExecArray): Found {
  return { offset: match.index + Math.max(0, match[0].trimEnd().length - 1) };
}

/** Settings of 1 that no later one of the same name takes back, as a script does that only restarts IPv6. */
function lastSettings(code: string): Found[] {
  const settings = [...code.matchAll(SYSCTL)];
  const last = new Map(settings.map((match) => [match.groups?.["of"], match.groups?.["value"]]));
  return settings.filter(({ groups }) => groups?.["value"] === "1" && last.get(groups["of"]) === "1").map(endOf);
}

const TAKES_IPV6 = /\b(?:dhcp6|accept-ra):[ \t]*(?:true|yes|on)\b|\b[\da-f]{1,4}:[\da-f:]*:[\da-f:]*\/\d/i;
const REFUSES_IPV6 = new RegExp(String.raw`\b(?:dhcp6|accept-ra):[ \t]*${NO}`, "i");

/** netplan: an interface without a link-local IPv6 address that takes none by router or DHCP, and has none. */
function netplan(code: string): number[] {
  const lines = code.split("\n");
  const found: number[] = [];
  let offset = 0;
  for (const [number, line] of lines.entries()) {
    const key = /(?<!\w)link-local:[ \t]*\[[ \t]*(?:ipv4)?[ \t]*\]/.exec(line);
    if (key) {
      const alone = line.slice(0, key.index).trim() === "";
      const around = alone ? siblingsOf(lines, number) : line;
      if (REFUSES_IPV6.test(around) && !TAKES_IPV6.test(around)) found.push(offset + key.index);
    }
    offset += line.length + 1;
  }
  return found;
}

/** No mapping of an interface is longer. */
const MOST_LINES = 50;

/** The lines of a YAML mapping around one of its keys, with what is below them. */
function siblingsOf(lines: readonly string[], own: number): string {
  const indent = (line = "") => /^[ \t]*/.exec(line)![0].length;
  const width = indent(lines[own]);
  const inside = (at: number): boolean =>
    at >= 0 && at < lines.length && (lines[at]!.trim() === "" || indent(lines[at]) >= width);
  let [first, last] = [own, own];
  while (own - first < MOST_LINES && inside(first - 1)) first -= 1;
  while (last - own < MOST_LINES && inside(last + 1)) last += 1;
  return lines.slice(first, last + 1).join("\n");
}

/** systemd-networkd: a network without link-local IPv6 that takes no routers' word and has no IPv6 address. */
function networkd(code: string): number[] {
  const sections = code.matchAll(/^[ \t]*\[Network\][ \t]*\n(?:(?![ \t]*\[)[^\n]*(?:\n|$))*/gm);
  return [...sections].flatMap(({ 0: section, index }) => {
    const off = /\bLinkLocalAddressing=(?:no|false|off|0|ipv4)\b/i.exec(section);
    const refuses = /\bIPv6AcceptRA=(?:no|false|off|0)\b|\bDHCP=(?:ipv4|v4)\b/i.test(section);
    // A port of a bridge or bond has no addresses of its own in either family.
    const other =
      /^[ \t]*(?:Bridge|Bond|BatmanAdvanced|VRF)=|^[ \t]*(?:Address|Gateway)=[^\n]*:|\bDHCP=(?:yes|true|ipv6)/im.test(
        section,
      );
    return off && refuses && !other ? [index + off.index] : [];
  });
}
