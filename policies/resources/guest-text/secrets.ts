import { codeOnly } from "./code-only.ts";
import type { Found } from "./guest-texts.ts";
import { isSecretValue, namesSecret } from "./secret-words.ts";

/** A value: quoted with anything in it, or bare up to what ends a word in the languages that guests are set up in. */
const VALUE = String.raw`(?:"(?<double>(?:\\.|[^"\\\n])*)"|'(?<single>[^'\n]*)'|\\"(?<escaped>[^"\\\n]*)\\"|(?<bare>[^\s"'<>,;|)\]}\\]{1,400}))`;

/**
 * `key: value`, `KEY=value`, `"key": "value"`, `key => 'value'`, the block that YAML writes below a key. The value is
 * only looked at, so that a key in it (`--from-literal=password=…`) is found as well.
 */
const ASSIGNED = new RegExp(
  String.raw`(?<![\w.-]|\$\{)(?<key>-{0,2}[A-Za-z_$][\w.-]*)\\?["']?\]?[ \t]*(?:=>|:=|=(?![=~])|(?<colon>:(?![:=])))[ \t]*(?:[|>][+-]?\d?\r?\n[ \t]*)?(?:&\w+[ \t]+)?(?=${VALUE}(?<rest>[^\n]{0,40}))`,
  "g",
);
/** `${PASSWORD:-value}`. */
const DEFAULTED = new RegExp(String.raw`\$\{(?<key>\w+):?[-=](?=${VALUE})`, "g");
/** `<password>value</password>`; Windows has a `<Value>` inside. */
const ELEMENT = /<(?<key>[A-Za-z_][\w.-]*)(?:\s[^<>]*)?>\s*(?:<value>\s*)?(?=(?<bare>[^\s<][^<\n]*)<\/)/gi;
/** `name: DB_PASSWORD` and `value: …` beside it: environments of containers, properties in XML. */
const NAMED = new RegExp(
  String.raw`(?<!\w)(?:name|key)\\?["']?\s*[:=>]\s*\\?["']?(?<key>[A-Za-z_][\w.-]*)\\?["']?(?:\s*,|\s*</(?:name|key)>)?\s*<?\\?["']?value\\?["']?\s*[:=>]\s*(?=${VALUE})`,
  "gi",
);
/** `--password value`, `-Password value`; with `=` it is an assignment. */
const OPTION = new RegExp(String.raw`(?<![\w-])-{1,2}(?<key>[A-Za-z][\w-]{2,})[ \t]+(?![-|>&])(?=${VALUE})`, "g");
/** `aws configure set aws_secret_access_key value`, `consul kv put db/password value`, `setx TOKEN value`. */
const SET = new RegExp(
  String.raw`\b(?:set|setx|put|ENV)[ \t]+(?:-\S+[ \t]+)*(?!(?:passwords?|secrets?|tokens?)[ \t])(?<key>[\w./:-]+)[ \t]+(?![-|>&=])(?=${VALUE})`,
  "g",
);

