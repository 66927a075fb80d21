import type { Text } from "../../model/text.ts";
import type { Level } from "../../policies/policy.ts";

/** One rule of address planning. */
export interface AddressRuleText {
  title: string;
  /** Of a finding that says nothing else. */
  severity: Level;
  /** What it asks, in one sentence. */
  checks: Text;
  /** What to do when it is broken. */
  remedy: Text;
}

const RESTORE = { en: "restore the line from git", vi: "hãy khôi phục dòng đó từ git" };
const PROPOSED = {
  en: "take the prefix that `province address allocate` proposes",
  vi: "hãy dùng tiền tố mà `province address allocate` đề xuất",
};

/** The rules of the address plan; `province address check` and the documentation list them from here. */
export const ADDRESS_RULES = {
  "AP-01": {
    title: "root-registered",
    severity: "mandatory",
    checks: {
      en: "where addresses are registered ones, the root is the province's own: allocated by VNNIC, with date, document and AS number",
      vi: "khi dùng địa chỉ đăng ký, khối gốc là của chính tỉnh: do VNNIC cấp, có ngày, văn bản và số hiệu mạng (AS)",
    },
    remedy: {
      en: "register the block, or plan in an environment with documentation addresses",
      vi: "hãy đăng ký khối địa chỉ, hoặc quy hoạch trong môi trường dùng địa chỉ dành cho tài liệu",
    },
  },
  "AP-02": {
    title: "nibble-delegations",
    severity: "mandatory",
    checks: {
      en: "IPv6 lengths of delegations are multiples of 4; a site that grew in place is several such delegations",
      vi: "độ dài IPv6 của các phần ủy quyền là bội số của 4; đơn vị mở rộng tại chỗ là nhiều phần như vậy",
    },
    remedy: PROPOSED,
  },
  "AP-03": {
    title: "no-overlap",
    severity: "mandatory",
    checks: {
      en: "no two sites share an address, in either family",
      vi: "không hai đơn vị nào dùng chung một địa chỉ, ở cả hai họ địa chỉ",
    },
    remedy: {
      en: "drop the later line if it was never committed, and allocate anew",
      vi: "hãy bỏ dòng sau nếu chưa từng được phê duyệt, rồi cấp lại",
    },
  },
  "AP-04": {
    title: "containment",
    severity: "mandatory",
    checks: {
      en: "the root is registered, a site lies in its pool, a commune in its area",
      vi: "khối gốc đã đăng ký, đơn vị nằm trong pool của loại mình, xã nằm trong vùng kết nối của mình",
    },
    remedy: PROPOSED,
  },
  "AP-05": {
    title: "site-size",
    severity: "mandatory",
    checks: {
      en: "an agency has a /48, a commune a /56, or more (RIPE-690); profile P48 gives less, and says so",
      vi: "mỗi cơ quan có /48, mỗi xã có /56, hoặc lớn hơn (RIPE-690); phương án P48 cấp ít hơn và nói rõ điều đó",
    },
    remedy: PROPOSED,
  },
  "AP-06": {
    title: "subnet-sizes",
    severity: "mandatory",
    checks: {
      en: "each of the 16 zones of a site holds a whole /64",
      vi: "mỗi vùng trong 16 vùng của một đơn vị chứa trọn một /64",
    },
    remedy: PROPOSED,
  },
  "AP-07": {
    title: "stable-ledger",
    severity: "mandatory",
    checks: {
      en: "committed lines stay as they are; numbers run on; slot and prefix agree; a site's lines are in order of date",
      vi: "dòng đã ghi thì giữ nguyên; số thứ tự liên tục; vị trí và tiền tố khớp nhau; các dòng của một đơn vị theo thứ tự ngày",
    },
    remedy: RESTORE,
  },
  "AP-08": {
    title: "sparse-order",
    severity: "mandatory",
    checks: {
      en: "each line took the slot that was next in leftmost order (RFC 3531)",
      vi: "mỗi dòng nhận vị trí kế tiếp theo thứ tự từ trái (RFC 3531)",
    },
    remedy: { en: "drop an uncommitted line and allocate again", vi: "hãy bỏ dòng chưa phê duyệt rồi cấp phát lại" },
  },
  "AP-09": {
    title: "reserve",
    severity: "mandatory",
    checks: {
      en: "a quarter of the root is free; a pool above 75 % is said, above 90 % refused; what is in quarantine counts as used",
      vi: "một phần tư khối gốc còn trống; pool dùng trên 75 % thì báo, trên 90 % thì từ chối; phần đang cách ly tính là đã dùng",
    },
    remedy: { en: "plan a larger root", vi: "hãy quy hoạch khối gốc lớn hơn" },
  },
  "AP-10": {
    title: "zone-nibble",
    severity: "mandatory",
    checks: {
      en: "a nibble names one zone, the same at every site, and for ever",
      vi: "mỗi vị trí (nibble) chỉ một vùng, như nhau ở mọi đơn vị và mãi mãi",
    },
    remedy: { en: "give the newer zone a free nibble", vi: "hãy cho vùng mới hơn một vị trí còn trống" },
  },
  "AP-11": {
    title: "quarantine",
    severity: "mandatory",
    checks: {
      en: "a retired prefix is not given out again before its quarantine is over (24 months), nor while a record, a route, a rule or stacks/ still names it",
      vi: "tiền tố đã thu hồi không được cấp lại trước khi hết thời gian cách ly (24 tháng), cũng không được cấp khi bản ghi, tuyến, quy tắc hoặc stacks/ còn ghi nó",
    },
    remedy: {
      en: "take the slot that `province address allocate` proposes; take out what names the prefix",
      vi: "hãy dùng vị trí mà `province address allocate` đề xuất; bỏ những gì còn ghi tiền tố đó",
    },
  },
  "AP-12": {
    title: "merge-split",
    severity: "mandatory",
    checks: {
      en: "who survives a merge or a split keeps its prefixes, others go to quarantine, owners and registrant are those who go on",
      vi: "đơn vị tiếp tục sau sáp nhập hoặc chia tách giữ nguyên tiền tố, đơn vị khác vào cách ly; chủ quản và đơn vị đứng tên là đơn vị còn tồn tại",
    },
    remedy: {
      en: "let `province address reform` write the lines",
      vi: "hãy để `province address reform` ghi các dòng",
    },
  },
  "AP-13": {
    title: "capacity",
    severity: "mandatory",
    checks: {
      en: "before the first line: every pool holds twice the sites of the first day (P48: once, with a warning)",
      vi: "trước dòng đầu tiên: mỗi pool chứa được gấp đôi số đơn vị của ngày đầu (P48: một lần, kèm cảnh báo)",
    },
    remedy: {
      en: "ask the registry for a larger block; the check prints the numbers for the letter",
      vi: "hãy xin khối địa chỉ lớn hơn; lệnh kiểm tra in ra số liệu cho công văn",
    },
  },
  "AP-14": {
    title: "aggregates",
    severity: "mandatory",
    checks: {
      en: "the core has one route for each area, not one for each commune",
      vi: "mạng lõi có một tuyến cho mỗi vùng kết nối, không phải mỗi xã một tuyến",
    },
    remedy: {
      en: "give communes the area where they are wired before they get addresses",
      vi: "hãy ghi đúng vùng kết nối nơi xã đấu nối trước khi cấp địa chỉ",
    },
  },
  "AP-15": {
    title: "announcements",
    severity: "mandatory",
    checks: {
      en: "what is announced to the Internet is a /48 or larger (IPv4: /24), and has a ROA whose maxLength is that length (RFC 9319)",
      vi: "tiền tố quảng bá ra Internet là /48 hoặc lớn hơn (IPv4: /24), và có ROA với maxLength bằng độ dài đó (RFC 9319)",
    },
    remedy: {
      en: "announce the root as it was allocated, and have its ROA published",
      vi: "hãy quảng bá khối gốc như đã được cấp và công bố ROA của nó",
    },
  },
  "AP-16": {
    title: "key-by-code",
    severity: "mandatory",
    checks: {
      en: "sites are keyed by official code, one active site for each; names are labels and may repeat",
      vi: "đơn vị được ghi theo mã chính thức, mỗi mã một đơn vị đang hoạt động; tên chỉ là nhãn và có thể trùng",
    },
    remedy: { en: "use the code", vi: "hãy dùng mã chính thức" },
  },
  "AP-17": {
    title: "v4-twin",
    severity: "mandatory",
    checks: {
      en: "the IPv4 prefix is the twin of the slot; networks from before the plan that overlap are advice",
      vi: "tiền tố IPv4 là cặp đôi của vị trí; mạng có từ trước quy hoạch mà chồng lấn thì chỉ là khuyến nghị",
    },
    remedy: RESTORE,
  },
  "AP-18": {
    title: "iid-hygiene",
    severity: "mandatory",
    checks: {
      en: "servers' host numbers are planned and their own, never a reserved interface id",
      vi: "số thứ tự của máy chủ theo quy hoạch và của riêng từng máy, không bao giờ là interface id dành riêng",
    },
    remedy: { en: "choose another `host`", vi: "hãy chọn `host` khác" },
  },
  "AP-19": {
    title: "reverse-delegation",
    severity: "mandatory",
    checks: {
      en: "each delegation has its reverse zones, with the right number of nibbles",
      vi: "mỗi phần ủy quyền có các vùng ngược, đúng số chữ số",
    },
    remedy: {
      en: "take the names that `province address export --format reverse-zones` prints",
      vi: "hãy dùng các tên mà `province address export --format reverse-zones` in ra",
    },
  },
  "AP-20": {
    title: "discard",
    severity: "advisory",
    checks: {
      en: "what is unallocated in an announced block is discarded, so that it can't loop with the provider (RFC 6666)",
      vi: "phần chưa cấp trong khối đang quảng bá phải bị loại bỏ, để gói tin không quay vòng với nhà cung cấp (RFC 6666)",
    },
    remedy: {
      en: "add the discard routes that `province address export --format routes` prints",
      vi: "hãy thêm các tuyến loại bỏ mà `province address export --format routes` in ra",
    },
  },
  "AP-21": {
    title: "ula-random",
    severity: "mandatory",
    checks: {
      en: "a unique local prefix is a /48 of fd00::/8 with 40 random bits (RFC 4193)",
      vi: "tiền tố cục bộ (ULA) là một /48 trong fd00::/8 với 40 bit ngẫu nhiên (RFC 4193)",
    },
    remedy: { en: "take a random prefix once, and store it", vi: "hãy lấy một tiền tố ngẫu nhiên một lần và lưu lại" },
  },
  "AP-22": {
    title: "examples-doc-only",
    severity: "mandatory",
    checks: {
      en: "examples use documentation or private addresses (RFC 3849, 9637, 5737, 1918)",
      vi: "ví dụ chỉ dùng địa chỉ dành cho tài liệu hoặc địa chỉ riêng (RFC 3849, 9637, 5737, 1918)",
    },
    remedy: {
      en: "keep real addresses in an environment with `addresses: registered`",
      vi: "hãy để địa chỉ thật trong môi trường có `addresses: registered`",
    },
  },
  "AP-23": {
    title: "canonical",
    severity: "mandatory",
    checks: {
      en: "addresses are written in canonical text (RFC 5952)",
      vi: "địa chỉ được ghi ở dạng chuẩn (RFC 5952)",
    },
    remedy: { en: "write it as the message says", vi: "hãy ghi như thông báo nêu" },
  },
  "AP-24": {
    title: "provenance",
    severity: "mandatory",
    checks: {
      en: "each line has date, owner, purpose and document; where addresses are registered ones, the ledger names the registrant",
      vi: "mỗi dòng có ngày, chủ quản, mục đích và văn bản; khi dùng địa chỉ đăng ký, sổ cấp phát ghi đơn vị đứng tên",
    },
    remedy: { en: "fill them in before committing", vi: "hãy điền đủ trước khi phê duyệt" },
  },
} as const satisfies Record<string, AddressRuleText>;

export type AddressRule = keyof typeof ADDRESS_RULES;
