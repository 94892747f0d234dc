// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the escapes of terminals.
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])/g

/** A line as a person sees it: without the escapes that color it, name links or move the cursor. */
export const withoutEscapes = (text: string): string => (text.includes('\x1b') ? text.replace(escapes, '') : text)

/** Where a character of the text without escapes is in the text with them. */
export function placeWithEscapes(text: string, place: number): number {
  let passed = 0
  for (const { 0: found, index } of text.matchAll(escapes)) {
    if (index - passed > place) break
    passed += found.length
  }
  return place + passed
}
