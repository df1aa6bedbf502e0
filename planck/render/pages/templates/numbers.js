// Numbers to text as the program writes them: half up on the digits that a number prints as.
const NOTHING = "\u2014", MOST_DIGITS = 12, LARGE = 1e15, SMALL = 1e-9;
const grouped = text => text.replace(/\B(?=(\d{3})+$)/g, ",");
const adjusted = x => Number(x.toExponential().split("e")[1]);
// x times 10 ** shift with so many decimals; without the zeros at its end where trimmed.
function fixed(x, digits, trim, shift = 0) {
  const moved = x * 10 ** shift;
  if (x && !(Math.abs(moved) >= SMALL && Math.abs(moved) < LARGE)) {
    const [mantissa, exponent] = moved.toExponential(3).split("e");
    return mantissa.replace(/\.?0+$/, "") + "e" + Number(exponent);
  }
  const [mantissa, exponent] = Math.abs(x).toExponential().split("e");
  const all = mantissa.replace(".", ""), kept = Number(exponent) + 1 + shift + digits;
  let whole = kept < 0 ? 0n : BigInt(all.slice(0, kept).padEnd(kept, "0") || "0");
  if (kept >= 0 && kept < all.length && all[kept] >= "5") whole += 1n;
  const text = whole.toString().padStart(digits + 1, "0"), cut = text.length - digits;
  const behind = digits ? text.slice(cut) : "", shown = trim ? behind.replace(/0+$/, "") : behind;
  return (x < 0 && whole ? "-" : "") + grouped(text.slice(0, cut)) + (shown && "." + shown);
}
const places = x => x ? Math.min(MOST_DIGITS, Math.max(0, 3 - adjusted(x))) : 0;
const visible = (x, digits) => x && Math.abs(x) < 10 ** -digits ? Math.max(digits, Math.min(MOST_DIGITS, 1 - adjusted(x))) : digits;
const number = x => Number.isFinite(x) ? fixed(x, places(x), true) : NOTHING;
const few = x => Number.isFinite(x) ? fixed(x, x ? Math.min(places(x), Math.max(2, 2 - adjusted(x))) : 0, true) : NOTHING;
const same = (a, b) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
// With enough digits not to look like another number.
function apart(x, other) {
  if (!Number.isFinite(x)) return NOTHING;
  let digits = places(x);
  if (Number.isFinite(other) && !same(x, other)) while (digits < MOST_DIGITS && fixed(x, digits, true) === fixed(other, digits, true)) digits++;
  return fixed(x, digits, true);
}
function given(x) {
  if (!Number.isFinite(x)) return NOTHING;
  const [mantissa, exponent] = x.toExponential().split("e");
  const digits = Math.max(0, mantissa.replace("-", "").replace(".", "").length - 1 - Number(exponent));
  return digits <= 10 ? fixed(x, digits, false) : number(x);
}
const signed = text => text.startsWith("-") || !/[1-9]/.test(text) ? text : "+" + text;
const percent = share => Number.isFinite(share) ? fixed(share, visible(share * 100, 1), true, 2) + " %" : NOTHING;
// A yearly pace in a table: growth, points, places or units.
function rate(x, kind, words) {
  if (!Number.isFinite(x)) return NOTHING;
  if (kind === "rank") return x === 0 ? words.no_place : (x < 0 ? words.places_up : words.places_down).replace("{amount}", number(Math.abs(x)));
  if (kind === "growth") return fixed(x, visible(x * 100, 2), false, 2) + " %";
  if (kind === "points") return signed(fixed(x, x ? Math.min(MOST_DIGITS, Math.max(2, 1 - adjusted(x))) : 2, true)) + " " + words.points;
  return signed(few(x));
}
