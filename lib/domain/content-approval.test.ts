import { expect, test } from "vitest";
import { type Approval, approvalStatus, RECEIVED_MS, REVIEW_MS, rejectionOf } from "@/lib/domain/content-approval";

const submittedAt = new Date("2026-01-01T00:00:00Z");
const approval = (rejectionReason = ""): Approval => ({
  name: "table",
  category: "UTILITY",
  allowCategoryChange: true,
  contentType: "twilio/text",
  submittedAt,
  rejectionReason,
});
const after = (ms: number) => new Date(submittedAt.getTime() + ms);

test.each<[string, Approval | null, number, string]>([
  ["what nobody submitted", null, 0, "unsubmitted"],
  ["at first", approval(), 0, "received"],
  ["once it was confirmed", approval(), RECEIVED_MS, "pending"],
  ["until it is decided", approval("Why"), REVIEW_MS - 1, "pending"],
  ["when nothing is wrong with it", approval(), REVIEW_MS, "approved"],
  ["when something is", approval("Why"), REVIEW_MS, "rejected"],
])("%s", (_rule, given, ms, status) => {
  expect(approvalStatus(given, after(ms))).toBe(status);
});

test.each<[string, string, boolean]>([
  ["words around its variables", "Hello {{1}}, table {{2}} is ready", true],
  ["a variable at its start", "{{1}} is ready", false],
  ["a variable at its end", "Hello {{name}}", false],
  ["two variables side by side", "Hello {{1}} {{2}}!", false],
])("a template with %s is approved: %s", (_rule, body, isApproved) => {
  expect(rejectionOf({ "twilio/text": { body } }) === "").toBe(isApproved);
});
