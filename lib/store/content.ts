import type { Content } from "@/lib/domain/content";
import { type Approval, type ApprovalStatus, RECEIVED_MS, REVIEW_MS } from "@/lib/domain/content-approval";
import type { ContentType, ContentTypes, ContentVariables } from "@/lib/domain/content-types";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";
import type { Content as Row } from "@/lib/store/generated/client";
import { literally } from "@/lib/store/like";

/** What can be written of a template. */
export type ContentFields = Pick<Content, "friendlyName" | "language" | "variables" | "types">;

export async function insert(
  db: Db,
  accountId: string,
  { id, at, ...fields }: ContentFields & { readonly id: string; readonly at: Date },
): Promise<Content> {
  return toContent(
    await db.prisma.content.create({ data: { id, accountId, createdAt: at, updatedAt: at, ...fields } }),
  );
}

export async function find(db: Db, accountId: string, id: string): Promise<Content | undefined> {
  const row = await db.prisma.content.findUnique({ where: { id, accountId } });
  return row ? toContent(row) : undefined;
}

export async function count(db: Db, accountId: string): Promise<number> {
  return db.prisma.content.count({ where: { accountId } });
}

/** Changes a template that was never submitted. @returns undefined when the account has no such one */
export async function update(
  db: Db,
  accountId: string,
  id: string,
  { at, ...fields }: Partial<ContentFields> & { readonly at: Date },
): Promise<Content | undefined> {
  const [row] = await db.prisma.content.updateManyAndReturn({
    where: { id, accountId, submittedAt: null },
    data: { ...fields, updatedAt: at },
  });
  return row && toContent(row);
}

/** Submits a template that was never submitted. @returns undefined when the account has no such one */
export async function submit(
  db: Db,
  accountId: string,
  id: string,
  { name, category, allowCategoryChange, submittedAt, rejectionReason }: Omit<Approval, "contentType">,
): Promise<Content | undefined> {
  const [row] = await db.prisma.content.updateManyAndReturn({
    where: { id, accountId, submittedAt: null },
    data: { approvalName: name, approvalCategory: category, allowCategoryChange, submittedAt, rejectionReason },
  });
  return row && toContent(row);
}

export async function remove(db: Db, accountId: string, id: string): Promise<boolean> {
  return (await db.prisma.content.deleteMany({ where: { id, accountId } })).count > 0;
}

/** What a list is narrowed to, and its order; newest first unless said otherwise. */
export type ContentFilter = {
  readonly createdAfter?: Date | undefined;
  readonly createdBefore?: Date | undefined;
  /** A part of the name, whatever its case. */
  readonly name?: string | undefined;
  /** A part of what the template says, whatever its case. */
  readonly text?: string | undefined;
  readonly languages?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly statuses?: readonly ApprovalStatus[] | undefined;
  readonly order?: "newest" | "oldest" | "name-asc" | "name-desc" | undefined;
};

/**
 * The account's templates that match. In an order by name the cursor is the name as well as the id, so that a page follows
 * from the row before it even when that one is gone.
 * @param now of which the states of submissions are told
 */
export async function list(
  db: Db,
  accountId: string,
  filter: ContentFilter,
  page: Page,
  now: Date,
): Promise<Listing<Content>> {
  const byName = filter.order?.startsWith("name");
  const isRising = filter.order === "oldest" || filter.order === "name-asc";
  const { take, skip, cursor, order } = windowOf(page, isRising ? "asc" : "desc");
  const { where, values } = conditionsOf(accountId, filter, now);
  if (cursor) {
    const [operator, at] = "lt" in cursor ? ["<", cursor.lt] : [">", cursor.gt];
    const [id, name] = [at.slice(0, ID_LENGTH), at.slice(ID_LENGTH)];
    if (byName) where.push(`(friendly_name, id) ${operator} ($${values.push(name)}, $${values.push(id)}::uuid)`);
    else where.push(`id ${operator} $${values.push(id)}::uuid`);
  }
  const { rows } = await db.sql.query<Row>(
    `SELECT ${COLUMNS} FROM content WHERE ${where.join(" AND ")}
     ORDER BY ${byName ? `friendly_name ${order}, ` : ""}id ${order} LIMIT ${take} OFFSET ${skip}`,
    values,
  );
  return toListing(page, rows.map(toContent), ({ id, friendlyName }) => (byName ? id + friendlyName : id));
}

const ID_LENGTH = 36;

const COLUMNS = `id, account_id AS "accountId", friendly_name AS "friendlyName", language, variables, types,
  approval_name AS "approvalName", approval_category AS "approvalCategory", submitted_at AS "submittedAt",
  allow_category_change AS "allowCategoryChange", rejection_reason AS "rejectionReason", created_at AS "createdAt",
  updated_at AS "updatedAt"`;

function conditionsOf(accountId: string, filter: ContentFilter, now: Date): { where: string[]; values: unknown[] } {
  const values: unknown[] = [accountId];
  const where = ["account_id = $1"];
  const ask = (condition: string, value: unknown) => {
    if (value !== undefined) where.push(condition.replace("?", () => `$${values.push(value)}`));
  };
  const part = (given: string | undefined) => given && `%${literally(given)}%`;
  ask("created_at > ?", filter.createdAfter);
  ask("created_at < ?", filter.createdBefore);
  ask("friendly_name ILIKE ?", part(filter.name) || undefined);
  ask("types::text ILIKE ?", part(filter.text) || undefined);
  ask("language = ANY(?)", filter.languages);
  ask("jsonb_exists_any(types, ?::text[])", filter.types);
  ask(`${STATUS(now)} = ANY(?)`, filter.statuses);
  return { where, values };
}

/** {@link approvalStatus} in SQL. */
const STATUS = (now: Date) => `CASE
  WHEN submitted_at IS NULL THEN 'unsubmitted'
  WHEN submitted_at > '${new Date(now.getTime() - RECEIVED_MS).toISOString()}' THEN 'received'
  WHEN submitted_at > '${new Date(now.getTime() - REVIEW_MS).toISOString()}' THEN 'pending'
  WHEN rejection_reason = '' THEN 'approved' ELSE 'rejected' END`;

function toContent(row: Row): Content {
  const types = row.types as ContentTypes;
  const { approvalName: name, approvalCategory, submittedAt } = row;
  return {
    id: row.id,
    accountId: row.accountId,
    friendlyName: row.friendlyName,
    language: row.language,
    variables: row.variables as ContentVariables,
    types,
    approval:
      name === null || submittedAt === null
        ? null
        : {
            name,
            category: approvalCategory as Approval["category"],
            allowCategoryChange: row.allowCategoryChange ?? true,
            contentType: Object.keys(types)[0] as ContentType,
            submittedAt,
            rejectionReason: row.rejectionReason ?? "",
          },
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
