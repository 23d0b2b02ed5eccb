import { expect, test } from "vitest";
import { fileNameOf, mustConvert, travelsAsMms, withLinks } from "@/lib/domain/media";

test.each([
  ["media to the US is one MMS", "outbound-api", "US", 1, true],
  ["text never is", "outbound-api", "US", 0, false],
  ["media to where no MMS goes is sent otherwise", "outbound-api", "GB", 2, false],
  ["where nobody knows where it goes, too", "outbound-api", null, 1, false],
  ["media that came in came as MMS", "inbound", "GB", 1, true],
] as const)("%s", (_rule, direction, country, numMedia, is) => {
  expect(travelsAsMms({ direction, to: "+15553332222", country, numMedia })).toBe(is);
});

test("a channel carries its media itself, whatever the country", () => {
  const message = { direction: "outbound-api", to: "whatsapp:+4915123456789", country: "DE", numMedia: 1 } as const;
  expect(travelsAsMms(message)).toBe(true);
  expect(mustConvert(message)).toBe(false);
  expect(mustConvert({ ...message, to: "+4915123456789" })).toBe(true);
});

test("a converted message ends in its links, also when it said nothing", () => {
  expect(withLinks("Your table", ["https://x.example/m/aaaaaaa", "https://x.example/m/bbbbbbb"])).toBe(
    "Your table https://x.example/m/aaaaaaa https://x.example/m/bbbbbbb",
  );
  expect(withLinks("", ["https://x.example/m/aaaaaaa"])).toBe("https://x.example/m/aaaaaaa");
});

test.each([
  ["a quoted name", 'inline; filename="owl.png"', "owl.png"],
  ["a bare name", "attachment; filename=owl.png", "owl.png"],
  ["21 characters are too many", 'inline; filename="aaaaaaaaaaaaaaaaa.jpeg"', null],
  ["a blank", 'inline; filename="my owl.png"', null],
  ["a path", 'inline; filename="../owl.png"', null],
  ["a hidden file", 'inline; filename=".htaccess"', null],
  ["a line break", 'inline; filename="a\r\nb"', null],
  ["no name", "inline", null],
  ["no header", undefined, null],
])("%s", (_rule, header, name) => {
  expect(fileNameOf(header)).toBe(name);
});
