/** Who printed what and when, at the foot of every sheet. Without script it stands once, at the head of the first. */
export function preparePaper() {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  addEventListener("beforeprint", () => {
    const words = [...document.querySelectorAll(".print-head span, .page-head .print-only")].map(e => e.textContent.trim()).filter(Boolean).join(" \u00b7 ");
    sheet.replaceSync(`@page { @bottom-left { inline-size: 150mm; content: ${text(words)}; font: 8pt "Inter", sans-serif; color: #333; } }`);
  });
}

function text(words) {
  return `"${words.replace(/[\\"\n\r\f]/g, c => `\\${c.codePointAt(0).toString(16)} `)}"`;
}
