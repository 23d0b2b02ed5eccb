import { z } from "zod";
import { type Dialect, filtersOf, readLimit, readPage, render } from "@/lib/api/dialect";
import { type Docs, type OperationDoc, operationDocs } from "@/lib/api/docs";
import type { PageTokens } from "@/lib/api/page-token";
import { one, type Params } from "@/lib/api/params";
import { type Access, type Action, assertMay, permissionOf } from "@/lib/domain/access";
import { type ErrorCode, Refusal } from "@/lib/domain/errors";
import type { Listing, Page } from "@/lib/domain/page";
import type { SidPrefix } from "@/lib/domain/sid";
import type { Ctx } from "@/lib/operations/ctx";
import { parseInput } from "@/lib/operations/inputs";

/** What a resource may know of the request beside its path and parameters. */
export type Call = {
  readonly requestId: string;
  readonly at: Date;
  readonly accountSid: string;
  /** The account that signed in: the one the request is about, or its owner. */
  readonly callerId: string;
  /** The caller signed in with an API key, not with the account's token. */
  readonly byKey: boolean;
  readonly access: Access;
  /** With test credentials: nothing is to be done. */
  readonly isTest: boolean;
  /** Base of absolute links, without a trailing slash. */
  readonly origin: string;
  /** The request's path without suffix and query. */
  readonly path: string;
  /** Whether the path had a suffix. */
  readonly suffixed: boolean;
  readonly tokens: PageTokens;
  /** The body of a request to a resource that takes JSON. @throws Refusal 20001, 20413 */
  readonly json: () => Record<string, unknown>;
  /** The name under which the caller asks, so that asking again does nothing twice. @throws Refusal 20001 */
  readonly idempotencyKey: () => string | undefined;
  /** Of the answer: a resource may add its own. */
  readonly answerHeaders: Record<string, string>;
};

/** Names of the `:Name` segments of a path. */
type Names<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The path without its last segment when that is a name: the list that an instance is in. */
type CollectionOf<Path extends string> = Path extends `${infer Head}/${infer Tail}`
  ? Tail extends `${string}/${string}`
    ? `${Head}/${CollectionOf<Tail>}`
    : Tail extends `:${string}`
      ? Head
      : Path
  : Path;

/** Ids, and plain texts where the name stands for no SID. */
type Values<Path extends string> = Readonly<Record<Names<Path>, string>>;

type Run<Path extends string, Answer> = (
  ctx: Ctx,
  path: Values<Path>,
  params: Params,
  call: Call,
) => Promise<Answer> | Answer;

/** One resource of the wire. What its dialect does the same way for all is not told here. */
type Spec<Path extends string, Row> = {
  readonly dialect: Dialect;
  /** Its writes come as JSON instead of a form, and an update by PUT. */
  readonly takes?: "json";
  /** Below the dialect's prefix. A `:Name` at its end names the instance; without it there is only the list. */
  readonly path: Path;
  /** For the account's token and main keys only. @source behaviour §10.1 (keys) */
  readonly ownersOnly?: true;
  /** What was made; undefined when nothing was, and nothing was wrong. */
  readonly create?: Run<CollectionOf<Path>, Row | undefined>;
  /** What a create answers to test credentials, for which nothing is done. @source behaviour §3.8 */
  readonly rehearse?: Run<CollectionOf<Path>, Row>;
  /** A list by pages: the name of its array, and what the SIDs in its page tokens begin with. */
  readonly list?: {
    readonly key: string;
    readonly prefix: SidPrefix;
    readonly run: (
      ctx: Ctx,
      path: Values<CollectionOf<Path>>,
      page: Page,
      params: Params,
    ) => Promise<Listing<Row>> | Listing<Row>;
  };
  /** A list that is not paged: the first `limit` rows. */
  readonly search?: {
    readonly key: string;
    readonly run: (
      ctx: Ctx,
      path: Values<CollectionOf<Path>>,
      limit: number,
      params: Params,
    ) => Promise<readonly Row[]> | readonly Row[];
  };
  readonly fetch?: Run<Path, Row>;
  /** Where the bytes of an instance are, which its path without the suffix leads to. */
  readonly bytes?: Run<Path, string>;
  readonly update?: Run<Path, Row>;
  /** Of an update that is only taken in, and done later: 202. */
  readonly updateStatus?: 202;
  /** Changes a part, where the wire says PATCH. */
  readonly patch?: Run<Path, Row>;
  /** A fetch that leads elsewhere: its answer has a `Location`, which the fetch sets. */
  readonly fetchStatus?: 307;
  /** Makes an instance whose name the caller gives, by a POST to it. */
  readonly establish?: Run<Path, Row>;
  readonly remove?: Run<Path, void>;
  /** Dates stay dates here: the dialect writes them. */
  readonly serialize: (row: Row, call: Call) => Record<string, unknown>;
  /** What the OpenAPI file tells of it. */
  readonly docs?: Docs;
  /** Where the answer to a create differs. */
  readonly serializeCreated?: (row: Row, call: Call) => Record<string, unknown>;
};

