/**
 * Characters that do not show what they are: invisible ones, those that turn the direction of writing, and letters that
 * look like other letters. Pure: text in, pieces out.
 */

const NAMED = /** @type {Record<number, string>} */ ({
  0x00ad: "soft hyphen", 0x034f: "grapheme joiner", 0x061c: "Arabic letter mark", 0x115f: "Hangul filler",
  0x1160: "Hangul filler", 0x180e: "Mongolian separator", 0x200b: "zero-width space", 0x200c: "zero-width non-joiner",
  0x200d: "zero-width joiner", 0x200e: "left-to-right mark", 0x200f: "right-to-left mark", 0x202a: "left-to-right embedding",
  0x202b: "right-to-left embedding", 0x202c: "end of direction", 0x202d: "left-to-right override",
  0x202e: "right-to-left override", 0x2060: "word joiner", 0x2061: "function application", 0x2062: "invisible times",
  0x2063: "invisible separator", 0x2064: "invisible plus", 0x2066: "left-to-right isolate", 0x2067: "right-to-left isolate",
  0x2068: "first-strong isolate", 0x2069: "end of isolate", 0x2800: "empty braille", 0x3164: "Hangul filler",
  0xfeff: "zero-width no-break space", 0xffa0: "Hangul filler", 0xfffc: "object replacement", 0xfffd: "unreadable character",
});

/** Joiners that their scripts need, and emoji that are made of several. */
const JOINED = /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Khmer}\p{Script=Myanmar}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const HIDDEN = /[\p{Cf}\p{Cc}\p{Co}\p{Cn}\u115f\u1160\u2800\u3164\uffa0\u034f\ufe00-\ufe0e\ufffc\ufffd]/u;
const PLAIN = new Set(["\n", "\r", "\t"]);
const MARK = /\p{M}/u;
const LATIN = /\p{Script=Latin}/u;
const WORD = /[\p{L}\p{M}\p{N}]/u;

/** Letters of other alphabets by the Latin ones that they pass for. */
const LOOKS_LIKE = new Map(Object.entries({
  а: "a", А: "A", в: "b", В: "B", е: "e", Е: "E", з: "3", і: "i", І: "I", ј: "j", К: "K", к: "k", М: "M", Н: "H", о: "o", О: "O",
  р: "p", Р: "P", с: "c", С: "C", т: "t", Т: "T", у: "y", У: "Y", х: "x", Х: "X", ѕ: "s", Ѕ: "S", ԁ: "d", ԛ: "q", ԝ: "w", һ: "h", ӏ: "l",
  α: "a", Α: "A", Β: "B", Ε: "E", Ζ: "Z", Η: "H", Ι: "I", ι: "i", Κ: "K", κ: "k", Μ: "M", Ν: "N", ν: "v", ο: "o", Ο: "O", ρ: "p", Ρ: "P",
  Τ: "T", τ: "t", υ: "u", Υ: "Y", Χ: "X", χ: "x", ɑ: "a", ɡ: "g", ı: "i", ո: "n", օ: "o", ս: "u", հ: "h", զ: "q",
}));

const MOST_MARKS = 3;

/**
 * @typedef {{kind: "text" | "hidden" | "turned" | "marks" | "like", text: string, says: string, start: number, end: number}} Piece
 *   `start` and `end` count code points, as the spans of findings do.
 */

/**
 * @param {string[]} points the code points of a text
 * @returns {Piece[]} in order and without a gap; adjoining characters of one kind are one piece
 */
export function pieces(points) {
  const likes = lookalikes(points);
  /** @type {Piece[]} */
  const found = [];
  let marks = 0;
  for (let index = 0; index < points.length; index++) {
    const point = points[index];
    marks = MARK.test(point) ? marks + 1 : 0;
    const says = likes.get(index) ?? hidden(points, index);
    const kind = marks > MOST_MARKS ? "marks" : likes.has(index) ? "like" : says ? (turns(point) ? "turned" : "hidden") : "text";
    const last = found.at(-1);
    if (last && last.kind === kind && last.says === says && kind !== "like") {
      last.text += point;
      last.end = index + 1;
    } else {
      found.push({ kind, text: point, says: kind === "marks" ? "" : says, start: index, end: index + 1 });
    }
  }
  return found;
}

/** What an odd character is called; empty for one that shows itself. */
function hidden(/** @type {string[]} */ points, /** @type {number} */ index) {
  const point = points[index];
  if (PLAIN.has(point) || !HIDDEN.test(point)) return "";
  const code = /** @type {number} */ (point.codePointAt(0));
  const beside = [points[index - 1] ?? "", points[index + 1] ?? ""];
  if ((code === 0x200d || code === 0x200c) && beside.every(each => JOINED.test(each))) return "";
  if (code >= 0xe0020 && code <= 0xe007f && inFlag(points, index)) return "";
  if (code >= 0xfe00 && code <= 0xfe0e && JOINED.test(beside[0])) return "";
  const number = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  return `${NAMED[code] ?? (code < 32 || (code > 126 && code < 160) ? "control character" : "invisible character")}, ${number}`;
}

const turns = (/** @type {string} */ point) => /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(point);

/** Flags of regions are a black flag and letters that do not show. */
function inFlag(/** @type {string[]} */ points, /** @type {number} */ index) {
  for (let back = index - 1; back >= Math.max(0, index - 8); back--) if (points[back] === "🏴") return true;
  return false;
}

/** Letters that pass for Latin ones, in a word or a text that is Latin otherwise. */
function lookalikes(/** @type {string[]} */ points) {
  /** @type {Map<number, string>} */
  const found = new Map();
  let latin = 0;
  let other = 0;
  for (const point of points) {
    if (LATIN.test(point)) latin++;
    else if (LOOKS_LIKE.has(point)) other++;
  }
  if (!other || !latin) return found;
  for (let start = 0; start < points.length; start++) {
    if (!WORD.test(points[start])) continue;
    let end = start;
    while (end < points.length && WORD.test(points[end])) end++;
    const word = points.slice(start, end);
    const mixed = word.some(point => LATIN.test(point) && !LOOKS_LIKE.has(point));
    const disguised = latin > other * 4 && word.every(point => LOOKS_LIKE.has(point));
    for (const [place, point] of word.entries()) {
      const like = LOOKS_LIKE.get(point);
      if (like && (mixed || disguised)) found.set(start + place, `looks like ${like}, is ${name(point)}`);
    }
    start = end;
  }
  return found;
}

function name(/** @type {string} */ point) {
  const script = ["Cyrillic", "Greek", "Armenian"].find(each => new RegExp(`\\p{Script=${each}}`, "u").test(point)) ?? "another letter";
  return `${script}, U+${/** @type {number} */ (point.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}`;
}
