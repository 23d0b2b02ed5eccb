import { expect, test } from "vitest";
import { setsOf, spell } from "./form-keywords";

const EMPTY = { keywords: [], reply: "" };

test("a form's fields are put at the places they are named after", () => {
  const sets = setsOf({
    serviceId: "x",
    "standard.STOP.keywords": " stop, cancel ,,",
    "standard.STOP.reply": "Bye",
    "languages.Southern Sotho.HELP.keywords": "thuso",
    "languages.Southern Sotho.HELP.reply": "Re teng",
    "countries.CA.French.STOP.keywords": "arrêt\nassez",
    "countries.CA.English.STOP.keywords": "halt",
    "countries.ca.English.STOP.keywords": "ignored",
  });
  expect(sets).toEqual({
    standard: { STOP: { keywords: ["stop", "cancel"], reply: "Bye" }, START: EMPTY, HELP: EMPTY },
    languages: [
      { language: "Southern Sotho", STOP: EMPTY, START: EMPTY, HELP: { keywords: ["thuso"], reply: "Re teng" } },
    ],
    countries: [
      {
        country: "CA",
        languages: [
          { language: "French", STOP: { keywords: ["arrêt", "assez"], reply: "" }, START: EMPTY, HELP: EMPTY },
          { language: "English", STOP: { keywords: ["halt"], reply: "" }, START: EMPTY, HELP: EMPTY },
        ],
      },
    ],
  });
});

test("what was read is spelled as it was written", () => {
  expect(spell(setsOf({ "standard.STOP.keywords": "stop,cancel" }).standard.STOP.keywords)).toBe("stop, cancel");
});
