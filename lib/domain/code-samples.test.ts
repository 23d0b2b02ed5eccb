import { expect, test } from "vitest";
import { codeSamples } from "@/lib/domain/code-samples";

const GIVEN = {
  baseUrl: "http://localhost:3000",
  accountSid: "AC0123456789abcdef0123456789abcdef",
  serviceSid: "MG0123456789abcdef0123456789abcdef",
  to: "+15553332222",
  body: `It's "ready"`,
};
const TOKEN = "f".repeat(32);

const codeOf = (label: string, authToken?: string) =>
  codeSamples({ ...GIVEN, authToken }).find((sample) => sample.label === label)?.code ?? "";

test.each(["Node", "Python", "curl", "CLI"])("%s names service and recipient", (label) => {
  expect(codeOf(label)).toContain(GIVEN.serviceSid);
  expect(codeOf(label)).toContain(GIVEN.to);
});

test.each(["Node", "Python", "curl"])("%s is pointed at this host", (label) => {
  expect(codeOf(label)).toContain(GIVEN.baseUrl);
});

test.each(["Node", "Python", "curl", "CLI"])("%s holds the token only once it was revealed", (label) => {
  expect(codeOf(label)).not.toContain(TOKEN);
  expect(codeOf(label, TOKEN)).toContain(TOKEN);
});

test("quotes in the text break no sample", () => {
  expect(codeOf("Node")).toContain(String.raw`body: "It's \"ready\""`);
  expect(codeOf("Python")).toContain(String.raw`body="It's \"ready\""`);
  expect(codeOf("curl")).toContain(String.raw`'Body=It'\''s "ready"'`);
  expect(codeOf("CLI")).toContain(String.raw`--body 'It'\''s "ready"'`);
});
