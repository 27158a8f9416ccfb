// Cards for the payloads of a reply (custom.type). Each function returns elements; all text goes in as text nodes.

const STATUS = { eligible: "条件初步符合", needs_info: "待补充", near_miss: "差一步", ineligible: "不符合" };
const VERDICT = { met: "符合", not_met: "不符合", unknown: "还不知道" };

export function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

export function cardsFor({ text, custom }) {
  const make = { recommendation, catalogue, contacts, comparison, eligibility, record }[custom?.type];
  if (!make) return [];
  const cards = make(custom);
  cards.lead = make.lead ? make.lead(text, custom) : undefined;
  return cards;
}

function list(label, items) {
  if (!items?.length) return [];
  const lines = element("ul");
  items.forEach((item) => lines.append(element("li", "", item)));
  return [element("small", "", label), lines];
}

function folded(title, children) {
  if (!children.length) return [];
  const fold = element("details");
  fold.append(element("summary", "", title), ...children);
  return [fold];
}

function link(address, text) {
  const made = element("a", "", text);
  made.href = /^https?:/.test(address) ? address : "#";
  made.target = "_blank";
  made.rel = "noopener noreferrer";
  return made;
}

function sourceLine(source) {
  const words = `${source.issuer}《${source.title.replace(/[《》]/g, "")}》${source.doc_no ? `（${source.doc_no}）` : ""}${source.date ? `，${source.date}` : ""}`;
  const line = element("p", "meta");
  line.append("来源：", source.url ? link(source.url, words) : words);
  return line;
}

function dates(item) {
  return element("p", "meta", `${item.valid_until ? `有效期至${item.valid_until}，` : ""}${item.reviewed_on}核对`);
}

function contactLine(contact) {
  const line = element("p");
  line.append(`找谁：${contact.name}`);
  const number = contact.phone?.match(/^[\d-]{5,}/)?.[0];
  if (number) {
    const call = element("a", "", contact.phone);
    call.href = `tel:${number.replace(/\D/g, "")}`;
    line.append("，电话 ", call);
  }
  return line;
}

function recommendation({ items }) {
  return items.map((item, place) => {
    const card = element("article", "card");
    const title = element("h3", "", `${place + 1}. ${item.title}`);
    const badge = element("span", `badge ${item.status}`, STATUS[item.status]);
    const meta = element("p", "meta");
    meta.append(badge, `${item.kind} · ${item.provider}`);
    card.append(title, meta, element("p", "", item.benefit));
    if (item.gaps.length) card.append(element("p", "warn", `差在哪：${item.gaps.join("；")}`));
    if (item.missing.length) card.append(element("p", "meta", `还要知道：${item.missing.join("、")}`));
    if (item.unverified) card.append(element("p", "warn", "公开资料较旧或不全，是否仍在办理需向机构确认。"));
    card.append(
      ...folded("为什么推荐、怎么办", [
        ...list("为什么", item.reasons),
        ...list("办理时由机构确认", item.to_confirm),
        element("small", "", "怎么办"),
        element("p", "", item.apply),
        contactLine(item.contact),
      ]),
      ...folded("出处", [...item.sources.map(sourceLine), dates(item)]),
    );
    return card;
  });
}
recommendation.lead = (text, { items, more }) => {
  const opening = text.split("\n\n1. ")[0];
  return `${opening}${more ? `\n另有${more}项也可能适合。` : ""}\n（初步判断，以办理机构审核为准；点开每项看理由和出处。共${items.length}项）`;
};

function catalogue({ items }) {
  return items.map((item, place) => {
    const card = element("article", "card");
    card.append(
      element("h3", "", `${place + 1}. ${item.title}`),
      element("p", "meta", `${item.kind} · ${item.provider}`),
      element("p", "", item.benefit),
    );
    if (item.unverified) card.append(element("p", "warn", "公开资料较旧或不全，需向机构确认。"));
    card.append(
      ...folded("条件和办法", [...list("条件", item.conditions), element("p", "", item.apply), contactLine(item.contact)]),
      ...folded("出处", [...item.sources.map(sourceLine), dates(item)]),
    );
    return card;
  });
}
catalogue.lead = (text) => text.split("\n")[0];

function record(item) {
  const card = element("article", "card");
  card.append(element("h3", "", item.title), element("p", "meta", `${item.kind} · ${item.provider}`));
  card.append(
    ...folded("全部信息", [
      element("p", "", item.benefit),
      ...list("条件", item.conditions),
      ...list("材料", item.materials),
      element("p", "", `怎么申请：${item.apply}`),
      ...list("要遵守", item.obligations),
      contactLine(item.contact),
    ]),
    ...folded("出处", [...item.sources.map(sourceLine), dates(item)]),
  );
  return [card];
}

function contacts({ items }) {
  return items.map((item) => {
    const card = element("article", "card");
    card.append(element("h3", "", item.name), element("p", "meta", item.expertise.join("、")), contactLine(item));
    if (item.address) card.append(element("p", "", `地址：${item.address}`));
    if (item.hours) card.append(element("p", "", item.hours));
    if (item.url) {
      const line = element("p");
      line.append(link(item.url, item.url));
      card.append(line);
    }
    card.append(element("p", "meta", `信息来自${item.source}`));
    return card;
  });
}
contacts.lead = (text) => text.split("\n")[0];

function comparison({ titles, rows }) {
  const table = element("table");
  const head = element("tr");
  head.append(element("th"), ...titles.map((title) => Object.assign(element("th", "", title), { scope: "col" })));
  table.append(head);
  for (const { label, values } of rows) {
    const row = element("tr");
    row.append(Object.assign(element("th", "", label), { scope: "row" }), ...values.map((value) => element("td", "", value)));
    table.append(row);
  }
  const frame = element("div", "table");
  frame.tabIndex = 0;
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", "对比表，可左右滑动");
  frame.append(table);
  return [frame];
}
comparison.lead = (text) => text.split("\n")[0];

function eligibility({ conditions, status, standing }) {
  const card = element("article", "card");
  if (!standing) card.append(element("span", `badge ${status}`, STATUS[status]));
  for (const { text, fact, verdict, yours } of conditions) {
    const line = element("p");
    line.append(element("span", `badge ${fact ? verdict : "unknown"}`, fact ? VERDICT[verdict] : "机构确认"), text);
    if (yours) line.append(element("small", "", `（您：${yours}）`));
    card.append(line);
  }
  return [card];
}
eligibility.lead = (text) => text.split("\n").filter((line) => !line.startsWith("·")).join("\n").trim();
