// The data of the page, row by row, and the controls that ask what if.
const DATA = JSON.parse(document.getElementById("data").textContent), WORDS = DATA.words;
const byId = id => document.getElementById(id);
const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const places_of = column => typeof column === "string" ? [...column].map(letter => LETTERS.indexOf(letter)) : column;
const at = (column, row) => Array.isArray(column) ? column[row] : column;
const known = x => x === null || x === undefined ? NaN : x;
const bound = (x, open) => x === "open" ? open : known(x);
const STATUS = Object.fromEntries(DATA.statuses.map(([name], place) => [name, place]));
// Whatever was written by others goes into the page as text.
function element(name, text, properties = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(properties)) key in made ? (made[key] = value) : made.setAttribute(key, value);
  return made;
}
function chip(status) {
  const [, words, symbol, tone] = DATA.statuses[status], made = element("span", undefined, {className: "chip " + tone});
  made.append(element("span", symbol, {ariaHidden: "true"}), " " + words);
  return made;
}
const whole = x => !Number.isFinite(x) || Number.isInteger(x);
// Where things are counted the path is what has to be reached in whole ones.
function stepped(target, row, path) {
  const {low, high} = row, slack = 1e-9 * Math.max(1, Math.abs(path)), one = (low === -Infinity) !== (high === Infinity);
  if (!target.counted || !one || ![row.base, row.value, low, high].every(whole) || !Number.isFinite(path)) return path;
  return high === Infinity ? Math.ceil(path - slack) : Math.floor(path + slack);
}
function rows_of(target, number) {
  const c = target.course, status = places_of(target.status), period = places_of(target.period), soft = new Set(c ? c.soft : []);
  return status.map((status, at_) => {
    const region = target.rows ? target.rows[at_] : at_;
    const row = {
      target: number, region, status, base: known(at(target.base, at_)), value: known(at(target.value, at_)), period: target.periods[period[at_]],
      low: NaN, high: NaN, time: NaN, soft: soft.has(at_), path: NaN, made: NaN, needed: NaN, ratio: NaN,
    };
    if (!c) {
      for (const name of ["path", "made", "needed"]) row[name] = known(at(target[name], at_));
      return row;
    }
    row.low = bound(at(c.low, at_), -Infinity);
    row.high = bound(at(c.high, at_), Infinity);
    row.time = known(c.times[period[at_]]);
    row.made = known(at(target.made, at_));
    if (Number.isNaN(row.value)) return row;
    const found = course(c, row);
    row.path = stepped(target, row, found.path);
    for (const name of ["made", "needed", "ratio"]) row[name] = found[name];
    return row;
  });
}
const ROWS = DATA.targets.flatMap(rows_of);
const target_name = target => target.name + (target.unit ? WORDS.in_unit.replace("{unit}", target.unit) : "");
const row_name = row => target_name(DATA.targets[row.target]) + (DATA.regions.length > 1 ? " \u00b7 " + DATA.regions[row.region] : "");
const read = text => Number(text.replace(/[,\uff0c\s]/g, "") || NaN);
let ASKED;
function moved(row, value, goal) {
  const c = DATA.targets[row.target].course, from = course(c, row).goal, {low, high} = row;
  const then = {...row, value, made: value === row.value ? row.made : NaN};
  if (goal === from) return then;
  if (high === Infinity) return {...then, low: goal};
  if (low === -Infinity) return {...then, high: goal};
  return {...then, low: low + goal - from, high: high + goal - from};
}
function told(row, c) {
  const target = DATA.targets[row.target], found = judged(c, row);
  const path = apart(stepped(target, row, found.path), row.value);
  return {...found, texts: [path, percent(found.way), percent(found.asked), rate(found.made, target.kind, WORDS), rate(found.needed, target.kind, WORDS)]};
}
function answer() {
  const row = ASKED, c = DATA.targets[row.target].course, body = byId("what-said");
  const now = told(row, c), then = told(moved(row, read(byId("what-value").value), read(byId("what-goal").value)), c);
  const lines = [WORDS.path, WORDS.way, WORDS.asked, WORDS.made, WORDS.needed].map((name, line) => [name, now.texts[line], then.texts[line]]);
  const cells = lines.map(([name, ...texts]) => {
    const line = element("tr");
    line.append(element("th", name, {scope: "row"}), ...texts.map(text => element("td", text, {className: "n"})));
    return line;
  });
  const first = element("tr"), before = element("td", undefined, {className: "n"}), after = element("td", undefined, {className: "n"});
  before.append(chip(row.status));
  after.append(then.status ? chip(STATUS[then.status]) : WORDS.no_rules);
  first.append(element("th", WORDS.status, {scope: "row"}), before, after);
  body.replaceChildren(first, ...cells);
}
function ask(row) {
  ASKED = row;
  const c = DATA.targets[row.target].course, can = Boolean(c) && !Number.isNaN(row.value);
  byId("what-name").textContent = row_name(row);
  byId("what-form").hidden = !can;
  byId("what-not").hidden = can;
  if (!can) return;
  byId("what-value").value = String(row.value);
  byId("what-goal").value = String(course(c, row).goal);
  answer();
}
function start_asking() {
  const choice = byId("what-row"), rows = ROWS.filter(row => DATA.targets[row.target].course && !Number.isNaN(row.value));
  if (choice) {
    choice.append(...rows.map((row, place) => element("option", row_name(row), {value: place})));
    choice.addEventListener("change", () => ask(rows[choice.value]));
  }
  for (const id of ["what-value", "what-goal"]) byId(id).addEventListener("input", answer);
  byId("what-back").addEventListener("click", () => ask(ASKED));
  if (rows.length) ask(rows[0]);
  else byId("what-if").hidden = true;
}
document.addEventListener("DOMContentLoaded", () => {
  if (byId("table")) start_table();
  start_asking();
});
