import { InputError } from "../../errors.js";

/** A Redis or Valkey server, and how to sign in. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** number of the database on the server */
  readonly database: number;
  /** whether the connection is encrypted */
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
  /** the address as it may be shown: without a password */
  readonly label: string;
}

/** Where a password is looked for. */
export const PASSWORD_VARIABLE = "SEPRANK_QUEUE_PASSWORD";
export const USERNAME_VARIABLE = "SEPRANK_QUEUE_USERNAME";

const EXPECTED =
  "expected redis://HOST, or rediss:// for TLS, with :PORT and /DATABASE where they are not 6379 and 0";

/**
 * Reads `redis://HOST:PORT/DATABASE`, or `rediss://` for TLS. User and password come from the environment.
 *
 * @throws InputError where the text is no such address, or has a password in it: command lines can be read by every user of a machine
 */
export function parseServerAddress(
  text: string,
  environment: Readonly<Record<string, string | undefined>>,
): ServerAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && url.password !== "")
    throw new InputError(
      `--queue: expected no password in the address, as command lines can be read by every user of a machine; put it into ${PASSWORD_VARIABLE}`,
    );
  const database = /^\/?(\d*)$/.exec(url?.pathname ?? "")?.[1];
  if (
    url === undefined ||
    !["redis:", "rediss:"].includes(url.protocol) ||
    url.hostname === "" ||
    database === undefined ||
    url.search !== "" ||
    url.hash !== ""
  )
    throw new InputError(`--queue: ${EXPECTED}, got ${JSON.stringify(text)}`);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const port = url.port === "" ? 6379 : Number(url.port);
  return {
    host,
    port,
    database: Number(database),
    tls: url.protocol === "rediss:",
    username: url.username === "" ? environment[USERNAME_VARIABLE] : decodeURIComponent(url.username),
    password: environment[PASSWORD_VARIABLE],
    label: `${url.protocol}//${url.hostname}:${port}/${Number(database)}`,
  };
}
