import { InputError } from "../../../errors.js";

/** What XML 1.0 cannot hold, not even as a reference: control characters, lone surrogates, two non-characters. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/**
 * Text as it stands in XML, between tags or in a quoted attribute; blanks other than spaces as references, so that no
 * parser changes them.
 *
 * @throws InputError where a character has no place in XML
 */
export function escapeXml(text: string): string {
  if (FORBIDDEN.test(text))
    throw new InputError(
      `${JSON.stringify(text.slice(0, 60))}: XML cannot hold its control characters; write json instead`,
    );
  return text.replace(/[&<>"\t\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
