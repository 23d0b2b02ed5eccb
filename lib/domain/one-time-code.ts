/**
 * The one-time code in a text, as a phone would offer to fill it in: the one that an origin-bound text names, else the
 * group of 4 to 8 digits, or of capitals and digits, that stands nearest to a word for "code". Digits are given without the
 * hyphen or blank that parts them, and without a `G-` before them.
 * @returns undefined for a text that does not speak of a code, or has none
 * @source WICG, Origin-bound one-time codes delivered via SMS
 */
export function oneTimeCode(text: string): string | undefined {
  const bound = ORIGIN_BOUND.exec(text)?.[1];
  if (bound) return bound;
  // What looks like a code inside a link, an amount, a date or a phone number is none.
  const readable = text.replace(NOISE, (noise) => " ".repeat(noise.length));
  const words = [...readable.matchAll(WORDS)];
  let nearest: { code: string; distance: number } | undefined;
  for (const { 0: found, index } of readable.matchAll(CODES)) {
    for (const word of words) {
      const distance = gap(index, found.length, word.index, word[0].length);
      if (!nearest || distance < nearest.distance) nearest = { code: found.replace(/[ -]/g, ""), distance };
    }
  }
  return nearest?.code;
}

const ORIGIN_BOUND = /^@[^\s#]+ #(\S+)/m;

/** Links, amounts, decimals, times, dates, and anything longer that begins with a plus or goes on in groups of digits. */
const NOISE =
  /https?:\/\/\S+|[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[$€£¥]|\d+[.,:/]\d[\d.,:/]*|\d{4}-\d\d-\d\d|\+\d[\d ()-]{6,}\d|\(\d{3}\) ?\d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|[*x•]+\d+/gi;

/** In the languages texts are sent in most; word parts, so that "verification" and "Bestätigungscode" count. */
const WORDS =
  /code|kod|código|codice|κωδικ|код|passcode|password|passwort|one[- ]time|otp|\bpin\b|\btan\b|token|verif|vérif|confirm|auth|验证码|驗證碼|校验码|コード|인증번호|رمز|קוד|कोड/giu;

/** Letters without case, as Chinese has them, may stand right beside it: those scripts set no blanks. */
const CODES =
  /(?<![\p{Lu}\p{Ll}\p{N}])(?:\d{3}[- ]\d{3}|\d{4}[- ]\d{4}|\d{4,8}|(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{5,8})(?![\p{Lu}\p{Ll}\p{N}]|-\d)/gu;

/** Characters between two pieces of a text. */
const gap = (one: number, oneLength: number, other: number, otherLength: number) =>
  one < other ? other - one - oneLength : one - other - otherLength;
