import { nextRoute } from "@/lib/api/next-route";
import { apiDeps } from "@/lib/console/runtime";

// Every verb, so that a wrong one is answered as the API does it and not with the framework's empty 405.
const answer = nextRoute(apiDeps);

export { answer as DELETE, answer as GET, answer as OPTIONS, answer as PATCH, answer as POST, answer as PUT };
