export type Level = 'error' | 'warning'

const json =
  /"(?:level|severity|lvl|levelname|level_name|log\.level|loglevel|log_level|@level|severityText|SeverityText)"\s*:\s*(?:"([^"]*)"|(\d+))/i
const logfmt = /(?:^|[\s{,;])(?:level|severity|lvl|loglevel)=(?:"([^"]*)"|'([^']*)'|([\w-]+))/i
const priority = /^<(\d{1,3})>/

const error = /^(?:e|err|error|eror|f|fatal|ftl|c|crit|critical|panic|dpanic|emerg|emergency|alert|severe)$/i
const warning = /^(?:w|warn|warning|wrn)$/i

/** The level of a line with a field for it, null for one that is no problem; undefined for a line without such a field. */
export function structuredLevel(line: string): Level | null | undefined {
  const first = line.trimStart()
  if (first.startsWith('{')) {
    const [found, word, number] = json.exec(first) ?? []
    if (found) return word === undefined ? levelOfNumber(Number(number)) : levelOfWord(word)
  }
  if (first.startsWith('<')) {
    const number = priority.exec(first)?.[1]
    if (number !== undefined && Number(number) <= 191) return levelOfPriority(Number(number) & 7)
  }
  if (!line.includes('=')) return undefined
  const [found, ...words] = logfmt.exec(line) ?? []
  return found ? levelOfWord(words.find((word) => word !== undefined) ?? '') : undefined
}

const levelOfWord = (word: string): Level | null => {
  if (/^\d+$/.test(word)) return levelOfNumber(Number(word))
  return error.test(word) ? 'error' : warning.test(word) ? 'warning' : null
}

/** Numbers of Pino and Bunyan from 10 to 60; of syslog below 8. */
function levelOfNumber(number: number): Level | null {
  if (number < 8) return levelOfPriority(number)
  return number >= 50 ? 'error' : number >= 40 ? 'warning' : null
}

const levelOfPriority = (number: number): Level | null => (number <= 3 ? 'error' : number === 4 ? 'warning' : null)
