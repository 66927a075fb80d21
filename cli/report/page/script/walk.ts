/** Where an arrow key leads, as a step to the right and down. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * Makes the links of an element one stop of the Tab key, and lets the arrows walk between them as they lie on the screen;
 * Home and End lead to the first and the last.
 */
export function walkable<Group extends HTMLElement>(group: Group): Group {
  const links = [...group.querySelectorAll("a")];
  for (const link of links.slice(1)) link.tabIndex = -1;
  group.addEventListener("keydown", (event) => {
    const from = links.find((link) => link === document.activeElement);
    const to = from && !event.ctrlKey && !event.metaKey && !event.altKey ? target(event.key, from, links) : undefined;
    if (!to) return;
    event.preventDefault();
    to.focus();
  });
  group.addEventListener("focusin", ({ target: now }) => {
    if (!(now instanceof HTMLAnchorElement) || !links.includes(now)) return;
    for (const link of links) link.tabIndex = link === now ? 0 : -1;
  });
  return group;
}

function target(key: string, from: HTMLElement, links: readonly HTMLElement[]): HTMLElement | undefined {
  if (key === "Home") return links[0];
  if (key === "End") return links.at(-1);
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const start = middleOf(from);
  let nearest: HTMLElement | undefined;
  let least = Infinity;
  for (const link of links) {
    const { x, y } = middleOf(link);
    const [right, down] = [x - start.x, y - start.y];
    const ahead = right * step[0] + down * step[1];
    const aside = Math.abs(right * step[1] + down * step[0]);
    // Straight ahead is nearer than anything aside; a link of the same line is not ahead of it.
    if (ahead > 4 && ahead + 8 * aside < least) [nearest, least] = [link, ahead + 8 * aside];
  }
  return nearest;
}

function middleOf(link: HTMLElement): { x: number; y: number } {
  const { left, top, width, height } = link.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
