import type { Approval } from "@/lib/domain/content-approval";
import { CONTENT_TYPES, type ContentType, type ContentTypes, ContentVariables } from "@/lib/domain/content-types";
import { mustConvert } from "@/lib/domain/media";

/** A content template as it is stored. */
export type Content = {
  readonly id: string;
  readonly accountId: string;
  readonly friendlyName: string;
  /** ISO 639-1, with a country where it matters: `en`, `pt_BR`. */
  readonly language: string;
  /** What its variables say unless a message brings its own values. */
  readonly variables: ContentVariables;
  readonly types: ContentTypes;
  readonly approval: Approval | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** Templates an account may have. Our choice. */
export const CONTENTS_MAX = 10_000;

/** What is sent of a template. */
export type Rendered = { readonly type: ContentType; readonly body: string; readonly mediaUrls: readonly string[] };

/** Why a template cannot be filled in, for the sentence of 21656. */
export type Unrenderable = { readonly problem: string };

/** The values a message brings for a template's variables; undefined when the text is no JSON object of texts. */
export function readVariables(json: string | undefined): ContentVariables | undefined {
  if (!json) return {};
  try {
    return ContentVariables.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}

/**
 * Fills in a template for a text message. Of the types it is written in the richest one that the channel takes is sent: media
 * where phones take it, else text. A template that has neither leaves as the words of its richest type, with what its
 * buttons lead to below.
 * @param given values by name; a variable that is left out takes the template's own
 * @param recipient whose channel and country say what can be shown
 * @source behaviour §1.6; twilio.com/docs/content/content-types-overview; errors/21656; the words of rich types: our choice
 */
export function renderContent(
  { types, variables }: Pick<Content, "types" | "variables">,
  given: ContentVariables,
  recipient: Recipient,
): Rendered | Unrenderable {
  const type = typeFor(types, recipient);
  if (type === undefined) return { problem: "The template has no content" };
  const { text, media } = PARTS[type](types);
  const values = new Map([...Object.entries(variables), ...Object.entries(given)]);
  const problems: string[] = [];
  const body = fill(text.filter(Boolean).join("\n"), values, problems, SPOILS_TEXT);
  const mediaUrls = media.map((url) => fill(url, values, problems));
  return problems[0] === undefined ? { type, body, mediaUrls } : { problem: problems[0] };
}

/** The address on its channel, and ISO 3166-1 alpha-2. */
type Recipient = { readonly address: string; readonly country: string | null };

function typeFor(types: ContentTypes, { address, country }: Recipient): ContentType | undefined {
  const plain = mustConvert({ to: address, country, numMedia: 1 })
    ? (["twilio/text", "twilio/media"] as const)
    : (["twilio/media", "twilio/text"] as const);
  return plain.find((type) => types[type]) ?? CONTENT_TYPES.findLast((type) => types[type]);
}

/** What must not be in a value that goes into a text. @source errors/21656 */
const SPOILS_TEXT = /[\n\r\t]| {5}/;

/** In one pass, so that what a value brings is never taken for a variable. */
function fill(template: string, values: ReadonlyMap<string, string>, problems: string[], spoils?: RegExp): string {
  const filled = template.replace(/\{\{([^{}]*)\}\}/g, (_all, inner: string) => {
    const name = inner.trim();
    const value = values.get(name);
    if (!/^\w+$/.test(name)) problems.push(`The template has the placeholder {{${inner}}}`);
    else if (!value) problems.push(`Variable ${name} has no value`);
    else if (spoils?.test(value)) problems.push(`Variable ${name} has a line break, a tab or five spaces in a row`);
    return value ?? "";
  });
  if (/\{\{|\}\}/.test(template.replace(/\{\{[^{}]*\}\}/g, ""))) problems.push("The template has an open placeholder");
  return filled;
}

/** The lines of a type, and its files. */
type Parts = { readonly text: readonly (string | undefined)[]; readonly media: readonly string[] };

const words = (...text: readonly (string | undefined)[]): Parts => ({ text, media: [] });

type Action = { readonly title?: string; readonly url?: string | undefined; readonly phone?: string | undefined };
/** A button that leads somewhere leads there from a text, too; one that only answers says what to answer. */
const lineOf = ({ title, url, phone }: Action) => [title, url ?? phone].filter(Boolean).join(": ");
const linesOf = (actions: readonly Action[] = []) => actions.map(lineOf);

const PARTS: { readonly [Type in ContentType]: (types: ContentTypes) => Parts } = {
  "twilio/text": ({ "twilio/text": part }) => words(part?.body),
  "twilio/media": ({ "twilio/media": part }) => ({ text: [part?.body], media: part?.media ?? [] }),
  "twilio/location": ({ "twilio/location": part }) =>
    words(part?.label, part?.address, `${part?.latitude},${part?.longitude}`),
  "twilio/list-picker": ({ "twilio/list-picker": part }) =>
    words(part?.body, ...(part?.items ?? []).map(({ item, description }) => lineOf({ title: item, url: description }))),
  "twilio/call-to-action": ({ "twilio/call-to-action": part }) => words(part?.body, ...linesOf(part?.actions)),
  "twilio/quick-reply": ({ "twilio/quick-reply": part }) => words(part?.body, ...linesOf(part?.actions)),
  "twilio/card": ({ "twilio/card": part }) => ({
    text: [part?.title, part?.subtitle, ...linesOf(part?.actions)],
    media: part?.media ?? [],
  }),
  "twilio/carousel": ({ "twilio/carousel": part }) =>
    words(part?.body, ...(part?.cards ?? []).flatMap(({ title, body, actions }) => [title, body, ...linesOf(actions)])),
  "twilio/catalog": ({ "twilio/catalog": part }) => words(part?.title, part?.subtitle, part?.body),
  "twilio/schedule": ({ "twilio/schedule": part }) => words(part?.title),
  "twilio/flows": ({ "twilio/flows": part }) => words(part?.body, part?.subtitle),
  "whatsapp/card": ({ "whatsapp/card": part }) => ({
    text: [part?.header_text, part?.body, part?.footer, ...linesOf(part?.actions)],
    media: part?.media ?? [],
  }),
  "whatsapp/authentication": () => words("{{1}} is your verification code."),
  "whatsapp/flows": ({ "whatsapp/flows": part }) => words(part?.body, part?.subtitle),
};
