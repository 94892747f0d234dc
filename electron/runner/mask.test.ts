import { describe, expect, it } from 'vitest'
import { createMask, masked } from './mask.ts'
import { secretFinder } from './secret-finder.ts'
import { encodings as everyEncoding } from './secrets-to-hide.ts'
import { startOfTokens, withToken } from './token-finder.ts'

const pem = `-----BEGIN KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0'.repeat(20)}\nabcdefgh+/=\n-----END KEY-----\n`
const canaries = [
  'k3y-0123456',
  'with space & $HOME "quotes" \\ back/slash',
  '(.*)[a-z]+$|^x{2}',
  pem,
  JSON.stringify({ user: 'anna', password: 'pässwörd – ünïcode' }),
  'aaaaaaaaaa',
  'abcabcabd',
  'x'.repeat(4_000),
]
const encodings: Record<string, (text: string) => string> = {
  raw: (text) => text,
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  hex: (text) => Buffer.from(text).toString('hex'),
  'upper-case hex': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in an address': encodeURIComponent,
  'in JSON': (text) => JSON.stringify({ text }),
  'within base64': (text) => Buffer.from(`user:${text}@host`).toString('base64'),
  'within base64, elsewhere': (text) => Buffer.from(`u:${text}`).toString('base64'),
}

/** The whole output for input in these pieces. */
function through(secrets: string[], pieces: Buffer[]): string {
  const mask = createMask(secretFinder(secrets))
  if (!mask) throw new Error('nothing to look for')
  return Buffer.concat([...pieces.map(mask.take), mask.end()]).toString('utf8')
}

const tell = (secret: string): string => (secret.length > 30 ? `${secret.slice(0, 30)}…` : secret)

describe('a mask', () => {
  for (const secret of canaries)
    it.each(Object.keys(encodings))(`blots ${JSON.stringify(tell(secret))} out, %s`, (name) => {
      const written = (encodings[name] as (text: string) => string)(secret)
      const out = through([secret], [Buffer.from(`before ${written} after\n`)])
      expect(out).toContain('***')
      expect(out).toMatch(/^before .*after\n$/s)
      expect(out).not.toContain(secret)
      if (!name.startsWith('within') && name !== 'in JSON') expect(out).toBe('before *** after\n')
      // Within base64, at most the characters that the secret shares with its neighbors remain.
      if (name.startsWith('within')) expect(out.length).toBeLessThan(40)
    })

  it('finds a secret in two pieces, wherever it is cut, and byte by byte', () => {
    const secret = 'abcabcabd-κλειδί'
    const text = Buffer.from(`xabcab${secret}abc\n${secret}${secret}`)
    for (let cut = 0; cut <= text.length; cut++)
      expect(through([secret], [text.subarray(0, cut), text.subarray(cut)])).toBe('xabcab***abc\n******')
    expect(
      through(
        [secret],
        [...text].map((byte) => Buffer.from([byte])),
      ),
    ).toBe('xabcab***abc\n******')
  })

  it('takes the longer of two secrets with the same start, and finds each line of a multi-line one', () => {
    expect(through(['secret', 'secret-and-more'], [Buffer.from('secret secret-and-more')])).toBe('*** ***')
    expect(through(['first line here\nsecond line here'], [Buffer.from('> second line here\n> first line here\n')])).toBe(
      '> ***\n> ***\n',
    )
  })

  it('passes on at once any byte that cannot start a secret', () => {
    const mask = createMask(secretFinder(['secret']))
    expect(mask?.take(Buffer.from('a prompt: ')).toString()).toBe('a prompt: ')
    expect(mask?.take(Buffer.from('sec')).toString()).toBe('')
    expect(mask?.take(Buffer.from('ond')).toString()).toBe('second')
    expect(mask?.end().toString()).toBe('')
  })

  it('leaves bytes that are not text unchanged', () => {
    const mask = createMask(secretFinder(['secret']))
    const bytes = Buffer.from([0, 255, 254, 128, 10, 0])
    expect(Buffer.concat([mask?.take(bytes) ?? bytes, mask?.end() ?? bytes])).toEqual(bytes)
  })

  it('removes the start of a secret at the end of a truncated text', () => {
    const find = secretFinder(['tok-0123456789'])
    expect(masked('the token is tok-01234', find, true)).toBe('the token is ***')
    expect(masked('the token is tok-01234', find)).toBe('the token is tok-01234')
    expect(masked('there is none', find, true)).toBe('there is none')
  })

  it('is null without secrets', () => {
    expect(createMask(secretFinder([]))).toBeNull()
    expect(masked('all of it', null)).toBe('all of it')
    expect(masked('a secret word', secretFinder(['secret']))).toBe('a *** word')
  })
})