export type Answer = { readonly status: number; readonly body: Record<string, unknown> | undefined };

/** Answers one method of one path, whose SIDs are ids by now. */
export type Endpoint = (
  ctx: Ctx,
  path: Readonly<Record<string, string>>,
  params: Params,
  call: Call,
) => Promise<Answer>;

/** The endpoints of a path, by method. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** A resource as the router takes it: its paths, with the dialect's prefix, and what answers there. */
export type Resource = {
  readonly routes: readonly {
    readonly path: string;
    readonly endpoints: Endpoints;
    readonly takes?: "json";
    /** A GET tells a list, not one thing. */
    readonly lists?: true;
    /** What its methods do, by method, where the resource tells it. */
    readonly docs?: Readonly<Record<string, OperationDoc>>;
  }[];
};

/** @source behaviour §10.2 (status codes) */
export function defineResource<const Path extends string, Row>(spec: Spec<Path, Row>): Resource {
  const { dialect, takes, create, rehearse, list, search, fetch, bytes, update, establish, remove, serialize } = spec;
  const { serializeCreated = serialize, ownersOnly = false, fetchStatus = 200, updateStatus = 200, patch } = spec;
  const write = (row: Row, call: Call) => render(serialize(row, call), dialect);

  const onCollection: Record<string, Endpoint> = {};
  const onInstance: Record<string, Endpoint> = {};
  /** An endpoint for whoever may do this; for test credentials only where there is something to try out. */
  const gated = (action: Action, run: Endpoint, rehearsal?: Endpoint): Endpoint => {
    const permission = permissionOf(spec.path, action);
    return (ctx, path, params, call) => {
      if (call.isTest) {
        if (!rehearsal) throw new Refusal(20008);
        return rehearsal(ctx, path, params, call);
      }
      assertMay(call.access, permission, ownersOnly);
      return run(ctx, path, params, call);
    };
  };

  if (list) {
    onCollection.GET = gated("list", async (ctx, path, params, call) => {
      const scope = `${call.accountSid} ${call.path}`;
      const page = readPage(params, (token) => call.tokens.read(scope, list.prefix, token));
      const { rows, nextAfter, previousBefore } = await list.run(ctx, path as Values<CollectionOf<Path>>, page, params);
      const body = dialect.page({
        key: list.key,
        rows: rows.map((row) => write(row, call)),
        path: call.path + dialect.suffix,
        filters: filtersOf(params),
        page,
        token: one(params, "PageToken") || undefined,
        nextToken: nextAfter && call.tokens.write(scope, list.prefix, { after: nextAfter }),
        previousToken: previousBefore && call.tokens.write(scope, list.prefix, { before: previousBefore }),
        origin: call.origin,
      });
      return { status: 200, body };
    });
  }
  if (search) {
    onCollection.GET = gated("list", async (ctx, path, params, call) => {
      const limit = readLimit(params);
      const rows = await search.run(ctx, path as Values<CollectionOf<Path>>, limit, params);
      const body = {
        [search.key]: rows.slice(0, limit).map((row) => write(row, call)),
        uri: call.path + dialect.suffix,
      };
      return { status: 200, body };
    });
  }
  if (create) {
    const making =
      (make: NonNullable<typeof create>): Endpoint =>
      async (ctx, path, params, call) => {
        const row = await make(ctx, path as Values<CollectionOf<Path>>, params, call);
        if (row === undefined) return { status: 204, body: undefined };
        return { status: 201, body: render(serializeCreated(row, call), dialect) };
      };
    onCollection.POST = gated("create", making(create), rehearse && making(rehearse));
  }
  const onInstances = [
    ["GET", "read", fetch, fetchStatus],
    [takes === "json" ? "PUT" : "POST", "update", update, updateStatus],
    ["PATCH", "update", patch, 200],
    ["POST", "create", establish, 201],
  ] as const;
  for (const [method, action, run, status] of onInstances) {
    if (!run) continue;
    onInstance[method] = gated(action, async (ctx, path, params, call) => {
      const row = await run(ctx, path as Values<Path>, params, call);
      return { status, body: write(row, call) };
    });
  }
  const { GET: tell } = onInstance;
  if (bytes && tell) {
    onInstance.GET = gated("read", async (ctx, path, params, call) => {
      if (call.suffixed) return tell(ctx, path, params, call);
      call.answerHeaders.Location = await bytes(ctx, path as Values<Path>, params, call);
      return { status: 307, body: undefined };
    });
  }
  if (remove) {
    onInstance.DELETE = gated("delete", async (ctx, path, params, call) => {
      await remove(ctx, path as Values<Path>, params, call);
      return { status: 204, body: undefined };
    });
  }

  const told = spec.docs && operationDocs(spec.docs, spec);
  const docsOf = (actions: Readonly<Record<string, Action>>) =>
    told && { docs: Object.fromEntries(Object.entries(actions).map(([method, action]) => [method, told[action]])) };
  const collectionDocs = docsOf({ ...((list ?? search) && { GET: "list" }), ...(create && { POST: "create" }) });
  const instanceDocs = docsOf({
    ...(fetch && { GET: "read" }),
    ...(update && { POST: "update" }),
    ...(remove && { DELETE: "delete" }),
  });

  const at = spec.path.lastIndexOf("/");
  const isNamed = spec.path.startsWith(":", at + 1);
  const taking = takes && { takes };
  const lists = (list ?? search) && { lists: true as const };
  const path = `${dialect.prefix}/${spec.path}`;
  if (!isNamed) {
    const docs = told && { docs: { ...collectionDocs?.docs, ...instanceDocs?.docs } };
    return { routes: [{ path, endpoints: { ...onCollection, ...onInstance }, ...taking, ...lists, ...docs }] };
  }
  const routes = [
    { path: path.slice(0, path.lastIndexOf("/")), endpoints: onCollection, ...taking, ...lists, ...collectionDocs },
    { path, endpoints: onInstance, ...taking, ...instanceDocs },
  ];
  return { routes: routes.filter(({ endpoints }) => Object.keys(endpoints).length > 0) };
}

