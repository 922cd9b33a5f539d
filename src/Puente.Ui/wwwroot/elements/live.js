/** Reads its own part of the page again every few seconds while it says that work goes on. */
export class Live extends HTMLElement {
  connectedCallback() {
    this.wait();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    if (this.getAttribute("active") !== "true") return;
    this.timer = setTimeout(() => this.read(), 1000 * (Number(this.getAttribute("seconds")) || 2));
  }

  async read() {
    if (document.hidden || this.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return this.wait();
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected) return this.wait();
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(this.id);
      if (!fresh) return location.reload();
      const focused = this.contains(document.activeElement) ? document.activeElement.getAttribute("name") ?? document.activeElement.textContent : null;
      this.setAttribute("active", fresh.getAttribute("active") ?? "false");
      this.replaceChildren(...fresh.childNodes);
      if (focused) [...this.querySelectorAll("a, button")].find(e => (e.getAttribute("name") ?? e.textContent) === focused)?.focus();
      if (this.getAttribute("active") !== "true") this.dispatchEvent(new CustomEvent("p-ended", { bubbles: true }));
    } catch (problem) {
      console.warn(problem);
    }
    this.wait();
  }
}
