// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes of terminals.
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g

/** A line as a person sees it: without the escapes that color it, name links or move the cursor. */
export const withoutEscapes = (text: string): string => (text.includes('\x1b') ? text.replace(escapes, '') : text)
