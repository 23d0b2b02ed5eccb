import type { Shape } from "@/lib/api/shape";
import type { Action } from "@/lib/domain/access";

/** A parameter: what it is, and what for. */
export type ParamDoc = {
  readonly about: string;
  /** A leaf of a shape; by default a text. */
  readonly type?: string;
  readonly required?: true;
  /** It may come several times. */
  readonly several?: true;
};
export type ParamDocs = Readonly<Record<string, ParamDoc>>;

/** What the OpenAPI file tells of a resource that is Senderpool's own. */
export type Docs = {
  /** What each thing that can be done to it does, in a sentence. */
  readonly about: Partial<Readonly<Record<Action, string>>>;
  readonly params?: Partial<Readonly<Record<Action, ParamDocs>>>;
  readonly row: Shape;
  /** A create may make nothing, and nothing is wrong. */
  readonly mayMakeNothing?: true;
};

/** What a method of a path does. */
export type OperationDoc = {
  readonly about: string;
  readonly params: ParamDocs;
  /** By status; null: without a body. */
  readonly answers: Readonly<Record<number, Shape | null>>;
};

const SIZE: ParamDocs = { PageSize: { type: "integer", about: "Rows at most, 1 to 1000; 50 when it is not given." } };
const PAGING: ParamDocs = {
  ...SIZE,
  Page: { type: "integer", about: "Number of the page, as the caller counts; a token leads to it." },
  PageToken: { about: "Where the page begins, from the link to it." },
};
const ENVELOPE = {
  end: "integer",
  first_page_uri: "uri",
  next_page_uri: "uri|null",
  page: "integer",
  page_size: "integer",
  previous_page_uri: "uri|null",
  start: "integer",
  uri: "uri",
} as const;

/** The operations of a resource, by how they are asked for. @source lib/api/resource.ts (statuses and methods) */
export function operationDocs(
  { about, params = {}, row, mayMakeNothing }: Docs,
  { list, search }: { readonly list?: { readonly key: string }; readonly search?: { readonly key: string } },
): Readonly<Record<Action, OperationDoc>> {
  const doc = (action: Action, answers: OperationDoc["answers"], beside: ParamDocs = {}): OperationDoc => ({
    about: about[action] ?? "",
    params: { ...params[action], ...beside },
    answers,
  });
  return {
    list: search
      ? doc("list", { 200: { [search.key]: [row], uri: "uri" } }, SIZE)
      : doc("list", { 200: { [list?.key ?? ""]: [row], ...ENVELOPE } }, PAGING),
    create: doc("create", mayMakeNothing ? { 201: row, 204: null } : { 201: row }),
    read: doc("read", { 200: row }),
    update: doc("update", { 200: row }),
    delete: doc("delete", { 204: null }),
  };
}
