const mostChars = 256 * 1024

/** A line of JSON over several lines, or null where the line is none. Only spaces change: numbers keep all their digits. */
export function prettyJson(line: string): string | null {
  const text = line.trim()
  if (!/^[{[]/.test(text) || text.length > mostChars || !isJson(text)) return null
  let pretty = ''
  let depth = 0
  const indent = (): string => `\n${'  '.repeat(depth)}`
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\]:,]|[^\s{}[\]:,"]+/g)) {
    if (token === '{' || token === '[') {
      depth++
      pretty += token + indent()
    } else if (token === '}' || token === ']') {
      depth--
      pretty += indent() + token
    } else if (token === ',') pretty += `,${indent()}`
    else if (token === ':') pretty += ': '
    else pretty += /^[{[]/.test(token) ? token.replaceAll(/\s/g, '') : token
  }
  return pretty
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
