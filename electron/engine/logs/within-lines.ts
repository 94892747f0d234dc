/** Looks at one neighbor that cannot be a line end, as the search for whole words does. */
const neighbor = /^\(\?<?!(?:\\w|\[(?:\\p\{\w+\}|[\w-])+\])\)/
const escaped = /^\\(?:[wdSbBtfv]|[^\w\s])/
const replaced: Record<string, string> = { '\\s': '[^\\S\\n]', '\\W': '[^\\w\\n]', '\\D': '[^\\d\\n]' }
/** A class without escapes that could name a line end. */
const plainClass = /^\[(\^?)((?:\\(?:[wd\]\\^.\-/[(){}*+?|$]|t(?!-))|[^\]\\\p{Cc}])+)\]/u

/**
 * The same pattern for many lines at once, none of whose matches goes beyond a line; or null if that cannot be said of the
 * pattern, or if it might take forever. A match at the edge of a line may be one that the line alone does not have.
 */
export function withinLines({ source, flags }: RegExp): RegExp | null {
  let result = ''
  for (let rest = source; rest !== ''; ) {
    const [taken, text] = next(rest) ?? []
    if (taken === undefined || text === undefined) return null
    result += text
    rest = rest.slice(taken)
  }
  return new RegExp(result, `g${flags.replace(/[gmy]/g, '')}m`)
}

/** How much of the pattern was read, and what stands for it. */
function next(rest: string): [number, string] | null {
  const look = neighbor.exec(rest)?.[0]
  if (look !== undefined) return [look.length, look]
  // A repetition of a group may backtrack without end; line by line that is noticed.
  if (/^\)[*+{?]/.test(rest)) return rest.startsWith(')?') ? [1, ')'] : null
  if (rest.startsWith('(?')) return /^\(\?(?:i?:|<\w+>)/.test(rest) ? [2, '(?'] : null
  if (rest.startsWith('\\')) {
    const two = rest.slice(0, 2)
    return replaced[two] !== undefined ? [2, replaced[two]] : escaped.test(rest) ? [2, two] : null
  }
  if (rest.startsWith('[')) {
    const [whole, not, inside] = plainClass.exec(rest) ?? []
    return whole === undefined ? null : [whole.length, not ? `[^\\n${inside}]` : whole]
  }
  const one = rest.charAt(0)
  return one < ' ' && one !== '\t' ? null : [1, one]
}

/** The bytes of every match, if the pattern is plain text. */
export function literalOf({ source, ignoreCase }: RegExp): Buffer | null {
  if (ignoreCase) return null
  // What a regular expression needs escaped is the text itself.
  const text = source.replace(/\\([\\^$.*+?()[\]{}|/])/g, (_, one: string) => placeholders.charAt(specials.indexOf(one)))
  // A replacement character in a line need not be in the log: the byte may not be UTF-8.
  const isLiteral = /^[^\\^$.*+?()[\]{}|\r\n\uFFFD]+$/u.test(text) && text.isWellFormed() && !text.includes('\x1b')
  const plain = [...text].map((one) => (placeholders.includes(one) ? specials.charAt(placeholders.indexOf(one)) : one)).join('')
  return isLiteral ? Buffer.from(plain) : null
}

const specials = '\\^$.*+?()[]{}|/'
/** Private characters that stand for the special ones. */
const placeholders = [...specials].map((_, at) => String.fromCharCode(0xe000 + at)).join('')
