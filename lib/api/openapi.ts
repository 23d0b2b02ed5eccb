import type { OperationDoc, ParamDoc } from "@/lib/api/docs";
import type { Resource } from "@/lib/api/resource";
import { kindsOf } from "@/lib/api/router";
import { type Shape, schemaOf, sidPattern } from "@/lib/api/shape";

const FORM = "application/x-www-form-urlencoded";

/** @source behaviour §3.1 */
const ERROR: Shape = { code: "integer", message: "string", more_info: "uri", status: "integer", "detail?": "string" };

/** The OpenAPI file of all resources that tell of themselves. */
export function openApiOf(resources: readonly Resource[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, docs } of resources.flatMap(({ routes }) => routes)) {
    for (const [method, operation] of Object.entries(docs ?? {})) {
      const written = path.replace(/:(\w+)/g, "{$1}");
      paths[written] = { ...paths[written], [method.toLowerCase()]: operationOf(path, method, operation) };
    }
  }
  return {
    openapi: "3.0.3",
    info: {
      title: "Senderpool",
      version: "1.0.0",
      description: "What Senderpool has beside the API it is compatible with. The dialect is that of the 2010 API.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
    security: [{ account_or_key: [] }],
    paths,
    components: {
      securitySchemes: { account_or_key: { type: "http", scheme: "basic" } },
      responses: {
        error: {
          description: "Refused; nothing was done.",
          content: { "application/json": { schema: schemaOf(ERROR) } },
        },
      },
    },
  };
}

function operationOf(path: string, method: string, { about, params, answers }: OperationDoc) {
  const inBody = method === "POST" || method === "PUT" || method === "PATCH";
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const given = Object.entries(params);
  const schemas = Object.fromEntries(given.map(([name, param]) => [name, paramSchema(param)]));
  const required = given.filter(([, param]) => param.required).map(([name]) => name);
  return {
    operationId: operationId(method, path),
    description: about,
    parameters: [
      ...names.map((name) => ({ name, in: "path", required: true, schema: nameSchema(name) })),
      ...(inBody
        ? []
        : given.map(([name, param]) => ({
            name,
            in: "query",
            required: param.required ?? false,
            description: param.about,
            schema: schemaOf(param.type ?? "string"),
          }))),
    ],
    ...(inBody &&
      given.length > 0 && {
        requestBody: {
          required: required.length > 0,
          content: {
            [FORM]: { schema: { type: "object", properties: schemas, ...(required.length > 0 && { required }) } },
          },
        },
      }),
    responses: {
      ...Object.fromEntries(Object.entries(answers).map(([status, shape]) => [status, answerOf(status, shape)])),
      default: { $ref: "#/components/responses/error" },
    },
  };
}

const answerOf = (status: string, shape: Shape | null) => ({
  description: status === "201" ? "Done" : status === "204" ? "Done, and there is nothing to show" : "As asked",
  ...(shape !== null && { content: { "application/json": { schema: schemaOf(shape) } } }),
});

const paramSchema = ({ type = "string", several, about }: ParamDoc) => ({
  ...(several ? { type: "array", items: schemaOf(type) } : schemaOf(type)),
  description: about,
});

function nameSchema(name: string) {
  const kinds = kindsOf(name);
  return { type: "string", ...(kinds && { pattern: sidPattern(kinds) }) };
}

/** `GET /senderpool/v1/Services/:ServiceSid/OptOut` is `getServicesServiceSidOptOut`. */
const operationId = (method: string, path: string) =>
  method.toLowerCase() + path.replace(/^\/senderpool\/v1/, "").replace(/[^\w]+/g, "");
