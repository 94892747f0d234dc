/** Longer texts and queries are not worth more. */
const longest = 200

/**
 * How well a text matches what a person typed: each word must be in it, its letters in their order but not necessarily side by
 * side. `nb` finds "Nightly backup". Null: it does not match; otherwise, higher is better.
 */
export function fuzzyScore(query: string, text: string): number | null {
  const words = query.slice(0, longest).toLowerCase().split(/\s+/).filter(Boolean)
  const shown = text.slice(0, longest)
  const lower = shown.toLowerCase()
  let total = 0
  const starts = startsOf(shown)
  for (const word of words) {
    const score = wordScore(word, lower, starts)
    if (score === null) return null
    total += Math.max(score, exactScore(word, lower, starts) ?? 0)
  }
  // Of two texts that match equally well, the shorter one is more likely meant.
  return total - lower.length / 100
}

/** Where words start: after what is neither letter nor digit, and at capitals within a word. */
function startsOf(text: string): boolean[] {
  const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter)
  return Array.from({ length: text.length }, (_, at) => {
    const [before, here] = [text[at - 1], text[at]]
    return isWord(here) && (!isWord(before) || (/\p{Ll}/u.test(before ?? '') && /\p{Lu}/u.test(here ?? '')))
  })
}

const letterWorth = 1
const startWorth = 6
const besideWorth = 4
/** For a word that was typed to its end. */
const wholeWorth = 2

/** The score of a word that is in the text as it was typed, more than that of any letters spread over several words. */
function exactScore(word: string, text: string, starts: boolean[]): number | null {
  const length = [...word].length
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (starts[at]) return length * (letterWorth + startWorth) + (isEnd(text, at + word.length) ? wholeWorth : 0)
  return null
}

const isEnd = (text: string, at: number): boolean => !/[\p{L}\p{N}]/u.test(text.charAt(at))

/**
 * The best way to find the letters of a word in a text. `ending` has the best score of each place that the letters so far can
 * end at.
 */
function wordScore(word: string, text: string, starts: boolean[]): number | null {
  let ending: (number | null)[] = []
  for (const [index, letter] of [...word].entries()) {
    const next: (number | null)[] = []
    let best: number | null = null
    for (let at = 0; at < text.length; at++) {
      const beside = index === 0 ? null : (ending[at - 1] ?? null)
      const earlier: number | null = index === 0 ? 0 : best
      if (index > 0 && at > 0) best = larger(best, ending[at - 1] ?? null)
      if (text[at] !== letter) {
        next[at] = null
        continue
      }
      const own = letterWorth + (starts[at] ? startWorth : 0)
      next[at] = larger(earlier === null ? null : earlier + own, beside === null ? null : beside + own + besideWorth)
    }
    ending = next
  }
  return ending.reduce<number | null>((best, score) => larger(best, score ?? null), null)
}

const larger = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : Math.max(a, b))
