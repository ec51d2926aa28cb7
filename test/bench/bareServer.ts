import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { portOf } from "../../src/sandbox/sockets/ports.ts";

/*
 * The least that a server can do: it reads a request and sends bytes that it has, the pages in the file that the
 * command line names, one after the other and then from the beginning.
 */

const [file = ""] = process.argv.slice(2);
const pages: string[] = JSON.parse(readFileSync(file, "utf8"));
let answered = 0;

const server = createServer(async (request, response) => {
  for await (const _ of request);
  response.writeHead(200, { "content-type": "text/xml;charset=UTF-8" });
  response.end(pages[answered % pages.length]);
  answered += 1;
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.stdout.write(`${JSON.stringify({ endpoint: `http://127.0.0.1:${portOf(server)}` })}\n`);
