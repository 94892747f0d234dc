/** What stands in the place of a secret. */
const blot = Buffer.from('***')
/** What is shorter could be part of any word. */
const shortest = 4
/** Parts of a secret are secrets of their own, from this length on. */
const shortestPart = 8

/** A stream of bytes without the secrets in it. */
export type Mask = {
  /** As much as can be told of: the end of it may be the beginning of a secret. */
  take(chunk: Buffer): Buffer
  /** What was held back. */
  end(): Buffer
}

/** The forms in which secrets are looked for: as they are, and as programs commonly write them down. Longest first. */
export function patternsOf(secrets: readonly string[]): Buffer[] {
  const texts = secrets.flatMap((secret) => [secret, ...partsOf(secret).filter((part) => part.length >= shortestPart)])
  const forms = new Set(texts.flatMap(formsOf))
  return [...forms]
    .map((form) => Buffer.from(form))
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => b.length - a.length)
}

/** Its lines; of an address also the password, and the way behind the host. */
function partsOf(secret: string): string[] {
  const lines = secret.split(/\r?\n/)
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(secret) || !URL.canParse(secret)) return lines
  const { password, pathname, search } = new URL(secret)
  return [...lines, password, pathname + search]
}

function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const hex = bytes.toString('hex')
  const escaped = JSON.stringify(text).slice(1, -1)
  const url = encodeURIComponent(text.toWellFormed())
  return [
    text,
    escaped,
    escaped.replaceAll('/', '\\/'),
    url,
    url.replace(/%../g, (part) => part.toLowerCase()),
    url.replaceAll('%20', '+'),
    hex,
    hex.toUpperCase(),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...[0, 1, 2].flatMap((before) => withinBase64(bytes, before)),
  ]
}

/** As it stands in the middle of what is longer, behind so many bytes: without the characters that others have a part in. */
function withinBase64(bytes: Buffer, before: number): string[] {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
  const from = Math.ceil((before * 8) / 6)
  const to = Math.floor((whole.length * 8) / 6)
  return (['base64', 'base64url'] as const).map((encoding) => whole.toString(encoding).slice(from, to))
}

/** Null where there is nothing to look for. */
export function createMask(patterns: readonly Buffer[]): Mask | null {
  if (patterns.length === 0) return null
  let held: Buffer = Buffer.alloc(0)

  function take(chunk: Buffer): Buffer {
    const { parts, rest } = blotted(held.length === 0 ? chunk : Buffer.concat([held, chunk]), patterns)
    const kept = beginningOf(rest, patterns)
    held = Buffer.from(rest.subarray(rest.length - kept))
    return Buffer.concat([...parts, rest.subarray(0, rest.length - kept)])
  }

  return {
    take,
    end() {
      const last = held
      held = Buffer.alloc(0)
      return last
    },
  }
}

/** A whole text without the secrets in it. */
export function masked(text: string, patterns: readonly Buffer[]): string {
  if (patterns.length === 0 || text === '') return text
  const { parts, rest } = blotted(Buffer.from(text), patterns)
  return parts.length === 0 ? text : Buffer.concat([...parts, rest]).toString('utf8')
}

/** What comes before and between secrets, with blots; and the rest, in which there is none. */
function blotted(bytes: Buffer, patterns: readonly Buffer[]): { parts: Buffer[]; rest: Buffer } {
  const parts: Buffer[] = []
  const next = patterns.map((pattern) => bytes.indexOf(pattern))
  let at = 0
  for (;;) {
    let found = -1
    for (const [index, pattern] of patterns.entries()) {
      const known = next[index] as number
      if (known !== -1 && known < at) next[index] = bytes.indexOf(pattern, at)
      const where = next[index] as number
      // The longest of those that begin there: they come in that order.
      if (where !== -1 && (found === -1 || where < (next[found] as number))) found = index
    }
    if (found === -1) return { parts, rest: bytes.subarray(at) }
    const start = next[found] as number
    parts.push(bytes.subarray(at, start), blot)
    at = start + (patterns[found]?.length ?? 0)
  }
}

/** How many bytes at the end may be the beginning of a secret. */
function beginningOf(bytes: Buffer, patterns: readonly Buffer[]): number {
  let most = 0
  for (const pattern of patterns) {
    const first = pattern[0] ?? 0
    for (
      let at = bytes.indexOf(first, Math.max(0, bytes.length - pattern.length + 1));
      at !== -1 && bytes.length - at > most;
      at = bytes.indexOf(first, at + 1)
    )
      if (bytes.compare(pattern, 0, bytes.length - at, at) === 0) most = bytes.length - at
  }
  return most
}
