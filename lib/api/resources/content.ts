import { type Dialect, v1, v2 } from "@/lib/api/dialect";
import { one, type Params } from "@/lib/api/params";
import { type Call, defineResource, readJsonFields } from "@/lib/api/resource";
import type { Content } from "@/lib/domain/content";
import { type Approval, type ApprovalStatus, approvalStatus } from "@/lib/domain/content-approval";
import { CONTENT_TYPES, type ContentType } from "@/lib/domain/content-types";
import { parseIso8601 } from "@/lib/domain/dates";
import { Refusal } from "@/lib/domain/errors";
import { toSid } from "@/lib/domain/sid";
import {
  type ContentFilter,
  CreateContent,
  createContent,
  deleteContent,
  fetchContent,
  listContents,
  SubmitContent,
  submitContent,
  UpdateContent,
  updateContent,
} from "@/lib/operations/content";

/** Content templates. @source OpenAPI twilio_content_v1, twilio_content_v2 */
export const contents = defineResource({
  dialect: v1,
  path: "Content/:ContentSid",
  takes: "json",
  create: (ctx, _path, params, { json }) =>
    createContent(ctx, readJsonFields(CreateContent, withTypeNames(json()), params)),
  list: { key: "contents", prefix: "HX", run: (ctx, _path, page) => listContents(ctx, {}, page) },
  fetch: (ctx, { ContentSid }) => fetchContent(ctx, ContentSid),
  update: async (ctx, { ContentSid }, params, { json }) => {
    await fetchContent(ctx, ContentSid);
    return updateContent(ctx, ContentSid, readJsonFields(UpdateContent, withTypeNames(json()), params));
  },
  remove: (ctx, { ContentSid }) => deleteContent(ctx, ContentSid),
  serialize: contentResource,
});

/** The second generation only lists, narrowed down. */
export const contentsV2 = defineResource({
  dialect: v2,
  path: "Content",
  list: {
    key: "contents",
    prefix: "HX",
    run: (ctx, _path, page, params) => listContents(ctx, readFilter(params), page),
  },
  serialize: contentResource,
});

const listWithApprovals = (dialect: Dialect, filter: (params: Params) => ContentFilter) =>
  defineResource({
    dialect,
    path: "ContentAndApprovals",
    list: {
      key: "contents",
      prefix: "HX",
      run: async (ctx, _path, page, params) => {
        const listing = await listContents(ctx, filter(params), page);
        const now = ctx.now();
        return { ...listing, rows: listing.rows.map((content) => ({ content, now })) };
      },
    },
    serialize: ({ content, now }: { content: Content; now: Date }, call) => ({
      ...basics(content, call),
      approval_requests: approvalFields(content.approval, now),
    }),
  });

export const contentsAndApprovals = [listWithApprovals(v1, () => ({})), listWithApprovals(v2, readFilter)];

/** Templates that were WhatsApp's before there were content templates: nobody has any here. */
export const legacyContents = defineResource({
  dialect: v1,
  path: "LegacyContent",
  list: { key: "contents", prefix: "HX", run: () => ({ rows: [] }) },
  serialize: (none: never) => none,
});

type Submission = { readonly content: Content; readonly now: Date };

/** Where a template's approval stands. */
export const approvalRequests = defineResource({
  dialect: v1,
  path: "Content/:ContentSid/ApprovalRequests",
  fetch: async (ctx, { ContentSid }): Promise<Submission> => ({
    content: await fetchContent(ctx, ContentSid),
    now: ctx.now(),
  }),
  serialize: ({ content, now }: Submission, { accountSid, origin }) => ({
    sid: toSid("HX", content.id),
    account_sid: accountSid,
    whatsapp: { type: "whatsapp", ...approvalFields(content.approval, now) },
    url: `${urlOf(content, origin)}/ApprovalRequests`,
  }),
});

