import { NOTHING, parseTwiml, plainReply, resolveUrl, type Twiml, type TwimlReading } from "@/lib/domain/twiml";

/** An HTTP answer of the 2xx kind to an inbound webhook. */
export type TwimlAnswer = {
  readonly status: number;
  /** As its header says; undefined without one. */
  readonly contentType: string | undefined;
  readonly body: string;
  /** There was more of it than is read. */
  readonly isCut: boolean;
};

/**
 * What an endpoint's answer to an inbound webhook asks for, by its content type: TwiML, or a text that is the reply. No
 * content asks for nothing; an empty answer that does not call itself one is noted (11770).
 * @returns or why it cannot be used: 11750 too long, 12300 another type, 12100–12102 no TwiML
 * @source behaviour §4.3, §3.6
 */
export function readTwimlAnswer(answer: TwimlAnswer, documentUrl: string): TwimlReading {
  const { status, contentType = "", body, isCut } = answer;
  if (isCut) return { ok: false, problem: { code: 11750, detail: "The answer is longer than 64 KB" } };
  if (body.trim() === "") {
    const problems = status === 200 ? [{ code: 11770, detail: "200 without a body" } as const] : [];
    return { ok: true, twiml: { ...NOTHING, problems } };
  }
  const type = contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "text/plain") return { ok: true, twiml: plainReply(body) };
  if (XML_TYPES.has(type)) return parseTwiml(body, documentUrl);
  return { ok: false, problem: { code: 12300, detail: type === "" ? "No Content-Type" : type.slice(0, 100) } };
}

const XML_TYPES: ReadonlySet<string> = new Set(["text/xml", "application/xml", "text/html"]);

/** Of those that name another place, the ones that are followed with the same method. @source RFC 9110 §15.4 */
const MOVED: ReadonlyMap<number, "GET" | "same"> = new Map([
  [301, "GET"],
  [302, "GET"],
  [303, "GET"],
  [307, "same"],
  [308, "same"],
]);

/**
 * What an HTTP redirect comes down to: another document, asked for with the same parameters.
 * @returns undefined for any other answer
 * @source behaviour §4.3
 */
export function readHttpRedirect(
  { status, location }: { readonly status: number; readonly location: string | undefined },
  { url: documentUrl, method }: { readonly url: string; readonly method: string },
): Twiml | undefined {
  const how = MOVED.get(status);
  const url = how && location && resolveUrl(location, documentUrl);
  if (!url) return undefined;
  const isGet = how === "GET" || method.toUpperCase() === "GET";
  return { ...NOTHING, redirect: { url, method: isGet ? "GET" : "POST", byStatus: true } };
}
