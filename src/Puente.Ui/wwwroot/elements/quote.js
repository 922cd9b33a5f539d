/** Puts what is selected on the page into the passage of the form within. */
export class Quote extends HTMLElement {
  connectedCallback() {
    document.addEventListener("selectionchange", this);
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this);
  }

  handleEvent() {
    const selection = document.getSelection(), from = document.querySelector(this.dataset.from);
    if (!from || selection.isCollapsed || !from.contains(selection.anchorNode) || !from.contains(selection.focusNode)) return;
    const text = selection.toString().trim(), passage = this.querySelector("textarea");
    if (text && text.length <= passage.maxLength) passage.value = text;
  }
}
