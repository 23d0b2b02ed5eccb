import type { KeyType } from "@/lib/domain/access";
import type { AccountSettings } from "@/lib/domain/settings";

/** An account with all its settings. */
export type Account = AccountSettings & {
  /** Segments a second that all its texts may take together; null: as many as their queues do. */
  readonly segmentsPerSecond: number | null;
  /** When its second token was made; null: it has none. */
  readonly secondTokenAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A key that acts for its account. Its secret is shown once, when it is made. */
export type ApiKey = {
  readonly id: string;
  readonly type: KeyType;
  /** Of a restricted key: the permissions it has. */
  readonly allow: readonly string[];
  readonly friendlyName: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
