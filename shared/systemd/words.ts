/** Stands for the person's home folder until the environment is known: no text contains it. */
export const home = '\uE000'

const escapes: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
  ';': ';',
}

type Split = { words: { text: string; isSeparator: boolean }[]; problem: string | null }

/** Words as systemd splits them: quotes, escapes and specifiers; a home is its mark. */
export function splitWords(source: string, specifiers: Record<string, string>): Split {
  const words: Split['words'] = []
  let word: string | null = null
  let isPlain = true
  let quote: string | null = null
  let problem: string | null = null
  const end = (): void => {
    if (word !== null) words.push({ text: word, isSeparator: isPlain && word === ';' })
    word = null
    isPlain = true
  }
  for (let at = 0; at < source.length; at++) {
    const char = source[at] as string
    if (quote === null && /\s/.test(char)) end()
    else if (char === quote) quote = null
    else if (quote === null && (char === '"' || char === "'")) {
      quote = char
      word ??= ''
      isPlain = false
    } else if (char === '\\' && at + 1 < source.length) {
      const [text, length] = unescaped(source.slice(at + 1))
      word = (word ?? '') + text
      isPlain = false
      at += length
    } else if (char === '%' && at + 1 < source.length) {
      const name = source[++at] as string
      const known = name === '%' ? '%' : name === 'h' ? home : specifiers[name]
      if (known === undefined) problem ??= `LocalFlow does not know the specifier %${name}.`
      word = (word ?? '') + (known ?? '')
    } else word = (word ?? '') + char
  }
  end()
  if (quote !== null) problem ??= 'A quote is not closed.'
  return { words, problem }
}

/** The character after a backslash, and how much of the text it uses. An unknown escape stays, with its backslash. */
function unescaped(rest: string): [text: string, length: number] {
  const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/.exec(rest)
  const value = code ? Number.parseInt(code[1] ?? code[2] ?? code[3] ?? code[4] ?? '', code[4] ? 8 : 16) : 0
  if (code && value > 0 && value <= 0x10ffff) return [String.fromCodePoint(value), code[0].length]
  const char = rest[0] as string
  return [escapes[char] ?? `\\${char}`, 1]
}
