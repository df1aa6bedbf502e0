// What the program would say if a figure or a goal were another: the same course, the same borders, in the same order.
// A course c is that of a target; a row is {base, value, time, low, high, soft, made}, NaN where there is none.
const sameSign = (a, b) => a !== 0 && Math.sign(a) === Math.sign(b);
const log = x => Math.log(Math.abs(x));
const LINEAR = {
  between: (a, b, share) => a * (1 - share) + b * share,
  way: (y, a, b) => a === b ? NaN : (y - a) / (b - a),
  rate: (a, b, years) => years > 0 ? (b - a) / years : NaN,
};
const PATHS = {
  linear: LINEAR,
  steps: {...LINEAR, between: (a, b, share) => share >= 1 ? b : a},
  compound: {
    between: (a, b, share) => sameSign(a, b) ? a * Math.exp(share * (log(b) - log(a))) : NaN,
    way: (y, a, b) => a !== b && sameSign(a, b) && sameSign(y, a) ? (log(y) - log(a)) / (log(b) - log(a)) : NaN,
    rate: (a, b, years) => years > 0 && sameSign(a, b) ? Math.expm1((log(b) - log(a)) / years) : NaN,
  },
};
function meets(c, y, low, high) {
  const under = Number.isFinite(low) ? c.equal * Math.max(Math.abs(y), Math.abs(low)) : 0;
  const over = Number.isFinite(high) ? c.equal * Math.max(Math.abs(y), Math.abs(high)) : 0;
  return c.strict ? y > low + under && y < high - over : y >= low - under && y <= high + over;
}
const edge = (y, low, high) =>
  high === Infinity || (Number.isFinite(low) && Math.abs(y - low) <= Math.abs(y - high)) ? low : high;
