import { expect, test } from "vitest";
import { isUnavailable } from "@/lib/store/unavailable";

const error = (message: string, fields: object = {}) => Object.assign(new Error(message), fields);
const wrapped = (originalCode: string) => ({
  code: "P2010",
  meta: { driverAdapterError: { cause: { originalCode } } },
});

test.each([
  ["a refused connection", error("connect ECONNREFUSED 127.0.0.1:5432", { code: "ECONNREFUSED" }), true],
  ["a connection that broke", error("Connection terminated unexpectedly"), true],
  ["no connection in time", error("timeout exceeded when trying to connect"), true],
  ["no answer in time", error("Query read timeout"), true],
  ["a server that shuts down", error("terminating connection", { code: "57P01" }), true],
  ["a server that starts", error("starting up", { code: "57P03" }), true],
  ["a deadlock", error("deadlock detected", { code: "40P01" }), true],
  ["too many connections", error("sorry", { code: "53300" }), true],
  ["the same in Prisma's words", error("Can't reach database server", { code: "P1001" }), true],
  ["the same wrapped by Prisma", error("Database error", wrapped("57P03")), true],
  ["a wrong value", error("invalid byte sequence", { code: "22021" }), false],
  ["a duplicate", error("duplicate key", { code: "23505" }), false],
  ["a duplicate wrapped by Prisma", error("Unique constraint failed", { code: "P2002" }), false],
  ["a bug of ours", new TypeError("x is undefined"), false],
  ["no error at all", "ECONNREFUSED", false],
])("%s", (_what, thrown, expected) => {
  expect(isUnavailable(thrown)).toBe(expected);
});
