const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const FRAME_MS = 100;
/** On paper (a pipe, a file) a running phase says at most this often what it is at. */
const PLAIN_DETAIL_MS = 2_000;
const NAME_WIDTH = 12;

const ESC = "\u001b[";
const COLORS = { dim: "2", bold: "1", green: "32", yellow: "33", red: "31", cyan: "36" } as const;

type Style = keyof typeof COLORS;

/** What the operator sees: phases with their progress, then the parts' own lines. Drawn on a terminal, plain text elsewhere. */
export class Screen {
  #running: { name: string; detail: string; since: number; frame: number } | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly out: NodeJS.WriteStream) {
    // Whoever read our output has gone; the server goes on.
    out.on("error", () => undefined);
  }

  /**
   * Shows a phase while `run` does it.
   * @param run  may tell what it is at; what it returns is shown beside the time it took
   */
  async phase(name: string, run: (detail: (text: string) => void) => Promise<string | undefined>): Promise<void> {
    this.#running = { name, detail: "", since: Date.now(), frame: 0 };
    const drawn = this.out.isTTY;
    if (drawn) this.#timer = setInterval(() => this.#draw(), FRAME_MS);
    let told = Date.now();
    const detail = (text: string) => {
      if (this.#running) this.#running.detail = text;
      if (drawn || Date.now() - told < PLAIN_DETAIL_MS) return;
      told = Date.now();
      this.#write(`  ${name.padEnd(NAME_WIDTH)} ${text}`);
    };
    try {
      const note = await run(detail);
      this.#end(this.style("✓", "green"), note ?? "");
    } catch (error) {
      this.#end(this.style("✗", "red"), "");
      throw error;
    }
  }

  /** One or more lines, above whatever phase is running. */
  print(text: string): void {
    this.#clear();
    this.#write(text);
  }

  /** A line of a part's output; JSON events are made readable on a terminal and left alone elsewhere. */
  partLine(part: string, line: string): void {
    const name = this.style(part.padEnd(8), "cyan");
    this.print(`${name} ${this.out.isTTY ? this.#readable(line) : line}`);
  }

  style(text: string, style: Style): string {
    return this.out.isTTY ? `${ESC}${COLORS[style]}m${text}${ESC}0m` : text;
  }

  #readable(line: string): string {
    const event = parseEvent(line);
    if (!event) return line;
    const { time, level, event: name, ...fields } = event;
    const color = level === "error" ? "red" : level === "warn" ? "yellow" : "dim";
    const values = Object.entries(fields).map(
      ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
    );
    return [
      this.style(`${String(time).slice(11, 19)} ${level}`, color),
      name,
      this.style(values.join(" "), "dim"),
    ].join(" ");
  }

  #end(sign: string, note: string): void {
    const running = this.#running;
    clearInterval(this.#timer);
    this.#clear();
    this.#running = undefined;
    if (running)
      this.#write(`${sign} ${running.name.padEnd(NAME_WIDTH)} ${seconds(running.since)}${note && `  ${note}`}`);
  }

  #draw(): void {
    const running = this.#running;
    if (!running) return;
    this.#clear();
    running.frame = (running.frame + 1) % FRAMES.length;
    const text = `${FRAMES[running.frame]} ${running.name.padEnd(NAME_WIDTH)} ${seconds(running.since)}  ${running.detail}`;
    this.out.write(text.slice(0, (this.out.columns || 80) - 1));
  }

  #clear(): void {
    if (this.out.isTTY && this.#running) this.out.write(`\r${ESC}2K`);
  }

  #write(text: string): void {
    this.out.write(`${text}\n`);
  }
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1).padStart(5)} s`;

function parseEvent(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const event = JSON.parse(line) as Record<string, unknown>;
    return "event" in event && "time" in event ? event : undefined;
  } catch {
    return undefined;
  }
}
