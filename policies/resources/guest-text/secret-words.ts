/** Words that a name ends in when what it names is a secret. */
const SECRET_WORD =
  /(?:passwords?|passwd|passphrase|secret|token|psk)$|^(?:\w*(?:ssh|db|root|admin|user|my|smtp|sql|require|ldap|bind|store|key)pass|pass|pwd|apikey|authkey|accesskey|secretkey|privatekey|masterauth|requirepass|rediscliauth)$/;
/** What kind of key is a secret, by the word before it. */
const SECRET_KEY =
  /^(?:api|access|private|secret|auth|encryption|signing|shared|master|account|registration|activation|join|preshared|certificate|license)$/;
/** Words after which a name still names the secret itself, in some form. */
const FORM = /^(?:\d+|hash|hashed|value|plain|plaintext|text|base64|b64|crypted|string|default)$/;
/** Words that make a name of a secret one of something else: where it is, or whether there is one. */
const NOT_ITSELF =
  /^(?:no|lock|existing|has|use|need|require|requires|required|allow|allows|enable|disable|expire|chpasswd|pull|from|generate|random|without|ask|csrf|max|min|nopasswd|nopassword|nopass)$/;

/** etcd's token is the name by which its members know their cluster. */
const NAMES_A_CLUSTER = /\binitial cluster token$/;

/** `db_password`, `dbPassword`, `DB-PASSWORD` in the words they are made of. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1 $2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}

/** True when what has this name is a secret: `DB_PASSWORD`, `apiKey`, `hashed_passwd`, not `password_file`. */
export function namesSecret(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => NOT_ITSELF.test(word)) || NAMES_A_CLUSTER.test(words.join(" "))) return false;
  while (words.length > 1 && FORM.test(words.at(-1)!)) words.pop();
  const [before = "", last = ""] = words.slice(-2);
  return words.length === 1
    ? SECRET_WORD.test(before)
    : SECRET_WORD.test(last) || (/^keys?$/.test(last) && SECRET_KEY.test(before));
}

/** Values that name a secret's place, are filled in later, switch something, or say that there is none. */
const NO_SECRET = [
  // a variable, a command, a template
  /^\\?[$`]|^%[\w.-]|^%[({]|^@@?\w+@|^__\w+__$|^[{[<#!&*|>(]|^\[\[/,
  // a path or an address
  /^(?:~|\.{1,2})?\/|^[A-Za-z]:\\|^[\w.-]+\.(?:pem|key|crt|cer|p12|pfx|jks|txt|json|ya?ml|conf|cnf|env|sh|py)$|^(?:file|env|https?|vault|op|ssm|arn|s3|secretref|kms|awskms|swift|barbican):/i,
  // a public key
  /^(?:ssh|ecdsa|sk-ssh)-|^AAAA[A-Z\d]/,
  // what code calls or reads
  /^(?:Add|Convert|ConvertTo|ConvertFrom|Get|Import|Invoke|New|Read|Select)-[A-Z]\w+$/,
  /^[\w.]+\(|^(?:var|local|locals|data|module|self|this|args|config|os|env|process|secrets|settings|each|params|values|options|input|inputs|include|lookup)[.[]/i,
  // a switch, nothing, or how the secret comes about
  /^(?:true|false|yes|no|on|off|null|nil|none|undefined|unset|empty|enabled|disabled|required|optional|prompt|ask|stdin|random|generated?|never|always|auto|string|str|text|undef|redacted|hidden|masked|omitted|sha-?\d+|md5|bcrypt|crypt|hmac\S*)$/i,
  /^(?:x|X|~|-+|\.+|x{3,}|X{3,}|\*+|!+|\d{1,2})$/,
  // for somebody to fill in
  /^(?:your|insert|enter|replace|put|set|fill)[-_ ]/i,
  /^(?:CHANGE[-_]?ME|REPLACE[-_]?ME|TODO|FIXME|TBD|PLACEHOLDER|REDACTED)/,
  /^ENC\[|EXAMPLE(?:KEY)?$/,
];
/** `DB_PASSWORD` where a secret is expected is the name of a variable. */
const VARIABLE = /^[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$/;

/** False for what only looks like a secret: a variable, a path, a template, a placeholder, a switch. */
export function isSecretValue(value: string): boolean {
  if (value === "" || isHash(value)) return value !== "";
  if (VARIABLE.test(value) && namesSecret(value)) return false;
  return !NO_SECRET.some((pattern) => pattern.test(value));
}

/** A password as crypt(3), htpasswd or LDAP keep it. */
function isHash(value: string): boolean {
  return HASH.test(value);
}

/** `$6$…`, `$apr1$…`, `{SSHA}…`: what such a hash was made of is found by trying. */
export const HASH =
  /^(?:\$(?:1|2[abxy]?|5|6|7|y|gy|apr1|md5|sha1|argon2(?:id?|d)|pbkdf2[\w-]*|scrypt)\$[\w./$=,+-]{8,}|\{S?(?:SHA|MD5|CRYPT)\d*\}\S{8,}|\*[\dA-F]{40}$)/i;
