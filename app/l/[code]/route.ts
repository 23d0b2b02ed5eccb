import { nextLink } from "@/lib/api/next-link";
import { apiDeps } from "@/lib/console/runtime";

const answer = nextLink(apiDeps);

export { answer as GET, answer as HEAD };
