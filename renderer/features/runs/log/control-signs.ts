/** Control characters, and those that reorder or hide text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is shown
const signs = /[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/** A text with a sign in the place of each character that is otherwise not seen: ESC as ␛, a zero-width space as <200B>. */
export const withControlSigns = (text: string): string => text.replaceAll(signs, signOf)

/** Embeddings, overrides and isolates, and separators of lines: they change how what follows is shown. */
const directions = /[\u2028-\u202e\u2066-\u2069]/g

/** A text with a sign in the place of each character that turns the direction of what follows. */
export const withDirectionSigns = (text: string): string => text.replaceAll(directions, signOf)

function signOf(sign: string): string {
  const code = sign.charCodeAt(0)
  if (code < 0x20) return String.fromCharCode(0x2400 + code)
  return code === 0x7f ? '\u2421' : `<${code.toString(16).toUpperCase().padStart(4, '0')}>`
}
