/** What the command's exit code says; the main help lists it. */
export const EXIT = Object.freeze({ ok: 0, failed: 1, usage: 2, input: 3, interrupted: 130 });
