import { describe, expect, it } from 'vitest'
import { createMask, masked } from './mask.ts'
import { secretFinder } from './secret-finder.ts'
import { encodings, secretsToHide } from './secrets-to-hide.ts'

/** All that comes through, given in these pieces. */
function through(secret: string, pieces: Buffer[]): string {
  const mask = createMask(secretFinder([secret]))
  if (!mask) throw new Error('there is nothing to look for')
  return Buffer.concat([...pieces.map(mask.take), mask.end()]).toString('utf8')
}

const table = Object.keys(secretsToHide).flatMap((shape) => Object.keys(encodings).map((encoding) => [shape, encoding] as const))
const written = (shape: string, encoding: string) => encodings[encoding]?.(secretsToHide[shape] ?? '') ?? ''

describe('a mask hides a secret', () => {
  it.each(table)('%s, written as %s', (shape, encoding) => {
    const find = secretFinder([secretsToHide[shape] ?? ''])
    expect(masked(`before ${written(shape, encoding)} after\n`, find)).toBe('before *** after\n')
  })

  it.each(Object.keys(secretsToHide))('%s, in every encoding, wherever its bytes are cut in two', (shape) => {
    const secret = secretsToHide[shape] ?? ''
    const find = secretFinder([secret])
    for (const encode of Object.values(encodings)) {
      const bytes = Buffer.from(`a: ${encode(secret)} b\n`)
      // Longer ones are cut at some places only: that takes long.
      const step = bytes.length > 400 ? Math.ceil(bytes.length / 15) : 1
      for (let cut = 1; cut < bytes.length; cut += step) {
        const mask = createMask(find)
        const out = [mask?.take(bytes.subarray(0, cut)), mask?.take(bytes.subarray(cut)), mask?.end()]
        expect(Buffer.concat(out.filter((part) => part !== undefined)).toString()).toBe('a: *** b\n')
      }
    }
  })

  it.each(Object.keys(secretsToHide).filter((shape) => shape !== '4 KB'))('%s, in every encoding, byte by byte', (shape) => {
    const secret = secretsToHide[shape] ?? ''
    for (const encode of Object.values(encodings)) {
      const bytes = Buffer.from(`a: ${encode(secret)} b\n`)
      const pieces = Array.from(bytes, (byte) => Buffer.from([byte]))
      expect(through(secret, pieces)).toBe('a: *** b\n')
    }
  })

  it.each(Object.keys(secretsToHide))('%s, within base64 that is broken into lines, wherever in a line it starts', (shape) => {
    const secret = secretsToHide[shape] ?? ''
    const find = secretFinder([secret])
    for (const width of [64, 76])
      for (let before = 0; before < width; before++) {
        const whole = Buffer.from(`${'.'.repeat(before)}${secret}${'.'.repeat(80)}`).toString('base64')
        const lines = (whole.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n')
        const [head = '', tail = '', ...others] = masked(lines, find).replaceAll('\n', '').split('***')
        expect(others).toEqual([])
        expect([whole.startsWith(head), whole.endsWith(tail)]).toEqual([true, true])
        // Digits that have bits of the secret's neighbors stay.
        expect(head.length).toBe(Math.ceil((before * 8) / 6))
        expect(tail.length).toBeLessThanOrEqual(Math.ceil((80 * 8) / 6) + 3)
      }
  })
})

describe('the parts of an address are hidden', () => {
  const secret = secretsToHide['address'] ?? ''
  it.each([
    ['the password', 's3cret-w0rd'],
    ['the user with the password', 'anna:s3cret-w0rd'],
    ['the path', '/hooks/T0123/p4thXYZ'],
    ['the path with the query', '/hooks/T0123/p4thXYZ?token=q-9876543210&room=geheim%2Braum'],
    ['the query', 'token=q-9876543210&room=geheim%2Braum'],
    ['a value of the query', 'q-9876543210'],
    ['a value of the query as it is written', 'geheim%2Braum'],
    ['a value of the query as it is meant', 'geheim+raum'],
    ['the fragment', 'part-of-it'],
    ['the credentials in a header', Buffer.from('anna:s3cret-w0rd').toString('base64')],
  ])('%s', (_, part) => {
    expect(masked(`GET <${part}>`, secretFinder([secret]))).toBe('GET <***>')
  })

  it('also a token in the place of the user', () => {
    const find = secretFinder([
      'https://ghp_0123456789abcdefghij:x-oauth-basic@example.com/',
      'https://sk_live_012:@example.com/',
    ])
    expect(masked('ghp_0123456789abcdefghij sk_live_012', find)).toBe('*** ***')
    expect(masked('postgres', secretFinder(['postgres://postgres:s3cret@db/app']))).toBe('postgres')
  })
})

it('a secret is hidden without the blanks around it, and with the line breaks of another system', () => {
  expect(masked('<hunter>', secretFinder(['hunter\n']))).toBe('<***>')
  expect(masked('<a b\r\nc d>', secretFinder(['a b\nc d']))).toBe('<***>')
})

it('a shell may quote or escape a secret', () => {
  const find = secretFinder(["it's $HOME"])
  expect(masked(`+ echo 'it'\\''s $HOME'; it\\'s\\ \\$HOME`, find)).toBe("+ echo '***'; ***")
})

describe('a secret is hidden though a program colors a part of it', () => {
  const [from, to] = ['\u001b[01;31m\u001b[K', '\u001b[m\u001b(B']
  const find = secretFinder(Object.values(secretsToHide))

  it.each(table.filter(([shape]) => shape !== '4 KB'))('%s, written as %s', (shape, encoding) => {
    const text = written(shape, encoding)
    const colored = `${from}${text.slice(0, 2)}${to}${text.slice(2, -1)}${from}${text.slice(-1)}${to} after\n`
    expect(masked(colored, find)).toBe(`${from}***${to}${from}${to} after\n`)
  })

  it('wherever the color starts and ends, and its bytes are cut in two', () => {
    const secret = secretsToHide['plain'] ?? ''
    for (let at = 0; at <= secret.length; at++) {
      const bytes = Buffer.from(`a ${secret.slice(0, at)}${from}${secret.slice(at)}${to} b\n`)
      for (let cut = 0; cut <= bytes.length; cut++) {
        const out = through(secret, [bytes.subarray(0, cut), bytes.subarray(cut)])
        expect(out.replaceAll(from, '').replaceAll(to, '')).toBe('a *** b\n')
      }
      expect(
        through(
          secret,
          [...bytes].map((byte) => Buffer.from([byte])),
        ),
      ).not.toContain('0123')
    }
  })

  it('but colored text without a secret stays unchanged, byte for byte', () => {
    const text = `${from}tok${to}-${from}0${to}\u001b]8;;http://tok\u0007 \u001b[ \u001b${from}tok-012345678${to}9\u001b[3`
    expect(masked(text, secretFinder(['tok-012345678 9', 'token']))).toBe(text)
    expect(
      through(
        'tok-9876543210',
        [...Buffer.from(text)].map((byte) => Buffer.from([byte])),
      ),
    ).toBe(text)
  })

  it('but the start of a secret is not held back indefinitely by color after color', () => {
    const mask = createMask(secretFinder(['tok-0123456789']))
    const colors = Buffer.from('\u001b[0m'.repeat(100_000))
    let passed = mask?.take(Buffer.from('tok')).length ?? 0
    for (let n = 0; n < 8; n++) passed += mask?.take(colors).length ?? 0
    expect(passed).toBeGreaterThan(1_000_000)
  })
})

it('a line that ends like the start of a secret is passed on at once', () => {
  const mask = createMask(secretFinder(['server-password']))
  expect(mask?.take(Buffer.from('waiting for c2Vyd\n')).toString()).toBe('waiting for c2Vyd\n')
  expect(mask?.take(Buffer.from('waiting for se\n')).toString()).toBe('waiting for se\n')
})

it('other text stays unchanged', () => {
  const find = secretFinder(Object.values(secretsToHide))
  const text = `${'plain text, 100% of it; "quoted" \\u0041 %41 + more\n'.repeat(50)}${Buffer.from('other bytes '.repeat(30)).toString('base64')}`
  expect(masked(text, find)).toBe(text)
})
