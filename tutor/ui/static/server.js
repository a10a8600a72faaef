// The server may go away: then one sentence says so, what was typed is kept, and the page goes on when it is back.
(() => {
  "use strict";
  const Tutor = window.Tutor;
  const { one, setText, word } = Tutor;
  const EVERY = 2000;
  const ask = window.fetch.bind(window);
  let away = false;

  // Where the page's own addresses are, behind whatever proxy.
  function address(path) {
    const root = (window.gradio_config && window.gradio_config.root) || location.href.split(/[?#]/)[0];
    const base = new URL(root, location.href);
    base.protocol = location.protocol;
    base.host = location.host;
    return `${base.href.replace(/\/$/, "")}/${path}`;
  }

  async function reachable() {
    try { return (await ask(address("healthz"), { cache: "no-store", signal: AbortSignal.timeout(4000) })).ok; } catch { return false; }
  }

  // Every request that fails is looked into, Gradio's too, which would tell of it in words of its own.
  window.fetch = async (...request) => {
    try {
      return await ask(...request);
    } catch (error) {
      if (error.name !== "AbortError") suspect();
      throw error;
    }
  };

  async function suspect() {
    if (away || await reachable() || away) return;
    away = true;
    tell("lost");
    Tutor.idle();
    Tutor.fill(Tutor.unanswered());
    while (!await reachable()) await new Promise((done) => setTimeout(done, EVERY));
    // Gradio begins anew with a server that was away, and so do we: the conversation is kept, and what was typed too.
    location.reload();
  }

  function tell(key) {
    setText(one("#lost"), key ? word(key) : "");
    one("#lost").hidden = !key;
  }

  // What Gradio says of troubles, in English and over the page, is said once and in the learner's language.
  const heard = new WeakSet();
  Tutor.painters.push(() => {
    const news = Tutor.all(".toast-body.error").filter((toast) => !heard.has(toast));
    for (const toast of news) heard.add(toast);
    if (news.length) refused();
  });

  async function refused() {
    if (away || !await reachable() || away) return;
    Tutor.idle();
    tell("busy");
    Tutor.fill(Tutor.unanswered());
    setTimeout(() => { if (!away) tell(null); }, 8000);
  }

  // Gradio names a manifest of its own, as if no proxy stood in front.
  for (const [rel, path] of [["manifest", "tutor/manifest.webmanifest"], ["apple-touch-icon", "tutor/icon-192.png"]]) {
    Tutor.setName(one(`link[rel=${rel}]`) || document.head.appendChild(Tutor.make("link", { rel })), "href", address(path));
  }

  Object.assign(Tutor, { address });
})();
