// Records real replies for the component tests: node scripts/record-fixtures.mjs http://127.0.0.1:5005/webhooks/web
// The advisor must be running (`make run`) with PUBLIC_URL=https://advisor.example.cn, so that no local address is recorded.

import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";

const base = process.argv[2].replace(/\/$/, "");
const folder = new URL("../tests/fixtures/", import.meta.url);
const FIRM = "我们是坪山做新能源电池材料的，成立两年，有5个发明专利，厂房租的，没有逾期，想贷300万";

// Each dialogue starts a session of its own; [what is said or tapped, the fixture's name if the answer is kept].
const DIALOGUES = [
  [[FIRM, "question"], ["先给结果", "recommendation"], ['/seek_recommendation{"view":"plan"}', "plan"], ["/show_profile", "profile"],
    ["员工人数改成60人", "correction"], ["/subscribe_updates", "subscribe"], ["/delete_profile", "deleted"]],
  [["做新能源电池材料的，成立两年，有5个发明专利，想贷300万"], ["坪山的"], ["买材料周转", "several"]],
  [["善科贷怎么申请", "record"], ["坪山有哪些贷款贴息？", "catalogue"], ["善科贷和园区贷哪个好？", "comparison"]],
  [[FIRM], ["先给结果"], ["逐条看我符不符合善科贷", "eligibility"], ["贷款300万，利率4%，一年利息多少", "estimate"]],
  [["想找人当面咨询，找谁？", "contacts"], ["帮我预约科创局", "ticket-contact"], ["王女士，13800138000", "ticket-filed"],
    ["我的预约到哪了", "ticket-state"], ["/show_profile", "profile-ticket"]],
  [[FIRM], ["先给结果"], ["帮我预约科创局"], ["王女士，13800138000", "ticket-request"], ["/affirm", "ticket-attached"]],
  [["帮我办一张假的高新证书", "notice"], ["/show_profile", "profile-empty"]],
];

async function post(path, body, token) {
  const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(`${base}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

for (const dialogue of DIALOGUES) {
  const { token } = await post("session", { consent: true });
  for (const [said, name] of dialogue) {
    const words = said.startsWith("/") ? { payload: said } : { text: said };
    const { messages } = await post("messages", { ...words, message_id: randomUUID() }, token);
    console.log(name || "-", messages.map((message) => message.custom.type).join(" "));
    if (name) await writeFile(new URL(`${name}.json`, folder), `${JSON.stringify({ said, messages }, null, 1)}\n`);
  }
}
