import { expect, test } from "vitest";
import { curlToSend } from "@/lib/domain/curl";

const asked = { baseUrl: "http://localhost:3000", accountSid: "AC1", serviceSid: "MG1", to: "+14155550199" };

test("names the service, and leaves the token to the shell", () => {
  expect(curlToSend({ ...asked, body: "Hi" })).toBe(
    [
      "curl http://localhost:3000/2010-04-01/Accounts/AC1/Messages.json",
      "-u AC1:$TWILIO_AUTH_TOKEN",
      "--data-urlencode 'MessagingServiceSid=MG1'",
      "--data-urlencode 'To=+14155550199'",
      "--data-urlencode 'Body=Hi'",
    ].join(" \\\n  "),
  );
});

test("with a sender names that instead", () => {
  expect(curlToSend({ ...asked, from: "+14155550134" })).toContain("'From=+14155550134'");
});

test("media are named one by one, and an empty text is left out", () => {
  const curl = curlToSend({
    ...asked,
    body: "",
    mediaUrls: ["https://example.com/a.png", "https://example.com/b.png"],
  });
  expect(curl).toContain("'MediaUrl=https://example.com/a.png'");
  expect(curl).toContain("'MediaUrl=https://example.com/b.png'");
  expect(curl).not.toContain("Body");
});

test("a text cannot leave its quotes", () => {
  expect(curlToSend({ ...asked, body: "It's $HOME" })).toContain(`'Body=It'\\''s $HOME'`);
});
