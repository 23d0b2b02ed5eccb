import type { ErrorCode } from "@/lib/domain/errors";
import { isHttpUrl } from "@/lib/domain/http-url";
import { readXml, type XmlElement } from "@/lib/domain/xml-tree";

/** What an answer has wrong. `detail` says where. */
export type TwimlProblem = { readonly code: ErrorCode; readonly detail: string };

/** A text to be sent. */
export type TwimlMessage = {
  /** As they are written; null: back to whoever wrote, from the number that was written to. */
  readonly to: string | null;
  readonly from: string | null;
  readonly body: string;
  /** Absolute URLs, at most 10. */
  readonly media: readonly string[];
  /** Absolute. */
  readonly statusCallback: string | null;
};

export type TwimlRedirect = {
  readonly url: string;
  readonly method: "GET" | "POST";
  /** The HTTP answer said so, and not a document. */
  readonly byStatus?: boolean;
};

/** What an endpoint wants done, in the order it wants it; a redirect comes last. */
export type Twiml = {
  readonly messages: readonly TwimlMessage[];
  readonly redirect: TwimlRedirect | null;
  /** Warnings: what they are about was left out, the rest holds. */
  readonly problems: readonly TwimlProblem[];
};

export type TwimlReading =
  | { readonly ok: true; readonly twiml: Twiml }
  | { readonly ok: false; readonly problem: TwimlProblem };

export const NOTHING: Twiml = { messages: [], redirect: null, problems: [] };

/** Response, Message, Body are three. */
const DEPTH_MAX = 16;
/** Ten messages with ten media each are 121. */
const ELEMENTS_MAX = 1_000;
/** UTF-16 units. @source behaviour §4.3 */
const BODY_LENGTH_MAX = 1_600;
const MEDIA_MAX = 10;
/** Messages of one document that are looked at; one more than may be sent, so that too many are seen. */
const MESSAGES_READ = 11;
/** Warnings of one document that are kept. */
const PROBLEMS_MAX = 10;

/**
 * Reads TwiML for messages.
 * @param documentUrl where it was fetched from: relative URLs start there
 * @returns what to do, or why the document as a whole is none: 12100 not XML, 12101 its version, 12102 its root
 * @source behaviour §4.3, §3.6
 */
export function parseTwiml(text: string, documentUrl: string): TwimlReading {
  const read = readXml(text, { depthMax: DEPTH_MAX, elementsMax: ELEMENTS_MAX });
  if (!read.ok) {
    return { ok: false, problem: { code: read.fault === "version" ? 12101 : 12100, detail: read.detail } };
  }
  if (read.root.name !== "Response") {
    return { ok: false, problem: { code: 12102, detail: `The root element is <${cut(read.root.name)}>` } };
  }
  return { ok: true, twiml: verbsOf(read.root, documentUrl) };
}

/** The text is the reply, whole. @source behaviour §4.3 */
export function plainReply(text: string): Twiml {
  const problems: TwimlProblem[] = [];
  const body = text.trim();
  const message = withinLimits({ to: null, from: null, body, media: [], statusCallback: null }, note(problems));
  return { messages: message ? [message] : [], redirect: null, problems };
}

type Note = (code: ErrorCode, detail: string) => void;

const note =
  (problems: TwimlProblem[]): Note =>
  (code, detail) => {
    const known = problems.some((problem) => problem.code === code && problem.detail === detail);
    if (!known && problems.length < PROBLEMS_MAX) problems.push({ code, detail });
  };

function verbsOf(root: XmlElement, documentUrl: string): Twiml {
  const messages: TwimlMessage[] = [];
  const problems: TwimlProblem[] = [];
  const warn = note(problems);
  for (const child of root.children) {
    if (typeof child === "string") {
      if (child.trim() !== "") warn(12200, "Text outside of a verb");
    } else if (child.name === "Redirect") {
      return { messages, redirect: redirectOf(child, documentUrl, warn), problems };
    } else if (child.name === "Message" || child.name === "Sms") {
      const message = messages.length < MESSAGES_READ && messageOf(child, documentUrl, warn);
      if (message) messages.push(message);
    } else {
      warn(14110, `<${cut(child.name)}>`);
    }
  }
  return { messages, redirect: null, problems };
}

