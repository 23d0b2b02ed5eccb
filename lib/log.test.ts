import { expect, test } from "vitest";
import { logLine } from "@/lib/log";

const AT = new Date("2026-01-02T03:04:05.678Z");
const read = (fields: Record<string, unknown>) => JSON.parse(logLine("info", "message.accepted", fields, AT));

test("an event is one line of JSON with time, level and name first", () => {
  expect(logLine("warn", "carrier.down", { attempts: 3 }, AT)).toBe(
    '{"time":"2026-01-02T03:04:05.678Z","level":"warn","event":"carrier.down","attempts":3}',
  );
});

test("a line break in a field cannot forge a second line", () => {
  expect(logLine("info", "x", { from: "a\n{}\u2028" }, AT)).not.toContain("\n");
});

test.each(["password", "authToken", "auth_token", "Authorization", "secretKey", "cookie", "apiKey", "body"])(
  "%s is never written",
  (name) => {
    expect(logLine("info", "x", { nested: { [name]: "hunter2" } }, AT)).not.toContain("hunter2");
  },
);

test("an error keeps its name, message, code and stack", () => {
  const error = Object.assign(new Error("no route"), { code: "EHOSTUNREACH" });
  expect(read({ error }).error).toMatchObject({
    name: "Error",
    message: "no route",
    code: "EHOSTUNREACH",
    stack: expect.any(String),
  });
});

test("whole numbers of any size and long texts can be written", () => {
  expect(read({ rows: 12n, text: "x".repeat(5_000) })).toMatchObject({ rows: "12", text: `${"x".repeat(2_000)}…` });
});
