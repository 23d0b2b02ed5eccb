/**
 * What replaces a character that would cost the whole body its GSM-7 encoding: typographic variants only, never letters
 * of a language and never emoji. Wide spaces and TAB become one space each.
 * @source behaviour §2.10 (code points in hexadecimal; `A-B` is a range)
 */
const REPLACEMENTS: readonly (readonly [replacement: string, codePoints: string])[] = [
  ['"', "00AB 00BB 201C 201D 02BA 02EE 201F 201E 275D 275E 301D 301E FF02"],
  ["'", "2018 2019 02BB 02C8 02BC 02BD 02B9 201B FF07 00B4 02CA 0060 02CB 275B 275C 0313 0314 FE10 FE11"],
  ["/", "00F7 29F8 0337 0338 2044 2215 FF0F"],
  ["\\", "29F9 29F5 20E5 FE68 FF3C"],
  ["1/4", "00BC"],
  ["1/2", "00BD"],
  ["3/4", "00BE"],
  ["_", "0332 FF3F 2017"],
  ["|", "20D2 20D3 2223 FF5C 23B8 23B9 23D0 239C 239F"],
  ["-", "23BC 23BD 2015 FE63 FF0D 2010 2043 2014 2013 2022"],
  ["@", "FE6B FF20"],
  ["$", "FE69 FF04"],
  ["!", "01C3 FE15 FE57 FF01"],
  ["#", "FE5F FF03"],
  ["%", "FE6A FF05"],
  ["&", "FE60 FF06"],
  [",", "201A 0326 FE50 FE51 FF0C FF64 3001"],
  ["(", "2768 276A FE59 FF08 27EE 2985"],
  [")", "2769 276B FE5A FF09 27EF 2986"],
  ["*", "204E 2217 229B 2722-2725 2731-2733 273A-273D 2743 2749 274A 274B 29C6 FE61 FF0A"],
  ["+", "02D6 FE62 FF0B"],
  [".", "3002 FE52 FF0E FF61"],
  [":", "02D0 02F8 2982 A789 FE13 FF1A"],
  [";", "204F FE14 FE54 FF1B"],
  ["<", "FE64 FF1C 2039"],
  [">", "FE65 FF1E 203A"],
  ["=", "0347 A78A FE66 FF1D"],
  ["?", "FE16 FE56 FF1F"],
  ["^", "02C6 0302 FF3E 1DCD"],
  ["{", "2774 FE5B FF5B"],
  ["}", "2775 FE5C FF5D"],
  ["[", "FF3B"],
  ["]", "FF3D"],
  ["~", "02DC 02F7 0303 0330 0334 223C FF5E"],
  ["...", "2026"],
  ["!!", "203C"],
  [" ", "00A0 2000-200A 202F 205F 3000 2028 2029 0080 008D 0090 009B 009F 0009"],
  ["", "0000 0003 0004 0010-0014 0017 0019 200B 200C 2060 FEFF"],
];

/** Small capitals, in the order of the alphabet; X and Q have none in the table. @source behaviour §2.10 */
const SMALL_CAPITALS =
  "A1D00 B0299 C1D04 D1D05 E1D07 FA730 G0262 H029C I026A J1D0A K1D0B L029F M1D0D N0274 O1D0F P1D18 R0280 SA731 T1D1B U1D1C V1D20 W1D21 Y028F Z1D22";

const PLAIN: ReadonlyMap<string, string> = tableOf();

/** Anything but printable ASCII without the backtick, and the line breaks; these alone can be in the table. */
const SUSPECT = /[^\n\r -_a-~]/g;

/**
 * The body with typographic characters replaced by their GSM-7 twins, so that a curly apostrophe does not cost two
 * thirds of a part. Idempotent.
 * @source behaviour §2.10
 */
export function smartEncode(body: string): string {
  return body.replace(SUSPECT, (char) => PLAIN.get(char) ?? char);
}

function tableOf(): Map<string, string> {
  const table = new Map<string, string>();
  for (const [replacement, codePoints] of REPLACEMENTS) {
    for (const range of codePoints.split(" ")) {
      const [first = "", last = first] = range.split("-");
      for (let code = Number.parseInt(first, 16); code <= Number.parseInt(last, 16); code++) {
        table.set(String.fromCharCode(code), replacement);
      }
    }
  }
  /** Full-width digits and capitals lie 0xFEE0 above ASCII's; lower-case full width is not mapped. */
  for (const char of "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
    table.set(String.fromCharCode(char.charCodeAt(0) + 0xfee0), char);
  }
  for (const pair of SMALL_CAPITALS.split(" ")) {
    table.set(String.fromCharCode(Number.parseInt(pair.slice(1), 16)), pair.slice(0, 1));
  }
  return table;
}
