// Checking the citations of a draft.

import { announce, call, el } from "./dom.js";

export function fillCheck(pane, { openDocument }) {
  const text = el("textarea", { rows: "12", "aria-label": "文稿", placeholder: "把文稿粘贴到这里，例如：根据《行政处罚法》第四十八条的规定……" });
  const found = el("div", { class: "fz-findings", "aria-live": "polite" });
  const run = el("button", { type: "button", class: "primary", onclick: async () => {
    run.disabled = true;
    try {
      const { findings } = await call("api/check", { method: "POST", body: { text: text.value } });
      show(findings);
    } catch (error) {
      announce(error.message, true);
    }
    run.disabled = false;
  } }, "核验引用");

  const pick = el("input", { type: "file", class: "fz-offscreen", id: "fz-draft", accept: ".docx,.pdf,.html,.htm,.md,.txt", onchange: async () => {
    const form = new FormData();
    form.append("file", pick.files[0]);
    pick.value = "";
    try {
      const result = await call("api/check/file", { method: "POST", body: form });
      text.value = result.text;
      show(result.findings);
    } catch (error) {
      announce(error.message, true);
    }
  } });

  function show(findings) {
    if (!findings.length) {
      found.replaceChildren(el("p", {}, "没有找到对法条的引用。"));
      return;
    }
    const bad = findings.filter((one) => one.verdict !== "存在").length;
    found.replaceChildren(el("p", {}, `共 ${findings.length} 处引用，${bad ? `${bad} 处需要看一看` : "都相符"}。`),
      el("ol", { class: "fz-verdicts" }, findings.map(line)));
  }

  function line(one) {
    const changed = one.edits.some((edit) => edit.kind !== "same");
    return el("li", { class: one.verdict === "存在" ? "good" : "bad" },
      el("p", {}, el("b", {}, one.verdict), "　", one.citation),
      one.note ? el("p", { class: "fz-hint" }, one.note) : null,
      changed ? el("p", { class: "fz-edits" }, one.edits.map((edit) => edit.kind === "same" ? edit.new
        : [edit.old ? el("del", {}, edit.old) : null, edit.new ? el("ins", {}, edit.new) : null]).flat().filter(Boolean)) : null,
      one.document ? el("button", { type: "button", onclick: () => openDocument(one.document, [], null, one.suggestion || one.pinpoint || "") }, "看原文") : null);
  }

  pane.replaceChildren(el("h2", {}, "引用核验"),
    el("p", { class: "fz-hint" }, "检查文稿引用的法条：是否存在、条号与文字是否相符、是否仍然有效。文稿只在本机处理，不保存。"), text,
    el("p", { class: "fz-bar" }, run, el("label", { for: "fz-draft", class: "button" }, "核验文件"), pick), found);
}
