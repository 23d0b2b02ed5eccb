import type { KeySettings, SettingsSource } from "@/lib/store/settings";

type Freshness = { readonly fresh?: boolean };

/** {@link SettingsSource} that remembers what it read. Each reader can ask past it with `fresh`. */
export type CachedSettings = {
  [Name in keyof SettingsSource]: (
    ...args: [...Parameters<SettingsSource[Name]>, Freshness?]
  ) => ReturnType<SettingsSource[Name]>;
} & {
  /** What is known of this account changed; '' or nothing: of all. */
  invalidate(accountId?: string): void;
  /** Whether changes are heard. While they are not, nothing is remembered: every read goes to the database. */
  listens(heard: boolean): void;
};

/**
 * Remembers settings until the account they belong to changes. Only what exists is remembered; a read that was under way
 * when a change was heard is used once and not kept. The oldest entries go when there are more than `entriesMax` of a kind.
 */
export function cacheSettings(source: SettingsSource, entriesMax = 10_000): CachedSettings {
  let heard = false;
  const accounts = kind(source.account, (account) => account.id);
  const services = kind(source.service, (service) => service.accountId);
  const senders = kind(source.sender, (sender) => sender.accountId);
  const apiKeys = kind(source.apiKey, (key: KeySettings) => key.accountId);
  const contents = kind(source.content, (content) => content.accountId);
  const kinds = [accounts, services, senders, contents, apiKeys];

  return {
    account: (id, freshness) => accounts.read([id], freshness),
    service: (accountId, id, freshness) => services.read([accountId, id], freshness),
    sender: (address, accountId, freshness) => senders.read([address, accountId], freshness),
    content: (accountId, id, freshness) => contents.read([accountId, id], freshness),
    apiKey: (id, freshness) => apiKeys.read([id], freshness),
    invalidate(accountId = "") {
      for (const { forget } of kinds) forget(accountId);
    },
    listens(now) {
      heard = now;
      for (const { forget } of kinds) forget("");
    },
  };

  function kind<Value, Key extends string[]>(
    load: (...key: Key) => Promise<Value | undefined>,
    accountOf: (value: Value) => string,
  ) {
    const entries = new Map<string, Value>();
    const keysOf = new Map<string, Set<string>>();
    /** Reads under way that began since the last change: whoever asks meanwhile shares them. */
    const loading = new Map<string, Promise<Value | undefined>>();
    let generation = 0;

    async function read(key: Key, { fresh = false }: Freshness = {}): Promise<Value | undefined> {
      const name = key.length === 1 ? (key[0] ?? "") : key.join(" ");
      if (fresh) return fetch(name, key);
      const known = entries.get(name);
      if (known) return known;
      const shared = loading.get(name);
      if (shared) return shared;
      const asked = fetch(name, key).finally(() => {
        if (loading.get(name) === asked) loading.delete(name);
      });
      loading.set(name, asked);
      return asked;
    }

    async function fetch(name: string, key: Key): Promise<Value | undefined> {
      const begun = generation;
      const value = await load(...key);
      if (value !== undefined && heard && begun === generation) keep(name, value);
      return value;
    }

    function keep(name: string, value: Value): void {
      entries.delete(name);
      entries.set(name, value);
      const accountId = accountOf(value);
      const keys = keysOf.get(accountId) ?? new Set();
      keysOf.set(accountId, keys.add(name));
      const [oldest] = entries.size > entriesMax ? entries : [];
      if (oldest) {
        entries.delete(oldest[0]);
        keysOf.get(accountOf(oldest[1]))?.delete(oldest[0]);
      }
    }

    function forget(accountId: string): void {
      generation += 1;
      loading.clear();
      if (accountId === "") {
        entries.clear();
        keysOf.clear();
        return;
      }
      for (const name of keysOf.get(accountId) ?? []) entries.delete(name);
      keysOf.delete(accountId);
    }

    return { read, forget };
  }
}
