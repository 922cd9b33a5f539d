import { Sha256 } from "./sha256.js";

const PART = 1 << 20, MOST_TRIES = 60;

class Refused extends Error {}

/** Sends the file of the form within in parts: what has arrived stays when the line breaks or the page is closed. Without script the form is sent whole. */
export class Upload extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", this);
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this);
    this.gone = true;
  }

  async handleEvent(event) {
    const form = event.target, file = form.elements.namedItem("file").files[0];
    if (!file) return;
    event.preventDefault();
    if (this.busy) return;
    this.busy = true;
    this.gone = false;
    this.token = form.elements.namedItem("__RequestVerificationToken").value;
    form.setAttribute("aria-busy", "true");
    form.querySelector("button[type=submit]").disabled = true;
    try {
      location.assign(await this.send(file));
    } catch (problem) {
      this.say(problem instanceof Refused ? problem.message : this.dataset.failed, 0);
      form.removeAttribute("aria-busy");
      form.querySelector("button[type=submit]").disabled = false;
    }
    this.busy = false;
  }

  /** Sends all of a file; gives the address of the document. */
  async send(file) {
    const begun = await this.ask(this.dataset.begin, { method: "POST", body: this.form({ name: file.name, bytes: file.size }) });
    const place = "/documents/uploads/" + begun.id, hash = new Sha256();
    let { offset } = begun, hashed = 0;
    const catchUp = async () => {
      for (; hashed < offset; hashed = Math.min(hashed + PART, offset)) hash.add(new Uint8Array(await file.slice(hashed, Math.min(hashed + PART, offset)).arrayBuffer()));
    };
    await catchUp();
    while (offset < file.size && !this.gone) {
      this.say(this.dataset.sending.replace("{percent}", Math.floor(100 * offset / file.size)), offset / file.size);
      const body = file.slice(offset, offset + PART);
      try {
        const answer = await fetch(`${place}?offset=${offset}`, { method: "PATCH", body, headers: { "Content-Type": "application/octet-stream", RequestVerificationToken: this.token } });
        const told = await this.read(answer, 409);
        offset = Number(told.offset);
      } catch (problem) {
        if (problem instanceof Refused) throw problem;
        offset = (await this.ask(place, {})).offset;
      }
      await catchUp();
    }
    this.say(this.dataset.finishing, 1);
    return (await this.ask(place + "/finish", { method: "POST", body: this.form({ sha256: hash.end() }) })).href;
  }

  /** Asks until there is an answer; each pause is longer than the one before. */
  async ask(address, options) {
    for (let tries = 1; ; tries++) {
      try {
        return await this.read(await fetch(address, options));
      } catch (problem) {
        if (problem instanceof Refused || tries >= MOST_TRIES || this.gone) throw problem;
        this.say(this.dataset.waiting);
        await new Promise(resolve => setTimeout(resolve, 1000 * Math.min(tries, 10)));
      }
    }
  }

  async read(answer, allowed) {
    if (answer.ok || answer.status === allowed) return await answer.json();
    if (answer.status === 422) throw new Refused((await answer.json()).text);
    if (answer.status >= 400 && answer.status < 500) throw new Refused(this.dataset.failed);
    throw new Error(String(answer.status));
  }

  form(values) {
    const form = new FormData();
    form.set("__RequestVerificationToken", this.token);
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    return form;
  }

  say(text, done) {
    const place = this.querySelector("[data-upload-progress]");
    place.hidden = false;
    place.querySelector("[data-upload-says]").textContent = text;
    if (done !== undefined) place.querySelector("progress").value = done;
  }
}
