// Fills in a form of the branch: takes the PDF as the server made it and what was typed, and gives a PDF with the same paper and those words
// in its fields. It is added to the end of the file, so the paper itself stays as it was. Nothing here knows of a page or of a network.
(() => {
  "use strict";
  const LARGEST = 11;
  const SMALLEST = 6;
  /** Between two ruled lines, and from a rule up to the foot of the words. */
  const RULED = 22.7;
  const FOOT = 4;
  const SIDE = 2;
  const INK = "0.09 0.13 0.12 rg";

  /** A PDF of the server's: its objects are text, one after the other. */
  function paper(bytes) {
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    const object = (number) => between(text, `\n${number} 0 obj\n`, "\nendobj");
    const trailer = text.slice(text.lastIndexOf("trailer"));
    const number = Number(/\/DR <<\s*\/Font <<\s*\/Regular (\d+) 0 R/.exec(text)?.[1]);
    const font = object(number);
    const letters = lettersOf(object(/\/ToUnicode (\d+) 0 R/.exec(font)?.[1]));
    const widths = widthsOf(object(/\/DescendantFonts \[(\d+) 0 R/.exec(font)?.[1]));
    return { bytes, text, object, trailer, number, letters, widths };
  }

  function between(text, before, after) {
    const from = text.indexOf(before) + before.length;
    return from < before.length ? "" : text.slice(from, text.indexOf(after, from));
  }

  /** The place in the font of each letter. */
  function lettersOf(map) {
    const letters = new Map();
    for (const [, place, letter] of map.matchAll(/^<([0-9A-Fa-f]{4})> <([0-9A-Fa-f]{4,8})>$/gm)) {
      const units = letter.match(/.{4}/g).map((unit) => parseInt(unit, 16));
      letters.set(String.fromCharCode(...units), parseInt(place, 16));
    }
    return letters;
  }

  /** The width of each place, in thousandths of the size. */
  function widthsOf(font) {
    const [, first, list] = /\/W \[\s*(\d+) \[([^\]]*)\]/.exec(font) ?? [undefined, "0", ""];
    return new Map(list.trim().split(/\s+/).map((width, place) => [Number(first) + place, Number(width)]));
  }

  /** The words as the font has them: composed letters, and plain signs for what looks the same. */
  function plain(words) {
    return words
      .normalize("NFC")
      .replace(/\r\n?/g, "\n")
      .replace(/[\t\u00a0\u2007-\u200a\u202f]/g, " ")
      .replace(/[\u200b-\u200f\u2060\ufeff]/g, "");
  }

  function missing(file, words) {
    return [...new Set(words)].filter((letter) => letter !== "\n" && !file.letters.has(letter));
  }

  function width(file, words, size) {
    let sum = 0;
    for (const letter of words) sum += file.widths.get(file.letters.get(letter)) ?? 0;
    return (sum * size) / 1000;
  }

  const hex = (value) => value.toString(16).padStart(4, "0");
  const shown = (file, words) => `<${[...words].map((letter) => hex(file.letters.get(letter))).join("")}>`;
  const unicode = (words) => `<feff${Array.from({ length: words.length }, (_, at) => hex(words.charCodeAt(at))).join("")}>`;
  const written = (size, x, y, words) => `BT /Regular ${size} Tf ${INK} ${x.toFixed(2)} ${y.toFixed(2)} Td ${words} Tj ET`;

  /** The words in lines no wider than `most`; a word that is wider by itself is broken. */
  function wrapped(file, words, size, most) {
    const lines = [];
    for (const paragraph of words.split("\n")) {
      let line = "";
      for (const word of paragraph.split(" ")) {
        const longer = line ? `${line} ${word}` : word;
        if (width(file, longer, size) <= most) {
          line = longer;
          continue;
        }
        if (line) lines.push(line);
        line = "";
        for (const letter of word) {
          if (width(file, line + letter, size) > most) {
            lines.push(line);
            line = "";
          }
          line += letter;
        }
      }
      lines.push(line);
    }
    return lines;
  }

  /** How words are drawn in a field; nothing where there is no room for them. */
  function drawn(file, words, { wide, high, most, isLong }) {
    if (most) {
      const letters = [...words];
      if (letters.length > most) return undefined;
      const cell = wide / most;
      // A stroke between day, month and year stands on the paper already.
      const marks = letters.map((letter, at) => {
        if (letter === "/" || letter === " ") return "";
        const x = cell * (at + 0.5) - width(file, letter, LARGEST) / 2;
        return written(LARGEST, x, 5, shown(file, letter));
      });
      return marks.filter(Boolean).join("\n");
    }
    for (let size = LARGEST; size >= SMALLEST; size -= 0.5) {
      if (!isLong) {
        if (width(file, words, size) <= wide - 2 * SIDE) return written(size, SIDE, FOOT, shown(file, words));
        continue;
      }
      const lines = wrapped(file, words, size, wide - 2 * SIDE);
      const rules = Math.round((high + 3) / RULED);
      const step = lines.length <= rules ? RULED : size * 1.2;
      const first = lines.length <= rules ? RULED - 3 - FOOT : size;
      if (first + step * (lines.length - 1) > high) continue;
      return lines.map((line, at) => written(size, SIDE, high - first - step * at, shown(file, line))).join("\n");
    }
    return undefined;
  }

  /** A field of the file, by its name. */
  function field(file, name) {
    const at = file.text.indexOf(`/T (${name})\n`);
    const start = file.text.lastIndexOf(" 0 obj\n", at);
    const number = Number(/(\d+)$/.exec(file.text.slice(0, start))?.[1]);
    if (at < 0 || !number) return undefined;
    const dictionary = file.object(number);
    const [left, foot, right, head] = /\/Rect \[([^\]]*)\]/.exec(dictionary)[1].trim().split(/\s+/).map(Number);
    const flags = Number(/\/Ff (\d+)/.exec(dictionary)?.[1] ?? 0);
    const most = Number(/\/MaxLen (\d+)/.exec(dictionary)?.[1] ?? 0);
    return { number, dictionary, wide: right - left, high: head - foot, most, isLong: Boolean(flags & 4096) };
  }

  /**
   * The file with these values, by the names of its fields: words, or true for a tick. What cannot be written is a fault by its name:
   * letters that the font does not have, or too much for the place; then there is no file.
   */
  function filled(bytes, values) {
    const file = paper(bytes);
    const faults = new Map();
    const objects = [];
    let next = Number(/\/Size (\d+)/.exec(file.trailer)[1]);
    for (const [name, value] of Object.entries(values)) {
      const place = field(file, name);
      const words = typeof value === "string" ? plain(value).trimEnd() : value;
      if (!place || !words) continue;
      if (words === true) {
        const ticked = place.dictionary.replace(/\/V \/Off/, "/V /Yes").replace(/\/AS \/Off/, "/AS /Yes");
        objects.push([place.number, ticked]);
        continue;
      }
      const letters = missing(file, words);
      const drawing = letters.length === 0 ? drawn(file, words, place) : undefined;
      if (drawing === undefined) {
        faults.set(name, { letters });
        continue;
      }
      const stream = `/Tx BMC\nq\n${drawing}\nQ\nEMC`;
      const size = `/Type /XObject /Subtype /Form /BBox [0 0 ${place.wide.toFixed(2)} ${place.high.toFixed(2)}]`;
      const fonts = `/Resources << /Font << /Regular ${file.number} 0 R >> >>`;
      objects.push([next, `<< ${size} ${fonts} /Length ${stream.length} >>\nstream\n${stream}\nendstream`]);
      const held = place.dictionary.replace(/\/AP <<[\s\S]*?>>/, `/AP << /N ${next} 0 R >>\n  /V ${unicode(words)}`);
      objects.push([place.number, held]);
      next += 1;
    }
    return { faults, bytes: faults.size > 0 ? undefined : added(file, objects, next) };
  }

  /** The file with more objects at its end, which go before those of the same number. */
  function added(file, objects, size) {
    let more = "\n";
    let table = "xref\n";
    for (const [number, content] of objects) {
      table += `${number} 1\n${String(file.bytes.length + more.length).padStart(10, "0")} 00000 n \n`;
      more += `${number} 0 obj\n${content}\nendobj\n`;
    }
    const before = /startxref\s+(\d+)/.exec(file.trailer)[1];
    const root = /\/Root \d+ 0 R/.exec(file.trailer)[0];
    const info = /\/Info \d+ 0 R/.exec(file.trailer)?.[0] ?? "";
    const start = file.bytes.length + more.length;
    more += `${table}trailer\n<< /Size ${size} ${root} ${info} /Prev ${before} >>\nstartxref\n${start}\n%%EOF\n`;
    const whole = new Uint8Array(file.bytes.length + more.length);
    whole.set(file.bytes);
    for (let at = 0; at < more.length; at += 1) whole[file.bytes.length + at] = more.charCodeAt(at);
    return whole;
  }

  globalThis.sportelloPaper = { filled };
})();
