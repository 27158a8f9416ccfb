// The chat page: one conversation, kept in this browser. Text from the server only ever becomes text nodes.
import { cardsFor, element } from "./cards.js";

const DOOR = new URL("./", location.href).href;
const KEPT = 60;
const HELLO = {
  text: "您好。用平常话说说公司就行：做什么的、成立多久、有没有专利和资质、需要多少钱。我一边听一边帮您对政策和产品，每条都给出处。",
  custom: {},
  buttons: [],
};
const EXAMPLES = [
  "我们是做新能源电池材料的，成立两年，有5个发明专利，厂房租的，想贷300万",
  "做创新药的，今年刚成立，还没收入，想找投资",
  "有哪些研发补贴",
  "什么是知识产权质押",
];

const log = document.getElementById("log");
const box = document.getElementById("text");
const send = document.getElementById("send");
const typing = document.getElementById("typing");
const consent = document.getElementById("consent");
let state = read();
let busy = false;

function read() {
  try {
    return JSON.parse(localStorage.getItem("advisor")) || { history: [] };
  } catch {
    return { history: [] };
  }
}

function keep() {
  state.history = state.history.slice(-KEPT);
  try {
    localStorage.setItem("advisor", JSON.stringify(state));
  } catch {
    // A full or forbidden store only costs the history after a reload.
  }
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (state.token) headers.Authorization = `Bearer ${state.token}`;
  const answer = await fetch(DOOR + path, { method: "POST", headers, body: JSON.stringify(body) });
  const parsed = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    const problem = new Error(parsed.error?.message || "服务暂时没有应答，请再试一次。");
    problem.final = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
    problem.expired = answer.status === 401;
    throw problem;
  }
  return parsed;
}

async function open(agreed) {
  state = { history: [] };
  state.token = (await post("session", { consent: agreed })).token;
  keep();
}

function say(body, shown) {
  if (busy) return;
  const message = { ...body, message_id: crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) };
  quiet();
  state.history.push({ mine: shown });
  keep();
  showMine(shown);
  deliver(message, shown);
}

async function deliver(message, shown) {
  setBusy(true);
  try {
    const { messages } = await post("messages", message);
    messages.forEach((reply, place) => {
      state.history.push({ reply });
      showReply(reply, place === messages.length - 1);
    });
    keep();
  } catch (problem) {
    failed(problem, message, shown);
  } finally {
    setBusy(false);
  }
}

// The same message_id goes out again, so a message that did arrive is not answered twice.
function failed(problem, message, shown) {
  if (problem.expired) {
    state = { history: [] };
    keep();
    consent.showModal();
    return;
  }
  const line = element("li", "failed");
  line.append(element("span", "", problem.final ? problem.message : "没有发出去，可能是网络不好。"));
  if (!problem.final) {
    const again = element("button", "", "重发");
    again.type = "button";
    again.addEventListener("click", () => {
      line.remove();
      deliver(message, shown);
    });
    line.append(again);
  }
  log.append(line);
  line.scrollIntoView({ block: "end" });
}

function showMine(text) {
  const line = element("li", "mine", text);
  log.append(line);
  line.scrollIntoView({ block: "end" });
}

function showReply(reply, last) {
  const line = element("li", "bot");
  const cards = cardsFor(reply);
  const text = cards.length && cards.lead !== undefined ? cards.lead : reply.text;
  if (text) line.append(element("div", "bubble", text));
  if (cards.length) {
    const group = element("div", "cards");
    group.append(...cards);
    line.append(group);
  }
  if (last && reply.buttons?.length) line.append(choices(reply.buttons));
  log.append(line);
  line.scrollIntoView({ block: cards.length ? "start" : "end" });
}

function choices(buttons) {
  const row = element("div", "choices");
  for (const { title, payload } of buttons) {
    const choice = element("button", "", title);
    choice.type = "button";
    choice.addEventListener("click", () => say({ payload }, title));
    row.append(choice);
  }
  return row;
}

function quiet() {
  log.querySelectorAll(".choices button").forEach((choice) => (choice.disabled = true));
}

function setBusy(now) {
  busy = now;
  send.disabled = now;
  typing.hidden = !now;
  if (now) typing.scrollIntoView({ block: "end" });
}

function start() {
  log.replaceChildren();
  showReply(HELLO, false);
  state.history.forEach(({ mine, reply }, place) => {
    if (mine !== undefined) showMine(mine);
    else showReply(reply, place === state.history.length - 1);
  });
  if (!state.history.length) {
    const row = element("div", "choices quiet");
    for (const example of EXAMPLES) {
      const chip = element("button", "", example);
      chip.type = "button";
      chip.addEventListener("click", () => say({ text: example }, example));
      row.append(chip);
    }
    log.lastElementChild.append(row);
  }
  if (!state.token) consent.showModal();
}

async function agree(yes) {
  consent.close();
  try {
    await open(yes);
    start();
    box.focus();
  } catch (problem) {
    showReply({ text: `${problem.message}（刷新页面可以再试）`, custom: {}, buttons: [] }, false);
  }
}

document.getElementById("agree").addEventListener("click", () => agree(true));
document.getElementById("disagree").addEventListener("click", () => agree(false));
consent.addEventListener("cancel", (event) => event.preventDefault());
document.getElementById("restart").addEventListener("click", () => say({ payload: "/restart" }, "重新开始"));
document.querySelectorAll("[data-say]").forEach((entry) => {
  const payload = entry.dataset.say.startsWith("查看") ? "/show_profile" : "/delete_profile";
  entry.addEventListener("click", () => say({ payload }, entry.dataset.say));
});
document.getElementById("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = box.value.trim();
  if (!text || busy) return;
  box.value = "";
  box.style.height = "";
  say({ text }, text);
});
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    document.getElementById("composer").requestSubmit();
  }
});
box.addEventListener("input", () => {
  box.style.height = "";
  box.style.height = `${box.scrollHeight + 2}px`;
});

start();
