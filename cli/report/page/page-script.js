/* global parsePrefix, holds -- of address-text.js, which stands before this script in the page */
// Shows the page's data. All of it goes into the document as text, never as markup.
const data = JSON.parse(document.getElementById("data").textContent);
const allWords = JSON.parse(document.getElementById("words").textContent);

const state = {
  language: document.documentElement.lang,
  query: "",
  kind: "",
  verdict: "",
  agency: undefined,
  area: undefined,
  rows: 100,
};

const word = (key, values = {}) =>
  Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    allWords[state.language][key] ?? key,
  );

/** An element with attributes and children; text children stay text. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

const plain = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replaceAll("đ", "d")
    .replaceAll("Đ", "D")
    .toLowerCase();

// Sites that ended come last in the data; one that is there again stands for its code.
const siteOf = new Map(data.sites.toReversed().map((site) => [site.code, site]));
const agencyOf = new Map(data.agencies.map((agency) => [agency.code, agency]));
const searchText = new Map(
  data.agencies.map((agency) => [
    agency.code,
    plain(
      [
        agency.code,
        agency.name,
        siteOf.get(agency.area)?.name ?? "",
        ...agency.networks.flatMap(({ zone, ipv6, ipv4 }) => [zone, ipv6, ipv4]),
        ...agency.servers.flatMap(({ name, ipv6, ipv4 }) => [name, ipv6, ipv4]),
        ...agency.findings.map(({ policy }) => policy),
      ].join(" "),
    ),
  ]),
);

const worst = (agency) => {
  if (agency.resources === undefined) return "unchecked";
  if (agency.findings.some(({ level }) => level === "mandatory")) return "fails";
  return agency.findings.length > 0 ? "advice" : "passes";
};

/** Agencies that hold the address or prefix typed, the narrowest first; undefined when the query is no address. */
function agenciesAt(query) {
  const asked = parsePrefix(query);
  if (asked === undefined) return undefined;
  return data.agencies.filter((agency) =>
    [agency.ipv6, agency.ipv4].some((text) => {
      const own = parsePrefix(text);
      return own !== undefined && (holds(own, asked) || holds(asked, own));
    }),
  );
}

function matching() {
  const at = agenciesAt(state.query);
  const words = plain(state.query).split(/\s+/).filter(Boolean);
  return (at ?? data.agencies).filter(
    (agency) =>
      (state.kind === "" || agency.kind === state.kind) &&
      (state.verdict === "" || worst(agency) === state.verdict) &&
      (state.area === undefined || agency.area === state.area || agency.code === state.area) &&
      (at !== undefined || words.every((each) => searchText.get(agency.code).includes(each))),
  );
}

const tile = (label, value, bad) =>
  element(
    "div",
    { class: bad ? "tile bad" : "tile" },
    element("b", {}, value.toLocaleString(state.language)),
    word(label),
  );

function tiles() {
  const stacks = [...data.agencies, ...data.others];
  const sum = (count) => stacks.reduce((total, stack) => total + count(stack), 0);
  const ofLevel = (wanted) =>
    sum(({ findings }) => findings.filter(({ level }) => (level === "mandatory") === wanted).length);
  return element(
    "div",
    { class: "tiles" },
    tile("agencies", data.agencies.length),
    tile(
      "networks",
      data.agencies.reduce((total, { networks }) => total + networks.length, 0),
    ),
    tile(
      "servers",
      data.agencies.reduce((total, { servers }) => total + servers.length, 0),
    ),
    tile(
      "resources",
      sum(({ resources }) => resources ?? 0),
    ),
    tile("violations", ofLevel(true), ofLevel(true) > 0),
    tile("advice", ofLevel(false)),
  );
}

const hex = (value) => value.toString(16);

/** A grid of equal blocks; `siteAt` says who holds a block. */
function grid(count, siteAt, choose, isOpen) {
  const digits = Array.from({ length: 16 }, (_, column) => element("div", { class: "digit" }, `_${hex(column)}`));
  const rows = Array.from({ length: Math.ceil(count / 16) }, (_, row) => [
    element("div", { class: "digit" }, `${hex(row)}_`),
    ...Array.from({ length: 16 }, (__, column) => {
      const site = siteAt(row * 16 + column);
      if (site === undefined) return element("button", { class: "cell", disabled: true, title: word("free") });
      if (site.hub) return element("button", { class: "cell area", disabled: true, title: word("hub") });
      const agency = agencyOf.get(site.code);
      const failing = agency !== undefined && worst(agency) === "fails";
      return element(
        "button",
        {
          class: `cell ${site.until ? "quarantined" : site.kind}${failing ? " failing" : ""}${isOpen(site) ? " open" : ""}`,
          title: [`${site.code} ${site.name}`, site.ipv6, site.ipv4, ...quarantineOf(site)].join("\n"),
          "data-site": site.code,
          onclick: () => choose(site),
        },
        site.kind === "area" || site.kind === "commune" ? shortName(site.name) : site.code,
      );
    }),
  ]);
  return element("div", { class: "map" }, element("div", {}), ...digits, ...rows.flat());
}

