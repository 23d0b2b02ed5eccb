import { memoryAdapter } from "better-auth/adapters/memory";
import { hashPassword } from "better-auth/crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { type Auth, createAuth } from "@/lib/console/auth";
import { SignInLock } from "@/lib/console/sign-in-lock";

// The adapter in memory complains that ids are left to the database.
vi.mock("@/lib/log", () => ({ log: { error: () => {}, warn: () => {} } }));

const EMAIL = "operator@example.com";
const PASSWORD = "the first password";

let tables: Record<string, Record<string, unknown>[]>;
const onPasswordChanged = vi.fn(async () => {});

beforeEach(async () => {
  const at = new Date();
  tables = {
    operator: [{ id: "op1", name: "Op", email: EMAIL, emailVerified: true, createdAt: at, updatedAt: at }],
    operatorLogin: [
      {
        id: "login1",
        accountId: "op1",
        providerId: "credential",
        userId: "op1",
        password: await hashPassword(PASSWORD),
        createdAt: at,
        updatedAt: at,
      },
    ],
    operatorSession: [],
    verification: [],
  };
  onPasswordChanged.mockClear();
});

const authAt = (publicUrl: string, now: () => number = Date.now): Auth =>
  createAuth({
    database: memoryAdapter(tables),
    secret: "a secret of at least thirty-two characters",
    publicUrl,
    trustedOrigins: [new URL(publicUrl).origin],
    lock: new SignInLock(now),
    onPasswordChanged,
  });

function signIn(auth: Auth, publicUrl: string, { password = PASSWORD, origin = new URL(publicUrl).origin } = {}) {
  return auth.handler(
    new Request(`${publicUrl}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, "x-forwarded-for": "10.0.0.1" },
      body: JSON.stringify({ email: EMAIL, password }),
    }),
  );
}

test.each([
  ["over http the cookie is plain", "http://localhost:3000", /^senderpool-3000\.session_token=/, false],
  ["over https it is Secure", "https://sms.example.com", /^__Secure-senderpool-443\.session_token=/, true],
  [
    "another port has another cookie, for a browser keeps them by host",
    "http://localhost:4000",
    /^senderpool-4000\./,
    false,
  ],
])("%s", async (_rule, publicUrl, name, secure) => {
  const response = await signIn(authAt(publicUrl), publicUrl);
  expect(response.status).toBe(200);
  const cookie = response.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(name);
  expect(/; Secure/i.test(cookie)).toBe(secure);
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; SameSite=Lax/i);
});

test("another site cannot sign anybody in", async () => {
  const response = await signIn(authAt("http://localhost:3000"), "http://localhost:3000", {
    origin: "https://evil.example",
  });
  expect(response.status).toBe(403);
});

test("an unknown e-mail and a wrong password get the same answer", async () => {
  const auth = authAt("http://localhost:3000");
  const wrong = await signIn(auth, "http://localhost:3000", { password: "not it" });
  tables.operator = [];
  const unknown = await signIn(auth, "http://localhost:3000");
  expect([wrong.status, await wrong.text()]).toEqual([unknown.status, await unknown.text()]);
});

test("the sixth try in a row is told how long to wait, whatever the password", async () => {
  const auth = authAt("http://localhost:3000", () => 1_000_000);
  for (let tries = 0; tries < 5; tries += 1)
    await signIn(auth, "http://localhost:3000", { password: `wrong ${tries}` });
  const response = await signIn(auth, "http://localhost:3000");
  expect(response.status).toBe(429);
  expect((await response.json()).retryAfterMs).toBe(40_000);
  expect(response.headers.get("set-cookie")).toBeNull();
});

test("nobody can sign up", async () => {
  const response = await authAt("http://localhost:3000").handler(
    new Request("http://localhost:3000/api/auth/sign-up/email", {
      method: "POST",
      headers: { "content-type": "application/json", origin: "http://localhost:3000" },
      body: JSON.stringify({ email: "new@example.com", password: "long enough", name: "New" }),
    }),
  );
  expect(response.ok).toBe(false);
  expect(tables.operator).toHaveLength(1);
});

test("a changed password is told of, a wrong one is not", async () => {
  const auth = authAt("http://localhost:3000");
  const { headers } = await signIn(auth, "http://localhost:3000");
  const cookie = (headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  const change = (currentPassword: string) =>
    auth.api.changePassword({
      headers: new Headers({ cookie, origin: "http://localhost:3000" }),
      body: { currentPassword, newPassword: "another password" },
    });
  await expect(change("not it")).rejects.toThrow();
  expect(onPasswordChanged).not.toHaveBeenCalled();
  await change(PASSWORD);
  expect(onPasswordChanged).toHaveBeenCalledWith(expect.objectContaining({ id: "op1", email: EMAIL }));
});
