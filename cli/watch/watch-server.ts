import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { InputError } from "../../src/errors.js";

/** A page of this machine's own, and the way to tell it what is new. */
export interface WatchServer {
  /** with the token that lets in; nobody else gets to know it */
  readonly address: string;
  /** Sends an event to every page that is open. */
  send(event: string, data: unknown): void;
  /** how many pages are open */
  readonly open: number;
  close(): Promise<void>;
}

/** Pages that may be open at once. */
const MOST_PAGES = 50;

/**
 * Serves one page at `http://127.0.0.1:PORT/TOKEN/`, and server-sent events below it.
 *
 * Only this machine reaches it. The token keeps out its other users; a page of another site is refused by the origin that browsers tell, and one
 * whose name was turned to this machine by the host that it asks for.
 *
 * @param port 0 for any that is free
 * @param page the document, made anew whenever it is asked for
 * @param onOpen the first events for a page that was opened
 *
 * @throws InputError where the port is no port, or is in use
 */
export async function startWatchServer(
  port: number,
  page: () => Promise<string>,
  onOpen: () => readonly (readonly [event: string, data: unknown])[],
): Promise<WatchServer> {
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new InputError(`--watch: expected a port, 0 to 65535 (0: any that is free), got ${port}`);
  const token = randomBytes(24).toString("base64url");
  const pages = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) refuse(response, 500, "the page cannot be made");
      else response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { port: own } = server.address() as AddressInfo;
    const hosts = [`127.0.0.1:${own}`, `localhost:${own}`];
    const { host = "", origin } = request.headers;
    if (!hosts.includes(host)) return refuse(response, 403, "expected the address of this machine");
    if (origin !== undefined && !hosts.some((one) => origin === `http://${one}`))
      return refuse(response, 403, "expected a page of this server's own");
    if (request.method !== "GET") return refuse(response, 405, "expected GET");
    const [, given = "", ...rest] = (request.url ?? "").split("/");
    if (!isEqual(given, token)) return refuse(response, 404, "not found");
    const name = rest.join("/");
    if (name === "") {
      const text = await page();
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/html; charset=utf-8" });
      response.end(text);
    } else if (name === "events") {
      if (pages.size >= MOST_PAGES) return refuse(response, 503, "too many pages are open");
      response.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream" });
      pages.add(response);
      response.once("close", () => pages.delete(response));
      for (const [event, data] of onOpen()) response.write(eventText(event, data));
    } else refuse(response, 404, "not found");
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "EADDRINUSE" ? "it is in use" : error.message;
      reject(
        new InputError(
          `--watch ${port}: expected a port to listen at, but ${reason}; 0 takes any that is free`,
          {
            cause: error,
          },
        ),
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${own}/${token}/`,
    send(event, data) {
      for (const one of pages) one.write(eventText(event, data));
    },
    get open() {
      return pages.size;
    },
    async close() {
      for (const one of pages) one.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const HEADERS = Object.freeze({
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
});

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${reason}\n`);
}

/** In a time that tells nothing of how much of it is right. */
function isEqual(given: string, token: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function eventText(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
