import { expect, test } from "vitest";
import { planReply, withinReplyRate } from "@/lib/domain/reply-session";
import { NOTHING } from "@/lib/domain/twiml";

const message = { to: null, from: null, body: "Hoo", media: [], statusCallback: null };
const redirect = { url: "https://owl.example/2", method: "POST" } as const;
const messages = (count: number) => Array.from({ length: count }, () => message);

test.each([
  ["a first message is a reply", 1, 0, 1, []],
  ["ten messages are ten replies", 10, 0, 10, []],
  ["the eleventh is left out", 11, 0, 10, [14109]],
  ["replies of the documents before count", 3, 8, 2, [14109]],
  ["none is left after ten", 1, 10, 0, [14109]],
])("%s", (_rule, asked, replies, sent, codes) => {
  const plan = planReply({ ...NOTHING, messages: messages(asked) }, { redirects: 0, replies });
  expect(plan.messages).toHaveLength(sent);
  expect(plan.problems.map(({ code }) => code)).toEqual(codes);
  expect(plan.failure).toBeNull();
});

test("ten redirects are followed, the eleventh fails the document, whose messages are sent", () => {
  const twiml = { ...NOTHING, messages: messages(1), redirect };
  expect(planReply(twiml, { redirects: 9, replies: 0 })).toMatchObject({ redirect, failure: null });
  expect(planReply(twiml, { redirects: 10, replies: 0 })).toMatchObject({
    messages: [message],
    redirect: null,
    failure: { code: 14106 },
  });
});

test("of HTTP redirects three are followed", () => {
  const twiml = { ...NOTHING, redirect: { ...redirect, byStatus: true } };
  expect(planReply(twiml, { redirects: 2, replies: 0 }).failure).toBeNull();
  expect(planReply(twiml, { redirects: 3, replies: 0 })).toMatchObject({ redirect: null, failure: { code: 11215 } });
});

test("a pair of numbers may exchange 15 replies in 30 seconds", () => {
  expect([14, 15].map(withinReplyRate)).toEqual([true, false]);
});
