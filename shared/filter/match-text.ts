/**
 * Whether a text has the parts of a pattern, one after another and whatever is between them, from its start to its end.
 * Capital letters make no difference. Each part is looked for once, after the one before it: no pattern takes long.
 */
export function matchesWhole(parts: readonly string[], text: string): boolean {
  const lower = text.toLowerCase()
  const [first = '', ...rest] = parts.map((part) => part.toLowerCase())
  if (rest.length === 0) return lower === first
  const last = rest.pop() ?? ''
  if (!lower.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const found = lower.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return lower.length - last.length >= at && lower.endsWith(last)
}

/** The same anywhere in the text. */
export const matchesWithin = (parts: readonly string[], text: string): boolean => matchesWhole(['', ...parts, ''], text)