describe('the token of an attempt', () => {
  const token = 'lfrun_0190_abcdef'
  const through = (chunks: string[], secrets: string[] = []) => {
    const mask = createMask(withToken(secretFinder(secrets), token))
    return [...chunks.map((chunk) => mask?.take(Buffer.from(chunk)).toString()), mask?.end().toString()]
  }

  it('is masked as it is, wherever the output is cut', () => {
    for (let cut = 1; cut < token.length; cut++)
      expect(through([`a ${token.slice(0, cut)}`, `${token.slice(cut)} b`]).join('')).toBe('a *** b')
    expect(through([`${token}${token}`, 'lfrun_', 'lfrun_x']).join('')).toBe('******lfrun_lfrun_x')
  })

  it('holds nothing back but its own start', () => {
    expect(through(['hello\n', 'lf', '\n'])).toEqual(['hello\n', '', 'lf\n', ''])
  })

  it.each([
    ['base64', (text: string) => Buffer.from(text).toString('base64')],
    ['base64 behind other bytes', (text: string) => Buffer.from(`x:${text}`).toString('base64')],
    ['base64url', (text: string) => Buffer.from(`ab${text}`).toString('base64url')],
    ['hex', (text: string) => Buffer.from(text).toString('hex')],
  ])('is masked in the forms of secrets: %s', (_, formOf) => {
    const long = `lfrun_01a21ef2-f67b-750c-85a5-a41643cd1d6b_${'aZ9-_'.repeat(8)}abc`
    const form = formOf(long)
    for (const text of [form, form.replace(/(.{76})/g, '$1\n')]) {
      const shown = masked(`a ${text} b`, withToken(null, long))
      expect(shown).toContain('***')
      expect(shown.length).toBeLessThan(20)
    }
  })

  it('is masked beside secrets', () => {
    expect(through([`one tok-1 ${token} tok-1`], ['tok-1']).join('')).toBe('one *** *** ***')
  })

  const made = `${startOfTokens}01a21ef2-f67b-750c-85a5-a41643cd1d6b_${'aZ9-_'.repeat(8)}abc`
  const [anchored, exact] = [withToken(null, made), secretFinder([made])]

  it.each(Object.keys(everyEncoding))('is found by its start as it is by all of it: written as %s', (name) => {
    const encode = everyEncoding[name] ?? String
    for (let before = 0; before < 80; before++) {
      const text = `${'.'.repeat(before % 7)} ${encode(`${'-'.repeat(before)}${made}${'-'.repeat(before % 5)}`)}\n`
      expect(masked(text, anchored)).toBe(masked(text, exact))
      expect(masked(text, anchored)).toContain('***')
    }
  })

  it.each(Object.keys(everyEncoding))('and in two pieces, wherever they are cut: written as %s', (name) => {
    const bytes = Buffer.from(`a: ${(everyEncoding[name] ?? String)(made)} b\n`)
    for (let cut = 1; cut < bytes.length; cut++) {
      const mask = createMask(anchored)
      const out = [mask?.take(bytes.subarray(0, cut)), mask?.take(bytes.subarray(cut)), mask?.end()]
      expect(Buffer.concat(out.filter((part) => part !== undefined)).toString()).toBe('a: *** b\n')
    }
  })

  it('is masked each time, however often it is printed, also beside what only looks like its start', () => {
    const text = `${made} QQQQ ${startOfTokens} UVFR `.repeat(200)
    expect(masked(text, withToken(null, made))).toBe(text.replaceAll(made, '***'))
  })
})

it('large pieces, searched in place, are masked as all of the output at once', () => {
  const secrets = ['tok-0123456789', 'x'.repeat(300)]
  const find = secretFinder(secrets)
  const hidden = ['tok-0123456789', Buffer.from('..tok-0123456789..').toString('base64'), 'x'.repeat(300), 'tok-', 'xxx', '']
  let output = ''
  for (let line = 0; line < 400; line++) output += `${line} ${'ab12/'.repeat(line % 41)}${hidden[line % hidden.length]}\n`
  output += (
    Buffer.from(`${'-'.repeat(500)}tok-0123456789${'-'.repeat(500)}`)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n')
  const bytes = Buffer.from(output)
  const whole = masked(output, find)
  for (const size of [257, 300, 389, 1_000, 4_099])
    for (let first = 1; first < 40; first += 3) {
      const mask = createMask(find)
      const out = [mask?.take(bytes.subarray(0, first))]
      for (let at = first; at < bytes.length; at += size) out.push(mask?.take(bytes.subarray(at, at + size)))
      out.push(mask?.end())
      expect(Buffer.concat(out.filter((part) => part !== undefined)).toString()).toBe(whole)
    }
})
