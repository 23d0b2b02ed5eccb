import { z } from "zod";

/**
 * What a content template may consist of: one entry for each type it is written in. Names, fields and which of them are
 * required follow the wire; lengths are those of the channel that takes the most.
 * @source OpenAPI twilio_content_v1 (`types`); twilio.com/docs/content (limits of each type)
 */

/** What PostgreSQL can keep and a phone can show. */
const plain = z
  .string("Use a text")
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "It has a character that is none");
const text = (max: number) => plain.min(1, "Give a text").max(max, `Use at most ${max} characters`);
const url = text(2_048);
const several = <Item extends z.ZodType>(item: Item, max: number) =>
  z.array(item, "Use a list").min(1, "Give at least one").max(max, `Give at most ${max}`);

const BODY_MAX = 1_600;
const RICH_BODY_MAX = 1_024;

const button = { title: text(25), id: text(200).optional() };
const target = { url: url.optional(), phone: text(20).optional(), code: text(15).optional() };
const action = <Type extends string>(...types: readonly Type[]) =>
  z.strictObject({ type: z.enum(types as readonly [Type, ...Type[]]), ...button, ...target });

const cardAction = action("URL", "PHONE_NUMBER", "QUICK_REPLY", "COPY_CODE", "VOICE_CALL").extend({
  webview_size: z.enum(["TALL", "FULL", "HALF", "NONE"]).optional(),
});
const carouselCard = z.strictObject({
  title: text(160).optional(),
  body: text(160),
  media: url,
  actions: several(action("URL", "PHONE_NUMBER", "QUICK_REPLY").omit({ code: true }), 2),
});
const catalogItem = z.strictObject({
  id: text(200).optional(),
  section_title: text(60).optional(),
  name: text(100).optional(),
  media_url: url.optional(),
  price: z.number().nonnegative().optional(),
  description: text(200).optional(),
});
const flowsPage = z.strictObject({
  id: text(200),
  next_page_id: text(200).optional(),
  title: text(60),
  subtitle: text(60).optional(),
  layout: several(z.strictObject({ label: text(60).optional(), type: text(60) }), 20),
});

const TYPES = {
  "twilio/text": z.strictObject({ body: text(BODY_MAX) }),
  "twilio/media": z.strictObject({ body: plain.max(BODY_MAX).optional(), media: several(url, 10) }),
  "twilio/location": z.strictObject({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    label: text(1_000).optional(),
    id: text(200).optional(),
    address: text(1_000).optional(),
  }),
  "twilio/list-picker": z.strictObject({
    body: text(RICH_BODY_MAX),
    button: text(20),
    items: several(z.strictObject({ id: text(200), item: text(24), description: text(72).optional() }), 10),
  }),
  "twilio/call-to-action": z.strictObject({
    body: text(RICH_BODY_MAX),
    actions: several(action("URL", "PHONE_NUMBER", "COPY_CODE", "VOICE_CALL", "VOICE_CALL_REQUEST"), 10),
  }),
  "twilio/quick-reply": z.strictObject({
    body: text(RICH_BODY_MAX),
    actions: several(z.strictObject({ type: z.literal("QUICK_REPLY").optional(), ...button }), 10),
  }),
  "twilio/card": z
    .strictObject({
      title: text(RICH_BODY_MAX).optional(),
      subtitle: text(60).optional(),
      media: several(url, 10).optional(),
      actions: several(cardAction, 10).optional(),
    })
    .refine(
      ({ title, ...rest }) => title !== undefined && Object.keys(rest).length > 0,
      "Give a title and one field more",
    ),
  "twilio/carousel": z.strictObject({ body: text(RICH_BODY_MAX), cards: several(carouselCard, 10) }),
  "twilio/catalog": z.strictObject({
    title: text(60).optional(),
    body: text(RICH_BODY_MAX),
    subtitle: text(60).optional(),
    id: text(200).optional(),
    items: several(catalogItem, 30).optional(),
    dynamic_items: text(200).optional(),
  }),
  "twilio/schedule": z.strictObject({ id: text(200), title: text(RICH_BODY_MAX), timeSlots: text(2_048) }),
  "twilio/flows": z.strictObject({
    body: text(RICH_BODY_MAX),
    button_text: text(20),
    subtitle: text(60).optional(),
    media_url: url.optional(),
    pages: several(flowsPage, 10),
    type: text(60),
  }),
  "whatsapp/card": z
    .strictObject({
      body: text(RICH_BODY_MAX),
      footer: text(60).optional(),
      media: several(url, 1).optional(),
      header_text: text(60).optional(),
      actions: several(cardAction, 10).optional(),
    })
    .refine((card) => Object.keys(card).length > 1, "Give a body and one field more"),
  "whatsapp/authentication": z.strictObject({
    add_security_recommendation: z.boolean().optional(),
    code_expiration_minutes: z.number().int().min(1).max(90).optional(),
    actions: several(z.strictObject({ type: z.literal("COPY_CODE"), copy_code_text: text(25) }), 1),
  }),
  "whatsapp/flows": z.strictObject({
    body: text(RICH_BODY_MAX),
    button_text: text(20),
    subtitle: text(60).optional(),
    media_url: url.optional(),
    flow_id: text(200),
    flow_token: text(200).optional(),
    flow_first_page_id: text(200).optional(),
    is_flow_first_page_endpoint: z.boolean().optional(),
  }),
} as const;

export type ContentType = keyof typeof TYPES;

/** From the plainest to the richest. @source twilio.com/docs/content/content-types-overview (content complexity) */
export const CONTENT_TYPES = Object.keys(TYPES) as readonly ContentType[];

export const ContentTypes = z
  .strictObject(TYPES, "Use an object of content types")
  .partial()
  .refine((types) => Object.values(types).some(Boolean), "Give at least one content type, such as twilio/text");
export type ContentTypes = z.infer<typeof ContentTypes>;

/** A name of a variable, as it stands between the braces of a template. */
const VARIABLE = /^\w{1,32}$/;
const VARIABLES_MAX = 100;

/** Values of variables by name; in a template the values it is sent with unless the message brings its own. */
export const ContentVariables = z
  .record(plain.regex(VARIABLE, "Use letters and digits"), plain.max(BODY_MAX))
  .refine((variables) => Object.keys(variables).length <= VARIABLES_MAX, `Use at most ${VARIABLES_MAX} variables`);
export type ContentVariables = Readonly<z.infer<typeof ContentVariables>>;
