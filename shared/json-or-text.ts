/** Parses text that is said to be JSON; returns the text itself if it is not valid. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/**
 * Reads a value that a person or a program wrote without saying whether it is JSON. A number that would print differently
 * stays text, because it is meant as text: the version 1.10, an id of twenty digits, the hash 7e12345.
 */
export function jsonOrText(text: string): unknown {
  const value = asJson(text)
  return typeof value === 'number' && String(value) !== text.trim() ? text : value
}
