import { CATALOGUE } from "@/lib/domain/errors";
import { isIll, JUDGED_MIN, JUDGED_MS, setAside, USUAL_MS } from "@/lib/domain/sender-health";
import type { Db, Sql } from "@/lib/store/db";
import { findJudged, forgetAside, lockJudging, storeAside, tallyUsual } from "@/lib/store/sender-health";
import { transact } from "@/lib/store/transaction";

/** Failures that tell nothing about the sender. */
const OWN_FAULTS = Object.entries(CATALOGUE).flatMap(([code, { party }]) =>
  party === "Your request" || party === "Senderpool" || party === "Your endpoint" ? [Number(code)] : [],
);

/**
 * Sets aside the senders of whose messages more fail than usual, and forgets about those that are well again. Of several
 * gateways one does it at a time.
 * @returns who was set aside
 */
export function judgeSenders(
  db: Pick<Db, "sql">,
  now: Date,
): Promise<readonly { phoneNumber: string; asideUntil: Date }[]> {
  return transact(db.sql, async (sql) => {
    if (!(await lockJudging(sql))) return [];
    const since = new Date(now.getTime() - JUDGED_MS);
    const judged = await findJudged(sql, { since, finishedMin: JUDGED_MIN, ownFaults: OWN_FAULTS });
    const ill = [];
    for (const sender of judged) {
      // The past only raises the bound: it is read for those that are above the lowest one.
      if (isIll(sender.recent, NO_PAST) && isIll(sender.recent, await usualOf(sql, sender, now))) {
        const aside = setAside(sender.before, now);
        await storeAside(sql, sender.numberId, aside, sender.recent);
        ill.push({ phoneNumber: sender.phoneNumber, asideUntil: aside.asideUntil });
      } else if (sender.before) {
        await forgetAside(sql, sender.numberId);
      }
    }
    return ill;
  });
}

const HOUR_MS = 3_600_000;

const NO_PAST = { finished: 0, failed: 0 };

/** In whole hours before the time that is judged. */
const usualOf = (sql: Sql, sender: Parameters<typeof tallyUsual>[1], now: Date) =>
  tallyUsual(sql, sender, {
    from: new Date(now.getTime() - USUAL_MS),
    to: new Date(now.getTime() - JUDGED_MS - HOUR_MS),
    ownFaults: OWN_FAULTS,
  });
