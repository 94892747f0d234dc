import { home, splitWords } from './words.ts'

/** A word of a command line, as parts that stand as they are and variables that the environment fills in. */
export type Word = ({ text: string } | { variable: string; split: boolean })[]

/** A command of a unit: its words, whether its failure counts, its problem, and its differences in LocalFlow. */
export type CommandLine = { words: Word[]; ignoresFailure: boolean; problem: string | null; differences: string[] }

/** The commands of one setting: a semicolon by itself separates them. */
export function readCommandLines(text: string, specifiers: Record<string, string>): CommandLine[] {
  const { words, problem } = splitWords(text, specifiers)
  const lines: string[][] = [[]]
  for (const { text, isSeparator } of words) {
    if (isSeparator) lines.push([])
    else lines.at(-1)?.push(text)
  }
  return lines.filter((line) => line.length > 0).map((line) => commandOf(line, problem))
}

function commandOf([first = '', ...rest]: string[], problem: string | null): CommandLine {
  const prefix = /^[@\-:+!|]*/.exec(first)?.[0] ?? ''
  const renamed = prefix.includes('@')
  const all = [first.slice(prefix.length), ...(renamed ? rest.slice(1) : rest)]
  const asIs = prefix.includes(':')
  return {
    words: all.map((word) => (asIs ? homeOf(word) : variablesOf(word))),
    ignoresFailure: prefix.includes('-'),
    problem: problem ?? (all[0] === '' ? 'The command line names no program.' : null),
    differences: [
      renamed && `the program runs under its own name, not as ${rest[0]}`,
      /[+!]/.test(prefix) && 'systemd ran the command with all privileges; LocalFlow runs it as you',
    ].filter((words) => words !== false),
  }
}

/** Only a word that is a variable and nothing else is split by systemd; within others only what has braces counts. */
function variablesOf(word: string): Word {
  const whole = /^\$([A-Za-z_]\w*)$/.exec(word)?.[1]
  if (whole !== undefined) return [{ variable: whole, split: true }]
  const pieces = word.split(/(\$\$|\$\{[A-Za-z_]\w*\})/)
  return joined(
    pieces.flatMap((piece) => {
      if (piece === '$$') return [{ text: '$' }]
      const name = /^\$\{(\w+)\}$/.exec(piece)?.[1]
      return name === undefined ? homeOf(piece) : [{ variable: name, split: false }]
    }),
  )
}

const homeOf = (text: string): Word =>
  joined(
    text
      .split(home)
      .flatMap((part, at): Word => (at === 0 ? [{ text: part }] : [{ variable: 'HOME', split: false }, { text: part }])),
  )

/** Texts that follow each other are one, and none is empty but the only one. */
function joined(word: Word): Word {
  const all: Word = []
  for (const piece of word) {
    const before = all.at(-1)
    if ('text' in piece && before !== undefined && 'text' in before) before.text += piece.text
    else all.push({ ...piece })
  }
  const full = all.filter((piece) => !('text' in piece) || piece.text !== '')
  return full.length === 0 ? [{ text: '' }] : full
}

/** Assignments such as A=1 "B=two words", in which a dollar is nothing special. Null: it cannot be said without the home. */
export function readAssignments(
  text: string,
  specifiers: Record<string, string>,
): { pairs: [name: string, value: string][]; problem: string | null } {
  const { words, problem } = splitWords(text, specifiers)
  const withHome = words.find(({ text }) => text.includes(home))
  const pairs = words
    .filter(({ text }) => text.includes('=') && !text.includes(home))
    .map(({ text }): [string, string] => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)])
  const left = withHome
    ? `${withHome.text.split('=')[0]} uses %h: set the variable in the job, with the path of your home folder`
    : null
  return { pairs, problem: problem ?? left }
}

/** The words unchanged if they have no variables; else null. */
export function plainWords({ words }: CommandLine): string[] | null {
  const plain = words.map((word) => word.map((piece) => ('text' in piece ? piece.text : null)))
  return plain.some((word) => word.includes(null)) ? null : plain.map((word) => word.join(''))
}

/** A line for a shell that runs the very same words; it must not expand patterns (set -f). */
export const shellLine = ({ words }: CommandLine): string =>
  words
    .map((word) =>
      word
        .map((piece) =>
          'text' in piece
            ? `'${piece.text.replaceAll("'", `'\\''`)}'`
            : piece.split
              ? `$${piece.variable}`
              : `"\${${piece.variable}}"`,
        )
        .join(''),
    )
    .join(' ')
