/** For tests: names of files that try to leave their folder, or to cause trouble for their readers. */
export function hostileNames(): string[] {
  const climbs = [
    '../',
    '..\\',
    './../',
    '....//',
    '..;/',
    '%2e%2e%2f',
    '%252e%252e%252f',
    '..%2f',
    '..%5c',
    '%c0%ae%c0%ae/',
    '．．／',
    '‥/',
  ]
  const targets = ['etc/passwd', 'outside', 'a']
  const traversals = climbs.flatMap((climb) => [1, 3, 12].flatMap((deep) => targets.map((to) => climb.repeat(deep) + to)))
  const devices = [
    'CON',
    'PRN',
    'AUX',
    'NUL',
    'CONIN$',
    'CONOUT$',
    'CLOCK$',
    ...many(9, (n) => `COM${n}`),
    ...many(9, (n) => `LPT${n}`),
  ]
  const absolute =
    '/etc/passwd //etc/passwd C:\\Windows\\x C:x \\\\server\\share\\x \\\\?\\C:\\x \\\\.\\pipe\\x //?/C:/x file:///etc/passwd ~ ~root/x $HOME/x %TEMP%\\x'
  return [
    ...new Set([
      ...traversals,
      ...absolute.split(' '),
      ...['a\0b', '\0', 'a\0/../b', '', '/', '//', 'a//b', 'a/', './a', 'a/./b', 'a/../../b'],
      ...devices.flatMap((name) => [name, name.toLowerCase(), `${name}.txt`, `${name} .txt`]),
      ...['.', '..', '...', ' ', '. .', 'a.', 'a ', 'a. .', 'a..', '.a', '..a', ' a'],
      ...['a:b', 'a::$DATA', 'a:b:$DATA', 'a?b', 'a_b', 'A_B', 'a*b', 'a|b'],
      ...['\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069', '\u200b', '\ufeff'].map(
        (mark) => `${mark}gpj.exe`,
      ),
      ...many(31, (n) => `a${String.fromCharCode(n)}b`),
      ...['a\u007fb', 'a\u0085b', 'a\u2028b', 'a\u2029b', 'a\ufffdb'],
      ...['\u00e9', 'e\u0301', '\u00c5', 'A\u030a', '\u212b', '\u1e9b\u0323', '\ufb01', 'fi'],
      ...['case', 'Case', 'CASE', '\u00df', 'ss', 'SS', '\u0130', 'i', 'I', '\u0131', '\u212a', 'k', 'K'],
      ...[
        'x'.repeat(255),
        `${'x'.repeat(251)}.txt`,
        '\u00e9'.repeat(127),
        '\u{1f600}'.repeat(63),
        'x'.repeat(4_096),
        many(400, () => 'd').join('/'),
      ],
      ...'-rf --help $(id) `id` ;id |id &id >x <x * ? [a] {a,b} ! " \' \\ %s%n =1+1 @SUM(A1) #a'.split(' '),
      ...[
        'a\nb',
        'a\r\nb',
        '\t',
        "'; drop table object; --",
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        'javascript:alert(1)',
      ],
      ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', '{"a":1}', '.outputs.json', 'SHA256SUMS', 'manifest.json'],
    ]),
  ]
}

const many = (count: number, make: (n: number) => string): string[] => Array.from({ length: count }, (_, at) => make(at + 1))

/** Those that a file of this system can have. */
export const possibleHere = (names: string[]): string[] =>
  names.filter(
    (name) =>
      !name.includes('\0') &&
      !name.startsWith('/') &&
      name.split('/').every((part) => isPossible(part)) &&
      Buffer.byteLength(name) < 2_000,
  )

const isPossible = (part: string): boolean => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255
