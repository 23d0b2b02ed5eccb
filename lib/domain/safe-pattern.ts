/**
 * Regular expressions from callers, matched in time linear in the text: an automaton is followed in all its states at once,
 * so no pattern can make a server think for long, as backtracking would. It knows what such a machine can do: literals, `.`,
 * classes, groups, alternatives, `* + ? {n,m}` and anchors, as JavaScript writes them. It has no back-references and
 * no look-around, for which no linear way is known.
 * @source R. Cox, Regular Expression Matching Can Be Simple And Fast (2007)
 */
export type SafePattern = { readonly matches: (text: string) => boolean };

const PATTERN_LENGTH_MAX = 200;
/** Of a repetition in braces. */
const REPEAT_MAX = 100;
/** With a text of 1,600 characters, under a million steps. */
const STATES_MAX = 500;

type State = {
  /** The last position at which the machine was in it. */
  seenAt: number;
} & (
  | { readonly kind: "character"; readonly test: Test; readonly next: State }
  | { readonly kind: "split"; readonly nexts: State[] }
  | { readonly kind: "assertion"; readonly test: (before: string, after: string) => boolean; readonly next: State }
  | { readonly kind: "found" }
);
type Test = (character: string) => boolean;

/** A piece of the pattern, given what follows it. */
type Piece = (next: State) => State;

