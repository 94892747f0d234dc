/** A text to look for in logs, as people ask for it. */
export type TextQuery = { text: string; regex?: boolean; case?: boolean; word?: boolean }

/** A letter, digit or underscore of any script. */
const wordCharacter = '[\\p{L}\\p{M}\\p{N}_]'

/**
 * The pattern that lines are tested with, the same in the engine and in the window. Upper and lower case are the same unless `case` is
 * set. With `word`, no letter or digit precedes or follows a match. Throws SyntaxError for a regular expression that is not valid.
 */
export function textPattern({ text, regex = false, case: isCased = false, word = false }: TextQuery, flags = ''): RegExp {
  const source = regex ? text : text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const all = isCased ? flags : `${flags}i`
  if (!word) return new RegExp(source, all)
  // Named by what the person wrote, without what is added here.
  new RegExp(source, all)
  const whole = (before: string, after: string) => `(?<!${before})(?:${source})(?!${after})`
  try {
    return new RegExp(whole(wordCharacter, wordCharacter), `${all}u`)
  } catch {
    // Such as `\-`, which is not valid in a Unicode pattern.
    return new RegExp(whole('\\w', '\\w'), all)
  }
}
