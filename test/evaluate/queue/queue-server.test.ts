import { execFileSync, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { InputError } from "../../../src/errors.js";
import { openQueueServer } from "../../../src/evaluate/queue/queue-server.js";
import { parseServerAddress } from "../../../src/evaluate/queue/server-address.js";
import { freePort, hasRedis, startRedis } from "../../support/redis-server.js";
import { temporaryFolder } from "../../support/temporary-folder.js";

function open(url: string, environment: Record<string, string> = {}, name?: string) {
  return openQueueServer({ url, name, environment, onWarning: () => undefined });
}

/** The error of a server that cannot be used, in one line. */
async function refusal(opening: Promise<unknown>): Promise<string> {
  const error = await opening.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).message).not.toContain("\n");
  return (error as Error).message;
}

test("an address has a server, and may have a port, a database and a user; the password is the environment's", () => {
  expect(parseServerAddress("redis://head", {})).toEqual({
    host: "head",
    port: 6379,
    database: 0,
    tls: false,
    username: undefined,
    password: undefined,
    label: "redis://head:6379/0",
  });
  const secrets = { SEPRANK_QUEUE_PASSWORD: "secret", SEPRANK_QUEUE_USERNAME: "anna" };
  const address = parseServerAddress("rediss://berta@[::1]:7000/3", secrets);
  expect(address).toMatchObject({ host: "::1", port: 7000, database: 3, tls: true, username: "berta" });
  expect(address.password).toBe("secret");
  expect(address.label).toBe("rediss://[::1]:7000/3");
  expect(parseServerAddress("redis://head", secrets).username).toBe("anna");
});

test.each(["head", "http://head", "redis://", "redis://head/a", "redis://head/0?x=1", "redis://head:x", ""])(
  "%j is no address of a server",
  (text) => {
    expect(() => parseServerAddress(text, {})).toThrow(/^--queue: expected redis:\/\/HOST/);
  },
);

test("a password in the address is refused, and not repeated", () => {
  const error = () => parseServerAddress("redis://:hunter2@head", {});
  expect(error).toThrow(/put it into SEPRANK_QUEUE_PASSWORD/);
  expect(error).not.toThrow(/hunter2/);
});

test("a server that is not there, or is none of Redis, is refused in one line", async () => {
  const port = await freePort();
  expect(await refusal(open(`redis://127.0.0.1:${port}`))).toMatch(
    new RegExp(`^redis://127.0.0.1:${port}/0: cannot be reached \\(.*ECONNREFUSED`),
  );
  expect(await refusal(open("redis://127.0.0.1", {}, "a b"))).toMatch(
    /^--queue-name: expected up to 64 letters/,
  );
});

test("an old Redis is refused, by the version that it tells", async () => {
  const server = createServer((socket) =>
    socket.on("data", (bytes) => {
      const info = "# Server\r\nredis_version:5.0.14\r\n";
      for (const command of String(bytes).match(/\$\d+\r\n(info|client|select|hello)\r\n/gi) ?? [])
        socket.write(/info/i.test(command) ? `$${info.length}\r\n${info}\r\n` : "+OK\r\n");
    }),
  ).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  expect(await refusal(open(`redis://127.0.0.1:${port}`))).toMatch(
    /expected Redis 6\.2 or later, or Valkey, got Redis 5\.0\.14$/,
  );
});

describe.runIf(hasRedis)("a server", () => {
  test("asks for its password, and takes the right one only", async () => {
    const { url } = await startRedis("--requirepass", "secret");
    expect(await refusal(open(url))).toMatch(/asks for a password; put it into SEPRANK_QUEUE_PASSWORD$/);
    const wrong = await refusal(open(url, { SEPRANK_QUEUE_PASSWORD: "guess" }));
    expect(wrong).toMatch(/refuses the user or password; SEPRANK_QUEUE_PASSWORD has the password$/);
    expect(wrong).not.toContain("guess");
    const server = await open(url, { SEPRANK_QUEUE_PASSWORD: "secret" });
    expect(await server.client.ping()).toBe("PONG");
    expect(server.label).not.toContain("secret");
    await server.close();
    expect(await refusal(open(`${url}/99`, { SEPRANK_QUEUE_PASSWORD: "secret" }))).toMatch(
      /has no database of this number/,
    );
  });

  test("with a queue in another layout is refused, and left as it is", async () => {
    const { url } = await startRedis();
    const server = await open(url);
    onTestFinished(() => server.close());
    await server.client.set("{seprank:mine}:format", "7");
    expect(await refusal(open(url, {}, "mine"))).toMatch(
      /queue mine: expected a queue of layout 2, got layout "7", .* choose another --queue-name$/,
    );
    await server.client.del("{seprank:mine}:format");
    await server.client.hset("{seprank:mine}:format", "a", "b");
    expect(await refusal(open(url, {}, "mine"))).toMatch(/got layout "unknown"/);
    await server.client.hset("{seprank:seprank}:offers", "x", "{}");
    expect([...(await server.offers()).values()]).toEqual([
      "it was queued by another version of seprank, in a layout of its own",
    ]);
  });

  test("that drops keys when its memory is full is warned of", async () => {
    const { url } = await startRedis("--maxmemory-policy", "allkeys-lru");
    const warnings: string[] = [];
    await (await openQueueServer({ url, environment: {}, onWarning: (line) => warnings.push(line) })).close();
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/maxmemory-policy allkeys-lru/);
  });

  test.runIf(spawnSync("openssl", ["version"]).status === 0)(
    "is reached by TLS where its certificate is trusted",
    async () => {
      const folder = temporaryFolder();
      const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
      const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
      const making = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...subject];
      execFileSync("openssl", [...making, "-keyout", key, "-out", certificate], { stdio: "ignore" });
      const tlsPort = await freePort();
      const files = [
        "--tls-cert-file",
        certificate,
        "--tls-key-file",
        key,
        "--tls-ca-cert-file",
        certificate,
      ];
      await startRedis("--tls-port", String(tlsPort), ...files, "--tls-auth-clients", "no");
      const url = `rediss://localhost:${tlsPort}`;
      expect(await refusal(open(url))).toMatch(/its certificate is not trusted .*NODE_EXTRA_CA_CERTS/);
      // Read when Node starts: a process of its own.
      const built = new URL("../../../dist/src/evaluate/queue/queue-server.js", import.meta.url).href;
      const program = `
        const { openQueueServer } = await import(${JSON.stringify(built)});
        const server = await openQueueServer({ url: ${JSON.stringify(url)}, environment: {}, onWarning() {} });
        console.log(await server.client.ping());
        await server.close();`;
      const environment = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
      const run = spawnSync(process.execPath, ["--input-type=module", "-e", program], { env: environment });
      expect(String(run.stdout)).toBe("PONG\n");
      expect(await refusal(open(`redis://localhost:${tlsPort}`))).toMatch(/rediss:\/\/ where it speaks TLS/);
    },
  );
});
