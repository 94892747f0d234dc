/** Words with quotes around those that have spaces; nothing else of a shell's ways. */
export const splitWords = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '')

export const joinWords = (words: string[]): string => words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ')
