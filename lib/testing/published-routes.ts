import { RESOURCES } from "@/lib/api/registry";
import type { PublishedOperation } from "@/lib/testing/published-api";

/** Paths of ours, and the methods that answer there. */
const ROUTES = RESOURCES.flatMap(({ routes }) => routes).map(({ path, endpoints }) => ({
  path,
  segments: path.split("/"),
  methods: Object.keys(endpoints),
}));

/** The path of ours that a published one is, whatever its names are called; undefined where it is not offered. */
export function routeOf({ method, path }: PublishedOperation): string | undefined {
  const segments = path.replace(/\.json$/, "").split("/");
  return ROUTES.find(
    (route) =>
      route.methods.includes(method) &&
      route.segments.length === segments.length &&
      route.segments.every((segment, at) =>
        segment.startsWith(":") ? segments[at]?.startsWith("{") : segment === segments[at],
      ),
  )?.path;
}
