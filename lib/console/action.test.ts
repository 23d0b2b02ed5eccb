import { beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { action, formInput } from "@/lib/console/action";
import type { Session } from "@/lib/console/session";
import { Refusal } from "@/lib/domain/errors";
import type { Role } from "@/lib/domain/role";

const signedIn = vi.hoisted(() => ({ role: "owner" as Role }));
vi.mock("@/lib/console/session", () => ({
  sessionCtx: async () => ({ ctx: { accountId: "acc" }, role: signedIn.role }) as unknown as Session,
}));
beforeEach(() => {
  signedIn.role = "owner";
});

const Named = z.object({ name: z.string().trim().min(1, "Give it a name.") });
const form = (entries: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(entries)) data.set(name, value);
  return data;
};

test("the operation gets the session's context and the parsed input", async () => {
  const rename = action(Named, async (ctx, { name }) => `${ctx.accountId}:${name}`);
  expect(await rename(undefined, form({ name: " Spring " }))).toEqual({ ok: true, value: "acc:Spring" });
  expect(await rename(undefined, { name: "Spring" })).toEqual({ ok: true, value: "acc:Spring" });
});

test("what cannot be read comes back by field, and the operation does not run", async () => {
  const operation = vi.fn(async () => "done");
  expect(await action(Named, operation)(undefined, form({ name: "  " }))).toEqual({
    ok: false,
    message: "Give it a name.",
    code: null,
    fields: { name: "Give it a name." },
  });
  expect(operation).not.toHaveBeenCalled();
});

test("a refusal reaches the browser with its code and fields, any other error does not", async () => {
  const refuse = action(Named, async () => {
    throw new Refusal(21712, "It is in 'One-time codes' (21712).", { name: "In use." });
  });
  expect(await refuse(undefined, { name: "x" })).toEqual({
    ok: false,
    message: "It is in 'One-time codes' (21712).",
    code: 21712,
    fields: { name: "In use." },
  });
  const fail = action(Named, async () => {
    throw new Error("connection string with password");
  });
  await expect(fail(undefined, { name: "x" })).rejects.toThrow();
});

test.each<[string, Role, "send" | "administer", boolean]>([
  ["a viewer changes nothing", "viewer", "send", false],
  ["a developer sends", "developer", "send", true],
  ["a developer does not administer", "developer", "administer", false],
  ["an admin administers", "admin", "administer", true],
])("%s", async (_rule, role, needs, allowed) => {
  signedIn.role = role;
  const operation = vi.fn(async () => "done");
  const result = await action(Named, operation, needs)(undefined, { name: "x" });
  expect(result.ok).toBe(allowed);
  expect(operation).toHaveBeenCalledTimes(allowed ? 1 : 0);
});

test("a form's list fields become lists, and Next's own fields are left out", () => {
  const data = form({ $ACTION_ID_1: "", name: "x" });
  data.append("countries[]", "US");
  data.append("countries[]", "CA");
  expect(formInput(data)).toEqual({ name: "x", countries: ["US", "CA"] });
});
