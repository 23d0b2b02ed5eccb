import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

/** Without these names `text-label` and `text-ink` would look like two colours, and one would be dropped. */
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["label", "control", "body", "lead", "title", "tile"],
      radius: ["chip", "control", "panel"],
      shadow: ["float"],
      breakpoint: ["sm", "md", "nav", "lg", "xl", "wide"],
    },
  },
});

/** Joins class names; where two set the same property, the later one wins. */
export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