export const whatsappApproval = defineResource({
  dialect: v1,
  path: "Content/:ContentSid/ApprovalRequests/whatsapp",
  takes: "json",
  create: async (ctx, { ContentSid }, params, { json }): Promise<Submission> => {
    await fetchContent(ctx, ContentSid);
    const content = await submitContent(ctx, ContentSid, readJsonFields(SubmitContent, json(), params));
    return { content, now: ctx.now() };
  },
  serialize: ({ content, now }: Submission) => approvalFields(content.approval, now),
});

function contentResource(content: Content, call: Call) {
  const url = urlOf(content, call.origin);
  return {
    ...basics(content, call),
    url,
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}

const urlOf = ({ id }: Content, origin: string) => `${origin}${v1.prefix}/Content/${toSid("HX", id)}`;

const basics = (content: Content, { accountSid }: Call) => ({
  sid: toSid("HX", content.id),
  account_sid: accountSid,
  friendly_name: content.friendlyName,
  language: content.language,
  variables: content.variables,
  types: content.types,
  date_created: content.createdAt,
  date_updated: content.updatedAt,
});

const approvalFields = (approval: Approval | null, now: Date) => {
  const status = approvalStatus(approval, now);
  return {
    name: approval?.name ?? "",
    category: approval?.category ?? "",
    content_type: approval?.contentType ?? "",
    status,
    rejection_reason: status === "rejected" ? (approval?.rejectionReason ?? "") : "",
    allow_category_change: approval?.allowCategoryChange ?? true,
  };
};

/**
 * The client libraries' own classes call the types by names of theirs: `twilioQuickReply` is `twilio/quick-reply`. A type
 * that is null is one the template does not have.
 */
function withTypeNames(body: Record<string, unknown>): Record<string, unknown> {
  const { types } = body;
  if (typeof types !== "object" || types === null || Array.isArray(types)) return body;
  const given = Object.entries(types).filter(([, part]) => part !== null);
  return { ...body, types: Object.fromEntries(given.map(([name, part]) => [TYPE_OF.get(name) ?? name, part])) };
}

const TYPE_OF = new Map<string, ContentType>(
  CONTENT_TYPES.map((type) => [type.replace(/[/-](\w)/g, (_all, letter: string) => letter.toUpperCase()), type]),
);

const STATUSES: readonly ApprovalStatus[] = ["unsubmitted", "received", "pending", "approved", "rejected"];
const ORDERS = { SortByDate: ["oldest", "newest"], SortByContentName: ["name-asc", "name-desc"] } as const;

/** @throws Refusal 20001 a value that cannot be read @source OpenAPI twilio_content_v2 */
function readFilter(params: Params): ContentFilter {
  return {
    createdAfter: readTime(params, "DateCreatedAfter"),
    createdBefore: readTime(params, "DateCreatedBefore"),
    name: one(params, "ContentName") || undefined,
    text: one(params, "Content") || undefined,
    languages: params.get("Language"),
    types: params.get("ContentType"),
    statuses: params.get("ChannelEligibility")?.flatMap(statusIn),
    order: readOrder(params, "SortByContentName") ?? readOrder(params, "SortByDate"),
  };
}

/** `whatsapp:approved`: WhatsApp is the one channel that approves. */
function statusIn(eligibility: string): ApprovalStatus {
  const status = STATUSES.find((known) => eligibility.toLowerCase() === `whatsapp:${known}`);
  if (!status)
    throw new Refusal(20001, "Bad request: ChannelEligibility: Use whatsapp: and a status, as whatsapp:approved");
  return status;
}

function readOrder(params: Params, name: keyof typeof ORDERS): ContentFilter["order"] {
  const given = one(params, name)?.toLowerCase();
  if (!given) return undefined;
  if (given !== "asc" && given !== "desc") throw new Refusal(20001, `Bad request: ${name}: Use asc or desc`);
  return ORDERS[name][given === "asc" ? 0 : 1];
}

function readTime(params: Params, name: string): Date | undefined {
  const text = one(params, name);
  if (!text) return undefined;
  const time = parseIso8601(text);
  if (!time) throw new Refusal(20001, `Bad request: ${name}: Use YYYY-MM-DD, or a time like 2026-01-31T12:00:00Z`);
  return time;
}
