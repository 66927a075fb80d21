import { element } from "./element.ts";
import { word } from "./language.ts";
import { show, state } from "./state.ts";
import { cardOf } from "./subjects.ts";

/**
 * The card of what the reader chose, over the page's right side: what a click shows is seen wherever it was made, the
 * page beneath stays as it was, and Escape leads back to where the focus came from.
 */
export function card(): { dialog: HTMLDialogElement; update(): void } {
  const dialog = element("dialog", { "aria-labelledby": "subject" });
  dialog.addEventListener("close", () => state.subject !== undefined && show({ subject: undefined }));
  // A click on what lies beside the card closes it.
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  let shown = "";
  return {
    dialog,
    update: () => {
      if (state.subject === undefined) return dialog.close();
      const key = JSON.stringify(state);
      if (key !== shown) fill(dialog, state.subject);
      shown = key;
      if (!dialog.open) dialog.showModal();
      dialog.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
      dialog.querySelector(".asked")?.scrollIntoView({ block: "center" });
    },
  };
}

function fill(dialog: HTMLDialogElement, subject: string): void {
  const { title, soft, content } = cardOf(subject);
  dialog.replaceChildren(
    element(
      "header",
      {},
      element("h2", { id: "subject", tabindex: "-1" }, title),
      element("button", { type: "button", class: "close", onclick: () => dialog.close() }, word("close")),
      element("p", { class: "soft" }, ...soft),
    ),
    element("div", { class: "content" }, ...content),
  );
  dialog.scrollTop = 0;
}
