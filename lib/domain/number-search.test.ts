import { expect, test } from "vitest";
import { type AvailableNumber, findInInventory } from "@/lib/domain/inventory";
import { type DigitMatch, matchesSearch, otherAreaCodes, searchedAreaCode } from "@/lib/domain/number-search";

const number = (e164: string) => findInInventory(e164) as AvailableNumber;
const SAN_FRANCISCO = number("+14155550134");
const LONDON = number("+447700900012");

test.each<[string, AvailableNumber, string, DigitMatch, boolean]>([
  ["nothing typed matches everything", SAN_FRANCISCO, " ", "contains", true],
  ["an area code starts a number", SAN_FRANCISCO, "415", "starts", true],
  ["so does the number with its country code", SAN_FRANCISCO, "+1 (415) 555", "starts", true],
  ["the end does not start it", SAN_FRANCISCO, "0134", "starts", false],
  ["digits are found inside", SAN_FRANCISCO, "5550", "contains", true],
  ["and at the end", SAN_FRANCISCO, "134", "ends", true],
  ["not at the end", SAN_FRANCISCO, "415", "ends", false],
  ["the beginning of a town is enough", SAN_FRANCISCO, "san fr", "contains", true],
  ["a region is found by its letters", SAN_FRANCISCO, "ca", "starts", true],
  ["a postal code is found as a start", SAN_FRANCISCO, "94103", "starts", true],
  ["another town is not", SAN_FRANCISCO, "oakland", "contains", false],
  ["a number of no place has no town", LONDON, "london", "contains", false],
  ["elsewhere the country code starts it", LONDON, "4477", "starts", true],
])("%s", (_rule, found, text, match, matches) => {
  expect(matchesSearch(found, text, match)).toBe(matches);
});

test.each<[string, string, DigitMatch, string | undefined]>([
  ["three digits are an area code", "415", "starts", "415"],
  ["also when they may stand anywhere", "(415)", "contains", "415"],
  ["not at the end", "415", "ends", undefined],
  ["none begins with 1", "123", "starts", undefined],
  ["more digits are a number", "4155", "starts", undefined],
])("%s", (_rule, text, match, areaCode) => {
  expect(searchedAreaCode(text, match)).toBe(areaCode);
});

test("in place of an area code its overlay is offered, then the nearest", () => {
  const onSale = ["+12125550100", "+13105550100", "+16285550100", "+12135550100"].map(number);
  expect(otherAreaCodes("415", onSale, 3)).toEqual({ near: true, codes: ["628", "310", "213"] });
});

test("near an area code of an unknown place nothing is near, so what is on sale is offered", () => {
  const onSale = ["+12125550100", "+13105550100"].map(number);
  expect(otherAreaCodes("956", onSale, 5)).toEqual({ near: false, codes: ["212", "310"] });
});
