// Conversations: kept in this browser one by one, taken up again, listed, exported, deleted. The server keeps none.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { one, make, icon, setText, setName, word, store, stored, storedKeys, local, session } = Tutor;
  const PREFIX = "tutor-talk-";
  const MOST = 50;
  const LARGEST = 700000;  // bytes of a conversation that is handed over: the server takes 1 MB
  const EMPTY = { id: "", title: "", state: null, history: [], earlier: 0 };
  let talk = EMPTY;

  // ---- The store: one entry a conversation; the oldest gives way where there is no room.
  const names = () => storedKeys(local()).filter((key) => key.startsWith(PREFIX));
  const read = (key) => { try { return JSON.parse(stored(local(), key)); } catch { return null; } };
  const list = () => names().map(read).filter((one) => one && one.talk).sort((a, b) => b.saved - a.saved);

  function keep(news) {
    talk = news;
    store(session(), "tutor-talk", talk.id);
    if (!talk.history.some((entry) => entry.role === "user")) {
      store(local(), "tutor-learner", JSON.stringify(talk.state));
      return;
    }
    store(local(), "tutor-learner", null);
    const text = JSON.stringify({ saved: Date.now(), talk });
    const others = list().filter((one) => one.talk.id !== talk.id);
    while (others.length >= MOST) drop(others.pop());
    while (!store(local(), PREFIX + talk.id, text) && others.length) drop(others.pop());
  }
  const drop = (saved) => store(local(), PREFIX + saved.talk.id, null);

  // The state of the learner is that of the conversation kept last, or of one that is still empty.
  function latest() {
    try { const alone = JSON.parse(stored(local(), "tutor-learner")); if (alone) return alone; } catch { /* none */ }
    const newest = list()[0];
    return newest ? newest.talk.state : null;
  }

  // Pictures of the oldest demos stay behind where the whole would be too large to hand over.
  function light(given) {
    const copy = JSON.parse(JSON.stringify(given));
    for (const entry of copy.history) {
      if (new Blob([JSON.stringify(copy)]).size <= LARGEST) break;
      if (entry.demo) entry.demo.frame = null;
    }
    return copy;
  }

  // ---- The page opens: the conversation of this tab, else the last one; a link with a question opens a new one.
  let asked = null;

  function open() {
    const wish = new URLSearchParams(location.search).get("q");
    if (wish) {
      asked = wish;
      const rest = new URL(location.href);
      rest.searchParams.delete("q");
      history.replaceState(null, "", rest);  // a reload does not ask again
      return Tutor.order({ does: "open", talk: null, latest: latest() });
    }
    if (Tutor.unanswered()) Tutor.fill(Tutor.unanswered());
    const before = read(PREFIX + stored(session(), "tutor-talk")) || list()[0];
    if (before || latest()) Tutor.order({ does: "open", talk: before ? light(before.talk) : null, latest: latest() });
  }

  // ---- What the server tells after every event.
  let lost = null;

  function told(news) {
    if (!news) return;
    if (news.talk === null && Tutor.sent() && Tutor.sent().turns && !Tutor.sent().again) return recover();
    if (news.talk) {
      const other = news.talk.id !== talk.id;
      const answered = !lost && Tutor.answered();
      keep(news.talk);
      if (other && !answered) arrive();
      Tutor.decorate();
      if (answered) Tutor.announce();
    }
    if ("passed_on" in news) Tutor.noted(news.passed_on);
    if (news.progress) save("tutor-progress.json", JSON.stringify(news.progress), "application/json");
    if (news.transcript) save("tutor.md", news.transcript, "text/markdown;charset=utf-8");
    if (lost) { const again = lost; lost = null; Tutor.take(again); }
    if (asked) { const question = asked; asked = null; Tutor.ask(question); }
  }

  // The server has forgotten this conversation (it was started anew, or too long ago): it gets it back, and the message.
  function recover() {
    lost = { ...Tutor.sent(), again: true };
    Tutor.order({ does: "open", talk: light(talk), latest: latest(), greets: false });
  }

  // Another conversation is on the page.
  function arrive() {
    Tutor.bubbles.splice(0, Tutor.bubbles.length, ...Tutor.bubbles.filter((bubble) => bubble.root.isConnected));
    if (talk.history.length) Tutor.showEnd();
    else Tutor.focusBox();
  }

  function save(name, text, type) {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // ---- The list.
  function show() {
    const now = new Intl.DateTimeFormat(Tutor.tag(), { dateStyle: "medium", timeStyle: "short" });
    const items = list().map((saved) => {
      const title = make("button", { type: "button", class: "talk" },
        make("span", { class: "title" }, saved.talk.title), make("time", {}, now.format(saved.saved)));
      title.addEventListener("click", () => { close(); Tutor.order({ does: "open", talk: light(saved.talk), latest: latest() }); });
      if (saved.talk.id === talk.id) setName(title, "aria-current", "true");
      const away = make("button", { type: "button", class: "icon" }, icon("delete"));
      setName(away, "aria-label", `${word("talk_delete")}: ${saved.talk.title}`);
      away.addEventListener("click", () => sure("talk_sure", () => remove(saved)));
      return make("li", {}, title, away);
    });
    one("#talks ul").replaceChildren(...items);
    one("#talks .none").hidden = items.length > 0;
    one("#talks-export").disabled = talk.history.length === 0;
    if (!one("#talks").open) one("#talks").showModal();
  }
  const close = () => one("#talks").close();

  function remove(saved) {
    // What is known of the learner outlives the conversation.
    const known = latest();
    drop(saved);
    if (!latest() && known) store(local(), "tutor-learner", JSON.stringify(known));
    if (saved.talk.id === talk.id) Tutor.order({ does: "new" });
    show();
  }

  function forget() {
    for (const key of names()) store(local(), key, null);
    store(local(), "tutor-learner", null);
    Tutor.order({ does: "forget" });
  }

  // A question of our own: a frame may not ask with the browser's.
  function sure(key, act) {
    const dialog = one("#sure");
    setText(one("#sure-text"), word(key));
    dialog.onclose = () => { if (dialog.returnValue === "yes") act(); };
    dialog.returnValue = "";
    dialog.showModal();
  }

  function chooseFile() {
    const picker = make("input", { type: "file", accept: "application/json,.json" });
    picker.addEventListener("change", async () => {
      if (!picker.files.length) return;
      let file = null;
      try { file = JSON.parse(await picker.files[0].text()); } catch { /* the server says that it is none */ }
      Tutor.order({ does: "load", file });
    });
    picker.click();
  }

  const WISHES = {
    talks: show,
    close,
    new: () => { close(); Tutor.order({ does: "new" }); },
    export: () => { close(); Tutor.order({ does: "export" }); },
    forget: () => { sure("delete_sure", () => { close(); forget(); }); },
    save: () => Tutor.order({ does: "save" }),
    load: chooseFile,
  };
  addEventListener("click", (event) => {
    const wish = event.target.closest("[data-wish]");
    if (wish) WISHES[wish.dataset.wish]();
    else if (event.target.matches("dialog[open]")) event.target.close();  // outside its frame
  });

  Object.assign(Tutor, { open, told, talk: () => talk });
})();
