import type { Content } from "@/lib/domain/content";
import type { Message, SendRequest } from "@/lib/domain/message";
import type { AccountSettings, SenderSettings, ServiceSettings } from "@/lib/domain/settings";
import type { MediaShelf } from "@/lib/operations/keep-media";
import type { Db } from "@/lib/store/db";
import type { KeySettings } from "@/lib/store/settings";

/** `fresh` goes past the cache: asked before a refusal, so that what was added a moment ago is found. */
export type Freshness = { fresh?: boolean };

/** Settings that a request needs. The gateway caches them (invalidated by NOTIFY); other processes read the database. */
export type Settings = {
  account(accountId: string, freshness?: Freshness): Promise<AccountSettings | undefined>;
  /** The account's service with its pool; undefined for another account's. */
  service(accountId: string, serviceId: string, freshness?: Freshness): Promise<ServiceSettings | undefined>;
  /** Whoever owns this number, short code or channel address, in any account; of names, the account's own. */
  sender(address: string, accountId: string, freshness?: Freshness): Promise<SenderSettings | undefined>;
  /** The account's content template; undefined for another account's. */
  content(accountId: string, contentId: string, freshness?: Freshness): Promise<Content | undefined>;
  /** An API key by its id: the account it acts for, the digest (hex) of its secret, and what it may do. */
  apiKey(keyId: string, freshness?: Freshness): Promise<KeySettings | undefined>;
};

/** Chooses the sender and stores the message; resolves after COMMIT, and what was resolved is never lost. */
export type Accept = (request: SendRequest) => Promise<Message>;

/** Who asks, of which account, and the world they ask in. Clock, ids and chance are handed in. */
export type Ctx = {
  readonly db: Db;
  readonly accountId: string;
  /** For audit and events: the SID of the credential, or the operator's e-mail. */
  readonly actor: string;
  readonly now: () => Date;
  /** A new, time-ordered UUIDv7. */
  readonly newId: () => string;
  /** `bytes` of randomness, for secrets. */
  readonly randomBytes: (bytes: number) => Uint8Array;
  readonly settings: Settings;
  readonly media: MediaShelf;
  readonly accept: Accept;
  /** Segments a second of simulated senders without a rate of their own. */
  readonly simulatedMps: number;
  /** Told when an account's token stopped: whoever keeps a copy forgets it. */
  readonly onTokenReplaced?: (accountId: string) => Promise<void>;
};
