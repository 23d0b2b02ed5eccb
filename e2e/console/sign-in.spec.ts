import { request as httpRequest } from "node:http";
import { expect, test } from "../fixtures";

test("sign-in leads to the link that was asked for", async ({ page, account, expectAccessible }) => {
  await page.goto("/numbers/buy?country=GB&type=mobile");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expectAccessible();
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/numbers\/buy\?country=GB&type=mobile$/);
  await expect(page.getByRole("banner")).toContainText("Simulator: nothing leaves this machine");
});

test("a wrong e-mail and a wrong password are told alike, and what was typed stays", async ({ page, account }) => {
  const tell = async (email: string, password: string) => {
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText("do not go together");
    await expect(page.getByLabel("Email")).toHaveValue(email);
    return page.getByRole("main").getByRole("alert").textContent();
  };
  expect(await tell(account.email, "not the password")).toBe(await tell("nobody@example.com", account.password));
});

test("after five wrong tries the next one waits, also with the right password", async ({ page, account }) => {
  await page.goto("/sign-in");
  for (let tries = 0; tries < 6; tries += 1) {
    await page.getByLabel("Email").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill(`wrong ${tries}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("main").getByRole("alert")).toContainText(
      tries < 5 ? "do not go together" : "Try again in",
    );
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
  }
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText(/Try again in (3\d|40) s/);
});

test("the password can be looked at before it is sent", async ({ page }) => {
  await page.goto("/sign-in");
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("visible");
  await expect(password).toHaveAttribute("type", "password");
  await page.getByRole("button", { name: "Show password" }).click();
  await expect(password).toHaveAttribute("type", "text");
});

test("without a session nothing is told: pages lead to sign-in, data answers 401", async ({ page, request }) => {
  for (const path of ["/", "/services", "/numbers/active", "/settings/account"]) {
    const response = await request.get(path, { maxRedirects: 0 });
    expect(response.status(), path).toBe(307);
    expect(response.headers().location, path).toMatch(/^\/sign-in/);
  }
  expect((await request.get("/data/numbers.find?input={}")).status()).toBe(401);
  await page.goto("/sign-in?next=https://evil.example/");
  await expect(page.locator("input[name=next]")).toHaveValue("/");
});

test("signing out ends the session on the server", async ({ page, signIn }) => {
  await signIn();
  await page.goto("/");
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: /^Signed in as/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.context().addCookies(cookies);
  await page.goto("/services");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fservices$/);
});

test("nobody can sign up, and no other endpoint of the auth library is served", async ({ request, baseURL }) => {
  const headers = { origin: baseURL ?? "" };
  const body = { email: "new@example.com", password: "long enough", name: "New" };
  expect((await request.post("/api/auth/sign-up/email", { data: body, headers })).status()).toBe(404);
  expect((await request.get("/api/auth/list-sessions", { headers })).status()).toBe(404);
});

test("a page runs its own scripts only", async ({ page }) => {
  const response = await page.goto("/sign-in");
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  await page.evaluate(() => {
    const script = document.createElement("img");
    script.setAttribute("onerror", "window.injected = true");
    script.src = "data:,";
    document.body.append(script);
  });
  await page.waitForFunction(() => document.images.length > 0);
  expect(await page.evaluate(() => "injected" in window)).toBe(false);
});

test("behind a proxy that calls the server by another name, forms still work, and foreign sites' do not", async ({
  request,
  account,
  baseURL,
}) => {
  const page = await (await request.get("/sign-in")).text();
  const fields = [...page.matchAll(/<input type="hidden" name="(\$ACTION[^"]*)"(?: value="([^"]*)")?/g)];
  expect(fields.length).toBeGreaterThan(0);
  const form = new FormData();
  for (const [, name = "", value = ""] of fields) form.set(name, value.replaceAll("&quot;", '"'));
  form.set("email", account.email);
  form.set("password", account.password);
  form.set("next", "/services");
  const encoded = new Response(form);
  const body = Buffer.from(await encoded.arrayBuffer());
  const post = (origin: string) =>
    new Promise<{ status?: number; location?: string }>((resolve, reject) => {
      const headers = {
        host: "upstream.internal:8080",
        origin,
        "content-type": encoded.headers.get("content-type") ?? "",
        "content-length": body.length,
      };
      const sent = httpRequest(`${baseURL}/sign-in`, { method: "POST", headers }, (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode, location: answer.headers.location });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  expect(await post(new URL(baseURL ?? "").origin)).toEqual({ status: 303, location: "/services" });
  expect((await post("https://evil.example")).status).toBe(403);
});

test("every answer tells the browser not to guess, frame or leak", async ({ request }) => {
  const headers = (await request.get("/sign-in")).headers();
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
  });
  expect(headers).not.toHaveProperty("x-powered-by");
});
