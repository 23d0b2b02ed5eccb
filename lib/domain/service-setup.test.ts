import { expect, test } from "vitest";
import { newServicePath, proposedValidity, resumePath, stepPath, stepStates } from "@/lib/domain/service-setup";

const ID = "01939d5e-7c00-7000-8000-00000000abcd";
const SID = "MG01939d5e7c0070008000" + "00000000abcd";
const KEY = "c0ffee00-0000-4000-8000-000000000001";

test.each([
  ["the first step is found by the wizard's key", "name", `/services/new?key=${KEY}`],
  ["the others by the service", "senders", `/services/${SID}/setup/senders`],
  ["trying it is a page of its own", "try", `/services/${SID}/setup/try`],
] as const)("%s", (_rule, step, path) => {
  expect(stepPath(step, { id: ID, setupKey: KEY })).toBe(path);
});

test("a service that no wizard made is edited under its own id", () => {
  expect(stepPath("name", { id: ID, setupKey: null })).toBe(`/services/new?key=${ID}`);
});

test.each([
  ["an open wizard goes on at its first open step", 3, `/services/${SID}/setup/integration`],
  ["a finished one does not", null, undefined],
])("%s", (_rule, setupStep, path) => {
  expect(resumePath({ id: ID, setupKey: KEY, setupStep })).toBe(path);
});

test("the values of a service that is gone fill in another", () => {
  const values = { friendlyName: "Codes & co", usecase: "verification", destinations: ["US", "DE"] } as const;
  expect(newServicePath(values)).toBe("/services/new?name=Codes+%26+co&usecase=verification&to=US&to=DE");
});

test("only verification codes are proposed a short life", () => {
  expect(proposedValidity("verification")).toBe(300);
  expect(proposedValidity("marketing")).toBe(36_000);
});

const ALL_WELL = { setupStep: null, hasSenders: true, blocked: false };

test.each([
  ["before there is a service only the first step is open", "name", undefined, "current closed closed closed"],
  ["then all can be opened", "senders", { ...ALL_WELL, setupStep: 2 }, "done current optional open"],
  ["a step that was passed is done", "compliance", { ...ALL_WELL, setupStep: 4 }, "done done done current"],
  [
    "an empty pool asks for attention",
    "integration",
    { ...ALL_WELL, setupStep: 3, hasSenders: false },
    "done attention current open",
  ],
  ["so does a destination out of reach", "name", { ...ALL_WELL, blocked: true }, "current done done attention"],
] as const)("%s", (_rule, current, setup, states) => {
  expect(Object.values(stepStates(current, setup)).join(" ")).toBe(states);
});