const MESSAGE_ATTRIBUTES: ReadonlySet<string> = new Set(["to", "from", "action", "method", "statusCallback"]);

function messageOf(element: XmlElement, documentUrl: string, warn: Note): TwimlMessage | undefined {
  checkAttributes(element, MESSAGE_ATTRIBUTES, warn);
  methodOf(element, warn);
  const bodies: string[] = [];
  const media: string[] = [];
  for (const child of element.children) {
    if (typeof child === "string") continue;
    checkAttributes(child, NONE, warn);
    if (child.name === "Body") bodies.push(textOf(child, warn));
    else if (child.name === "Media") addMedia(media, textOf(child, warn).trim(), documentUrl, warn);
    else warn(12200, `<${cut(child.name)}> in <${element.name}>`);
  }
  const { to = null, from = null, statusCallback, action } = element.attributes;
  const body = (bodies.length > 0 ? bodies : element.children.filter(isText)).join("").trim();
  // @source behaviour §4.3, our choice: statusCallback if set, else action
  const callback =
    callbackOf("statusCallback", statusCallback, documentUrl, warn) ?? callbackOf("action", action, documentUrl, warn);
  return withinLimits({ to, from, body, media, statusCallback: callback }, warn);
}

function withinLimits(message: TwimlMessage, warn: Note): TwimlMessage | undefined {
  const { body, media } = message;
  if (body.length > BODY_LENGTH_MAX) warn(14103, `A text of ${body.length} characters`);
  else if (body === "" && media.length === 0) warn(14103, "A message without a text");
  else return message;
  return undefined;
}

function addMedia(media: string[], reference: string, documentUrl: string, warn: Note): void {
  const url = resolveUrl(reference, documentUrl);
  if (!url) warn(11100, `Media ${cut(reference)}`);
  else if (media.length >= MEDIA_MAX) warn(12200, `More than ${MEDIA_MAX} media`);
  else media.push(url);
}

function callbackOf(name: string, reference: string | undefined, documentUrl: string, warn: Note): string | null {
  if (!reference) return null;
  const url = resolveUrl(reference, documentUrl);
  if (!url) warn(14105, `${name}="${cut(reference)}"`);
  return url ?? null;
}

const REDIRECT_ATTRIBUTES: ReadonlySet<string> = new Set(["method"]);

function redirectOf(element: XmlElement, documentUrl: string, warn: Note): TwimlRedirect | null {
  checkAttributes(element, REDIRECT_ATTRIBUTES, warn);
  const method = methodOf(element, warn);
  const reference = textOf(element, warn).trim();
  const url = resolveUrl(reference, documentUrl);
  if (url) return { url, method };
  warn(11100, `Redirect ${cut(reference)}`);
  return null;
}

/** Of a method that is none, POST holds, as without one. */
function methodOf({ name, attributes: { method = "POST" } }: XmlElement, warn: Note): "GET" | "POST" {
  const upper = method.toUpperCase();
  if (upper === "GET" || upper === "POST") return upper;
  warn(14104, `<${name} method="${cut(method)}">`);
  return "POST";
}

const NONE: ReadonlySet<string> = new Set();

function checkAttributes({ name, attributes }: XmlElement, known: ReadonlySet<string>, warn: Note): void {
  for (const attribute of Object.keys(attributes)) {
    if (!known.has(attribute)) warn(12200, `<${cut(name)} ${cut(attribute)}>`);
  }
}

const isText = (child: XmlElement | string): child is string => typeof child === "string";

function textOf({ name, children }: XmlElement, warn: Note): string {
  if (!children.every(isText)) warn(12200, `An element in <${name}>`);
  return children.filter(isText).join("");
}

/** What is absolute stays as it is written: its signature is made over it. @returns undefined: nothing to request */
export function resolveUrl(reference: string, documentUrl: string): string | undefined {
  if (isHttpUrl(reference)) return reference;
  if (reference === "" || !URL.canParse(reference, documentUrl)) return undefined;
  const { href } = new URL(reference, documentUrl);
  return isHttpUrl(href) ? href : undefined;
}

/** As much of what was written as a warning quotes. */
const cut = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text).toWellFormed();