/** What to say of a block that rests. */
const quarantineOf = (site) => (site.until ? [word("quarantined", { until: site.until })] : []);

/** Name without the word for its rank, which every neighbour shares. */
const shortName = (name) => name.replace(/^(Thành phố|Thị xã|Huyện|Quận|Thị trấn|Phường|Xã|Vùng)\s+/u, "");

const covers = (start, span, block) => start <= block && block < start + span;
const lengthOf = (prefix) => `/${prefix.split("/")[1]}`;

function map() {
  const whole = data.sites.filter(({ kind }) => kind !== "commune");
  const example = whole.find(({ span }) => span === 1);
  const open = (site) => site.code === state.area || site.code === state.agency;
  return [
    element("h2", {}, word("map")),
    element("p", { class: "soft" }, word("mapHint", { length: example ? lengthOf(example.ipv6) : "" })),
    element(
      "div",
      { class: "legend" },
      ...["platform", "department", "area", "commune"].map((kind) =>
        element("span", { style: `background: var(--${kind})` }, word(kind)),
      ),
      element("span", { class: "quarantined" }, word("resting")),
    ),
    element(
      "div",
      { class: "scroll" },
      grid(256, (block) => whole.find(({ cell, span }) => covers(cell, span, block)), chooseSite, open),
    ),
    ...chosenSite(),
    ...(state.area === undefined ? [] : areaMap(siteOf.get(state.area), open)),
  ];
}

/** Facts of a chosen site that is no agency and so has no row below. */
function chosenSite() {
  const site = agencyOf.has(state.agency) ? undefined : siteOf.get(state.agency ?? state.area);
  if (site === undefined) return [];
  const facts = [site.code, site.name, word(site.kind), site.ipv6, site.ipv4, ...quarantineOf(site)];
  return [element("p", { id: "site" }, facts.join(" · "))];
}

function areaMap(area, open) {
  const communes = data.sites.filter((site) => site.area === area.code && site.sub !== undefined);
  const perCell = data.subBlocks;
  const at = (block) =>
    block < data.hubBlocks
      ? { hub: true }
      : communes.find((site) => covers((site.cell - area.cell) * perCell + site.sub, site.subSpan, block));
  return [
    element(
      "h3",
      { id: "area" },
      word("areaMap", { name: area.name }),
      " ",
      element("button", { onclick: () => show({ area: undefined, agency: undefined }) }, word("close")),
    ),
    element("p", { class: "soft" }, word("areaHint", { length: communes[0] ? lengthOf(communes[0].ipv6) : "" })),
    element("div", { class: "scroll" }, grid(perCell * area.span, at, chooseSite, open)),
  ];
}

function chooseSite(site) {
  if (site.kind === "area")
    show({ area: site.code, agency: agencyOf.has(site.code) ? site.code : undefined, query: "" });
  else if (agencyOf.has(site.code))
    show({ agency: site.code, ...(site.kind === "commune" ? {} : { area: undefined }), query: site.code });
  else show({ agency: site.code, area: undefined });
}