function asked(c, time, start, goal) {
  const path = PATHS[c.path];
  if (time >= c.due) return goal;
  if (!c.stones.length) return time >= c.start ? path.between(start, goal, (time - c.start) / (c.due - c.start)) : NaN;
  const stones = c.stones.map(([when, value, share]) => [when, value === null ? path.between(start, goal, share) : value]);
  const knots = [[c.start, start], ...stones, [c.due, goal]];
  for (let at = knots.length - 1; at > 0; at--) {
    const [begin, from] = knots[at - 1], [end, to] = knots[at];
    if (time >= begin && time < end) return path.between(from, to, (time - begin) / (end - begin));
  }
  return NaN;
}
function aimed(c, row) {
  const {value, low, high} = row, base = c.sum ? 0 : row.base, ranged = Number.isFinite(low) && Number.isFinite(high);
  const goal = edge(Number.isNaN(base) ? value : base, low, high), nearest = edge(value, low, high);
  const ceiling = c.sum && low === -Infinity, metFirst = !ceiling && meets(c, base, low, high);
  const met = meets(c, value, low, high), direction = goal === low ? 1 : -1;
  const far = y => ranged ? Math.max(low - y, y - high, 0) : -direction * y;
  return {
    base, goal, nearest, ranged, ceiling, metFirst, met, direction,
    overshot: ranged && nearest !== goal && !met && !metFirst && !Number.isNaN(base),
    exceeded: c.sum && value > high + c.equal * (Number.isFinite(high) ? Math.abs(high) : 0),
    worse: !c.sum && far(value) > far(base),
    lost: !c.sum && !met && metFirst,
    atDue: !row.soft && Math.abs(row.time - c.due) <= c.sameTime,
  };
}
function course(c, row) {
  const aim = aimed(c, row), path = PATHS[c.path], left = c.due - row.time;
  let value = asked(c, row.time, aim.metFirst ? aim.goal : aim.base, aim.goal);
  if (aim.metFirst && !c.stones.length) value = aim.ranged ? aim.nearest : aim.goal;
  const gone = y => aim.metFirst || aim.overshot ? NaN : path.way(y, aim.base, aim.goal);
  const way = gone(row.value), wanted = gone(value), [done, due] = aim.ceiling ? [wanted, way] : [way, wanted];
  const ratio = due > 0 ? done / due : NaN, late = left <= c.sameTime || c.now >= c.due - c.sameTime;
  const needed = (aim.met && !aim.ceiling) || late ? NaN : path.rate(row.value, aim.nearest, left);
  // Without a baseline the pace is the one that the program told, as long as the figure is the same.
  const made = Number.isNaN(aim.base) ? row.made : path.rate(aim.base, row.value, row.time - c.start);
  const finite = x => Number.isFinite(x) ? x : NaN;
  return Object.assign(aim, {
    path: finite(value), way: finite(way), asked: finite(wanted), ratio: finite(ratio), needed: finite(needed), made: finite(made),
  });
}
// What the published methods measure from the start to the figure, against the start and the goal.
const finite_of = x => Number.isFinite(x) ? x : NaN;
function growth(from, to, years) {
  if (to === 0 && from !== 0) return years > 0 ? -1 : NaN;
  return years > 0 && sameSign(from, to) ? Math.expm1((log(to) - log(from)) / years) : NaN;
}
function of_growth(s) {
  const made = s.direction * (s.base < 0 && s.value <= 0 ? -1 : 1) * growth(s.base, s.value, s.time - s.start);
  return s.goal === 0 ? NaN : finite_of(made / Math.abs(growth(s.base, s.goal, s.due - s.start)));
}
const of_way = s => finite_of(s.direction * (s.value - s.base) / Math.abs(s.goal - s.base) / ((s.time - s.start) / (s.due - s.start)));
// The facts come first, then the borders in their order; `strict` are those that have to be exceeded.
const published = (best, worst, measure, names, strict = []) => (s, at) => {
  const quantity = measure(s), above = name => strict.includes(name) ? quantity > s.borders[name] + s.equal : quantity >= s.borders[name] - s.equal;
  return [
    [s.exceeded, "missed"], [s.atDue && s.met, best], [s.atDue, "missed"], [s.met && !s.ceiling && !s.soft, best],
    [s.ceiling || s.overshot || Number.isNaN(s.goal), "not_assessed"], [s.lost, worst], [Number.isNaN(quantity), "not_assessed"],
    ...names.map(name => [above(name), name]), [true, worst],
  ];
};
const UPPER = ["significant_progress", "moderate_progress"];
// The rules of the methods that need no more of the past than the start; the first that holds decides.
const RULES = {
  statcan: published("target_achieved", "deterioration", of_growth, ["substantial_progress", "moderate_progress", "limited_progress"]),
  eurostat: published("significant_progress", "movement_away", of_growth, [...UPPER, "insufficient_progress"], UPPER),
  eurostat_eustat: published("significant_progress", "significant_deterioration", of_growth, [...UPPER, "moderate_deterioration"], UPPER),
  escap: published("maintain", "reverse", of_way, ["maintain", "accelerate"]),
  schedule: (s, at) => [
    [s.exceeded, "missed"], [s.atDue && s.met, "achieved"], [s.atDue, "missed"],
    [s.met && !s.ceiling && !s.soft, "achieved_early"], [s.lost, "reversing"], [s.overshot, "off_track"],
    [s.ceiling && s.way <= s.equal, "ahead"], [at("ahead"), "ahead"], [at("on_schedule"), "on_schedule"],
    [at("behind"), "behind"], [at("off_track"), "off_track"], [!Number.isNaN(s.ratio), "reversing"],
    [s.asked <= 0 && s.way >= 0, "on_schedule"], [s.met, "on_schedule"], [s.worse && !Number.isNaN(s.path), "reversing"],
  ],
  pacing: (s, at) => [
    [s.atDue && s.met, "on_track"], [s.met && !s.ceiling, "on_track"], [s.atDue, "at_risk"], [s.lost, "at_risk"],
    [s.overshot, "at_risk"], [at("on_track"), "on_track"], [s.ratio > s.borders.falling_behind, "falling_behind"],
    [!Number.isNaN(s.ratio), "at_risk"],
  ],
  pacing_within_ten: (s, at) => [
    [s.atDue && s.met, "ahead"], [s.met && !s.ceiling, "ahead"], [s.atDue, "behind"], [s.lost, "behind"],
    [s.overshot, "behind"], [s.ratio > s.borders.ahead, "ahead"], [at("on_track"), "on_track"],
    [!Number.isNaN(s.ratio), "behind"],
  ],
};
// Status, path, share of the way and needed pace of a row; the status is empty for a method whose rules need the past.
function judged(c, row) {
  const found = course(c, row), rules = RULES[c.method];
  const s = {...found, ...c, value: row.value, time: row.time, soft: row.soft, path: found.path};
  const held = rules && rules(s, name => s.ratio >= c.borders[name] - c.equal).find(([holds]) => holds);
  return {...found, status: rules ? (held ? held[1] : "not_assessed") : ""};
}
