/** Long options that other programs write with one dash, by command. */
const singleDash: Record<string, readonly string[]> = {
  serve: ['addr', 'db', 'workers', 'poll', 'debug'],
  pipeline: ['manifest', 'db'],
}

/** Rewrites `-addr :8080` and `-addr=:8080` as Commander reads them. Words after `--` are left alone. */
export function withTwoDashes(words: readonly string[]): string[] {
  const end = words.indexOf('--')
  const own = end < 0 ? words : words.slice(0, end)
  const names = Object.entries(singleDash).flatMap(([command, options]) => (own.includes(command) ? options : []))
  const translated = own.map((word) => {
    const name = /^-([a-z]+)(?:=|$)/.exec(word)?.[1]
    return name !== undefined && names.includes(name) ? `-${word}` : word
  })
  return [...translated, ...(end < 0 ? [] : words.slice(end))]
}
