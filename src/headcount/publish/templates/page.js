// A number opens its trail in a side panel. Without script the same links lead to the same articles.
(async () => {
  // base 85 in groups of five signs, four bytes each
  const decoded = (script) => {
    const signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%:()*+-;,=.?@^_`{|}~";
    const value = new Uint8Array(128), text = script.textContent, view = new DataView(new ArrayBuffer((text.length / 5) * 4));
    [...signs].forEach((sign, at) => { value[sign.charCodeAt(0)] = at; });
    for (let at = 0, byte = 0; at < text.length; at += 5, byte += 4) {
      let sum = 0;
      for (let sign = at; sign < at + 5; sign++) sum = sum * 85 + value[text.charCodeAt(sign)];
      view.setUint32(byte, sum);
    }
    return new Uint8Array(view.buffer, 0, Number(script.dataset.bytes));
  };
  const packed = document.getElementById("packed");
  if (packed) {
    const bytes = decoded(packed.querySelector("script"));
    const rest = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const [listed, ...text] = (await new Response(rest).text()).split("\u0004");
    const words = listed.split("\u0003"), whole = text.join("\u0004");
    packed.insertAdjacentHTML("afterend", listed ? whole.replace(/\u0001([0-9a-f]+)\u0002/g, (_, at) => words[parseInt(at, 16)]) : whole);
    packed.remove();
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }
  const dialog = document.getElementById("trail"), body = document.getElementById("trail-body");
  const title = document.getElementById("trail-title"), back = document.getElementById("trail-back");
  const there = document.getElementById("trail-there"), announce = document.getElementById("announce");
  const path = [];

  const show = (id) => {
    const article = document.getElementById(id);
    const copy = article.cloneNode(true);
    copy.removeAttribute("id");
    copy.hidden = false;
    for (const line of copy.querySelectorAll(".evidence li")) {
      const source = document.getElementById(line.querySelector("a").hash.slice(1));
      line.querySelector("span").textContent = source.querySelector(".whom").textContent;
      line.append(...[...source.querySelectorAll("blockquote, .summary, .cite, .against")].map((part) => part.cloneNode(true)));
    }
    body.replaceChildren(copy);
    there.href = "#" + id;
    back.hidden = path.length < 2;
    dialog.scrollTop = 0;
    if (!dialog.open) dialog.showModal();
    title.focus();
    const name = copy.querySelector("h3, .amount, .act, .name");
    announce.textContent = name ? name.textContent.trim() : "";
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#t-']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const id = link.getAttribute("href").slice(1);
    if (link === there || !document.getElementById(id)) return;
    event.preventDefault();
    if (!dialog.open) path.length = 0;
    if (path[path.length - 1] !== id) path.push(id);
    show(id);
  });
  there.addEventListener("click", () => dialog.close());
  back.addEventListener("click", () => { path.pop(); show(path[path.length - 1]); });
  document.getElementById("trail-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  body.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !link.getAttribute("href").startsWith("#t-")) dialog.close();
  });

  const filter = document.getElementById("filter"), shown = document.getElementById("shown");
  const figures = [...document.querySelectorAll("#figures article.figure")];
  const said = {
    status: (figure) => [figure.closest("section").querySelector("h3").textContent],
    publisher: (figure) => [...figure.querySelectorAll(".publisher")].map((part) => part.textContent),
    origins: (figure) => figure.dataset.origins.split(", "),
  };
  for (const name of Object.keys(said)) {
    const values = new Set(figures.flatMap((figure) => said[name](figure)));
    const menu = filter.elements[name];
    [...values].filter(Boolean).sort().forEach((value) => menu.add(new Option(value, value)));
  }
  const sift = () => {
    const words = filter.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const figure of figures) {
      const text = figure.textContent.toLowerCase();
      const fits = words.every((word) => text.includes(word)) &&
        Object.keys(said).every((name) => !filter.elements[name].value || said[name](figure).includes(filter.elements[name].value));
      figure.hidden = !fits;
      count += fits;
    }
    for (const group of document.querySelectorAll("#figures section.status"))
      group.hidden = !group.querySelector("article.figure:not([hidden])");
    shown.textContent = shown.dataset.pattern.replace("{shown}", count).replace("{all}", figures.length);
  };
  filter.addEventListener("input", sift);
  filter.addEventListener("submit", (event) => event.preventDefault());
  if (figures.length > 5) { filter.hidden = false; sift(); }

  addEventListener("beforeprint", () => {
    document.querySelectorAll("details").forEach((d) => { d.dataset.was = d.open; d.open = true; });
  });
  addEventListener("afterprint", () => {
    document.querySelectorAll("details").forEach((d) => { d.open = d.dataset.was === "true"; });
  });
})();
