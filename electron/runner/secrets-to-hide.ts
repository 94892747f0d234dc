/** Secrets of every shape, and the ways to write them, for tests of what keeps them out. */

const base64 = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'

export const secretsToHide: Record<string, string> = {
  short: 'k3y!',
  plain: 'tok-0123456789',
  spaced: 'correct horse battery staple',
  quoted: `it's "quoted" \\ back\\\\slash, 50% off`,
  shell: '$(rm -rf $HOME) `id` && a|b; <c> #~',
  regex: '(.*)+[a-z]{2,}$|^x?\\d',
  'marks that addresses may keep': "P@ss(word)!*'9~",
  'text of several lines': 'first line of it\nsecond line of it\r\nthird',
  PEM: `-----BEGIN KEY-----\n${Array.from({ length: 6 }, (_, at) => `${at}/+${base64.slice(3)}`).join('\n')}\n-----END KEY-----\n`,
  JSON: JSON.stringify({ user: 'anna', password: 'pässwörd', at: 'a/b' }),
  address: 'https://anna:s3cret-w0rd@api.example.com/hooks/T0123/p4thXYZ?token=q-9876543210&room=geheim%2Braum#part-of-it',
  umlauts: 'Paßwörter-geheim-2026',
  emoji: 'pass🔑word👩‍💻!',
  combining: 'e\u0301cole-secre\u0300te',
  Cyrillic: 'пароль-очень-секретный',
  'token of 57 bytes': `ghp_${'A1b2C3d4E5'.repeat(5)}xyz`,
  'fine-grained token': `github_pat_${'11ABCDEFG0'.repeat(8)}ab`,
  JWT: `${['{"alg":"HS256","typ":"JWT"}', '{"sub":"1234567890","name":"Jöhn"}', 'signature-of-32-bytes-0123456789'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`,
  '4 KB': Array.from({ length: 400 }, (_, at) => `${at}:${'xyzäß/+"'[at % 8]}-${at * 7919}`)
    .join(' ')
    .slice(0, 4_096),
}

/** Every encoding that is looked for. Each is complete in itself: its source is also run by other programs. */
export const encodings: Record<string, (secret: string) => string> = {
  unchanged: (secret) => secret,
  'JSON of JavaScript': (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON of Python, all in ASCII': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON of PHP, with escaped slashes': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll('/', '\\/')
      .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON of .NET, in upper case': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replaceAll('\\"', '\\u0022')
      .replace(/[^\x20-\x7e]|[&<>'+`]/g, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`),
  'JSON of Go, with marks of HTML escaped': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[&<>]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  'JSON with every other character escaped': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[^\x20-\x7e]/gu, (c, at) =>
        at % 2
          ? c
          : c
              .split('')
              .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
              .join(''),
      ),
  'encodeURIComponent of JavaScript': (secret) => encodeURIComponent(secret),
  'RFC 3986': (secret) =>
    encodeURIComponent(secret).replace(/[!'()*~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
  'RFC 3986 in lower case': (secret) =>
    encodeURIComponent(secret)
      .replace(/%../g, (part) => part.toLowerCase())
      .replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
  'a form': (secret) => new URLSearchParams({ secret }).toString().slice('secret='.length),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 in lines of 76': (secret) =>
    (
      Buffer.from(secret)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\n'),
  'base64 in lines of 64': (secret) =>
    (
      Buffer.from(secret)
        .toString('base64')
        .match(/.{1,64}/g) ?? []
    ).join('\n'),
  'base64 in lines of MIME': (secret) =>
    (
      Buffer.from(secret)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n'),
  'base64 in lines, within JSON': (secret) =>
    (
      Buffer.from(secret)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\\n'),
  'base64 within an address': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'upper-case hex': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  'hex in lines of 60': (secret) =>
    (
      Buffer.from(secret)
        .toString('hex')
        .match(/.{1,60}/g) ?? []
    ).join('\n'),
}
