import { PASSWORD_VARIABLE, USERNAME_VARIABLE } from "../../src/evaluate/queue/server-address.js";

/** The user and password of a queue's server, which processes that are started from here on do not see in their environment. */
export function takePassword(): Readonly<Record<string, string | undefined>> {
  const { [USERNAME_VARIABLE]: username, [PASSWORD_VARIABLE]: password } = process.env;
  delete process.env[USERNAME_VARIABLE];
  delete process.env[PASSWORD_VARIABLE];
  return { [USERNAME_VARIABLE]: username, [PASSWORD_VARIABLE]: password };
}