/** What stands in a URL between the user and the host; in Go's data source names, too. */
const URL_PASSWORD = /(?<![\w+.-])[a-z][a-z\d+.-]*:\/\/[^\s:@/"'<>?#]*:(?<value>[^\s@/"'<>]+)@[\w[{$%<(.-]/gi;
const GO_DSN = /(?<![\w.-])[\w.-]+:(?<value>[^\s:@/"']+)@(?:tcp|unix)\(/g;

/** The words of a command between its name and the one that counts. */
const REST = String.raw`[ \t](?:"[^"\n]*"|'[^'\n]*'|[^\n;|&"']){0,300}?(?<=[ \t])`;
const USER_AND_PASSWORD = String.raw`["']?[^\s:"'$]*(?:\$\{?\w+\}?)?:(?<value>[^\s"']+)`;

/** A pattern for a command and how it takes a secret. */
function command(names: string, argument: string): RegExp {
  return new RegExp(String.raw`(?<![\w.-])(?:${names})(?:\.exe)?${argument}`, "g");
}

/** Commands that take a secret under a name of one letter, or under none. */
const COMMANDS: readonly RegExp[] = [
  command("curl", String.raw`${REST}(?:-[a-zA-Z]*[uU][ \t]*|--(?:proxy-)?user[ \t=]+)${USER_AND_PASSWORD}`),
  command("curl", String.raw`${REST}--oauth2-bearer[ \t=]+(?=${VALUE})`),
  command("https?", String.raw`${REST}(?:-a[ \t]*|--auth[ \t=]+)${USER_AND_PASSWORD}`),
  command(String.raw`mysql\w*|mariadb[\w-]*`, String.raw`${REST}-p(?=${VALUE})`),
  command("mysqladmin|mariadb-admin", String.raw`${REST}password[ \t]+(?=${VALUE})`),
  command("sshpass", String.raw`${REST}-p[ \t=]*(?=${VALUE})`),
  command(
    String.raw`(?:docker|podman|nerdctl|buildah|skopeo|helm[ \t]+registry|crane[ \t]+auth|oras|az|oc)[ \t]+login`,
    String.raw`${REST}-p[ \t=]*(?=${VALUE})`,
  ),
  command(String.raw`mongo(?:sh|dump|restore|import|export)?`, String.raw`${REST}-p[ \t=]*(?=${VALUE})`),
  command("redis-cli", String.raw`${REST}-a[ \t]*(?=${VALUE})`),
  command("ldap(?:add|modify|search|delete|whoami|compare|modrdn|passwd)", String.raw`${REST}-w[ \t]*(?=${VALUE})`),
  command("ldappasswd", String.raw`${REST}-s[ \t]*(?=${VALUE})`),
  command(
    "htpasswd",
    String.raw`[ \t]+-[a-zA-Z\d]*b[a-zA-Z\d]*(?:[ \t]+-\S+)*[ \t]+(?:[^\s-]\S*[ \t]+){1,2}?(?=${VALUE}[ \t]*(?:$|[\n;|&>"'),\]]))`,
  ),
  command("useradd|usermod|adduser", String.raw`${REST}-p[ \t=]*(?=${VALUE})`),
  command("rabbitmqctl", String.raw`${REST}(?:add_user|change_password)[ \t]+\S+[ \t]+(?=${VALUE})`),
  command(String.raw`vault[ \t]+login`, String.raw`[ \t]+(?!-)(?=${VALUE})`),
  command(
    String.raw`openssl[ \t]+passwd`,
    String.raw`[ \t]+(?:-(?:\d|apr1|crypt|salt[ \t]+\S+)[ \t]+)*(?!-)(?=${VALUE})`,
  ),
  command("openssl", String.raw`${REST}-pass(?:in|out)?[ \t]+["']?pass:(?=${VALUE})`),
  command("(?:un)?zip", String.raw`${REST}-P[ \t]*(?=${VALUE})`),
  command("7za?", String.raw`${REST}-p(?=${VALUE})`),
  command("ipmitool", String.raw`${REST}-P[ \t]*(?=${VALUE})`),
  command(String.raw`snmp\w*`, String.raw`${REST}-[AX][ \t]*(?=${VALUE})`),
  command("smbclient|rpcclient", String.raw`${REST}(?:-U[ \t]*|--user[ \t=])["']?[^\s%"']+%(?<value>[^\s"']+)`),
  command("nmcli", String.raw`${REST}(?:password|\S+\.psk)[ \t]+(?=${VALUE})`),
  command("wpa_passphrase", String.raw`[ \t]+(?:"[^"]*"|\S+)[ \t]+(?=${VALUE})`),
  command(String.raw`net[ \t]+user`, String.raw`[ \t]+\S+[ \t]+(?![/*])(?=${VALUE})`),
  command("ConvertTo-SecureString", String.raw`${REST}(?:-String[ \t]+)?(?!-)(?=${VALUE})`),
  command(
    String.raw`mc[ \t]+(?:alias[ \t]+set|config[ \t]+host[ \t]+add)`,
    String.raw`[ \t]+\S+[ \t]+\S+[ \t]+\S+[ \t]+(?=${VALUE})`,
  ),
  // from the left: echo secret | command
  /\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)*["']?(?<value>[^\s"'|]{1,200})["']?[^|\n;&]{0,200}\|[ \t]*(?:sudo[ \t]+)?(?:passwd\b|sudo[ \t]+-S|kinit\b|cryptsetup\b|(?:docker|podman|helm|nerdctl)[ \t][^\n]{0,300}--password-stdin)/g,
  /(?:\bpasswd[ \t][^\n]{0,200}|\bkinit[ \t][^\n]{0,200}|--password-stdin[^\n]{0,200}?)<<<[ \t]*["']?(?<value>[^\s"']+)/g,
];

/** Statements that give somebody a password, and settings in words. */
const STATEMENTS: readonly RegExp[] = [
  /\bidentified\s+(?:with\s+["'`]?\w+["'`]?\s+)?(?:by|as)\s+(?:password\s+)?\\?["'](?<value>[^"'\n\\]+)\\?["']/gi,
  /\b(?:password|passwd|passphrase|secret|psk|xauth|eap)[ \t]+(?:=[ \t]*)?E?\\?["'](?<value>[^"'\n\\]+)\\?["']/gi,
  /\b(?:old_)?password[ \t]*\([ \t]*\\?["'](?<value>[^"'\n\\]+)\\?["'][ \t]*\)/gi,
  /\bset[ \t]+password\b[^\n;=]{0,200}=[ \t]*\\?["'](?<value>[^"'\n\\]+)\\?["']/gi,
];

/** What a client sends to say who it is. */
const HEADERS: readonly RegExp[] = [
  /\b(?:proxy-)?authorization\\?["']?[ \t]*[:=,][ \t]*\\?["']?(?:(?:bearer|basic|token|apikey|digest|negotiate|bot|key)[ \t]+)?(?!(?:bearer|basic|token|apikey|digest|negotiate|bot|key)\b)(?<value>[^\s"'\\,;]+)/gi,
  /\b(?:x-[\w-]*(?:token|secret|(?:api|auth|access)-?key)|private-token|job-token|deploy-token|api-key|apikey)\\?["']?[ \t]*[:,][ \t]*\\?["']?(?<value>[^\s"'\\,;]+)/gi,
];

/** Files that hold logins in a form of their own. */
const LOGIN_FILES: readonly RegExp[] = [
  // .netrc
  /\b(?:machine\s+\S+|login\s+\S+)\s+password\s+(?<value>[^\s"']+)/g,
  // Redis, keepalived, HAProxy, SNMP
  /^[ \t]*(?:requirepass|masterauth|auth_pass)[ \t]+["']?(?<value>[^\s"']+)/gim,
  /\buser[ \t]+[\w.@-]+[ \t]+(?:insecure-)?password[ \t]+(?<value>[^\s"']+)/gi,
  /^[ \t]*r[ow]community6?[ \t]+(?<value>(?!public\b)\S+)/gim,
  // answers for debconf
  /(?<![\w/-])[\w/-]{0,60}passw[\w/-]{0,60}[ \t]+password[ \t]+(?<value>[^\s"']+)/gi,
  // .pgpass
  /(?<![\w:.*-])[\w.*-]+:(?:\d{2,5}|\*):[\w*-]+:[\w*-]+:(?<value>[^\s:"']+)(?=["']?(?:\s|$))/g,
];
/** Docker's config.json, .npmrc: user and password in base64. */
const AUTH = /\b_?auth\\?["']?[ \t]*[:=][ \t]*\\?["']?(?<value>[A-Za-z\d+/]{6,}={0,2})(?![\w+/])/g;

/** Secrets that are known by their form, wherever they stand. */
const FORMS: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z ]*PRIVATE KEY(?: BLOCK)?|OpenVPN Static key V1)-----/g,
  // Amazon, Google, GitHub, GitLab, Slack, npm, PyPI, Stripe, DigitalOcean, SendGrid
  /\b(?:AKIA|ASIA)[A-Z\d]{16}\b/g,
  /\bAIza[\w-]{35}(?![\w-])/g,
  /\bgh[oprsu]_[A-Za-z\d]{20,}/g,
  /\bgithub_pat_\w{20,}/g,
  /\bgl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas)-[\w-]{16,}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\bnpm_[A-Za-z\d]{36}\b/g,
  /\bpypi-AgE[\w-]{20,}/g,
  /\b[rs]k_(?:live|test)_[A-Za-z\d]{16,}/g,
  /\bdo[opr]_v1_[a-f\d]{40,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  // HashiCorp Vault, Docker Swarm, K3s, kubeadm, Tailscale, age
  /\bhv[sbr]\.[\w-]{20,}/g,
  /\bSWMTKN-1-[\w-]{20,}/g,
  /\bK10[a-f\d]{40,}::\w+:\S+/g,
  /\btskey-[a-z]+-[\w-]{10,}/g,
  /\bAGE-SECRET-KEY-1[A-Z\d]{20,}/g,
  // Ceph
  /\bAQ[A-Za-z\d+/]{36}==/g,
  // Keystone's Fernet tokens, JSON Web Tokens
  /\bgAAAAA[\w-]{60,}/g,
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g,
];
const HASHED = /(?<![\w$])(?:\$(?:1|2[abxy]?|5|6|7|y|gy|apr1)\$|\{S?(?:SHA|MD5|CRYPT)\d*\})[\w./$=+-]{8,}/gi;

/** `root:value` for chpasswd: piped or redirected into it, in a here-document, below cloud-init's key of that name. */
const PIPED =
  /\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)*(?<list>[^|\n]{1,1000})\|[ \t]*(?:sudo[ \t]+)?(?:\/usr\/sbin\/)?chpasswd\b/g;
const HERE =
  /\bchpasswd\b[^\n<]*<<(?:<|-?[ \t]*["']?(?<end>\w+)["']?[^\n]*\n)(?<list>(?:(?!^[ \t]*\k<end>[ \t]*$)[^\n]*\n?)*)/gm;
const LISTED = /^(?<indent>[ \t]*)chpasswd:(?<list>[^\n]*(?:\n(?:\k<indent>[ \t]+[^\n]*|[ \t]*$))*)/gm;
const ENTRY = /(?:^|["'\s,[]|\\n)[a-z_][\w.-]*:(?!R(?:ANDOM)?\b|\/\/)(?<value>[^\s"',\]\\]+)/g;

/** A command as a list of its words: `[curl, -u, "name:value"]`. */
const LIST = /\[[^[\]\n]*,[^[\]\n]*\]/g;

/** Where a text that a guest receives holds a secret. A comment holds one only where its form says so. */
export function secretsIn(text: string): readonly Found[] {
  const code = codeOnly(text);
  const spoken = code.replaceAll(LIST, (list) => list.replaceAll(/["',[\]]/g, " "));
  const pairs = [ASSIGNED, DEFAULTED, ELEMENT, NAMED, SET].flatMap((pattern) => [...code.matchAll(pattern)]);
  const values = [URL_PASSWORD, GO_DSN, ...STATEMENTS, ...HEADERS, ...LOGIN_FILES];
  return [
    ...FORMS.flatMap((form) => [...text.matchAll(form)]).filter(({ 0: found }) => !found.endsWith("EXAMPLE")),
    ...code.matchAll(HASHED),
    ...pairs.filter(isSecretPair),
    ...[...spoken.matchAll(OPTION)].filter(isSecretPair),
    ...values.flatMap((pattern) => [...code.matchAll(pattern)]).filter((match) => isSecretValue(valueOf(match))),
    ...COMMANDS.flatMap((pattern) => [...spoken.matchAll(pattern)]).filter((match) => isSecretValue(valueOf(match))),
    ...[...code.matchAll(AUTH)].filter((match) => isLogin(valueOf(match))),
    ...[PIPED, HERE, LISTED].flatMap((pattern) => [...code.matchAll(pattern)]).flatMap(entriesOf),
  ].map((match) => ({ offset: match.index + Math.max(0, match[0].length - 1) }));
}

function valueOf({ groups = {} }: RegExpMatchArray): string {
  return groups["value"] ?? groups["double"] ?? groups["single"] ?? groups["escaped"] ?? groups["bare"] ?? "";
}

function isSecretPair(match: RegExpMatchArray): boolean {
  const { key = "", bare, colon, rest = "" } = match.groups ?? {};
  if (!namesSecret(key) || !isSecretValue(valueOf(match))) return false;
  // What a person reads: "Password: ask the operator".
  if (colon !== undefined && bare !== undefined && /^[a-z]+$/i.test(bare) && /^[ \t]+[a-z]/i.test(rest)) return false;
  // What code passes on under the same name: connect(password=password)
  return !(bare === key && /^\s*[,)]/.test(rest));
}

/** True for `user:password` in base64. */
function isLogin(base64: string): boolean {
  return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(base64, "base64").toString("latin1"));
}

function entriesOf(match: RegExpExecArray): RegExpExecArray[] {
  const list = match.groups?.["list"] ?? "";
  const start = match.index + match[0].lastIndexOf(list);
  return [...list.matchAll(ENTRY)]
    .filter((entry) => isSecretValue(valueOf(entry)))
    .map((entry) => Object.assign(entry, { index: start + entry.index }));
}
