import { randomBytes } from "node:crypto";
import { SIMULATED_CARRIER_ID } from "@/lib/domain/inventory";
import { createIdSource } from "@/lib/domain/sid";
import type { Db } from "@/lib/store/db";
import { seal } from "@/lib/store/secrets";

const newId = createIdSource({ now: Date.now, randomBytes });

/**
 * Stores an account with five US long codes: one on its own, four in a service's pool.
 * @param token its auth token
 */
export async function storeCustomer(
  db: Db,
  token: string,
): Promise<{ accountId: string; from: string; serviceId: string }> {
  const [accountId, serviceId] = [newId(), newId()];
  await db.sql.query(
    "INSERT INTO account (id, friendly_name, auth_token_sealed, updated_at) VALUES ($1, 'Bench', $2, now())",
    [accountId, seal(token)],
  );
  await db.sql.query(
    "INSERT INTO messaging_service (id, account_id, friendly_name, updated_at) VALUES ($1, $2, 'Bench', now())",
    [serviceId, accountId],
  );
  const numbers = Array.from({ length: 5 }, (_, index) => `+1628555010${index}`);
  for (const [index, phoneNumber] of numbers.entries()) {
    const id = newId();
    await db.sql.query(
      `INSERT INTO phone_number (id, account_id, phone_number, friendly_name, country, type, carrier_id, updated_at)
       VALUES ($1, $2, $3, $3, 'US', 'local', $4, now())`,
      [id, accountId, phoneNumber, SIMULATED_CARRIER_ID],
    );
    if (index > 0) {
      await db.sql.query("INSERT INTO pool_member (number_id, service_id, account_id) VALUES ($1, $2, $3)", [
        id,
        serviceId,
        accountId,
      ]);
    }
  }
  return { accountId, serviceId, from: numbers[0] ?? "" };
}
