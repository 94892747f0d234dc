/** A word of a command line. `variable` names the first variable of the shell in it, whose value is not known. */
export type Word = { text: string; variable?: string }

/** The commands of a text by line, each with its words and what it reads from standard input. */
export type Command = { words: Word[]; stdin: string | null }

/** Reads a text as a shell does: quotes, backslashes, lines that go on, here-documents and pipes. Null: a quote is left open. */
export function commandsOf(text: string): Command[] | null {
  const reader = { text: text.replaceAll('\r\n', '\n'), at: 0 }
  const commands: Command[] = []
  let command: Command = { words: [], stdin: null }
  const end = (): void => {
    if (command.words.length > 0) commands.push(command)
    command = { words: [], stdin: null }
  }
  while (reader.at < reader.text.length) {
    const rest = reader.text.slice(reader.at)
    const skipped = /^(?:[ \t]|\\\n|`\n|\^\n)+/.exec(rest)?.[0].length ?? 0
    if (skipped > 0) reader.at += skipped
    else if (/^(?:\n|;|&&|#)/.test(rest)) {
      reader.at += rest.startsWith('#') ? rest.search(/\n|$/) : rest.startsWith('&&') ? 2 : 1
      end()
    } else if (rest.startsWith('|')) {
      reader.at++
      const printed = printedBy(command.words)
      command = { words: [], stdin: printed }
    } else if (rest.startsWith('<<<')) {
      reader.at += 3 + (/^[ \t]*/.exec(rest.slice(3))?.[0].length ?? 0)
      const word = readWord(reader)
      if (word === null) return null
      command.stdin = word.text
    } else if (rest.startsWith('<<')) {
      const document = hereDocument(reader)
      if (document === null) return null
      command.stdin = document
    } else {
      const word = readWord(reader)
      if (word === null) return null
      command.words.push(word)
    }
  }
  end()
  return commands
}

type Reader = { text: string; at: number }

const printedBy = (words: readonly Word[]): string | null => {
  const [program, ...args] = words.map(({ text }) => text)
  if (program !== 'echo' && program !== 'printf') return null
  return args.filter((arg, index) => index > 0 || !/^(-[neE]+|%s(\\n)?|--)$/.test(arg)).join(' ')
}

/** The body of `<<'END'` starts with the next line; what follows in the line is left out of it. */
function hereDocument(reader: Reader): string | null {
  const [whole, , mark] = /^<<-?[ \t]*(['"]?)([A-Za-z_]\w*)\1/.exec(reader.text.slice(reader.at)) ?? []
  if (whole === undefined || mark === undefined) return null
  const from = reader.text.indexOf('\n', reader.at)
  const close = new RegExp(`^\\t*${mark}$`, 'm').exec(reader.text.slice(from + 1))
  if (from === -1 || !close) return null
  const body = reader.text.slice(from + 1, from + 1 + close.index)
  const line = reader.text.slice(reader.at + whole.length, from)
  reader.text = `${line}${reader.text.slice(from + 1 + close.index + close[0].length)}`
  reader.at = 0
  return body
}

function readWord(reader: Reader): Word | null {
  const word: Word = { text: '' }
  const { text } = reader
  while (reader.at < text.length && !/[\s;|<]/.test(text.charAt(reader.at)) && !text.startsWith('&&', reader.at)) {
    const char = text.charAt(reader.at)
    if (char === "'") {
      const close = text.indexOf("'", reader.at + 1)
      if (close === -1) return null
      word.text += text.slice(reader.at + 1, close)
      reader.at = close + 1
    } else if (char === '"') {
      if (!readDouble(reader, word)) return null
    } else if (char === '\\') {
      word.text += text.charAt(reader.at + 1) === '\n' ? '' : text.charAt(reader.at + 1)
      reader.at += 2
    } else readPlain(reader, word)
  }
  return word
}

function readPlain(reader: Reader, word: Word): void {
  noteVariable(reader, word)
  word.text += reader.text.charAt(reader.at)
  reader.at++
}

function readDouble(reader: Reader, word: Word): boolean {
  for (reader.at++; reader.at < reader.text.length; ) {
    const char = reader.text.charAt(reader.at)
    const next = reader.text.charAt(reader.at + 1)
    if (char === '"') {
      reader.at++
      return true
    }
    if (char === '\\' && /["\\$`\n]/.test(next)) {
      word.text += next === '\n' ? '' : next
      reader.at += 2
    } else readPlain(reader, word)
  }
  return false
}

function noteVariable({ text, at }: Reader, word: Word): void {
  const found = /^\$\{?(\w+)|^\$\(|^`/.exec(text.slice(at, at + 100))
  if (found) word.variable ??= found[1] ?? 'of a command'
}
