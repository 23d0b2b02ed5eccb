import { expect, test } from "vitest";
import { acceptedType, bytesMaxOf, isTrueType } from "@/lib/domain/media-type";

const bytes = (text: string) => Buffer.from(text, "latin1");

test.each([
  ["a plain type", "image/png", "image/png"],
  ["another case, with parameters", "IMAGE/PNG; charset=binary", "image/png"],
  ["jpg is jpeg", "image/jpg", "image/jpeg"],
  ["SVG can run scripts", "image/svg+xml", undefined],
  ["so can HTML", "text/html", undefined],
  ["a ZIP is no message", "application/zip", undefined],
  ["nothing declared", undefined, undefined],
  ["a name every object has", "constructor", undefined],
])("%s", (_rule, header, type) => {
  expect(acceptedType(header)).toBe(type);
});

test.each([
  ["a PNG is one", "image/png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", true],
  ["a JPEG is one", "image/jpeg", "\xff\xd8\xff\xe0\0\x10JFIF", true],
  ["a GIF is one", "image/gif", "GIF89a\x01\0\x01\0", true],
  ["an MP4 is one", "video/mp4", "\0\0\0\x18ftypmp42", true],
  ["a 3GPP sound is one", "audio/3gpp", "\0\0\0\x18ftyp3gp4", true],
  ["an MP3 with tags is one", "audio/mpeg", "ID3\x04\0", true],
  ["an MP3 without tags is one", "audio/mpeg", "\xff\xfb\x90\x44", true],
  ["a contact is one", "text/vcard", "BEGIN:VCARD\r\nVERSION:3.0", true],
  ["an event is one", "text/calendar", "\xef\xbb\xbfBEGIN:VCALENDAR\r\n", true],
  ["a pass is a ZIP", "application/vnd.apple.pkpass", "PK\x03\x04\x14\0", true],
  ["a PDF is one", "application/pdf", "%PDF-1.7", true],
  ["a table is text", "text/csv", "name,number\nAnn,1", true],
  ["a table may begin like a bitmap", "text/csv", "BMW,1\n", true],
  ["raw sound says nothing of itself", "audio/l24", "\0\x01\x02\x03", true],
  ["one picture is not another", "image/png", "GIF89a\x01\0\x01\0", false],
  ["a page is no picture", "image/png", "<html><script>alert(1)</script>", false],
  ["a page is no table", "text/csv", "\n <!DOCTYPE html><title>x</title>", false],
  ["a drawing is no rich text", "text/richtext", "<svg onload=alert(1)>", false],
  ["a ZIP is no table", "text/csv", "PK\x03\x04\x14\0", false],
  ["a program is no raw sound", "audio/l24", "\x7fELF\x02\x01", false],
  ["bytes are no table", "text/csv", "a\0b", false],
  ["text is no picture", "image/jpeg", "not found", false],
  ["nothing is of no type", "text/csv", "", false],
])("%s", (_rule, type, head, fits) => {
  expect(isTrueType(type, bytes(head))).toBe(fits);
});

test("pictures may have 5 MB and everything else 500 KB", () => {
  expect(bytesMaxOf("image/gif")).toBe(5_242_880);
  expect(bytesMaxOf("video/mp4")).toBe(512_000);
});
