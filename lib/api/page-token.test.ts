import { expect, test } from "vitest";
import { createPageTokens } from "./page-token";

const ID = "0190f5fe-7d1c-7abc-8def-0123456789ab";
const SCOPE = "AC1 /v1/Services";
const tokens = createPageTokens("a secret of this installation");
const token = tokens.write(SCOPE, "MG", { after: ID });

test("a token shows the row it begins after, and is read back", () => {
  expect(token).toMatch(/^PAMG0190f5fe7d1c7abc8def0123456789ab[0-9a-f]{16}$/);
  expect(tokens.read(SCOPE, "MG", token)).toEqual({ after: ID });
});

test("a token can lead back", () => {
  const back = tokens.write(SCOPE, "MG", { before: ID });
  expect(back).toMatch(/^PB/);
  expect(tokens.read(SCOPE, "MG", back)).toEqual({ before: ID });
});

test("a row may need more than an id to be named", () => {
  const cursor = { after: `${ID}.2.status.1` };
  const long = tokens.write(SCOPE, "SM", cursor);
  expect(long).toMatch(/^PASM0190f5fe7d1c7abc8def0123456789ab\.2\.status\.1[0-9a-f]{16}$/);
  expect(tokens.read(SCOPE, "SM", long)).toEqual(cursor);
  expect(tokens.read(SCOPE, "SM", long.replace(".2.", ".3."))).toBeUndefined();
});

test.each([
  ["another row", token.replace("0190", "0191")],
  ["another direction", token.replace("PA", "PB")],
  ["a shortened digest", token.slice(0, -1)],
  ["the bare SID form", token.slice(0, 36)],
  ["nothing", ""],
  ["a text beyond ASCII", "é".repeat(60)],
])("a token that says %s is not ours", (_rule, forged) => {
  expect(tokens.read(SCOPE, "MG", forged)).toBeUndefined();
});

test("a token is good for its own list, account and installation", () => {
  expect(tokens.read("AC2 /v1/Services", "MG", token)).toBeUndefined();
  expect(tokens.read(SCOPE, "PN", token)).toBeUndefined();
  expect(createPageTokens("another secret").read(SCOPE, "MG", token)).toBeUndefined();
});
