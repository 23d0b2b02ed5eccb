import type { MessageFilter } from "@/lib/domain/message-filter";
import type { LogRow } from "@/lib/domain/message-log";
import type { Direction, MessageStatus } from "@/lib/domain/message-status";
import { type Listing, type Page, toListing, windowOf } from "@/lib/domain/page";
import type { Db } from "@/lib/store/db";
import { matching } from "@/lib/store/message-where";

type Row = {
  id: string;
  created_at: Date;
  direction: Direction;
  service_id: string | null;
  service_name: string | null;
  from_number: string | null;
  from_given: boolean;
  to_number: string;
  country: string | null;
  segments: number;
  num_media: number;
  status: MessageStatus;
  error_code: number | null;
};

/** One page of the log, newest first: what a row shows, without texts. Names of services are joined after the page is cut. */
export async function logRows(db: Db, accountId: string, filter: MessageFilter, page: Page): Promise<Listing<LogRow>> {
  const { take, cursor, order } = windowOf(page, "desc");
  const { where, values } = matching(accountId, filter, cursor);
  const { rows } = await db.sql.query<Row>(
    `SELECT m.*, s.friendly_name AS service_name
     FROM (
       SELECT m.id, m.created_at, m.direction, m.service_id, m.from_number, m.from_given, m.to_number, m.country, m.segments,
              m.num_media, m.status, m.error_code
       FROM message m WHERE ${where} ORDER BY m.id ${order} LIMIT ${take}
     ) m LEFT JOIN messaging_service s ON s.id = m.service_id AND s.account_id = $1
     ORDER BY m.id ${order}`,
    values,
  );
  return toListing(page, rows.map(toLogRow), (row) => row.id);
}

const toLogRow = (row: Row): LogRow => ({
  id: row.id,
  createdAt: row.created_at,
  direction: row.direction,
  serviceId: row.service_id,
  serviceName: row.service_name,
  from: row.from_number,
  fromGiven: row.from_given,
  to: row.to_number,
  country: row.country,
  segments: row.segments,
  numMedia: row.num_media,
  status: row.status,
  errorCode: row.error_code,
});