/** The wire's name of a field: `friendlyName` is `FriendlyName`. */
const wireName = (field: string) => field.charAt(0).toUpperCase() + field.slice(1);

/**
 * Reads parameters as a schema's fields, by their wire names; unknown ones are ignored. Of a list every value is read, of
 * anything else the last.
 * @param missing the code a required one is refused with when it is not there
 * @throws Refusal `missing`; else as {@link parseInput}
 */
export function readFields<Schema extends z.ZodObject>(
  schema: Schema,
  params: Params,
  missing: ErrorCode = 20001,
): z.output<Schema> {
  const raw: Record<string, unknown> = {};
  for (const [field, type] of Object.entries(schema.shape)) {
    const value = isList(type) ? params.get(wireName(field)) : one(params, wireName(field));
    if (value !== undefined) raw[field] = value;
    else if (!(type as z.ZodType).safeParse(undefined).success) {
      throw new Refusal(missing, `Missing required parameter ${wireName(field)} in the post body`);
    }
  }
  return parseInput(schema, raw, wireName);
}

const isList = (type: unknown): boolean =>
  type instanceof z.ZodArray ||
  ((type instanceof z.ZodOptional || type instanceof z.ZodDefault) && isList(type.unwrap()));

/**
 * Reads a JSON body as a schema's fields, by their names on the wire: words joined by underscores. The client libraries'
 * own classes write them in camel case, which is read, too.
 * @param params of the same request, which keep which names were looked at
 * @throws Refusal as {@link parseInput}
 */
export function readJsonFields<Schema extends z.ZodObject>(
  schema: Schema,
  body: Readonly<Record<string, unknown>>,
  params: Params,
): z.output<Schema> {
  const raw: Record<string, unknown> = {};
  for (const field of Object.keys(schema.shape)) {
    raw[field] = body[snakeCase(field)] ?? body[field];
    for (const name of [snakeCase(field), field]) params.has(name);
  }
  return parseInput(schema, raw, snakeCase);
}

const snakeCase = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
