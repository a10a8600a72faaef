// What can be done with a message: copy it, ask again, edit it, link to it, say what one thinks of it. Names every
// message and its language, and reads a reply out once and whole.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { one, all, make, icon, setText, setName, word } = Tutor;
  // Gradio's own words, which follow the browser's language and not ours.
  const GRADIO = { "Copy": "copy", "复制": "copy", "複製": "copy", "Copied": "copied", "已复制": "copied", "已複製": "copied",
    "Copied to clipboard": "copied", "copy": "copy", "Stop": "stop", "Loading": "loading" };

  // The rows of the messages that are kept, which are the last ones: [entry, its rows] each.
  function placed() {
    const { history } = Tutor.talk();
    const rows = all("#chat .message-row");
    let at = rows.length - history.reduce((sum, entry) => sum + entry.rows, 0);
    return history.map((entry) => [entry, rows.slice(Math.max(at, 0), Math.max(at += entry.rows, 0))]);
  }
  const lastPlace = (role) => Tutor.talk().history.findLastIndex((entry) => entry.role === role && !entry.resumed);

  // ---- Each message has its tools under its last row.
  function decorate() {
    placed().forEach(([entry, rows], place) => {
      for (const row of rows) if (entry.lang) setName(row, "lang", entry.lang);
      const row = rows[rows.length - 1];
      if (!row) return;
      for (const old of all(":scope > .message-tools", row)) old.remove();
      if (!entry.resumed) row.append(tools(entry, place));
    });
    Tutor.paint();
  }

  function tools(entry, place) {
    const mine = entry.role === "user";
    const last = place === lastPlace(entry.role);
    const row = make("div", { class: "message-tools", role: "group", "aria-live": "off",
      "data-word-label": mine ? "tools_yours" : "tools_reply" });
    const tool = (name, act) => {
      const button = make("button", { type: "button", class: "icon", "data-tool": name, "data-word-label": name }, icon(name));
      button.addEventListener("click", () => act(button));
      row.append(button);
      return button;
    };
    tool("copy", (button) => copy(mine ? entry.text : plain(entry), button));
    if (mine) {
      if (last && Tutor.talk().before) tool("edit", () => Tutor.edit(entry.text));
      tool("link", (button) => copy(address(entry.text), button));
      return row;
    }
    if (last && Tutor.talk().before) tool("retry", () => Tutor.take({ does: "retry" }));
    for (const liked of [true, false]) opinion(tool, entry, place, liked);
    return row;
  }

  function opinion(tool, entry, place, liked) {
    const button = tool(liked ? "like" : "dislike", () => {
      const on = button.getAttribute("aria-pressed") === "true";  // as it stands now: a second press may come before the answer
      tell(place, on ? null : { liked, reason: "" });
      for (const other of all("[aria-pressed]", button.parentNode)) setName(other, "aria-pressed", String(!on && other === button));
      one("#reason").hidden = on || liked;
      if (!on && !liked) ask(place);
    });
    setName(button, "aria-pressed", String(Boolean(entry.opinion) && entry.opinion.liked === liked));
  }
  const tell = (place, said) => Tutor.order({ does: "opinion", index: Tutor.talk().earlier + place, opinion: said });

  // Why a reply was not liked may be said, and need not be.
  let asking = null;
  function ask(place) {
    asking = place;
    one("#reason").reset();
  }
  function because(reason) {
    one("#reason").hidden = true;
    if (reason) tell(asking, { liked: false, reason });
    Tutor.focusBox();
  }
  addEventListener("submit", (event) => {
    if (event.target.id !== "reason") return;
    event.preventDefault();
    because(one("#reason input").value.trim());
  });
  addEventListener("click", (event) => {
    const why = event.target.closest("[data-reason]");
    if (why) because(why.dataset.reason ? word(why.dataset.reason) : "");
  });
  const noted = (passedOn) => say(word(passedOn ? "opinion_passed_on" : "opinion_noted"));

  // ---- Copying: Markdown as it was written, with its source.
  function plain(entry) {
    const cited = (entry.sources || []).map((source) => [source.title, source.section, source.url].filter(Boolean).join(" · "));
    return [entry.text, ...cited].join("\n\n");
  }
  const address = (text) => `${location.origin}${location.pathname}?q=${encodeURIComponent(text)}`;

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {  // not every page is allowed to: then the old way
      const field = make("textarea", { class: "unseen" });
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
      button.focus();
    }
    button.classList.add("done");
    setTimeout(() => button.classList.remove("done"), 1200);
    say(word("copied"));
  }

  // What is only to be heard, or seen for a moment.
  function say(text) {
    const place = one("#said");
    setText(place, text);
    clearTimeout(say.later);
    say.later = setTimeout(() => setText(place, ""), 4000);
  }

  // ---- The log is named, and busy while a reply grows. Screen readers differ in what they make of a message that is
  // rewritten as it grows, so that this log is silent, and the whole reply goes once into one that is only heard.
  function label() {
    const chat = one("#chat");
    if (!chat) return;
    const log = one("[role=log]", chat);
    setName(log, "aria-label", word("conversation"));
    setName(log, "aria-live", "off");
    setName(log, "aria-busy", String(Tutor.busy()));
    document.body.classList.toggle("has-messages", Boolean(one(".message-row", chat)));
    for (const element of all("[title], button[aria-label]", chat)) {
      for (const name of ["title", "aria-label"]) {
        const key = GRADIO[element.getAttribute(name)];
        if (key) setName(element, name, word(key));
      }
    }
    for (const row of all(".message-row", chat)) name(row);
    for (const options of all(".options", chat)) {
      setName(options, "role", "group");
      setName(options, "aria-label", word("follow_ups"));
    }
  }

  function name(row) {
    if (!row.lang) {  // until the server says which language it is in
      const text = (one(".message", row) || row).textContent;
      const han = (text.match(/[\u3400-\u9fff]/g) || []).length;
      const latin = (text.match(/[A-Za-z]{2,}/g) || []).length;
      if (text) setName(row, "lang", han > latin ? Tutor.tag("zh") : "en");
    }
    for (const element of all("[data-testid=user], [data-testid=bot]", row)) {
      setName(element, "role", "group");
      setName(element, "aria-label", word(row.classList.contains("user-row") ? "you" : "reply"));
    }
  }

  const SETTLED = 200;  // milliseconds in which Gradio has surely drawn the last words
  const announce = () => setTimeout(read, SETTLED);

  function read() {
    const [entry, rows] = placed()[lastPlace("assistant")] || [];
    const spoken = entry && rows[0] && one(".prose", rows[0]) && one(".prose", rows[0]).cloneNode(true);
    if (!spoken) return;
    for (const silent of all(".sources, .katex-html, button", spoken)) silent.remove();
    const line = make("p", { lang: entry.lang || "en" });
    line.append(spoken.textContent.replace(/\s+/g, " ").trim());
    one("#heard").replaceChildren(line);
  }

  Tutor.painters.push(label);
  Object.assign(Tutor, { decorate, announce, noted });
})();
