// Twilio's helper, whose packages are named, used as by a program that was written for Twilio: sends, lists and pages.
async function use(name) {
  const client = require(name)(process.env.TWILIO_ACCOUNT_SID, process.env.TWILIO_AUTH_TOKEN);
  const sent = [];
  for (const body of ["one", "two", "three"]) {
    const message = await client.messages.create({ from: process.env.FROM, to: "+15553332222", body });
    sent.push(message.sid);
  }
  const services = [];
  for (const friendlyName of ["one", "two", "three"]) {
    services.push((await client.messaging.v1.services.create({ friendlyName })).sid);
  }
  const listed = await client.messages.list({ pageSize: 2 });
  const pages = [];
  for (let page = await client.messaging.v1.services.page({ pageSize: 2 }); page; page = await page.nextPage()) {
    pages.push(page.instances.map(({ sid }) => sid));
  }
  const refusal = await client.verify.v2.services
    .list({ limit: 1 })
    .catch(({ status, message }) => ({ status, message }));
  console.log(JSON.stringify({ name, sent, listed: listed.map(({ sid }) => sid), services, pages, refusal }));
}

process.argv.slice(2).reduce((before, name) => before.then(() => use(name)), Promise.resolve());
