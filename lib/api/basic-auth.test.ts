import { beforeEach, expect, test } from "vitest";
import type { AccountSettings } from "@/lib/domain/settings";
import { toSid } from "@/lib/domain/sid";
import { hashSecret } from "@/lib/store/secrets";
import type { KeySettings } from "@/lib/store/settings";
import { cacheSettings } from "@/lib/store/settings-cache";
import { createBasicAuth } from "./basic-auth";

const ACCOUNT = "0190a000-0000-7000-8000-00000000000a";
const KEY = "0190a000-0000-7000-8000-00000000000b";
const TOKEN = "0123456789abcdef0123456789abcdef";
const basic = (user: string, password: string) => `Basic ${btoa(`${user}:${password}`)}`;
const byToken = basic(toSid("AC", ACCOUNT), TOKEN);
const byKey = basic(toSid("SK", KEY), "secret");

let stored: { account: AccountSettings; key: KeySettings | undefined; reads: number };
beforeEach(() => {
  stored = {
    account: { id: ACCOUNT, status: "active", authToken: TOKEN, secondToken: null } as AccountSettings,
    key: { accountId: ACCOUNT, secretHash: hashSecret("secret"), type: "standard", allow: [] },
    reads: 0,
  };
});

function signIn() {
  const settings = cacheSettings({
    account: async (id) => {
      stored.reads += 1;
      return id === ACCOUNT ? { ...stored.account } : undefined;
    },
    apiKey: async (id) => {
      stored.reads += 1;
      return id === KEY && stored.key ? { ...stored.key } : undefined;
    },
    service: async () => undefined,
    sender: async () => undefined,
    content: async () => undefined,
  });
  settings.listens(true);
  return { authenticate: createBasicAuth(settings), changed: () => settings.invalidate(ACCOUNT) };
}

test("an account signs in with its token, a key with its secret", async () => {
  const { authenticate } = signIn();
  expect(await authenticate(byToken)).toMatchObject({
    account: { id: ACCOUNT },
    actor: toSid("AC", ACCOUNT),
    byKey: false,
  });
  expect(await authenticate(byKey)).toMatchObject({ account: { id: ACCOUNT }, actor: toSid("SK", KEY), byKey: true });
});

test.each([
  ["a wrong token", basic(toSid("AC", ACCOUNT), "wrong")],
  ["no token", basic(toSid("AC", ACCOUNT), "")],
  ["a key's secret under the account's name", basic(toSid("AC", ACCOUNT), "secret")],
  ["the account's token under a key's name", basic(toSid("SK", KEY), TOKEN)],
  ["an unknown account", basic(toSid("AC", KEY), TOKEN)],
  ["a name that is no SID", basic("owl", TOKEN)],
  ["no colon", `Basic ${btoa("owl")}`],
  ["another scheme", `Bearer ${TOKEN}`],
])("%s does not", async (_rule, header) => {
  await expect(signIn().authenticate(header)).rejects.toMatchObject({ code: 20003 });
});

test("a scheme is read in any case", async () => {
  expect(await signIn().authenticate(byToken.replace("Basic", "basic"))).toMatchObject({ account: { id: ACCOUNT } });
});

test("what was confirmed is not read again while nothing changes", async () => {
  const { authenticate } = signIn();
  await authenticate(byKey);
  const { reads } = stored;
  for (let request = 0; request < 10; request++) await authenticate(byKey);
  expect(stored.reads).toBe(reads);
});

test("a revoked key stops as soon as its change is heard", async () => {
  const { authenticate, changed } = signIn();
  await authenticate(byKey);
  stored.key = undefined;
  changed();
  await expect(authenticate(byKey)).rejects.toMatchObject({ code: 20003 });
});

test("a rotated token stops as soon as its change is heard, and the new one works before that", async () => {
  const { authenticate, changed } = signIn();
  await authenticate(byToken);
  stored.account = { ...stored.account, authToken: "f".repeat(32) };
  expect(await authenticate(basic(toSid("AC", ACCOUNT), "f".repeat(32)))).toMatchObject({ account: { id: ACCOUNT } });
  changed();
  await expect(authenticate(byToken)).rejects.toMatchObject({ code: 20003 });
});

test("a suspended account is told apart from a stranger", async () => {
  const { authenticate, changed } = signIn();
  await authenticate(byToken);
  stored.account = { ...stored.account, status: "suspended" };
  changed();
  await expect(authenticate(byToken)).rejects.toMatchObject({ code: 20005 });
});
