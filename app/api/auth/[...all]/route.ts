import { SERVED_PATHS } from "@/lib/console/auth";
import { runtime } from "@/lib/console/runtime";

/** Signing in and out for clients without the console's pages. */
async function answer(request: Request, { params }: { params: Promise<{ all: string[] }> }): Promise<Response> {
  const path = `/${(await params).all.join("/")}`;
  if (!SERVED_PATHS.includes(path)) return Response.json({ message: "Not found" }, { status: 404 });
  return runtime().auth.handler(request);
}

export { answer as GET, answer as POST };
