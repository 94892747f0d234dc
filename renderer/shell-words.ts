/** Words with quotes around those that need them, and `\"` within double quotes; nothing else of a shell's ways. */
export const splitWords = (line: string): string[] =>
  [...line.matchAll(/"((?:\\"|[^"])*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double?.replaceAll('\\"', '"') ?? single ?? plain ?? '',
  )

export const joinWords = (words: string[]): string => words.map(quoted).join(' ')

function quoted(word: string): string {
  if (word !== '' && !/\s|^["']/.test(word)) return word
  // A backslash at the end would take the quote with it.
  if (!word.includes('"') && !word.endsWith('\\')) return `"${word}"`
  return word.includes("'") ? `"${word.replaceAll('"', '\\"')}"` : `'${word}'`
}
