/* What the page can do on a screen: a citation shows its passage, lines can be chosen by side, section and novelty, and
   copied with their sources. Nothing is asked for from outside; the page reads the same without this. */
"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const form = document.querySelector(".filters");
  const tip = document.getElementById("tip");
  const say = (text) => { if (form) form.querySelector("output").textContent = text; };

  // 1. Hovering over a citation, or reaching it with Tab, shows the passage; Escape or leaving hides it again.
  let owner = null, leaving = 0;
  const hide = () => {
    clearTimeout(leaving);
    if (owner) owner.removeAttribute("aria-describedby");
    tip.hidden = true;
    owner = null;
  };
  const show = (mark) => {
    hide();
    const passage = document.getElementById(mark.dataset.passage);
    if (!passage) return;
    tip.replaceChildren(...all(".whence, .context", passage).map((part) => part.cloneNode(true)));
    all(".return", tip).forEach((link) => link.remove());
    tip.hidden = false;
    owner = mark;
    mark.setAttribute("aria-describedby", "tip");
    const at = mark.getBoundingClientRect(), page = document.documentElement;
    const left = Math.max(12, Math.min(at.left - 40, page.clientWidth - tip.offsetWidth - 12));
    const below = at.bottom + 8 + tip.offsetHeight < innerHeight || at.top < tip.offsetHeight + 8;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${scrollY + (below ? at.bottom + 6 : at.top - tip.offsetHeight - 6)}px`;
  };
  const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, 250); };
  all("[data-passage]").forEach((mark) => {
    mark.removeAttribute("title"); // two boxes over each other help nobody; the label says the same
    mark.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(mark); });
    mark.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave(); });
    mark.addEventListener("focus", () => { if (mark.matches(":focus-visible")) show(mark); });
    mark.addEventListener("blur", leave);
    // With a finger the first touch shows the passage, the second follows the link.
    mark.addEventListener("click", (event) => {
      if (event.pointerType === "touch" && owner !== mark) { event.preventDefault(); show(mark); } else hide();
    });
  });
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest("#tip, [data-passage]")) hide(); });
  addEventListener("hashchange", () => { // a link into a closed list opens it
    const aim = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const list = aim && aim.closest("details");
    if (list && !list.open) { list.open = true; aim.scrollIntoView(); }
  });
  if (!form) return;

  // 2. Choosing lines: those of one side, one section, or new since the last brief.
  const lines = all("article .part li[data-side]");
  const empty = (box) => !box.querySelector("li[data-side]:not([hidden])");
  const choose = () => {
    const side = form.elements.side ? form.elements.side.value : "";
    const fresh = Boolean(form.elements.fresh && form.elements.fresh.checked);
    const section = form.elements.section.value;
    all("article li[data-side]").forEach((line) => {
      line.hidden = Boolean((side && line.dataset.side !== side) || (fresh && !("fresh" in line.dataset)));
    });
    all("article .bottom-line").forEach((box) => { box.hidden = Boolean(section) || empty(box); });
    all("article .block").forEach((box) => { box.hidden = (side || fresh) && empty(box); });
    all("article .part").forEach((part) => {
      const other = section && !part.classList.contains(section);
      part.hidden = Boolean(other || ((side || fresh) && empty(part)));
    });
    const shown = lines.filter((line) => line.checkVisibility()).length;
    say(side || fresh || section ? form.dataset.shown.replace("{n}", shown).replace("{all}", lines.length) : "");
  };
  form.hidden = false;
  form.addEventListener("change", choose);

  // 3. Copying a line: its speaker, its words, and of each source outlet, headline, date and address.
  const words = (node) => (node ? node.textContent.replace(/\s+/g, " ").trim() : "");
  const sourced = (line) => {
    const said = [words(line.querySelector(".speaker")), words(line.querySelector(".said"))].filter(Boolean).join(" ");
    const sources = all(".cites a", line).map((mark) => {
      const entry = document.getElementById(mark.hash.slice(1));
      if (!entry) return mark.textContent;
      const address = entry.querySelector("a.address");
      const parts = [words(entry.querySelector("b")), words(entry.querySelector(".title")), words(entry.querySelector(".when"))];
      return `${mark.textContent} ${parts.filter(Boolean).join(", ")}${address ? `, ${address.href}` : ""}`;
    });
    return [words(document.querySelector(".tlp")), said, ...sources].join("\n");
  };
  const put = async (text) => {
    try { await navigator.clipboard.writeText(text); return; } catch { /* not allowed here: the older way */ }
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };
  all("article li[id][data-side]").forEach((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.title = form.dataset.copy;
    button.setAttribute("aria-label", `${form.dataset.copy}: ${words(line.querySelector(".said")).slice(0, 40)}…`);
    button.addEventListener("click", async () => {
      await put(sourced(line));
      button.focus();
      say(form.dataset.copied);
      button.classList.add("done");
      setTimeout(() => button.classList.remove("done"), 1500);
    });
    line.append(button);
  });
})();
