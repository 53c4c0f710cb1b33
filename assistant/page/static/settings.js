// Settings and state: what is running, the lexicon with a trial, checks and rebuilding.

import { announce, call, el, titled } from "./dom.js";

// What a task found: words, or the counts of a verification.
function found(detail) {
  if (!detail || typeof detail === "string") return detail || "";
  const counted = `已逐一核对 ${detail.documents} 篇、${detail.passages} 个片段、${detail.files} 个索引文件，用时 ${detail.seconds.toFixed(1)} 秒`;
  return [counted, ...detail.repaired].join("　");
}

export async function fillSettings(pane) {
  const session = await call("api/session").catch(() => ({ role: "读者" }));
  const may = session.role === "管理员";
  const facts = el("dl", { class: "fz-facts" });
  const said = el("p", { class: "fz-said", "aria-live": "polite" });

  async function load() {
    const [status, health] = await Promise.all([call("api/status"), call("health").catch((error) => ({ status: `故障：${error.message}` }))]);
    const rows = [["服务", health.status], ["文库", `${status.documents} 篇，${status.passages} 个片段`], ["指纹", status.fingerprint],
      ["效力", Object.entries(status.statuses).map(([word, n]) => `${word} ${n}`).join("，")],
      ["嵌入模型", status.embedder], ["排序模型", status.reranker], ["大模型", status.model || "未配置（原文摘录方式）"], ["作答方式", status.mode]];
    facts.replaceChildren(...rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]).flat());
  }

  const task = (name, word, doing) => el("button", { type: "button", onclick: async (event) => {
    event.target.disabled = true;
    said.textContent = `${doing}……`;
    try {
      const result = await call(`api/maintenance/${name}`, { method: "POST" });
      said.textContent = `${word}：${result.status}　${found(result.detail)}`;
    } catch (error) {
      said.textContent = `${word}：${error.message}`;
    }
    event.target.disabled = false;
    load().catch(() => {});
  } }, word);

  const lexicon = el("textarea", { rows: "10", spellcheck: "false", readonly: true, "aria-label": "词典", placeholder: "老赖 = 失信被执行人、被执行人\n三项制度 = 行政执法公示、全过程记录、法制审核" });
  const save = el("button", { type: "button", class: "primary", disabled: true, onclick: async () => {
    try {
      await call("api/lexicon", { method: "PUT", body: { text: lexicon.value } });
      announce("词典已保存，立即生效");
      if (query.value) tryOut();
    } catch (error) {
      announce(error.message, true);
    }
  } }, "保存词典");
  // Nobody types before the text is here: it would overwrite what was typed, or be overwritten by an empty box.
  const words = call("api/lexicon").then(({ text }) => {
    lexicon.value = text;
    lexicon.readOnly = !may;
    save.disabled = false;
  }).catch((error) => announce(error.message, true));
  const query = el("input", { type: "text", "aria-label": "试一个查询", placeholder: "试一个查询，看怎样分词与扩展" });
  const effect = el("div", { class: "fz-effect", "aria-live": "polite" });
  async function tryOut() {
    try {
      const [{ words, expanded }, { hits }] = await Promise.all([
        call("api/lexicon/try", { method: "POST", body: { query: query.value } }),
        call("api/search", { method: "POST", body: { query: query.value, k: 3 } })]);
      effect.replaceChildren(
        el("p", {}, `分词：${words.join(" / ")}`), el("p", {}, `同义扩展：${expanded.join("、") || "无"}`),
        el("ol", {}, hits.map((hit) => el("li", {}, `${titled(hit.document.title)}${hit.pinpoint}　${hit.text.slice(0, 60)}`))));
    } catch (error) {
      effect.textContent = error.message;
    }
  }

  pane.replaceChildren(el("h2", {}, "设置与状态"), facts,
    may ? el("p", { class: "fz-bar" }, task("verify", "核对文库", "正在核对"), task("rebuild", "重建索引", "正在重建"), task("probe", "测试大模型接口", "正在试连")) : null, said,
    el("h3", {}, "词典"), el("p", { class: "fz-hint" }, "每行一组：通俗说法 = 法言法语，多个用顿号分开；单独一个词表示不拆开它。保存即生效。"), lexicon,
    may ? el("p", {}, save) : null,
    el("p", { class: "fz-bar" }, query, el("button", { type: "button", onclick: tryOut }, "试一试")), effect);
  await Promise.all([words, load().catch((error) => { said.textContent = error.message; })]);
}
