import { SaxesParser } from "saxes";

export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts (CDATA included) in their order. */
  readonly children: readonly (XmlElement | string)[];
};

export type XmlReading =
  | { readonly ok: true; readonly root: XmlElement }
  | { readonly ok: false; readonly fault: "version" | "form"; readonly detail: string };

type Open = XmlElement & { readonly children: (XmlElement | string)[] };

/**
 * Reads a whole XML document and stops at its first fault. Of entities only the five predefined ones and characters by
 * number are known: what a DOCTYPE declares is neither expanded nor fetched, and its use is a fault.
 * @param depthMax how deep elements may stand in each other
 * @param elementsMax how many there may be; the caller bounds the length
 * @source XML 1.0 §2.1 (well-formedness), §4.6 (predefined entities); trust S12
 */
export function readXml(
  text: string,
  { depthMax, elementsMax }: { depthMax: number; elementsMax: number },
): XmlReading {
  const parser = new SaxesParser();
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  const add = (child: XmlElement | string) => open.at(-1)?.children.push(child);
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    if (open.length >= depthMax) parser.fail(`elements stand more than ${depthMax} deep in each other.`);
    elements += 1;
    if (elements > elementsMax) parser.fail(`more than ${elementsMax} elements.`);
    const element: Open = { name, attributes, children: [] };
    root ??= element;
    add(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.on("text", add);
  parser.on("cdata", add);
  try {
    parser.write(text).close();
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, fault: detail.includes("version number") ? "version" : "form", detail };
  }
  return root ? { ok: true, root } : { ok: false, fault: "form", detail: "the document has no root element." };
}
