/** A shorter text could be part of any word. */
const shortest = 4
/** A line of a secret, or a part of an address, is a secret of its own from this length on. */
const shortestPart = 8
/** A user name this long is a token. */
const tokenLength = 20

/** One way to write a character. Letters of the spelling of an escape may be of either case. */
export type Spelling = { bytes: Buffer; anyCase: boolean }

/**
 * A text in one encoding, character by character, each with every way to write it: programs differ in what they escape.
 * Programs break some encodings into lines: a line break may stand before each of the first `wrapsUntil` characters.
 */
export type Form = { characters: readonly (readonly Spelling[])[]; wrapsUntil: number }

/** The forms in which secrets are looked for: plain or escaped, base64 and hex. */
export function formsOf(secrets: readonly string[]): Form[] {
  const texts = new Set(secrets.flatMap(textsOf).map((text) => text.toWellFormed()))
  const known = new Map<string, Spelling[]>()
  const spellings = (character: string): Spelling[] => {
    const found = known.get(character) ?? spellingsOf(character)
    known.set(character, found)
    return found
  }
  return [...texts].flatMap((text) => [plainForm(text, spellings), hexForm(text), ...base64Forms(text, spellings)])
}

/** The texts to look for: the secret, also without the blanks around it, and its parts. */
const textsOf = (secret: string): string[] => [
  ...[secret, secret.trim()].filter((text) => Buffer.byteLength(text) >= shortest),
  ...[...secret.split(/\r?\n/), ...partsOfAddress(secret)].filter((part) => part.length >= shortestPart),
]

function partsOfAddress(secret: string): string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(secret) || !URL.canParse(secret)) return []
  const { username, password, pathname, search, searchParams, hash } = new URL(secret)
  const isToken = password === '' || username.length >= tokenLength
  const credentials = [...(isToken ? [username] : []), password, `${username}:${password}`]
  const values = [...searchParams.values(), ...search.slice(1).split('&').map(queryValue)]
  const parts = [...credentials, pathname, pathname + search, search.slice(1), hash.slice(1), ...values]
  return [...parts, ...parts.map(decoded)]
}

const queryValue = (pair: string): string => pair.slice(pair.indexOf('=') + 1)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const exact = (text: string): Spelling => ({ bytes: Buffer.from(text), anyCase: false })
const anyCase = (text: string): Spelling => ({ bytes: Buffer.from(text.toLowerCase()), anyCase: true })
const hexOf = (bytes: Buffer): string[] => [...bytes].map((byte) => byte.toString(16).padStart(2, '0'))
const percentOf = (character: string): string =>
  hexOf(Buffer.from(character))
    .map((byte) => `%${byte}`)
    .join('')

const named: Record<string, string> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' }
/** A secret that was typed on one system may be printed with the line breaks of another. */
const lineBreak = ['\n', '\r\n', '\\n', '\\r\\n', '\\u000a', '\\u000d\\u000a', '%0a', '%0d%0a'].map(anyCase)

/** Literal, escaped in JSON, in an address, and by a shell. No program escapes ASCII letters and digits. */
function spellingsOf(character: string): Spelling[] {
  if (/^[a-z0-9]$/i.test(character)) return [exact(character)]
  if (/\n/.test(character)) return lineBreak
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  const spellings = [
    exact(character),
    anyCase(units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')),
    anyCase(percentOf(character)),
  ]
  const name = named[character]
  if (name !== undefined) spellings.push(exact(name))
  if (/^[ -~]$/.test(character)) spellings.push(exact(`\\${character}`))
  if (character === ' ') spellings.push(exact('+'))
  if (character === "'") spellings.push(exact(`'\\''`))
  return spellings
}

type Spell = (character: string) => Spelling[]

const plainForm = (text: string, spellings: Spell): Form => ({
  characters: (text.match(/\r?\n|./gsu) ?? []).map(spellings),
  wrapsUntil: 0,
})

const hexSpellings = Array.from({ length: 256 }, (_, byte) => [anyCase(byte.toString(16).padStart(2, '0'))])

function hexForm(text: string): Form {
  const characters = [...Buffer.from(text)].map((byte) => hexSpellings[byte] ?? [])
  return { characters, wrapsUntil: characters.length }
}

/** On its own, padded or not; and within longer base64, where it may start at any of three offsets. */
function base64Forms(text: string, spellings: Spell): Form[] {
  const bytes = Buffer.from(text)
  const [digits, padding] = splitPadding(bytes.toString('base64'))
  const optional = [...spellings('='), exact('')]
  const whole = { characters: [...spell(digits, spellings), ...Array.from(padding, () => optional)], wrapsUntil: digits.length }
  const within = [0, 1, 2].map((before) => {
    const characters = spell(withinBase64(bytes, before), spellings)
    return { characters, wrapsUntil: characters.length }
  })
  return [whole, ...within.filter(({ characters }) => characters.length >= shortest)]
}

function splitPadding(base64: string): [digits: string, padding: string] {
  const end = base64.indexOf('=')
  return end === -1 ? [base64, ''] : [base64.slice(0, end), base64.slice(end)]
}

/** Behind so many other bytes: without the digits that hold bits of what is before or after. */
function withinBase64(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes])
  return whole.toString('base64').slice(Math.ceil((before * 8) / 6), Math.floor((whole.length * 8) / 6))
}

/** The digits of base64, or their counterparts in base64url. */
const spell = (digits: string, spellings: Spell): Spelling[][] =>
  Array.from(digits, (digit) => {
    if (digit === '+') return [...spellings('+'), exact('-')]
    return digit === '/' ? [...spellings('/'), exact('_')] : spellings(digit)
  })
