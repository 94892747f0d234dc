/**
 * What a terminal or a screen would obey instead of showing: C0 and C1 controls, DEL, and the characters that turn the
 * direction of all that follows or break a line.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern searches for control characters
const controls = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g

/** Escape sequences of terminals: OSC, DCS and their like, CSI (also in their one-character forms), and all shorter ones. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence starts with one
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|$)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g

const named: Record<string, string> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function escapeOf(sign: string): string {
  const code = sign.charCodeAt(0)
  return named[sign] ?? (code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`)
}

/** A text on one line in which nothing can do harm: `\x1b[2J`, for those who read it. */
export const visibleText = (text: string): string => text.replace(controls, escapeOf)

/** As `visibleText`, of a text with several lines. */
export const visibleLines = (text: string): string =>
  text.replace(controls, (sign) => (sign === '\n' || sign === '\t' ? sign : escapeOf(sign)))

/** JSON of the same value without any of these characters. */
export const visibleJson = (json: string): string =>
  json.replace(controls, (sign) => (sign === '\n' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`))

/** What a program wrote for a terminal, as a text: without colors, cursor movements and other controls. */
export const plainText = (text: string): string =>
  text.replace(sequences, '').replace(controls, (sign) => (sign === '\n' || sign === '\t' ? sign : ''))