function policies() {
  const counts = new Map();
  for (const { findings } of [...data.agencies, ...data.others]) {
    for (const { policy, level } of findings) {
      const key = `${policy} ${level}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  if (counts.size === 0) return element("p", {}, word("none"));
  const rows = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return table(
    [word("policy"), word("level"), word("count")],
    rows.map(([key, count]) => {
      const [policy, level] = key.split(" ");
      return element(
        "tr",
        { class: "choice", onclick: () => show({ query: policy, area: undefined, kind: "", verdict: "" }) },
        element("td", {}, policy),
        element("td", { class: level }, word(level)),
        element("td", { class: "number" }, String(count)),
      );
    }),
  );
}

const table = (heads, rows) =>
  element(
    "div",
    { class: "scroll" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {}, head)))),
      element("tbody", {}, ...rows),
    ),
  );

const select = (label, value, options, change) =>
  element(
    "select",
    { "aria-label": label, onchange: (event) => change(event.target.value) },
    element("option", { value: "" }, `${label}: ${word("all")}`),
    ...options.map((option) => element("option", { value: option, selected: option === value }, word(option))),
  );

function verdictText(agency) {
  const kind = worst(agency);
  const count = agency.findings.filter(({ level }) => level === "mandatory").length;
  const text =
    kind === "fails" ? `✗ ${count}` : kind === "advice" ? `! ${agency.findings.length}` : `✓ ${word("passes")}`;
  return element("span", { class: `verdict ${kind}` }, kind === "unchecked" ? word("unchecked") : text);
}

function agencies() {
  const found = matching();
  const shown = found.slice(0, state.rows);
  const rows = shown.flatMap((agency) => {
    const open = agency.code === state.agency;
    const row = element(
      "tr",
      {
        class: open ? "choice open" : "choice",
        "data-agency": agency.code,
        tabindex: "0",
        onclick: () => show({ agency: open ? undefined : agency.code }),
        onkeydown: (event) => event.key === "Enter" && show({ agency: open ? undefined : agency.code }),
      },
      element("td", {}, agency.code),
      element("td", {}, agency.name),
      element("td", {}, word(agency.kind)),
      element("td", { class: "address" }, agency.ipv6),
      element("td", { class: "address" }, agency.ipv4),
      element("td", { class: "number" }, String(agency.resources ?? "")),
      element("td", {}, verdictText(agency)),
    );
    return open
      ? [row, element("tr", { class: "details" }, element("td", { colspan: "7" }, ...details(agency)))]
      : [row];
  });
  const more = found.length - shown.length;
  return [
    element("p", { class: "soft", id: "shown" }, word("shown", { shown: found.length, total: data.agencies.length })),
    found.length === 0
      ? element("p", {}, word("notFound"))
      : table(
          ["code", "name", "kind", "ipv6", "ipv4", "resources", "verdict"].map((key) => word(key)),
          rows,
        ),
    ...(more > 0
      ? [
          element(
            "button",
            { class: "more", onclick: () => show({ rows: state.rows + 200 }) },
            word("more", { count: more }),
          ),
        ]
      : []),
  ];
}

function details(agency) {
  const facts = [
    ["dataCentre", agency.dataCentre],
    ["ofArea", agency.area === undefined ? undefined : (siteOf.get(agency.area)?.name ?? agency.area)],
    ["mode", agency.mode],
    ["phase", agency.phase],
    ["stage", agency.stage],
    ["securityLevel", agency.securityLevel],
  ];
  const zoneName = (code) => data.zones.find((zone) => zone.code === code)?.name ?? "";
  const cells = (...texts) =>
    texts.map((text) => element("td", { class: /[:.]\S*\d/.test(text) ? "address" : "" }, text));
  return [
    element(
      "dl",
      {},
      ...facts
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => element("div", {}, element("dt", {}, word(key)), element("dd", {}, String(value)))),
    ),
    element("h3", {}, word("networks")),
    table(
      ["network", "zone", "ipv6", "ipv4"].map((key) => word(key)),
      agency.networks.map(({ name, zone, ipv6, ipv4 }) =>
        element("tr", {}, ...cells(name, `${zone} · ${zoneName(zone)}`, ipv6, ipv4)),
      ),
    ),
    element("h3", {}, word("servers")),
    table(
      ["server", "network", "ipv6", "ipv4"].map((key) => word(key)),
      agency.servers.map(({ name, network, ipv6, ipv4, published }) =>
        element("tr", {}, ...cells(published ? `${name} (${word("published")})` : name, network, ipv6, ipv4)),
      ),
    ),
    ...(agency.findings.length > 0 ? [element("h3", {}, word("violations")), findingTable(agency.findings)] : []),
  ];
}

const findingTable = (findings) =>
  table(
    ["policy", "level", "message"].map((key) => word(key)),
    findings.map(({ policy, level, message }) =>
      element(
        "tr",
        {},
        element("td", {}, policy),
        element("td", { class: level }, word(level)),
        element("td", {}, message),
      ),
    ),
  );

/** Changes what is shown and draws it again; the search box keeps its focus. */
function show(change) {
  Object.assign(state, change);
  const focused = document.activeElement?.id === "search";
  const caret = focused ? document.activeElement.selectionStart : 0;
  render();
  if (!focused) return;
  const box = document.getElementById("search");
  box.focus();
  box.setSelectionRange(caret, caret);
}

function render() {
  document.documentElement.lang = state.language;
  document.title = `${word("title")} · ${data.province.name}`;
  const { name, code, asOf, root6, root4 } = data.province;
  const other = state.language === "vi" ? "en" : "vi";
  const kinds = [...new Set(data.agencies.map(({ kind }) => kind))];
  const failing = data.others.filter(({ findings }) => findings.length > 0);
  document.getElementById("app").replaceChildren(
    element(
      "header",
      {},
      element("h1", {}, `${word("title")} · ${name}`),
      element("span", { class: "soft" }, `${code} · ${word("asOf")} ${asOf} · ${root6} · ${root4}`),
      element("span", { class: "grow" }),
      element("button", { id: "language", lang: other, onclick: () => show({ language: other }) }, word("language")),
    ),
    element(
      "main",
      {},
      tiles(),
      ...map(),
      element("h2", {}, word("policies")),
      policies(),
      ...failing.flatMap(({ stack, findings }) => [
        element("h3", {}, `${word("sharedStack")}: ${stack}`),
        findingTable(findings),
      ]),
      element("h2", {}, word("agencies")),
      element(
        "div",
        { class: "filters" },
        element("input", {
          id: "search",
          type: "search",
          value: state.query,
          placeholder: word("search"),
          "aria-label": word("search"),
          oninput: (event) => show({ query: event.target.value, rows: 100, area: undefined }),
        }),
        select(word("kind"), state.kind, kinds, (kind) => show({ kind, rows: 100 })),
        select(word("verdict"), state.verdict, ["fails", "advice", "passes", "unchecked"], (verdict) =>
          show({ verdict, rows: 100 }),
        ),
      ),
      ...agencies(),
    ),
  );
}

render();
