// Speaks to a running API through a client whose types are generated from openapi.json.
// Arguments: base URL, token. Prints what it found; GeneratedClientTest compares it.
import createClient from "openapi-fetch";
import type { paths } from "./generated/api.js";

const [baseUrl, token] = process.argv.slice(2);
if (baseUrl === undefined || token === undefined) {
  throw new Error("usage: client.js BASE-URL TOKEN");
}
const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

const status = await client.GET("/api/v1/status");
console.log("policy", status.data?.policy.policy, "met", status.data?.goalsMet);

const one = await client.GET("/api/v1/classes/{name}", { params: { path: { name: "ONLINE" } } });
const index: number | null | undefined = one.data?.performanceIndex;
console.log("index", index, "goal", one.data?.goal);

const would = await client.POST("/api/v1/activations", { body: { policy: "WEEKEND", dryRun: true, confirmWithinSeconds: 0 } });
console.log("activation", would.response.status);

const mode = await client.POST("/api/v1/enforcement", { body: { enforce: true } });
console.log("enforcing", mode.data?.enforcing);

const none = await client.GET("/api/v1/decisions/{id}", { params: { path: { id: "99" } } });
console.log("missing", none.error?.status, none.error?.code);
