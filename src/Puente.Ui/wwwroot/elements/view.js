const keeps = "p-links, p-map, p-slider";

/**
 * A page about one subject whose links and GET forms lead to other views of it. It reads the next view and puts in what differs, so that a
 * picture keeps its zoom and a handle its focus; the address, and with it the browser's back, changes as if the page had been opened.
 */
export class View extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.at = location.search;
    this.addEventListener("click", event => {
      const link = event.target.closest("a[href]");
      if (!link || link.hasAttribute("download") || event.button || event.ctrlKey || event.metaKey || event.shiftKey || !this.is(link.href)) return;
      event.preventDefault();
      this.open(link.href);
    }, { signal });
    this.addEventListener("submit", event => {
      const form = event.target;
      if (form.method !== "get" || !this.is(form.action)) return;
      event.preventDefault();
      const address = new URL(form.action);
      address.search = new URLSearchParams(new FormData(form, event.submitter));
      this.open(address.href);
    }, { signal });
    this.addEventListener("p-open", event => {
      if (!this.is(event.detail)) return;
      event.preventDefault();
      this.open(event.detail);
    }, { signal });
    window.addEventListener("popstate", () => location.search !== this.at && this.open(location.href, true), { signal });
  }

  disconnectedCallback() {
    this.stop.abort();
  }

  is(address) {
    const target = new URL(address, document.baseURI);
    return target.origin === location.origin && target.pathname === location.pathname;
  }

  async open(address, back = false) {
    this.asked?.abort();
    this.asked = new AbortController();
    this.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: this.asked.signal });
      const page = answer.ok && this.is(answer.url) ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      const fresh = page?.querySelector(this.localName);
      if (!fresh) return location.assign(address);
      if (!back) history.pushState(null, "", answer.url);
      this.at = location.search;
      document.title = page.title;
      this.put(fresh);
    } catch (problem) {
      if (problem.name !== "AbortError") location.assign(address);
      return;
    }
    this.removeAttribute("aria-busy");
  }

  put(fresh) {
    const parts = [...this.querySelectorAll("[data-part]")];
    const others = [...fresh.querySelectorAll("[data-part]")];
    const kept = [...this.querySelectorAll(keeps)];
    const next = [...fresh.querySelectorAll(keeps)];
    const same = (a, b, name) => a.length === b.length && a.every((e, i) => name(e) === name(b[i]));
    if (!same(parts, others, e => e.dataset.part) || !same(kept, next, e => e.localName)) return this.replaceChildren(...fresh.childNodes);
    const open = new Set([...this.querySelectorAll("details[open][id]")].map(d => d.id));
    kept.forEach((element, i) => { for (const { name, value } of next[i].attributes) if (element.getAttribute(name) !== value) element.setAttribute(name, value); });
    parts.forEach((part, i) => part.replaceChildren(...others[i].childNodes));
    open.forEach(id => document.getElementById(id)?.setAttribute("open", ""));
  }
}
