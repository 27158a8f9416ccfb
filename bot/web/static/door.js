// Talks to the web door: one session token, and messages that may be sent again without being answered twice.

import { kept } from "./kept.js";

const PATIENCE_MS = 25000;

export class Refused extends Error {} // the door said no; the text is for the person
export class Unreachable extends Error {} // no answer; sending the same message again is safe; the text says what happened

async function post(path, body, headers = {}) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), PATIENCE_MS);
  let answer;
  try {
    answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal: abort.signal,
    });
    if (answer.status < 500) return { status: answer.status, body: await answer.json() };
  } catch {
    if (abort.signal.aborted) throw new Unreachable("等了很久没有回音");
    throw new Unreachable(navigator.onLine === false ? "网络断了，连上后自动再发" : "网络不通");
  } finally {
    clearTimeout(timer);
  }
  throw new Unreachable("系统这会儿忙");
}

async function token() {
  if (kept.token) return kept.token;
  const answer = await post("session", { consent: kept.consent === true });
  if (answer.status !== 200) throw new Unreachable("系统这会儿忙");
  kept.token = answer.body.token;
  return kept.token;
}

// The bot's messages for {text or payload, message_id}. A session that ran out is renewed once.
export async function send(body, renewed = false) {
  const answer = await post("messages", body, { Authorization: `Bearer ${await token()}` });
  if (answer.status === 200) return answer.body.messages;
  if (answer.status === 401 && !renewed) {
    kept.token = null;
    return send(body, true);
  }
  throw new Refused(answer.body.error ? answer.body.error.message : "这条消息没能发出去。");
}

// The texts in traditional characters, in their order.
export async function convert(texts) {
  const answer = await post("traditional", { texts });
  if (answer.status !== 200) throw new Unreachable();
  return answer.body.texts;
}
