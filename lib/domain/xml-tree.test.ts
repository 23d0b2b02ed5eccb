import { expect, test } from "vitest";
import { readXml } from "@/lib/domain/xml-tree";

const read = (text: string) => readXml(text, { depthMax: 16, elementsMax: 1_000 });

test("elements, attributes, text, CDATA and the entities of XML are read, comments and instructions passed over", () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?><!-- c --><a x="&quot;1&quot;">&lt;&#x1F989;<![CDATA[<&]]><?p q?><b/></a>`;
  expect(read(text)).toEqual({
    ok: true,
    root: { name: "a", attributes: { x: '"1"' }, children: ["<🦉", "<&", { name: "b", attributes: {}, children: [] }] },
  });
});

const BOMB = `<!DOCTYPE r [<!ENTITY a "owl"><!ENTITY b "${"&a;".repeat(10)}"><!ENTITY c "${"&b;".repeat(10)}">]>`;

test.each([
  ["an entity of the document's own is not expanded", `${BOMB}<r>&c;</r>`, "form"],
  ["an external entity is not fetched", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>`, "form"],
  ["a parameter entity is not either", `<!DOCTYPE r [<!ENTITY % x SYSTEM "http://owl/"> %x;]><r>&y;</r>`, "form"],
  ["an element that is not closed", "<r><a></r>", "form"],
  ["an ampersand that is no entity", "<r>a&b=1</r>", "form"],
  ["an attribute twice", `<r a="1" a="2"/>`, "form"],
  ["two roots", "<r/><r/>", "form"],
  ["no root", "", "form"],
  ["a character that XML does not have", "<r>&#0;</r>", "form"],
  ["half a surrogate pair", "<r>&#xD83D;</r>", "form"],
  ["text before the declaration", ` <?xml version="1.0"?><r/>`, "form"],
  ["JSON", `{"r": 1}`, "form"],
  ["HTML", "<!DOCTYPE html><html><body>Owl<br></body></html>", "form"],
  ["bytes of UTF-16 read as UTF-8", "\u{fffd}\u{fffd}<\u{fffd}r\u{fffd}", "form"],
  ["a version that is not 1", `<?xml version="2.0"?><r/>`, "version"],
  ["17 elements in each other", "<r>".repeat(17) + "</r>".repeat(17), "form"],
  ["1,001 elements", `<r>${"<a/>".repeat(1_000)}</r>`, "form"],
  ["9,000 elements in each other", "<r>".repeat(9_000) + "</r>".repeat(9_000), "form"],
])("%s is a fault", (_rule, text, fault) => {
  expect(read(text)).toMatchObject({ ok: false, fault });
});

test("a DOCTYPE that nothing refers to is no fault", () => {
  expect(read(`${BOMB}<r>owl</r>`)).toMatchObject({ ok: true, root: { children: ["owl"] } });
});

test.each([
  ["elements", `<r>${"<a/>".repeat(16_000)}</r>`],
  ["attributes", `<r ${Array.from({ length: 8_000 }, (_, index) => `a${index}=""`).join(" ")}/>`],
  ["text", `<r>${"&#38;".repeat(13_000)}</r>`],
])("64 KB of %s take less than 50 ms", (_rule, text) => {
  const took = Array.from({ length: 3 }, () => {
    const begun = performance.now();
    read(text);
    return performance.now() - begun;
  });
  expect(Math.min(...took)).toBeLessThan(50);
});
