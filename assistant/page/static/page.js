// The chat page's own behaviour: acts on the links in answers, remembers the look, lists earlier conversations.
//
// The page says of itself how far it is, for those who have to wait for it: <html data-ready> once everything has been
// loaded and nothing more is filled in, data-answered=ID once that answer and what belongs to it have been drawn.

import { announce, call, copy, dialog, el, root } from "./dom.js";
import { answerOf, hideSources, openDocument, showSources } from "./sources.js";
import { fillLibrary } from "./library.js";
import { fillCheck } from "./check.js";
import { fillSettings } from "./settings.js";

const panes = { library: fillLibrary, check: fillCheck, settings: fillSettings };

// ---- links inside answers -------------------------------------------------------------------------------------

const acts = {
  cite: (id, number) => showSources(id, Number(number)),
  sources: (id) => showSources(id, 0),
  copy: async (id) => {
    const answer = await answerOf(id);
    announce((await copy(answer.copy)) ? "已复制，含出处" : "没有复制成功，请手工选择文字", false);
  },
  link: async (id) => {
    const answer = await answerOf(id);
    const address = new URL("", root);
    address.searchParams.set("q", answer.question);
    address.searchParams.set("as_of", answer.as_of);
    announce((await copy(address.href)) ? "链接已复制，打开即可得到同样的回答" : address.href);
  },
  feedback: (id) => feedback(id),
  retry: () => document.querySelector("#fz-chat button[aria-label='重新回答']")?.click(),
  scope: () => {
    const head = document.querySelector("#fz-filters button");
    if (head && !head.classList.contains("open")) head.click();
    document.getElementById("fz-filters").scrollIntoView({ block: "center" });
  },
  open: (id, start, end) => openDocument(id, [[Number(start), Number(end)]], null),
};

document.addEventListener("click", (event) => {
  const link = event.target.closest && event.target.closest("a[href^='#']");
  if (!link || link.closest(".fz-reader")) return;
  const [act, ...rest] = link.getAttribute("href").slice(1).split("-");
  if (link.getAttribute("href") === "#edit-question") {
    event.preventDefault();
    ask(link.parentElement.querySelector("b").textContent, false);
  } else if (link.getAttribute("href") === "#fz-question") {
    event.preventDefault();
    box().focus();
  } else if (acts[act]) {
    event.preventDefault();
    Promise.resolve(acts[act](...rest)).catch((error) => announce(error.message, true));
  }
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) hideSources();
});

function feedback(id) {
  const words = el("textarea", { rows: "3", maxlength: "2000", "aria-label": "补充说明", placeholder: "哪里不对？应当引用哪一条？（可不填）" });
  const send = async (verdict) => {
    try {
      await call("api/feedback", { method: "POST", body: { answer: id, verdict, words: words.value } });
      made.close();
      announce("已记录，谢谢");
    } catch (error) {
      announce(error.message, true);
    }
  };
  const made = dialog("反馈", el("h2", {}, "这个回答怎么样？"), words,
    el("div", { class: "buttons" }, ["有用", "引用有误", "法条已失效", "答非所问"].map((word) =>
      el("button", { type: "button", onclick: () => send(word) }, word)),
    el("button", { type: "button", class: "plain", onclick: () => made.close() }, "取消")));
}

// ---- asking from elsewhere --------------------------------------------------------------------------------------

const box = () => document.querySelector("#fz-question textarea");

function ask(text, send = true) {
  const area = box();
  area.value = text;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
  if (send) setTimeout(() => document.querySelector("#fz-send").click(), 50);
}

// ---- conversation and history ------------------------------------------------------------------------------------

let conversation = "";

// A further question comes to stand at the top, and stays there while its answer grows, unless the reader moves.
function followQuestion() {
  const asked = document.querySelectorAll("#fz-chat .user-row");
  if (asked.length !== followQuestion.count) {
    const more = asked.length > (followQuestion.count || 0);
    followQuestion.count = asked.length;
    if (more && asked.length > 1) followQuestion.row = asked[asked.length - 1];
  }
  if (followQuestion.row) followQuestion.row.scrollIntoView({ block: "start" });
}
for (const moved of ["wheel", "touchmove", "keydown", "pointerdown"]) {
  document.addEventListener(moved, (event) => { if (event.key !== "Enter") followQuestion.row = null; }, { passive: true, capture: true });
}

function readSign() {
  const sign = document.getElementById("fz-sign");
  if (!sign) return;
  const { conversation: now, answer } = sign.dataset;
  if (now !== conversation) {
    conversation = now;
    const address = new URL(location.href);
    address.search = now ? `?c=${now}` : "";
    history.replaceState(null, "", address);
    if (tidy.started) listHistory();
  }
  if (answer && readSign.last !== answer && document.querySelector(`[id="answer-${answer}"] .fz-meta`)) {
    readSign.last = answer;
    setTimeout(() => { followQuestion.row = null; }, 400);
    const drawn = [listHistory(), window.innerWidth >= 1180 && showSources(answer, null), loadFoot()];
    Promise.allSettled(drawn).then(() => { document.documentElement.dataset.answered = answer; });
  }
}

