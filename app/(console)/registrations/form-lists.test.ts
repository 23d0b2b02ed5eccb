import { expect, test } from "vitest";
import { withoutEmpty } from "./form-lists";

test("what was left empty is not said", () => {
  expect(withoutEmpty({ name: "Owl", note: "", samples: ["One", ""], urlsLines: " a \n\nb" })).toEqual({
    name: "Owl",
    samples: ["One"],
    urls: ["a", "b"],
  });
});
