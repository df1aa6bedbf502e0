// Every verdict in a table that is filtered, sorted and counted; only the rows of one screen are in the page at a time.
const SHOWN = matchMedia("(max-width:760px)").matches ? 20 : 50, UNJUDGED = STATUS.not_assessed, BARS = 24, BAR_WIDTH = 15, BAR_HEIGHT = 120;
const goal_of = row => {
  const target = DATA.targets[row.target], c = target.course;
  if (!c || !(Array.isArray(c.low) || Array.isArray(c.high))) return target.goal;
  return row.high === Infinity ? "\u2265" + given(row.low) : "\u2264" + given(row.high);
};
const gap_of = row => row.path === 0 ? NaN : (row.value - row.path) / Math.abs(row.path);
const COLUMNS = [
  {name: "region", order: row => DATA.regions[row.region], text: row => DATA.regions[row.region]},
  {name: "target", order: row => row.target, text: row => target_name(DATA.targets[row.target]), several: "targets"},
  {name: "plan", order: row => DATA.targets[row.target].plan, text: row => DATA.plans[DATA.targets[row.target].plan], several: "plans"},
  {name: "status", order: row => row.status === UNJUDGED ? NaN : row.status},
  {name: "base", order: row => row.base, text: row => given(row.base)},
  {name: "latest", order: row => row.value, text: row => Number.isNaN(row.value) ? NOTHING : given(row.value) + (row.period ? " (" + row.period + ")" : "")},
  {name: "path", order: row => row.path, text: row => apart(row.path, row.value)},
  {name: "goal", order: row => row.target, text: goal_of},
  {name: "gap", order: gap_of, text: row => percent(gap_of(row))},
  {name: "made", order: row => row.made, text: row => rate(row.made, DATA.targets[row.target].kind, WORDS)},
  {name: "needed", order: row => row.needed, text: row => rate(row.needed, DATA.targets[row.target].kind, WORDS)},
].filter(column => !column.several || DATA[column.several].length > 1);
const MEASURES = ["gap", "latest", "made", "needed"];
const VIEW = {search: "", target: "", status: "", measure: "gap", sort: "status", down: true, first: 0};
let FOUND = [];
function compare(a, b) {
  if (typeof a === "string") return a < b ? -1 : a > b ? 1 : 0;
  // What is not there comes last, whichever way it is sorted.
  return a - b;
}
function sorted(rows) {
  const order = COLUMNS.find(column => column.name === VIEW.sort).order, sign = VIEW.down ? -1 : 1;
  const keyed = rows.map(row => [order(row), row]), there = keyed.filter(([key]) => key === key), rest = keyed.filter(([key]) => key !== key);
  const pace = row => Number.isNaN(row.ratio) || row.ratio === undefined ? Infinity : row.ratio;
  there.sort(([a, one], [b, other]) => sign * compare(a, b) || compare(pace(one), pace(other)) || one.region - other.region || 0);
  return [...there, ...rest].map(([, row]) => row);
}
function refresh() {
  const search = VIEW.search.trim().toLowerCase();
  FOUND = sorted(ROWS.filter(row =>
    (VIEW.target === "" || row.target === VIEW.target) && (VIEW.status === "" || row.status === VIEW.status) &&
    (!search || DATA.regions[row.region].toLowerCase().includes(search))));
  VIEW.first = 0;
  show();
  histogram();
}
function show() {
  const shown = FOUND.slice(VIEW.first, VIEW.first + SHOWN);
  byId("rows").replaceChildren(...shown.map(line));
  const to = VIEW.first + shown.length, from = shown.length ? VIEW.first + 1 : 0;
  byId("count").textContent = WORDS.count.replace("{from}", grouped(String(from))).replace("{to}", grouped(String(to))).replace("{all}", grouped(String(FOUND.length)));
  byId("before").disabled = VIEW.first === 0;
  byId("after").disabled = to >= FOUND.length;
  for (const head of byId("heads").children) {
    const on = head.dataset.name === VIEW.sort;
    head.setAttribute("aria-sort", on ? (VIEW.down ? "descending" : "ascending") : "none");
  }
}
function line(row) {
  const made = element("tr");
  for (const column of COLUMNS) {
    const cell = element(column.name === "region" ? "th" : "td");
    cell.dataset.label = WORDS[column.name];
    if (column.name === "region") {
      cell.scope = "row";
      const pick = element("button", column.text(row), {type: "button", className: "link", title: WORDS.ask});
      pick.addEventListener("click", () => { ask(row); byId("what-if").scrollIntoView(); byId("what-value").focus(); });
      cell.append(pick);
    } else if (column.name === "status") {
      cell.className = "status";
      cell.append(chip(row.status));
    } else cell.textContent = column.text(row);
    if (["target", "plan"].includes(column.name)) cell.className = "words";
    made.append(cell);
  }
  return made;
}
function heads() {
  byId("heads").replaceChildren(...COLUMNS.map(column => {
    const head = element("th", undefined, {scope: "col"}), button = element("button", WORDS[column.name], {type: "button", className: "link"});
    head.dataset.name = column.name;
    if (["status", "target", "plan"].includes(column.name)) head.className = "status";
    button.addEventListener("click", () => {
      VIEW.down = VIEW.sort === column.name ? !VIEW.down : column.name === "status";
      VIEW.sort = column.name;
      refresh();
    });
    head.append(button);
    return head;
  }));
}
// How many verdicts stand where, target by target; a count shows those that it counts.
function tally() {
  const counts = DATA.targets.map(() => DATA.statuses.map(() => 0));
  for (const row of ROWS) counts[row.target][row.status]++;
  const used = DATA.statuses.map((_, status) => status).filter(status => counts.some(each => each[status]));
  const head = element("tr");
  head.append(element("th", WORDS.target, {scope: "col"}), ...used.map(status => { const cell = element("th", undefined, {scope: "col", className: "n"}); cell.append(chip(status)); return cell; }));
  byId("tally-head").replaceChildren(head);
  byId("tally").replaceChildren(...DATA.targets.map((target, place) => {
    const made = element("tr");
    made.append(element("th", target_name(target), {scope: "row"}), ...used.map(status => {
      const cell = element("td", undefined, {className: "n"}), count = counts[place][status];
      const label = target_name(target) + " " + DATA.statuses[status][1] + " " + count;
      const pick = element("button", grouped(String(count)), {type: "button", className: "link", ariaLabel: label});
      pick.addEventListener("click", () => choose(place, status));
      if (count) cell.append(pick);
      return cell;
    }));
    return made;
  }));
  return used;
}
function choose(target, status) {
  Object.assign(VIEW, {target, status});
  byId("target").value = target;
  byId("status").value = status;
  refresh();
}
function histogram() {
  const value = COLUMNS.find(column => column.name === VIEW.measure).order, picture = byId("histogram"), words = WORDS[VIEW.measure];
  const all = FOUND.map(value).filter(Number.isFinite).sort((a, b) => a - b);
  picture.replaceChildren();
  const note = byId("histogram-note");
  if (!all.length) { note.textContent = WORDS.no_histogram; picture.setAttribute("aria-label", WORDS.no_histogram); return; }
  // The outermost hundredths share the outer bars, so that one odd place does not flatten the rest.
  const cut = share => all[Math.min(all.length - 1, Math.floor(share * all.length))];
  const low = cut(0.01), high = Math.max(cut(0.99), low), width = (high - low) / BARS || 1, bars = new Array(high > low ? BARS : 1).fill(0);
  for (const x of all) bars[Math.max(0, Math.min(bars.length - 1, Math.floor((x - low) / width)))]++;
  const most = Math.max(...bars), told = VIEW.measure === "gap" ? percent : number;
  const svg = (name, properties) => { const made = document.createElementNS("http://www.w3.org/2000/svg", name); for (const [key, text] of Object.entries(properties)) made.setAttribute(key, text); return made; };
  picture.append(...bars.map((count, place) => {
    const height = count / most * BAR_HEIGHT;
    return svg("rect", {class: "bar", x: place * BAR_WIDTH, y: BAR_HEIGHT - height, width: BAR_WIDTH - 1, height});
  }));
  const at_zero = (0 - low) / width;
  if (VIEW.measure !== "latest" && at_zero > 0 && at_zero < bars.length) picture.append(svg("path", {class: "zero", d: `M${at_zero * BAR_WIDTH} 0V${BAR_HEIGHT}`}));
  const fill = {count: grouped(String(all.length)), low: told(low), high: told(high), middle: told(cut(0.5)), measure: words};
  note.textContent = WORDS.histogram_note.replace(/\{(\w+)\}/g, (_, name) => fill[name]);
  picture.setAttribute("aria-label", note.textContent);
}
function start_table() {
  heads();
  const used = tally(), option = (text, value) => element("option", text, {value});
  byId("target").append(option(WORDS.all, ""), ...DATA.targets.map((target, place) => option(target_name(target), place)));
  byId("status").append(option(WORDS.all, ""), ...used.map(status => option(DATA.statuses[status][1], status)));
  byId("measure").append(...MEASURES.map(name => option(WORDS[name], name)));
  byId("search").addEventListener("input", () => { VIEW.search = byId("search").value; refresh(); });
  for (const name of ["target", "status"]) byId(name).addEventListener("change", () => { VIEW[name] = byId(name).value === "" ? "" : Number(byId(name).value); refresh(); });
  byId("measure").addEventListener("change", () => { VIEW.measure = byId("measure").value; histogram(); });
  byId("before").addEventListener("click", () => { VIEW.first = Math.max(0, VIEW.first - SHOWN); show(); });
  byId("after").addEventListener("click", () => { VIEW.first += SHOWN; show(); });
  refresh();
}
