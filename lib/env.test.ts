import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { temporaryFolder } from "@/lib/testing/temporary-folder";

const EMPTY = { DATA_DIR: temporaryFolder() };

test("nothing set gives the documented defaults", () => {
  expect(parseEnv(EMPTY)).toMatchObject({
    PORT: 3000,
    HOST: "127.0.0.1",
    PUBLIC_URL: "http://localhost:3000",
    PUBLIC_URL_GIVEN: false,
    SECRET_KEY: undefined,
    SENDER_MPS: 10,
  });
  expect(parseEnv(EMPTY).DATABASE_URL).toBeUndefined();
  expect(parseEnv(EMPTY).CALLBACK_ALLOW).toBeUndefined();
});

test.each([
  ["PORT", "70000"],
  ["PORT", "http"],
  ["PUBLIC_URL", "ftp://example.com"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["SECRET_KEY", "short"],
  ["SENDERPOOL_ACCOUNT_SID", "AC123"],
  ["SENDERPOOL_AUTH_TOKEN", "not-hex"],
  ["SENDERPOOL_OPERATOR_EMAIL", "nobody"],
  ["SENDERPOOL_OPERATOR_PASSWORD", "seven77"],
  ["CALLBACK_ALLOW", "10.0.0.0/33"],
  ["CALLBACK_ALLOW", "localhost"],
  ["SENDER_MPS", "0"],
  ["MEDIA_S3_ENDPOINT", "s3.example.com"],
  ["MEDIA_S3_BUCKET", "Owls/"],
])("%s=%s is refused by name", (name, value) => {
  expect(() => parseEnv({ ...EMPTY, [name]: value })).toThrow(new RegExp(`^${name} `));
});

test("a bucket for media needs all of its settings, and then has them together", () => {
  const bucket = {
    MEDIA_S3_ENDPOINT: "https://s3.example.com/",
    MEDIA_S3_BUCKET: "owls",
    MEDIA_S3_ACCESS_KEY_ID: "AKIA",
    MEDIA_S3_SECRET_ACCESS_KEY: "secret",
  };
  expect(parseEnv(EMPTY).MEDIA_S3).toBeUndefined();
  expect(parseEnv({ ...EMPTY, ...bucket }).MEDIA_S3).toEqual({
    endpoint: "https://s3.example.com",
    bucket: "owls",
    region: "us-east-1",
    accessKeyId: "AKIA",
    secretAccessKey: "secret",
  });
  expect(() => parseEnv({ ...EMPTY, ...bucket, MEDIA_S3_BUCKET: "", MEDIA_S3_ENDPOINT: "" })).toThrow(
    /^MEDIA_S3_ENDPOINT and MEDIA_S3_BUCKET must be set too/,
  );
});

test("every wrong variable is named at once", () => {
  expect(() => parseEnv({ ...EMPTY, PORT: "x", SECRET_KEY: "x" })).toThrow(/^PORT .*\nSECRET_KEY .*$/);
});

test("an empty value is an unset one, but an empty CALLBACK_ALLOW allows nothing", () => {
  expect(parseEnv({ ...EMPTY, PORT: "", CALLBACK_ALLOW: "" })).toMatchObject({ PORT: 3000, CALLBACK_ALLOW: [] });
});

test("ranges of both address families are allowed, with or without a prefix", () => {
  expect(parseEnv({ ...EMPTY, CALLBACK_ALLOW: "10.0.0.0/8, fd00::/8 192.0.2.1" }).CALLBACK_ALLOW).toEqual([
    "10.0.0.0/8",
    "fd00::/8",
    "192.0.2.1",
  ]);
});

test("the public address loses its trailing slash and wins over the port", () => {
  expect(parseEnv({ ...EMPTY, PORT: "8080", PUBLIC_URL: "https://sms.example.com/" })).toMatchObject({
    PUBLIC_URL: "https://sms.example.com",
    PUBLIC_URL_GIVEN: true,
  });
});

test("the console sees the gateway's port as PORT, though Next sets its own", () => {
  expect(parseEnv({ ...EMPTY, PORT: "41234", SENDERPOOL_GATEWAY_PORT: "3000" })).toMatchObject({
    PORT: 3000,
    PUBLIC_URL: "http://localhost:3000",
  });
});

test("an account SID of any hex is taken, in lower case as it is stored", () => {
  expect(parseEnv({ ...EMPTY, SENDERPOOL_ACCOUNT_SID: `AC${"AB".repeat(16)}` }).SENDERPOOL_ACCOUNT_SID).toBe(
    `AC${"ab".repeat(16)}`,
  );
});

test("the secret key is the given one, else the one kept in DATA_DIR", () => {
  const kept = { DATA_DIR: temporaryFolder() };
  writeFileSync(path.join(kept.DATA_DIR, "secret.key"), `${"k".repeat(64)}\n`);
  expect(parseEnv(kept).SECRET_KEY).toBe("k".repeat(64));
  expect(parseEnv({ ...kept, SECRET_KEY: "given-by-the-operator" }).SECRET_KEY).toBe("given-by-the-operator");
});
