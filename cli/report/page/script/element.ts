type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

export type Content = Node | string;

/** An element with attributes, `on…` listeners and children; a text child stays text, never markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Content[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** A cell of a table: its content, or also its class. */
export type Cell = Content | { class: string; content: Content | Content[] };

export interface Row {
  cells: Cell[];
  class?: string;
}

/**
 * A table. On a narrow screen each row is a block that names its cells, for which a cell knows its column. A click beside
 * a row's first link follows it.
 */
export function table(heads: readonly string[], rows: readonly Row[]): HTMLTableElement {
  const columns = heads.map((head) => element("th", { scope: "col" }, head));
  return element(
    "table",
    { onclick: followFirstLink },
    element("thead", {}, element("tr", {}, ...columns)),
    element("tbody", {}, ...rows.map((row) => rowOf(heads, row))),
  );
}

function rowOf(heads: readonly string[], { cells, class: name }: Row): HTMLElement {
  const made = cells.map((cell, column) => {
    const { class: kind, content } =
      typeof cell === "object" && "content" in cell ? cell : { class: undefined, content: cell };
    const empty = content === "" ? " empty" : "";
    return element(
      "td",
      { class: `${kind ?? ""}${empty}`.trim() || undefined, "data-label": heads[column] ?? "" },
      ...(Array.isArray(content) ? content : [content]),
    );
  });
  return element("tr", { class: name }, ...made);
}

function followFirstLink({ target }: Event): void {
  if (!(target instanceof Element) || target.closest("a, button") || getSelection()?.isCollapsed === false) return;
  target.closest("tr")?.querySelector("a")?.click();
}
