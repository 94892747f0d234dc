/** A word of a command line, as parts that stand as they are and variables that the environment fills in. */
export type Word = ({ text: string } | { variable: string; split: boolean })[]

/** A command line of a unit: its words, and whether its failure counts. */
export type CommandLine = { words: Word[]; ignoresFailure: boolean; problem: string | null }

const escapes: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', s: ' ' }

/** Reads a command line as systemd does: quotes, escapes, specifiers and variables; no shell. */
export function readCommandLine(text: string, specifiers: Record<string, string>): CommandLine {
  const prefix = /^[@\-:+!]*/.exec(text)?.[0] ?? ''
  const keepsDollar = prefix.includes(':')
  const words: Word[] = []
  let word: Word | null = null
  let quote: string | null = null
  let problem: string | null = null
  const put = (piece: Word[number]): void => {
    word ??= []
    const before = word.at(-1)
    if ('text' in piece && before !== undefined && 'text' in before) before.text += piece.text
    else word.push(piece)
  }
  const source = text.slice(prefix.length)
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string
    const rest = source.slice(at)
    const variable = /^\$(?:\{(\w+)\}|(\w+)|(\$))/.exec(rest)
    if (quote === null && /\s/.test(char)) {
      if (word) words.push(word)
      word = null
    } else if (char === quote) quote = null
    else if (quote === null && (char === '"' || char === "'")) {
      quote = char
      put({ text: '' })
    } else if (char === '\\' && at + 1 < source.length) {
      const next = source[++at] as string
      const hex = /^x([0-9a-fA-F]{2})/.exec(source.slice(at))
      put({ text: hex ? String.fromCharCode(Number.parseInt(hex[1] as string, 16)) : (escapes[next] ?? next) })
      if (hex) at += 2
    } else if (char === '%' && at + 1 < source.length) {
      const name = source[++at] as string
      if (name === '%') put({ text: '%' })
      else if (name === 'h') put({ variable: 'HOME', split: false })
      else if (specifiers[name] !== undefined) put({ text: specifiers[name] })
      else problem ??= `It uses %${name}, which LocalFlow does not know.`
    } else if (variable && !keepsDollar) {
      if (variable[3]) put({ text: '$' })
      else put({ variable: (variable[1] ?? variable[2]) as string, split: variable[2] !== undefined && quote === null })
      at += variable[0].length - 1
    } else put({ text: char })
  }
  if (word) words.push(word)
  if (quote !== null) problem ??= 'A quote in it is not closed.'
  return { words, ignoresFailure: prefix.includes('-'), problem }
}

/** Its words as they are, where no variable is in them; else null. */
export function plainWords({ words }: CommandLine): string[] | null {
  const plain = words.map((word) => word.map((piece) => ('text' in piece ? piece.text : null)))
  return plain.some((word) => word.includes(null)) ? null : plain.map((word) => word.join(''))
}

/** A line for a shell that runs the very same words. */
export function shellLine({ words, ignoresFailure }: CommandLine): string {
  const line = words
    .map((word) =>
      word
        .filter((piece) => !('text' in piece) || piece.text !== '' || word.length === 1)
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
  return ignoresFailure ? `${line} || :` : line
}
