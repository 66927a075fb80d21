type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

/** An element with attributes, `on…` listeners and children; a text child stays text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A row of a table; a cell is its content, or its class and its text. */
export function row(attributes: Attributes, ...cells: (Node | string | [string, string])[]): HTMLElement {
  const made = cells.map((cell) =>
    Array.isArray(cell) ? element("td", { class: cell[0] }, cell[1]) : element("td", {}, cell),
  );
  return element("tr", attributes, ...made);
}

/** A table that scrolls on a narrow screen. */
export function table(heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  return element(
    "div",
    { class: "scroll" },
    element(
      "table",
      {},
      element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", {}, head)))),
      element("tbody", {}, ...rows),
    ),
  );
}
