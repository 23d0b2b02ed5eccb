// HTTP clients that know nothing of Twilio, each as its own manual uses it: sends, lists and pages.
import https from "node:https";

const { TWILIO_ACCOUNT_SID: sid, TWILIO_AUTH_TOKEN: token, FROM } = process.env;
const authorization = `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`;

/** Each makes a request, with a form when it is a POST, and gives the JSON of the answer. */
const CLIENTS = {
  async fetch(url, form) {
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      headers: { authorization },
      body: form && new URLSearchParams(form),
    });
    return response.json();
  },
  https: (url, form) =>
    new Promise((done, failed) => {
      const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
      const request = https.request(url, { method: form ? "POST" : "GET", headers }, async (response) => {
        let text = "";
        for await (const chunk of response) text += chunk;
        done(JSON.parse(text));
      });
      request.on("error", failed).end(form && new URLSearchParams(form).toString());
    }),
  async undici(url, form) {
    const { request } = await import("undici");
    const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
    const { body } = await request(url, {
      method: form ? "POST" : "GET",
      headers,
      body: form && new URLSearchParams(form).toString(),
    });
    return body.json();
  },
  async got(url, form) {
    const { got } = await import("got");
    return got(url, { method: form ? "POST" : "GET", username: sid, password: token, form }).json();
  },
  async superagent(url, form) {
    const { default: superagent } = await import("superagent");
    const request = form ? superagent.post(url).type("form").send(form) : superagent.get(url);
    return (await request.auth(sid, token)).body;
  },
  async needle(url, form) {
    const { default: needle } = await import("needle");
    return (await needle(form ? "post" : "get", url, form ?? null, { username: sid, password: token })).body;
  },
};

for (const [name, call] of Object.entries(CLIENTS)) {
  const api = "https://api.twilio.com";
  const messages = `/2010-04-01/Accounts/${sid}/Messages.json`;
  const sent = [];
  for (const Body of ["one", "two", "three"]) {
    sent.push((await call(api + messages, { From: FROM, To: "+15553332222", Body })).sid);
  }
  const services = [];
  for (const FriendlyName of ["one", "two", "three"]) {
    services.push((await call("https://messaging.twilio.com/v1/Services", { FriendlyName })).sid);
  }
  const listed = [];
  for (let uri = `${messages}?PageSize=2`; uri; ) {
    const page = await call(api + uri);
    listed.push(...page.messages.map((message) => message.sid));
    uri = page.next_page_uri;
  }
  const pages = [];
  for (let url = "https://messaging.twilio.com/v1/Services?PageSize=2"; url; ) {
    const page = await call(url);
    pages.push(page.services.map((service) => service.sid));
    url = page.meta.next_page_url;
  }
  const { status, message } = await call("https://verify.twilio.com/v2/Services").catch(({ response }) =>
    typeof response.body === "string" ? JSON.parse(response.body) : response.body,
  );
  console.log(JSON.stringify({ name, sent, listed, services, pages, refusal: { status, message } }));
}
