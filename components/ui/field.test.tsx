import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const render = (props: Partial<Parameters<typeof Field>[0]>) =>
  renderToStaticMarkup(
    <Field name="to" label="To" {...props}>
      {(control) => <Input {...control} />}
    </Field>,
  );

test("a control is named by its label", () => {
  const html = render({});
  expect(html).toContain('for="to"');
  expect(html).toContain('<input class="');
  expect(html).toContain('id="to" name="to"');
  expect(html).not.toContain("aria-describedby");
  expect(html).not.toContain("aria-invalid=");
});

test("a refused control is marked, and described by its error and its help", () => {
  const html = render({ help: "With country code.", error: "Enter a number (21211)." });
  expect(html).toContain('aria-describedby="to-error to-help"');
  expect(html).toContain('aria-invalid="true"');
  expect(html).toMatch(/id="to-error".*Enter a number \(21211\)\./);
  expect(html).toMatch(/id="to-help".*With country code\./);
});

test("two forms on a page keep their ids apart", () => {
  expect(render({ id: "second-to", help: "Help." })).toContain('aria-describedby="second-to-help"');
});
