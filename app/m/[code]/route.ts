import { nextBytes } from "@/lib/api/next-bytes";
import { apiDeps } from "@/lib/console/runtime";

const answer = nextBytes(apiDeps);

export { answer as GET, answer as HEAD };
