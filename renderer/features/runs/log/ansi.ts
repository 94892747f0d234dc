import Anser from 'anser'

export type Piece = { text: string; className: string }

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of them
const otherSequences = /\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|\[[0-9;?]*[A-LN-Za-ln-z]|[PX^_][^\x1b]*(?:\x1b\\)?|[@-Z\\^_=>78])/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the screen
const controls = /[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f]/g

/** A line as pieces of text with their colours. Whatever else a program tells a terminal to do is left out. */
export function piecesOf(line: string): Piece[] {
  // A progress bar draws over itself: what stands after the last return is what a terminal shows.
  const drawn = line.replace(/\r+$/, '')
  const shown = drawn.slice(drawn.lastIndexOf('\r') + 1)
  const text = shown.replace(otherSequences, '').replace(controls, '')
  if (!text.includes('\x1b')) return [{ text, className: '' }]
  return Anser.ansiToJson(text, { use_classes: true, remove_empty: true }).map(({ content, fg, bg, decorations }) => ({
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a sequence cut off at the end of the line
    text: content.replace(/\x1b\[?[0-9;]*/g, ''),
    className: [fg && `${fg}-fg`, bg && `${bg}-bg`, ...decorations.map((name) => `ansi-${name}`)].filter(Boolean).join(' '),
  }))
}
