import { expect, test } from "vitest";
import { CATALOGUE, explain, isErrorCode, moreInfo, Refusal } from "@/lib/domain/errors";

test("a refusal without a text of its own speaks the catalogue's", () => {
  const refusal = new Refusal(20404);
  expect(refusal).toMatchObject({ code: 20404, httpStatus: 404, detail: "The requested resource was not found" });
  expect(refusal.message).toBe(refusal.detail);
});

test("a refusal can name the inputs it is about", () => {
  const refusal = new Refusal(20002, "The name is too long", { friendlyName: "Use at most 64 characters" });
  expect(refusal).toMatchObject({
    detail: "The name is too long",
    fields: { friendlyName: "Use at most 64 characters" },
  });
});

test.each([
  ["bad credentials are 401", 20003, 401],
  ["a service of another account does not exist", 21701, 404],
  ["a number in another service is a conflict", 21712, 409],
  ["a wrong verb is 405", 20004, 405],
  ["overload is 429", 20429, 429],
  ["what is wrong with a message is 400", 21211, 400],
] as const)("%s", (_rule, code, httpStatus) => {
  expect(new Refusal(code).httpStatus).toBe(httpStatus);
});

test("every code has a cause and a remedy that are sentences", () => {
  for (const [code, { message, cause, remedy, httpStatus }] of Object.entries(CATALOGUE)) {
    expect(message, code).toMatch(/\S/);
    expect(cause, code).toMatch(/^[A-Z\d].*\.$/);
    expect(remedy, code).toMatch(/^[A-Z\d].*\.$/);
    expect(httpStatus, code).toBeGreaterThanOrEqual(400);
  }
});

test("blame for a failed callback is the endpoint's, for a switched-off phone the recipient's", () => {
  expect(explain(11200).party).toBe("Your endpoint");
  expect(explain(30003).party).toBe("Recipient");
  expect(explain(30007).party).toBe("Carrier");
  expect(explain(30001).party).toBe("Senderpool");
  expect(explain(21704).party).toBe("Your request");
});

test("an unknown code is explained under its own number and never throws", () => {
  expect(explain(63_016)).toEqual({ ...explain(30_008), code: 63_016 });
  expect(isErrorCode(63_016)).toBe(false);
  expect(explain(Number.NaN).name).toBe("Unknown error");
});

test("more info is the dictionary's page", () => {
  expect(moreInfo(21211)).toBe("https://www.twilio.com/docs/errors/21211");
});
