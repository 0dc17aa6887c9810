import type { Redis } from "ioredis";
import { InputError } from "../../errors.js";
import { PASSWORD_VARIABLE, type ServerAddress } from "./server-address.js";

/** What is told of a connection. */
export interface ConnectionListener {
  readonly onWarning: (line: string) => void;
}

/** BullMQ asks for commands that came with it. */
const OLDEST_VERSION = [6, 2] as const;

/** Milliseconds that the first connection may take. */
const CONNECT_TIMEOUT = 5000;

/** Milliseconds between two tries to connect again, at most. */
const RETRY_INTERVAL = 1000;

/**
 * Connects to a server, and checks that it can hold a queue. A connection that is lost later is made again, for as long as it takes; commands
 * wait for it.
 *
 * @throws InputError where the server cannot be reached, refuses the password or the database, or is too old
 */
export async function connectServer(
  Client: typeof Redis,
  address: ServerAddress,
  { onWarning }: ConnectionListener,
): Promise<Redis> {
  const connect = (retryStrategy: (tries: number) => number | null): Redis => {
    const options = {
      host: address.host,
      port: address.port,
      db: address.database,
      ...(address.username === undefined ? {} : { username: address.username }),
      ...(address.password === undefined ? {} : { password: address.password }),
      ...(address.tls ? { tls: { servername: address.host } } : {}),
      connectTimeout: CONNECT_TIMEOUT,
      // Commands wait for a connection that is lost, and are sent again.
      maxRetriesPerRequest: null,
      lazyConnect: true,
      keepAlive: 10_000,
      retryStrategy,
    };
    return new Client(options);
  };
  await checkServer(
    connect(() => null),
    address,
    onWarning,
  );
  const client = connect((tries) => Math.min(100 * tries, RETRY_INTERVAL));
  let isLost = false;
  client.on("error", () => undefined);
  client.on("close", () => {
    if (isLost || client.status === "end") return;
    isLost = true;
    onWarning(`${address.label}: the connection is lost; trying to get it back`);
  });
  client.on("ready", () => {
    if (isLost) onWarning(`${address.label}: the connection is back`);
    isLost = false;
  });
  await client.connect();
  return client;
}

async function checkServer(
  client: Redis,
  address: ServerAddress,
  onWarning: (line: string) => void,
): Promise<void> {
  let cause: unknown;
  client.on("error", (error) => {
    cause ??= error;
  });
  try {
    await client.connect();
    // On connecting, a database that is not there is passed over without a word, and the first one taken.
    if (address.database !== 0) await client.select(address.database);
    const info = await client.info();
    checkVersion(/^redis_version:(.*)$/m.exec(info)?.[1].trim() ?? "", address);
    const policy = /^maxmemory_policy:(.*)$/m.exec(info)?.[1].trim();
    if (policy !== undefined && policy !== "noeviction")
      onWarning(
        `${address.label}: drops keys when its memory is full (maxmemory-policy ${policy}); trials that it drops are queued again, better set noeviction`,
      );
  } catch (error) {
    throw error instanceof InputError ? error : refusal(address, cause ?? error);
  } finally {
    client.disconnect();
  }
}

function checkVersion(version: string, { label }: ServerAddress): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_VERSION;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor))
    throw new InputError(
      `${label}: expected Redis ${OLDEST_VERSION.join(".")} or later, or Valkey, got Redis ${version || "of an unknown version"}`,
    );
}

function refusal({ label, tls }: ServerAddress, error: unknown): InputError {
  const message = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0];
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const reason = /WRONGPASS|invalid password|invalid username/i.test(message)
    ? `refuses the user or password; ${PASSWORD_VARIABLE} has the password`
    : /NOAUTH/.test(message)
      ? `asks for a password; put it into ${PASSWORD_VARIABLE}`
      : /DB index/i.test(message)
        ? "has no database of this number; leave it out for database 0"
        : /CERT|SELF_SIGNED|ALTNAME/.test(code) || /certificate/i.test(message)
          ? `its certificate is not trusted (${message}); NODE_EXTRA_CA_CERTS names a file of others to trust`
          : `cannot be reached (${message || code}); expected a Redis or Valkey server there${tls ? " that speaks TLS" : ", rediss:// where it speaks TLS"}`;
  return new InputError(`${label}: ${reason}`, { cause: error });
}
