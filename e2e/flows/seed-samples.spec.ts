import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { childEnv } from "@/lib/env";
import { startCallbackSink } from "@/lib/testing/callback-sink";
import { expect, test } from "../fixtures";

/**
 * The three code samples of Twilio's "Get started with Messaging Services", as they stand there. Only the two lines that
 * set the base address are added, and the SIDs are the reader's own, as the page tells him to do.
 */
const sample = (apiUrl: string, code: string) => `
  const twilio = require("twilio"); // Or, for ESM: import twilio from "twilio";
  // Find your Account SID and Auth Token at twilio.com/console
  // and set the environment variables. See http://twil.io/secure
  const accountSid = process.env.TWILIO_ACCOUNT_SID;
  const authToken = process.env.TWILIO_AUTH_TOKEN;
  const client = twilio(accountSid, authToken);
  client.api.baseUrl = "${apiUrl}";
  client.messaging.baseUrl = "${apiUrl}";
${code}`;

const CREATE_SERVICE = `
  async function createService() {
    const service = await client.messaging.v1.services.create({
      friendlyName: "My First Messaging Service",
    });
    console.log(service.sid);
  }
  createService();`;

const createPhoneNumber = (serviceSid: string, phoneNumberSid: string) => `
  async function createPhoneNumber() {
    const phoneNumber = await client.messaging.v1
      .services("${serviceSid}")
      .phoneNumbers.create({
        phoneNumberSid: "${phoneNumberSid}",
      });
    console.log(phoneNumber.sid);
  }
  createPhoneNumber();`;

const createMessage = (serviceSid: string) => `
  async function createMessage() {
    const message = await client.messages.create({
      body: "Hello from your Messaging Service!",
      messagingServiceSid: "${serviceSid}",
      to: "+15553332222",
    });
    console.log(message.body);
  }
  createMessage();`;

test("the three samples of the guide run, and the message is delivered and reported", async ({ api, account }) => {
  const { apiUrl, accountSid, authToken } = account;
  const run = async (code: string) => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=commonjs", "-e", sample(apiUrl, code)],
      {
        env: childEnv({ TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken }),
      },
    );
    return stdout.trim();
  };

  const serviceSid = await run(CREATE_SERVICE);
  expect(serviceSid).toMatch(/^MG[0-9a-f]{32}$/);
  const number = await api.incomingPhoneNumbers.create({ areaCode: "415" });
  expect(await run(createPhoneNumber(serviceSid, number.sid))).toBe(number.sid);

  const sink = await startCallbackSink();
  try {
    await api.messaging.v1.services(serviceSid).update({ statusCallback: `${sink.url}/status?from=guide` });
    expect(await run(createMessage(serviceSid))).toBe("Hello from your Messaging Service!");

    const ofNumber = { from: number.phoneNumber, limit: 1 };
    await expect.poll(async () => (await api.messages.list(ofNumber))[0]?.status).toBe("delivered");
    const [message] = await api.messages.list(ofNumber);
    expect(message).toMatchObject({
      body: "Hello from your Messaging Service!",
      direction: "outbound-api",
      errorCode: null,
      messagingServiceSid: serviceSid,
      numSegments: "1",
      to: "+15553332222",
    });

    const callbacks = await sink.until((received) => received.length >= 3);
    expect(callbacks.map(({ params }) => params.MessageStatus)).toEqual(["queued", "sent", "delivered"]);
    for (const callback of callbacks) {
      expect(sink.isSigned(callback, authToken)).toBe(true);
      expect(callback.params).toMatchObject({
        AccountSid: accountSid,
        ApiVersion: "2010-04-01",
        From: number.phoneNumber,
        MessageSid: message?.sid,
        MessagingServiceSid: serviceSid,
        SmsSid: message?.sid,
        SmsStatus: callback.params.MessageStatus,
        To: "+15553332222",
      });
    }
  } finally {
    await sink.close();
  }
});
