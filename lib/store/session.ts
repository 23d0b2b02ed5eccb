import pg from "pg";
import type { Sql } from "@/lib/store/db";

/** One connection of its own: for what lives as long as it (advisory locks, LISTEN). */
export type Session = {
  readonly sql: Sql;
  /** Resolves when the connection is gone, for whatever reason. */
  readonly ended: Promise<void>;
  close(): void;
};

/**
 * Connects and listens.
 * @param timeoutMs  of connecting and of each statement
 * @throws what connecting throws
 */
export async function openSession(
  url: string,
  {
    channels,
    onNotify,
    timeoutMs,
  }: { channels: readonly string[]; onNotify: (channel: string, payload: string) => void; timeoutMs: number },
): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: true,
    application_name: "senderpool session",
  });
  const ended = new Promise<void>((resolve) => {
    client.once("end", resolve);
    client.on("error", () => resolve());
  });
  client.on("notification", ({ channel, payload = "" }) => onNotify(channel, payload));
  const close = () => void client.end().catch(() => {});
  try {
    await client.connect();
    for (const channel of channels) await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
  } catch (error) {
    close();
    throw error;
  }
  return { sql: client, ended, close };
}