/** @returns the pattern, or why it is none, as a clause: `has a back-reference` */
export function compilePattern(source: string): SafePattern | { readonly error: string } {
  if (source.length > PATTERN_LENGTH_MAX) return { error: `is longer than ${PATTERN_LENGTH_MAX} characters` };
  try {
    return toPattern(new Parser(source).parse());
  } catch (error) {
    if (error instanceof Unreadable) return { error: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

const isWord: Test = (character) => /^\w$/.test(character);
const isAtBoundary = (before: string, after: string) => isWord(before) !== isWord(after);

const CLASSES: Readonly<Record<string, Test>> = {
  d: (character) => /^\d$/.test(character),
  w: isWord,
  s: (character) => /^\s$/.test(character),
};
const CONTROLS: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };

const not =
  (test: Test): Test =>
  (character) =>
    !test(character);

class Parser {
  readonly #characters: readonly string[];
  #at = 0;
  #states = 0;

  constructor(source: string) {
    this.#characters = [...source];
  }

  /** @throws Unreadable */
  parse(): Piece {
    const whole = this.#alternatives();
    if (this.#peek() !== undefined) throw new Unreadable("closes a group that is not open");
    return whole;
  }

  #peek = () => this.#characters[this.#at];

  #take(expected?: string): boolean {
    if (this.#peek() !== expected) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const character = this.#peek();
    if (character === undefined) throw new Unreadable("ends too early");
    this.#at += 1;
    return character;
  }

  /** Every state is counted when it is made, so that nested repetitions end at the limit. */
  #count(): void {
    this.#states += 1;
    if (this.#states > STATES_MAX) throw new Unreadable("is too large once its repetitions are written out");
  }

  #split(nexts: State[]): State {
    this.#count();
    return { kind: "split", nexts, seenAt: -1 };
  }

  #character(test: Test): Piece {
    return (next) => {
      this.#count();
      return { kind: "character", test, next, seenAt: -1 };
    };
  }

  #assertion(test: (before: string, after: string) => boolean): Piece {
    return (next) => {
      this.#count();
      return { kind: "assertion", test, next, seenAt: -1 };
    };
  }

  #alternatives(): Piece {
    const ways = [this.#sequence()];
    while (this.#take("|")) ways.push(this.#sequence());
    const [only] = ways;
    return ways.length === 1 && only ? only : (next) => this.#split(ways.map((way) => way(next)));
  }

  #sequence(): Piece {
    const pieces: Piece[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek()) {
      pieces.push(this.#repeated(this.#atom()));
    }
    return (next) => pieces.reduceRight((following, piece) => piece(following), next);
  }

  #atom(): Piece {
    const character = this.#next();
    switch (character) {
      case "(":
        return this.#group();
      case "[":
        return this.#character(this.#class());
      case ".":
        return this.#character((each) => each !== "\n" && each !== "\r");
      case "^":
        return this.#assertion((before) => before === "");
      case "$":
        return this.#assertion((_before, after) => after === "");
      case "*":
      case "+":
      case "?":
      case "{":
        throw new Unreadable("repeats nothing");
      case "\\":
        return this.#escaped();
      default:
        return this.#character((each) => each === character);
    }
  }

  #group(): Piece {
    if (this.#take("?") && !this.#take(":")) throw new Unreadable("has look-around or a named group");
    const inside = this.#alternatives();
    if (!this.#take(")")) throw new Unreadable("leaves a group open");
    return inside;
  }

  #escaped(): Piece {
    const letter = this.#peek();
    if (letter === "b" || letter === "B") {
      this.#at += 1;
      return this.#assertion((before, after) => isAtBoundary(before, after) === (letter === "b"));
    }
    const { test } = this.#escape();
    return this.#character(test);
  }

  /** What an escape stands for; `literal` when that is one character. */
  #escape(): { test: Test; literal?: string } {
    const letter = this.#next();
    const named = CLASSES[letter];
    if (named) return { test: named };
    const inverse = CLASSES[letter.toLowerCase()];
    if (inverse) return { test: not(inverse) };
    if (/^\d$/.test(letter)) throw new Unreadable("has a back-reference");
    const literal = CONTROLS[letter] ?? letter;
    if (/^[a-z]$/i.test(letter) && !CONTROLS[letter])
      throw new Unreadable(`has an escape that is not known: \\${letter}`);
    return { test: (each) => each === literal, literal };
  }

  #class(): Test {
    const negated = this.#take("^");
    const tests: Test[] = [];
    while (!this.#take("]")) {
      const low = this.#member();
      if (low.literal === undefined || this.#peek() !== "-" || this.#characters[this.#at + 1] === "]") {
        tests.push(low.test);
        continue;
      }
      this.#at += 1;
      const high = this.#member();
      const [from, to] = [low.literal, high.literal ?? ""].map((each) => each.codePointAt(0) ?? -1) as [number, number];
      if (to < from) throw new Unreadable("has a range that is out of order");
      tests.push((each) => {
        const code = each.codePointAt(0) ?? -1;
        return from <= code && code <= to;
      });
    }
    const any: Test = (each) => tests.some((test) => test(each));
    return negated ? not(any) : any;
  }

  #member(): { test: Test; literal?: string } {
    const character = this.#next();
    return character === "\\" ? this.#escape() : { test: (each) => each === character, literal: character };
  }

  #repeated(piece: Piece): Piece {
    const bounds = this.#bounds();
    if (!bounds) return piece;
    // A lazy repetition matches the same texts.
    this.#take("?");
    if (["*", "+", "?", "{"].includes(this.#peek() ?? "")) throw new Unreadable("repeats a repetition");
    const { min, max } = bounds;
    return (next) => {
      let following = max === undefined ? this.#any(piece, next) : next;
      for (let count = max ?? min; count > min; count--) {
        following = this.#split([piece(following), next]);
      }
      for (let count = 0; count < min; count++) {
        this.#count();
        following = piece(following);
      }
      return following;
    };
  }

  #any(piece: Piece, next: State): State {
    const nexts = [next];
    const again = this.#split(nexts);
    nexts.push(piece(again));
    return again;
  }

  #bounds(): { min: number; max: number | undefined } | undefined {
    if (this.#take("*")) return { min: 0, max: undefined };
    if (this.#take("+")) return { min: 1, max: undefined };
    if (this.#take("?")) return { min: 0, max: 1 };
    if (!this.#take("{")) return undefined;
    let text = "";
    while (!this.#take("}")) text += this.#next();
    const [, low, comma, high] = /^(\d{1,4})(,)?(\d{1,4})?$/.exec(text) ?? [];
    const min = Number(low);
    const max = high ? Number(high) : comma ? undefined : min;
    if (low === undefined || Math.max(min, max ?? 0) > REPEAT_MAX || (max ?? min) < min) {
      throw new Unreadable(`has a repetition that is not {n}, {n,} or {n,m} of at most ${REPEAT_MAX}`);
    }
    return { min, max };
  }
}

function toPattern(whole: Piece): SafePattern {
  const start = whole({ kind: "found", seenAt: -1 });
  let position = 0;

  /** Adds a state and all that are reached from it without a character. @returns whether the pattern is found */
  function enter(entered: State, into: State[], before: string, after: string): boolean {
    const open = [entered];
    for (let state = open.pop(); state; state = open.pop()) {
      if (state.seenAt === position) continue;
      state.seenAt = position;
      if (state.kind === "found") return true;
      if (state.kind === "character") into.push(state);
      else if (state.kind === "split") open.push(...state.nexts);
      else if (state.test(before, after)) open.push(state.next);
    }
    return false;
  }

  return {
    matches(text) {
      const characters = [...text, ""];
      let current: State[] = [];
      let before = "";
      for (const character of characters) {
        // Positions go on counting over all texts: what was seen in one is not seen in the next.
        position += 1;
        const reached: State[] = [];
        for (const state of current) {
          if (state.kind === "character" && before !== "" && state.test(before)) {
            if (enter(state.next, reached, before, character)) return true;
          }
        }
        if (enter(start, reached, before, character)) return true;
        current = reached;
        before = character;
      }
      return false;
    },
  };
}