async function listHistory() {
  const place = document.getElementById("fz-history");
  if (!place) return;
  const { conversations } = await call("api/conversations").catch(() => ({ conversations: [] }));
  const items = conversations.map((one) => {
    const address = new URL("", root);
    address.search = `?c=${one.id}`;
    return el("li", {},
      el("a", { href: address.href, title: one.title, "aria-current": one.id === conversation ? "page" : null }, one.title),
      el("button", { type: "button", class: "fz-forget", "aria-label": `删除对话：${one.title}`, onclick: () => forget(one.id) }, "×"));
  });
  place.replaceChildren(el("h2", {}, "以前的对话"), items.length ? el("ul", {}, items) : el("p", { class: "fz-none" }, "还没有"));
}

async function forget(id) {
  try {
    await call(`api/conversations/${id}`, { method: "DELETE" });
    if (id === conversation) location.href = root.href;
    listHistory();
  } catch (error) {
    announce(error.message, true);
  }
}

// ---- look --------------------------------------------------------------------------------------------------------

const kept = (name) => { try { return localStorage.getItem(name); } catch (error) { return null; } };
const keep = (name, value) => { try { localStorage.setItem(name, value); } catch (error) { /* private window */ } };

// Gradio sets the body's class itself, sometimes after us.
new MutationObserver(() => {
  const dark = kept("fz-dark");
  if (dark !== null && document.body.classList.contains("dark") !== (dark === "1")) look();
}).observe(document.body, { attributes: true, attributeFilter: ["class"] });

function look() {
  document.documentElement.classList.toggle("fz-large", kept("fz-large") === "1");
  const dark = kept("fz-dark");
  if (dark !== null) document.body.classList.toggle("dark", dark === "1");
  document.querySelector("[data-act=large]")?.setAttribute("aria-pressed", String(kept("fz-large") === "1"));
  document.querySelector("[data-act=dark]")?.setAttribute("aria-pressed", String(document.body.classList.contains("dark")));
}

document.addEventListener("click", (event) => {
  const act = event.target.dataset && event.target.dataset.act;
  if (act === "large") keep("fz-large", kept("fz-large") === "1" ? "0" : "1");
  else if (act === "dark") keep("fz-dark", document.body.classList.contains("dark") ? "0" : "1");
  else return;
  look();
});

async function loadFoot() {
  const place = document.getElementById("fz-foot");
  const status = await call("api/status").catch(() => null);
  if (!place || !status) return;
  place.replaceChildren(
    `文库 ${status.documents} 篇、${status.passages} 个片段`, status.latest ? `，最新文献 ${status.latest}` : "",
    `　｜　作答方式：${status.mode}　｜　`, el("a", { href: new URL("lite", root).href }, "简版"), "　", el("a", { href: new URL("api/docs", root).href }, "接口说明"));
}

async function loadUser() {
  const place = document.getElementById("fz-user");
  const session = await call("api/session").catch(() => null);
  if (!place || !session || !session.login) return;
  place.replaceChildren(el("form", { method: "post", action: new URL("logout", root).href },
    el("span", {}, `${session.name}（${session.role}）`), " ", el("button", {}, "退出")));
}

// ---- Gradio makes and remakes its elements; act on what appears -----------------------------------------------------

const loading = []; // what has to come before the page is ready

function tidy() {
  // our own boxes must not look like an article of Gradio's
  for (const box of document.querySelectorAll("#fz-top .prose, #fz-side .prose, #fz-past .prose")) box.classList.remove("prose", "md");
  for (const box of document.querySelectorAll(".fz-pane, #fz-foot")) box.closest(".prose")?.classList.remove("prose", "md");
  for (const said of document.querySelectorAll("#fz-chat [data-testid=bot]:not([data-tidy])")) {
    said.dataset.tidy = "1";
    said.setAttribute("aria-label", "回答"); // Gradio would read the message's source aloud
  }
  for (const said of document.querySelectorAll("#fz-chat [data-testid=user]:not([data-tidy])")) {
    said.dataset.tidy = "1";
    said.setAttribute("aria-label", "问题");
  }
  document.querySelector("#fz-chat [role=log]")?.setAttribute("aria-label", "问答记录");
  const retries = document.querySelectorAll("#fz-chat a[href^='#retry-']");
  retries.forEach((link, at) => { link.hidden = at < retries.length - 1; });
  followQuestion();
  for (const pane of document.querySelectorAll(".fz-pane:not([data-ready])")) {
    pane.dataset.ready = "1";
    loading.push(panes[pane.dataset.pane](pane, { ask, openDocument }));
  }
  if (!tidy.started && document.getElementById("fz-history") && box()) {
    tidy.started = true;
    document.getElementById("fz-plain")?.remove();
    look();
    loading.push(listHistory(), loadFoot(), loadUser());
    box().setAttribute("aria-label", "问题");
  }
  const sources = document.getElementById("fz-sources");
  if (sources && !sources.dataset.begun) {
    sources.dataset.begun = "1";
    sources.replaceChildren(el("div", { class: "fz-side-empty" }, el("h2", {}, "出处"), el("p", {}, "点回答里的数字，这里显示所引的原文。")));
  }
  readSign();
  // #fz-begun is the answer to Gradio's first event: an earlier conversation stands, the filters know what there is
  if (!tidy.ready && tidy.started && document.getElementById("fz-begun")) {
    tidy.ready = true;
    Promise.allSettled(loading).then(() => { document.documentElement.dataset.ready = ""; });
  }
}

new MutationObserver(() => { cancelAnimationFrame(tidy.frame); tidy.frame = requestAnimationFrame(tidy); })
  .observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-answer", "data-conversation"] });
tidy();
