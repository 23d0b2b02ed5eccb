import type { AccountSettings } from "@/lib/domain/settings";

/** An account with all its settings. */
export type Account = AccountSettings & {
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A key that acts for its account. Its secret is shown once, when it is made. */
export type ApiKey = {
  readonly id: string;
  readonly friendlyName: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
